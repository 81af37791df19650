import { civilDateAt, isCivilDate } from "../../../shared/calendar.ts";
import type { ReadyMapping } from "../../../shared/contract/imports.ts";
import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import { currencyExponent, isCurrencyCode } from "../../../shared/money/currencies.ts";
import { cellText, type Cell } from "../batches/sheet.ts";

/** What a row of another system's file says, by the names that system gives its columns, whatever their capitals. */
type ForeignRow = (...names: readonly string[]) => string;

/** The row in our own columns; what is left out says nothing. */
type OwnColumns = Readonly<Record<string, string>>;

interface Mapping {
  /** What a file of it can hold; the first is proposed. */
  readonly kinds: readonly ImportFileKind[];
  /** Of each of these, a file has one of the names. */
  readonly recognisedBy: readonly (readonly string[])[];
  /** Names that only files have that look alike and are others. */
  readonly not?: readonly string[];
  readonly columns: readonly string[];
  toOwn(row: ForeignRow, facts: MappingFacts): OwnColumns;
}

export interface MappingFacts {
  readonly kind: ImportFileKind;
  readonly timeZone: string;
  /** The place of the row among those of the file, in the order in which they happened. */
  readonly sequence: number;
}

const accountColumns = ["id", "name", "email", "slug", "currency", "billing_address", "tax_numbers", "created_at"];

/** The files that are known, with where their columns are described (`docs/csv.md`). */
export const mappings: Readonly<Record<ReadyMapping, Mapping>> = {
  // The export of the Dashboard: https://clerk.com/docs/guides/development/migrating/export-from-clerk
  clerk_users: {
    kinds: ["users"],
    recognisedBy: [["id"], ["first_name"], ["last_name"], ["primary_email_address"]],
    columns: ["id", "name", "email", "created_at"],
    toOwn(row) {
      const name = `${row("first_name")} ${row("last_name")}`.trim();
      const email = row("primary_email_address");
      return {
        id: row("id"),
        name: name || row("username") || email || row("primary_phone_number") || row("id"),
        email,
        created_at: instantText(row("created_at")),
      };
    },
  },
  // What the Backend API lists, as a table: https://clerk.com/docs/reference/backend-api (the Dashboard exports users only)
  clerk_organizations: {
    kinds: ["organizations"],
    recognisedBy: [
      ["id"],
      ["name"],
      ["slug"],
      ["max_allowed_memberships", "members_count", "public_metadata", "created_by", "has_image"],
    ],
    columns: ["id", "name", "slug", "created_at"],
    toOwn: (row) => ({
      id: row("id"),
      name: row("name") || row("slug") || row("id"),
      slug: row("slug"),
      created_at: instantText(row("created_at")),
    }),
  },
  // The export of the Dashboard's customers, or Sigma's table of them: https://docs.stripe.com/api/customers/object
  stripe_customers: {
    kinds: ["users", "organizations"],
    recognisedBy: [["id"], ["email"], ["created (utc)", "created"], ["delinquent", "created (utc)"]],
    not: ["amount"],
    columns: accountColumns,
    toOwn(row, { kind }) {
      const prefix = kind === "organizations" ? "org_" : "user_";
      const email = row("email");
      const taxId = row("business vat id");
      return {
        id: row("id") && prefix + row("id"),
        name: row("name") || row("description") || email || row("id"),
        ...(kind === "organizations" ? { slug: "" } : { email }),
        currency: row("currency").toUpperCase(),
        billing_address: stripeAddress(row),
        tax_numbers: taxId && `VAT ID ${taxId}`,
        created_at: instantText(row("created (utc)", "created")),
      };
    },
  },
  // Sigma's table, or what the API lists: https://docs.stripe.com/api/customer_balance_transactions/object
  stripe_balance_transactions: {
    kinds: ["ledger_entries"],
    recognisedBy: [["id"], ["customer_id", "customer"], ["amount"], ["currency"], ["created"], ["type"]],
    not: ["net", "fee"],
    columns: [
      "sequence",
      "effective_on",
      "account_id",
      "source_type",
      "currency",
      "amount",
      "balance_after",
      "invoice",
      "note",
      "id",
      "recorded_at",
    ],
    toOwn(row, { timeZone, sequence }) {
      const currency = row("currency").toUpperCase();
      const recordedAt = instantText(row("created"));
      const atMs = Date.parse(recordedAt);
      return {
        sequence: String(sequence),
        effective_on: Number.isNaN(atMs) ? row("created") : civilDateAt(atMs, timeZone),
        account_id: row("customer_id", "customer"),
        source_type: row("type"),
        currency,
        amount: creditOf(row("amount"), currency),
        balance_after: creditOf(row("ending_balance"), currency),
        invoice: row("invoice_id", "invoice"),
        note: row("description"),
        id: row("id"),
        recorded_at: recordedAt,
      };
    },
  },
};

