import type { ImportFileKind } from "../../../shared/contract/accounts.ts";

/** A column of an import file. A file may leave out the columns that are not required, and order them as it likes. */
interface ImportColumn {
  readonly name: string;
  readonly isRequired: boolean;
}

const required = (name: string): ImportColumn => ({ name, isRequired: true });
const optional = (name: string): ImportColumn => ({ name, isRequired: false });

const accountOptions = ["currency", "time_zone", "tax_rate_percent", "payment_method", "created_on"].map(optional);

/** The columns of each kind of file; docs/csv.md describes them for people, and a test keeps the two together. */
export const importColumns: Readonly<Record<ImportFileKind, readonly ImportColumn[]>> = {
  plans: [
    optional("id"),
    required("slug"),
    required("name"),
    required("for"),
    required("currency"),
    required("monthly_fee"),
    optional("annual_monthly_fee"),
  ],
  users: [optional("id"), required("name"), required("email"), ...accountOptions],
  organizations: [optional("id"), required("name"), required("slug"), ...accountOptions],
  subscriptions: [
    required("account"),
    required("plan"),
    required("period"),
    required("start_on"),
    optional("seats"),
    optional("billed_through_on"),
  ],
  opening_balances: [required("account"), required("currency"), required("amount"), optional("note")],
  // What the ledger's own CSV has, so that an export is imported as it is; nothing is read from the name and the operator.
  ledger_entries: [
    optional("sequence"),
    required("effective_on"),
    required("account_id"),
    optional("account_name"),
    optional("source_type"),
    required("currency"),
    required("amount"),
    optional("balance_after"),
    optional("reason"),
    optional("invoice"),
    optional("operator"),
    optional("note"),
    optional("id"),
  ],
};

/** Where each column stands in a row, or what is wrong with the header. */
export type HeaderReading =
  | { readonly ok: true; readonly positions: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly message: string };

/** Reads a header row. Names are compared without regard to case and outer spaces; unknown and doubled ones are refused. */
export function readHeader(kind: ImportFileKind, values: readonly string[]): HeaderReading {
  const columns = importColumns[kind];
  const names = values.map((value) => value.trim().toLowerCase());
  const known = new Set(columns.map(({ name }) => name));
  const expected = `A file of ${kind.replace("_", " ")} has the columns ${[...known].join(", ")}.`;

  const [only] = names;
  if (names.length === 1 && only !== undefined && /[;\t|]/u.test(only)) {
    return refuse("The columns are not separated by commas. Save the file as CSV with commas.");
  }
  if (names.includes("")) return refuse(`A column has no name. ${expected}`);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) return refuse(`Unknown column ${unknown.map(quoted).join(", ")}. ${expected}`);
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  if (doubled.length > 0) return refuse(`The column ${quoted(doubled[0] ?? "")} is there more than once.`);
  const missing = columns.filter(({ name, isRequired }) => isRequired && !names.includes(name));
  if (missing.length > 0) {
    return refuse(`Missing column ${missing.map(({ name }) => quoted(name)).join(", ")}. ${expected}`);
  }
  return { ok: true, positions: new Map(names.map((name, index) => [name, index])) };
}

function refuse(message: string): HeaderReading {
  return { ok: false, message };
}

/** A value as a message shows it: on one line, and not so long that it hides the message. */
export function quoted(value: string): string {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return `"${shown.replaceAll(/[\r\n\t]+/gu, " ")}"`;
}
