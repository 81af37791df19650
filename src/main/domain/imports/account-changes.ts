import type { ChangedAccount } from "../../../shared/contract/account-import.ts";
import { equalityKey } from "../../../shared/folding.ts";
import type {
  ChangeableAccount,
  ChangeableFields,
  ExistingAccounts,
  ImportedAccount,
  ImportedChange,
  ImportFacts,
} from "./batch.ts";
import { RowFault, type ImportRow } from "./row.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** A field of an account that a file can change. */
interface ChangeableField<Key extends keyof ChangeableFields = keyof ChangeableFields> {
  readonly key: Key;
  readonly columns: readonly string[];
  /** Whether an account can do without it. */
  readonly canBeNothing: boolean;
}

const field = (key: keyof ChangeableFields, columns: readonly string[], canBeNothing: boolean): ChangeableField => ({
  key,
  columns,
  canBeNothing,
});

const fields: readonly ChangeableField[] = [
  field("name", ["name"], false),
  field("contact", ["email", "slug", "contact"], false),
  field("currency", ["currency"], false),
  field("timeZone", ["time_zone"], false),
  field("taxRatePartsPerMillion", ["tax_rate_percent"], true),
  field("isTaxExempt", ["tax_exempt"], false),
  field("paymentTermsDays", ["payment_terms_days"], true),
  field("invoiceNote", ["invoice_note"], true),
  field("billingName", ["billing_name"], true),
  field("billingAddress", ["billing_address"], true),
  field("taxNumbers", ["tax_numbers"], true),
  field("buyerReference", ["buyer_reference"], true),
  field("paperLanguage", ["paper_language"], true),
  field("paymentMethod", ["payment_method"], false),
];

/** What a row changes of an account of the book, in its columns' own words. */
export interface AccountChange {
  readonly change: ImportedChange;
  readonly fields: ChangedAccount["fields"];
}

/**
 * What a row changes of an account. Only columns that the file has can change something, and of those a blank cell only where it is said
 * that it means nothing.
 *
 * @param said the row as it would make a new account.
 * @returns null where everything is so already.
 * @throws RowFault for a billing currency that is fixed (BEHAVIOUR 2.1).
 */
export function changeOf(
  row: ImportRow,
  said: ImportedAccount,
  current: ChangeableAccount,
  emptyCells: ExistingAccounts["emptyCells"],
  whatFixesCurrency: ImportFacts["whatFixesCurrency"],
): AccountChange | null {
  const changed = fields.filter(({ key, columns, canBeNothing }) => {
    const isSaid = columns.some((column) => row.freeText(column) !== null);
    const isCleared = emptyCells === "clear" && canBeNothing && columns.some((column) => row.has(column));
    return (isSaid || isCleared) && !isSame(key, current[key], said[key]);
  });
  if (changed.length === 0) return null;
  const fixedBy = changed.some(({ key }) => key === "currency") ? whatFixesCurrency(current.id) : null;
  if (fixedBy !== null) {
    throw new RowFault(
      "currency",
      sentence("The account is billed in {currency} for good: it has {fixedBy}.", {
        currency: current.currency,
        fixedBy,
      }),
    );
  }
  return {
    change: {
      accountId: current.id,
      fields: Object.fromEntries(changed.map(({ key }) => [key, said[key]])),
      taxRateName: said.taxRateName,
    },
    fields: changed.map(({ key, columns }) => ({
      column: columns.find((column) => row.has(column)) ?? key,
      before: shown(key, current[key]),
      after: shown(key, said[key]),
    })),
  };
}

/** An address that is only written in another way is the account's own, but its capitals may be meant to change. */
function isSame(key: keyof ChangeableFields, before: unknown, after: unknown): boolean {
  return before === after || (key === "contact" && after === null);
}

/** Whether another contact is the account's own, written in another way (BEHAVIOUR 1.8). */
export function isOwnContact(contact: string, current: Pick<ChangeableAccount, "contact">): boolean {
  return current.contact !== null && equalityKey(contact) === equalityKey(current.contact);
}

function shown(key: keyof ChangeableFields, value: ChangeableFields[keyof ChangeableFields]): string | null {
  if (value === null) return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return key === "taxRatePartsPerMillion" ? String(Number(value) / 10_000) : String(value);
}
