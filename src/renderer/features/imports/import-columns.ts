import type { ImportFileKind } from "../../../shared/contract/accounts.ts";

/** A column of an import file as the help describes it. */
export interface ColumnHelp {
  readonly name: string;
  readonly isRequired: boolean;
  readonly content: string;
  /** Whether only exports have it: who writes a file has another column for it, or none. */
  readonly isOfExports?: true;
}

const required = (name: string, content: string): ColumnHelp => ({ name, isRequired: true, content });
const optional = (name: string, content: string): ColumnHelp => ({ name, isRequired: false, content });

const ofExports = (name: string, content: string): ColumnHelp => ({ ...optional(name, content), isOfExports: true });

const accountOptions: readonly ColumnHelp[] = [
  optional("currency", "ISO 4217 code the account is billed in. The book’s currency where it is left out."),
  optional("time_zone", "IANA name, such as Europe/Helsinki. The book’s time zone where it is left out."),
  optional("tax_rate_percent", "0 to 100 with at most 4 decimals, such as 24 or 8.875. No tax where it is left out."),
  optional("tax_rate_name", "What a rate that the book does not have yet is called, at most 60 characters."),
  optional("tax_exempt", "yes or no (where it is left out)."),
  optional(
    "payment_method",
    "manual (where it is left out), test_success, test_declined, test_needs_action, test_bank_success or test_bank_declined.",
  ),
  optional("payment_terms_days", "0 to 365. The book’s payment terms where it is left out."),
  optional("invoice_note", "Stands on its invoices, at most 2,000 characters. The book’s note where it is left out."),
  optional("billing_name", "Its name on the paper, at most 200 characters. Its own name where it is left out."),
  optional("billing_address", "Stands below the name, at most 12 lines and 1,000 characters."),
  optional("tax_numbers", "One on each line, with what it is; at most 12 lines and 300 characters."),
  optional("buyer_reference", "What it wants to find on its invoices, at most 100 characters."),
  optional("paper_language", "en or de. The book’s language where it is left out."),
  optional("created_on", "Day the account began, YYYY-MM-DD. The day of the import where it is left out."),
  ofExports("created_at", "The instant instead of the day, as an export has it: 2026-01-31T12:00:00.000Z."),
  ofExports("kind", "user or organization, as an export has it; the file’s own kind."),
  ofExports("contact", "What an export calls the e-mail address or the slug. Empty where the account has none."),
  ...["plan", "subscription_status", "credit", "next_charge_on", "next_charge", "past_due"].map((name) =>
    ofExports(name, "Not read."),
  ),
];

/** What each kind of file holds. `docs/csv.md` says the same at length; a test keeps the two together. */
export const importColumnHelp: Readonly<Record<ImportFileKind, readonly ColumnHelp[]>> = {
  plans: [
    optional("id", "Begins with cplan_. Made by the import where it is left out."),
    required("slug", "Lower-case letters, digits and hyphens, at most 63. Subscriptions name the plan by it."),
    required("name", "As customers read it, at most 100 characters."),
    required("for", "user or organization."),
    required("currency", "ISO 4217 code, such as USD."),
    required("monthly_fee", "In major units, above zero, such as 20.00."),
    optional("annual_monthly_fee", "One month where a year is paid at once; twelve of them are charged."),
  ],
  users: [
    optional("id", "Begins with user_. Made by the import where it is left out."),
    required("name", "At most 200 characters."),
    required("email", "E-mail address; may be empty beside an id. Other files may name the user by it."),
    ...accountOptions,
  ],
  organizations: [
    optional("id", "Begins with org_. Made by the import where it is left out."),
    required("name", "At most 200 characters."),
    required(
      "slug",
      "Lower-case letters, digits, hyphens and underscores; may be empty beside an id. Other files may name the organization by it.",
    ),
    ...accountOptions,
  ],
  subscriptions: [
    required("account", "Id, e-mail address or slug of an account, in these files or in the book."),
    required("plan", "Slug of a plan, in these files or in the book."),
    required("period", "month or annual."),
    required("start_on", "First day of the subscription, YYYY-MM-DD. Billing periods are counted from it."),
    optional("seats", "How many seats, 1 to 1,000,000, where the plan charges for them. Empty for other plans."),
    optional("billed_through_on", "Periods that start before this day were billed elsewhere and are not billed again."),
  ],
  opening_balances: [
    required("account", "Id, e-mail address or slug of an account, in these files or in the book."),
    required("currency", "ISO 4217 code, such as USD."),
    required("amount", "Credit to begin with, in major units, above zero, such as 50.00."),
    optional("note", "Stays in the ledger with the entry. At most 2,000 characters."),
    optional("effective_on", "First day on which the credit can be used, YYYY-MM-DD. Today where it is left out."),
    optional("expires_on", "Day whose first midnight ends it. It does not expire where it is left out."),
    optional("priority", "0 to 100, lower is used first; 50 where it is left out."),
    optional("category", "promotional or paid."),
  ],
  ledger_entries: [
    optional("sequence", "The order of the entries. Without it the rows stand oldest first."),
    required(
      "effective_on",
      "Day the entry counts for, YYYY-MM-DD; not later than today, but for what an invoice was dated by.",
    ),
    required("account_id", "Id, e-mail address or slug of an account, in these files or in the book."),
    optional("account_name", "Not read."),
    optional(
      "source_type",
      "What the entry was. Kept as the source of the entry here, like its id, reason, invoice and operator.",
    ),
    required("currency", "ISO 4217 code, such as USD."),
    required("amount", "In major units: 50.00 adds credit, -20.00 takes it. The balance never falls below zero."),
    optional("balance_after", "Checked where it is given: a row that is missing or was changed is found."),
    optional("reason", "Becomes part of the note where there is none."),
    optional("invoice", "Becomes part of the note where there is none."),
    optional("operator", "Who made it there: who imports makes the entries here."),
    optional("note", "Stays in the ledger with the entry. At most 2,000 characters."),
    optional("id", "The entry's id in the other ledger, at most 100 characters."),
    optional("recorded_at", "When it was written there: 2026-01-31T12:00:00.000Z."),
    optional(
      "blocks",
      "What it moved in blocks of credit, as an export writes it. Without it credit is plain and does not expire.",
    ),
    ...["previous_hash", "hash", "canonical_text"].map((name) => ofExports(name, "Not read.")),
  ],
};

/** An empty file of the kind: its header and nothing else. */
export function emptyFileText(kind: ImportFileKind): string {
  const columns = importColumnHelp[kind].filter(({ isOfExports }) => !isOfExports);
  return `${columns.map(({ name }) => name).join(",")}\r\n`;
}
