import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** A column of an import file. A file may leave out the columns that are not required, and order them as it likes. */
interface ImportColumn {
  readonly name: string;
  readonly isRequired: boolean;
  /** The column by which an export says the same; a file has one of the two. */
  readonly exportedAs?: string;
  /** What can be written in more than one way; left out: text. */
  readonly holds?: "amount" | "day";
}

const required = (name: string): ImportColumn => ({ name, isRequired: true });
const optional = (name: string): ImportColumn => ({ name, isRequired: false });
const amount = (column: ImportColumn): ImportColumn => ({ ...column, holds: "amount" });
const day = (column: ImportColumn): ImportColumn => ({ ...column, holds: "day" });

/** What the list of accounts has beside that, so that an export is imported as it is. */
const columnsOfAccounts = [
  "kind",
  "contact",
  "plan",
  "subscription_status",
  "credit",
  "next_charge_on",
  "next_charge",
  "past_due",
].map(optional);
const accountOptions = [
  "currency",
  "time_zone",
  "tax_rate_percent",
  "tax_rate_name",
  "tax_exempt",
  "payment_method",
  "payment_terms_days",
  "invoice_note",
  "billing_name",
  "billing_address",
  "tax_numbers",
  "buyer_reference",
  "paper_language",
]
  .map(optional)
  .concat(day(optional("created_on")), optional("created_at"));

/** The columns of each kind of file; docs/csv.md describes them for people, and a test keeps the two together. */
export const importColumns: Readonly<Record<ImportFileKind, readonly ImportColumn[]>> = {
  plans: [
    optional("id"),
    required("slug"),
    required("name"),
    required("for"),
    required("currency"),
    amount(required("monthly_fee")),
    amount(optional("annual_monthly_fee")),
  ],
  users: [
    optional("id"),
    required("name"),
    { ...required("email"), exportedAs: "contact" },
    ...accountOptions,
    ...columnsOfAccounts,
  ],
  organizations: [
    optional("id"),
    required("name"),
    { ...required("slug"), exportedAs: "contact" },
    ...accountOptions,
    ...columnsOfAccounts,
  ],
  subscriptions: [
    required("account"),
    required("plan"),
    required("period"),
    day(required("start_on")),
    optional("seats"),
    day(optional("billed_through_on")),
  ],
  opening_balances: [
    required("account"),
    required("currency"),
    amount(required("amount")),
    optional("note"),
    day(optional("effective_on")),
    day(optional("expires_on")),
    optional("priority"),
    optional("category"),
  ],
  // What the ledger's own CSV has, so that an export is imported as it is; nothing is read from the name.
  ledger_entries: [
    optional("sequence"),
    day(required("effective_on")),
    required("account_id"),
    optional("account_name"),
    optional("source_type"),
    required("currency"),
    amount(required("amount")),
    amount(optional("balance_after")),
    optional("reason"),
    optional("invoice"),
    optional("operator"),
    optional("note"),
    optional("id"),
    optional("recorded_at"),
    optional("blocks"),
    optional("previous_hash"),
    optional("hash"),
    optional("canonical_text"),
  ],
};

/** What a file of a kind holds. */
export const kindWords: Readonly<Record<ImportFileKind, Sentence>> = {
  plans: sentence("plans"),
  users: sentence("users"),
  organizations: sentence("organizations"),
  subscriptions: sentence("subscriptions"),
  opening_balances: sentence("opening balances"),
  ledger_entries: sentence("ledger entries"),
};

/** Where each column stands in a row, or what is wrong with the header. */
export type HeaderReading =
  | { readonly ok: true; readonly positions: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly said: Sentence };

/**
 * Reads a header row. Names are compared without regard to case and outer spaces; unknown and doubled ones are refused.
 *
 * @param isUpdate as of {@link missingColumns}.
 */
export function readHeader(kind: ImportFileKind, values: readonly string[], isUpdate: boolean): HeaderReading {
  const columns = importColumns[kind];
  const names = values.map((value) => value.trim().toLowerCase());
  const known = new Set(columns.map(({ name }) => name));
  const expected = [...known];

  const [only] = names;
  if (names.length === 1 && only !== undefined && /[;\t|]/u.test(only)) {
    return refuse(sentence("The columns are not separated by commas. Save the file as CSV with commas."));
  }
  if (names.includes(""))
    return refuse(
      sentence("A column has no name. A file of {kind} has the columns {expected}.", {
        kind: kindWords[kind],
        expected,
      }),
    );
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const named = unknown.map(quoted);
    return refuse(
      sentence("Unknown column {columns}. A file of {kind} has the columns {expected}.", {
        columns: named,
        kind: kindWords[kind],
        expected,
      }),
    );
  }
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  if (doubled.length > 0)
    return refuse(sentence("The column {column} is there more than once.", { column: quoted(doubled[0] ?? "") }));
  const isThere = (name: string | undefined) => name !== undefined && names.includes(name);
  const twofold = columns.find(({ name, exportedAs }) => isThere(name) && isThere(exportedAs));
  if (twofold)
    return refuse(
      sentence("The columns {column} and {exportedAs} say the same.", {
        column: quoted(twofold.name),
        exportedAs: quoted(twofold.exportedAs ?? ""),
      }),
    );
  const missing = missingColumns(kind, names, isUpdate);
  if (missing.length > 0) {
    const named = missing.map(quoted);
    return refuse(
      sentence("Missing column {columns}. A file of {kind} has the columns {expected}.", {
        columns: named,
        kind: kindWords[kind],
        expected,
      }),
    );
  }
  return { ok: true, positions: new Map(names.map((name, index) => [name, index])) };
}

/**
 * The columns that a file of the kind has and this one has not.
 *
 * @param names its columns.
 * @param isUpdate whether accounts of the book may be changed: then a file has what names them, and what it changes.
 */
export function missingColumns(kind: ImportFileKind, names: readonly string[], isUpdate: boolean): string[] {
  const has = (name: string | undefined) => name !== undefined && names.includes(name);
  const namesAccount = ["id", "email", "slug", "contact"].some(has);
  if (isUpdate && (kind === "users" || kind === "organizations") && namesAccount) return [];
  return importColumns[kind]
    .filter(({ name, isRequired, exportedAs }) => isRequired && !has(name) && !has(exportedAs))
    .map(({ name }) => name);
}

function refuse(said: Sentence): HeaderReading {
  return { ok: false, said };
}

/** A value as a message shows it: on one line, and not so long that it hides the message. */
export function quoted(value: string): string {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return `"${shown.replaceAll(/[\r\n\t]+/gu, " ")}"`;
}
