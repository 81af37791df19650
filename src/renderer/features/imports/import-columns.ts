import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import { importColumnsText as words } from "./import-columns-text.ts";

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
  optional("currency", words.accounts.currency),
  optional("time_zone", words.accounts.timeZone),
  optional("tax_rate_percent", words.accounts.taxRatePercent),
  optional("tax_rate_name", words.accounts.taxRateName),
  optional("tax_exempt", words.accounts.taxExempt),
  optional("payment_method", words.accounts.paymentMethod),
  optional("payment_terms_days", words.accounts.paymentTermsDays),
  optional("invoice_note", words.accounts.invoiceNote),
  optional("billing_name", words.accounts.billingName),
  optional("billing_address", words.accounts.billingAddress),
  optional("tax_numbers", words.accounts.taxNumbers),
  optional("buyer_reference", words.accounts.buyerReference),
  optional("paper_language", words.accounts.paperLanguage),
  optional("created_on", words.accounts.createdOn),
  ofExports("created_at", words.accounts.createdAt),
  ofExports("kind", words.accounts.kind),
  ofExports("contact", words.accounts.contact),
  ...["plan", "subscription_status", "credit", "next_charge_on", "next_charge", "past_due"].map((name) =>
    ofExports(name, words.notRead),
  ),
];

/** What each kind of file holds. `docs/csv.md` says the same at length; a test keeps the two together. */
export const importColumnHelp: Readonly<Record<ImportFileKind, readonly ColumnHelp[]>> = {
  plans: [
    optional("id", words.plans.id),
    required("slug", words.plans.slug),
    required("name", words.plans.name),
    required("for", words.plans.for),
    required("currency", words.plans.currency),
    required("monthly_fee", words.plans.monthlyFee),
    optional("annual_monthly_fee", words.plans.annualMonthlyFee),
  ],
  users: [
    optional("id", words.users.id),
    required("name", words.accounts.name),
    required("email", words.users.email),
    ...accountOptions,
  ],
  organizations: [
    optional("id", words.organizations.id),
    required("name", words.accounts.name),
    required("slug", words.organizations.slug),
    ...accountOptions,
  ],
  subscriptions: [
    required("account", words.subscriptions.account),
    required("plan", words.subscriptions.plan),
    required("period", words.subscriptions.period),
    required("start_on", words.subscriptions.startOn),
    optional("seats", words.subscriptions.seats),
    optional("billed_through_on", words.subscriptions.billedThroughOn),
  ],
  opening_balances: [
    required("account", words.openingBalances.account),
    required("currency", words.openingBalances.currency),
    required("amount", words.openingBalances.amount),
    optional("note", words.openingBalances.note),
    optional("effective_on", words.openingBalances.effectiveOn),
    optional("expires_on", words.openingBalances.expiresOn),
    optional("priority", words.openingBalances.priority),
    optional("category", words.openingBalances.category),
  ],
  ledger_entries: [
    optional("sequence", words.ledgerEntries.sequence),
    required("effective_on", words.ledgerEntries.effectiveOn),
    required("account_id", words.ledgerEntries.account),
    optional("account_name", words.notRead),
    optional("source_type", words.ledgerEntries.sourceType),
    required("currency", words.ledgerEntries.currency),
    required("amount", words.ledgerEntries.amount),
    optional("balance_after", words.ledgerEntries.balanceAfter),
    optional("reason", words.ledgerEntries.reason),
    optional("invoice", words.ledgerEntries.invoice),
    optional("operator", words.ledgerEntries.operator),
    optional("note", words.ledgerEntries.note),
    optional("id", words.ledgerEntries.id),
    optional("recorded_at", words.ledgerEntries.recordedAt),
    optional("blocks", words.ledgerEntries.blocks),
    ...["previous_hash", "hash", "canonical_text"].map((name) => ofExports(name, words.notRead)),
  ],
};

/** An empty file of the kind: its header and nothing else. */
export function emptyFileText(kind: ImportFileKind): string {
  const columns = importColumnHelp[kind].filter(({ isOfExports }) => !isOfExports);
  return `${columns.map(({ name }) => name).join(",")}\r\n`;
}