const namesOf = (header: readonly Cell[]): string[] => header.map((cell) => cellText(cell).trim().toLowerCase());

/** Which system a file with these columns comes from; null where it is none that is known. */
export function recogniseMapping(header: readonly Cell[]): ReadyMapping | null {
  const names = new Set(namesOf(header));
  const known = Object.entries(mappings) as [ReadyMapping, Mapping][];
  const fits = ({ recognisedBy, not = [] }: Mapping) =>
    recognisedBy.every((alternatives) => alternatives.some((name) => names.has(name))) &&
    !not.some((name) => names.has(name));
  return known.find(([, mapping]) => fits(mapping))?.[0] ?? null;
}

/** @returns a function that puts a row of the file into our own columns. */
export function mapRows(
  mapping: ReadyMapping,
  header: readonly Cell[],
): (cells: readonly Cell[], facts: MappingFacts) => OwnColumns {
  const names = namesOf(header);
  return (cells, facts) => {
    const row: ForeignRow = (...wanted) => {
      for (const name of wanted) {
        const text = cellText(cells[names.indexOf(name)]).trim();
        if (text !== "") return text;
      }
      return "";
    };
    // What it says nothing of is no column of such a file, so that nobody takes it for a cell that is empty on purpose.
    return Object.fromEntries(Object.entries(mappings[mapping].toOwn(row, facts)).filter(([, value]) => value !== ""));
  };
}

/** Whether rows stand newest first, as the API of Stripe lists them: by the first and the last of them that say when they were made. */
export function isNewestFirst(header: readonly Cell[], first: readonly Cell[], last: readonly Cell[]): boolean {
  const column = namesOf(header).indexOf("created");
  const [firstMs = 0, lastMs = 0] = [first, last].map((cells) =>
    Date.parse(instantText(cellText(cells[column]).trim())),
  );
  return firstMs > lastMs;
}

/**
 * An instant as files of other systems have it: seconds or milliseconds since 1970, or a date and time in UTC.
 *
 * @returns it as our own files have it; what is none, as it is.
 */
function instantText(text: string): string {
  if (/^\d{9,10}$/u.test(text)) return new Date(Number(text) * 1000).toISOString();
  if (/^\d{12,13}$/u.test(text)) return new Date(Number(text)).toISOString();
  const { day = "", time = "00:00" } =
    /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(?: ?UTC|Z)?)?$/u.exec(text)
      ?.groups ?? {};
  if (!isCivilDate(day)) return text;
  const at = new Date(`${day}T${time}Z`);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

/**
 * The currencies that Stripe counts in other minor units than ISO 4217 knows (https://docs.stripe.com/currencies).
 */
const stripeExponents: Readonly<Record<string, number>> = { MGA: 0, ISK: 2, UGX: 2 };

/**
 * An amount of Stripe, in its minor units, as credit in major units. There, what is below zero is credit: the customer owes less.
 *
 * @returns what is no whole number, as it is.
 */
function creditOf(text: string, currency: string): string {
  const { sign, digits = "" } = /^(?<sign>-?)(?<digits>\d{1,15})$/u.exec(text)?.groups ?? {};
  if (sign === undefined || !isCurrencyCode(currency)) return text;
  const exponent = stripeExponents[currency] ?? currencyExponent(currency);
  const padded = digits.padStart(exponent + 1, "0");
  const [whole, decimals] = [padded.slice(0, padded.length - exponent), padded.slice(padded.length - exponent)];
  // Stripe writes two decimals that are always zero where the currency itself has none.
  const shown = /^0*$/u.test(decimals) ? "" : `.${decimals}`;
  return `${sign === "" && !/^0+$/u.test(digits) ? "-" : ""}${whole}${shown}`;
}

function stripeAddress(row: ForeignRow): string {
  const city = `${row("address_postal_code")} ${row("address_city")}`.trim();
  return [row("address_line1"), row("address_line2"), city, row("address_state"), row("address_country")]
    .filter((line) => line !== "")
    .join("\n");
}
