import { methodDefinition, methodNames } from "../../src/shared/contract/index.ts";
import type { Audit } from "../../src/shared/contract/definition.ts";
import { apiScopes, rights, rolesWith, scopeRights, type Right } from "../../src/shared/contract/rights.ts";

/** `docs/rights.md`: what the contract says of who may and of what is remembered, for people to read. */
export function rightsDocument(): string {
  return `# Who may, and what is remembered

This page is made of the contract (\`node scripts/write-rights-table.ts\`); a test compares the two. In a book with one operator, the person
at the machine has every right but the host's; from two on, who has signed in has those of their role, and who has not may sign in. A key of
the API has those of its scopes that the operator has who made it. The engine checks the right before it looks at anything else, whichever door a
call came through, and answers \`not_allowed\`; that there are methods for hosts is told to nobody else (\`unknown_method\`).

## Rights

${table(
  ["Right", "Lets one", "Roles", "Scopes of keys"],
  Object.entries(rights).map(([right, meaning]) => [
    code(right),
    meaning,
    rolesWith(right as Right).join(", "),
    scopesWith(right as Right),
  ]),
)}

## Methods

What an act leaves is written in its own transaction, by the dispatcher (BEHAVIOUR 11.6):

- _ledger_: entries of the ledger, which name who made them;
- _a record_: in the audit log, how the record was before and is after, as far as it changed;
- _noted_: in the audit log, that it was done, with the fields that are named.

${table(
  ["Method", "Kind", "Right", "Leaves"],
  methodNames.map((name) => {
    const { kind, right, audit } = methodDefinition(name);
    return [code(name), kind, code(right), traceOf(audit)];
  }),
)}
`;
}

function scopesWith(right: Right): string {
  const scopes = apiScopes.filter((scope) => (scopeRights[scope] as readonly Right[]).includes(right));
  return scopes.map(code).join(", ");
}

function traceOf(audit: Audit): string {
  if (audit === "nothing") return "";
  if (audit === "ledger") return "ledger";
  if ("about" in audit) return `record: ${wordsOf(audit.about)}`;
  return audit.notes.length === 0 ? "noted" : `noted: ${audit.notes.map(wordsOf).join(", ")}`;
}

const code = (text: string): string => `\`${text}\``;

/** `paymentMethod` is a payment method. */
const wordsOf = (name: string): string => name.replaceAll(/[A-Z]/gu, (capital) => ` ${capital.toLowerCase()}`);

/** A table as the formatter writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
