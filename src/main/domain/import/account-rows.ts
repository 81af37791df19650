import {
  importedPaymentMethods,
  type AccountKind,
  type BookAccountFacts,
  type ImportedAccount,
  type ImportFacts,
} from "./batch.ts";
import { quoted } from "./columns.ts";
import { createRegister, placeText, type Entry, type Place } from "./register.ts";
import {
  choice,
  currency,
  email,
  givenId,
  limitedText,
  optionalDate,
  organizationSlug,
  RowFault,
  taxRatePartsPerMillion,
  timeZone,
  type ImportRow,
} from "./row.ts";

/** What another row may mean by an account: one of the files, one of the book, or one whose own row is bad. */
export type AccountReference =
  | { readonly found: "file" | "book"; readonly account: BookAccountFacts }
  | { readonly found: "bad row" }
  | { readonly found: "nothing" };

/** Reads the rows of users and organizations, and finds accounts that other rows refer to. */
export interface AccountRows {
  /** @throws RowFault */
  read(row: ImportRow, kind: AccountKind, place: Place): ImportedAccount;
  /**
   * @param column where the reference stands.
   * @throws RowFault when more than one account of the book goes by the e-mail address or slug.
   */
  resolve(reference: string, column: string): AccountReference;
}

/**
 * The account that a column of a row names.
 *
 * @param isComplete whether every row of accounts could be read: only then is a reference to nothing the row's own fault.
 * @throws RowFault where nothing has that name, or more than one account.
 */
export function namedAccount(
  row: ImportRow,
  column: string,
  accounts: AccountRows,
  isComplete: boolean,
): Exclude<AccountReference, { found: "nothing" }> {
  const reference = row.required(column);
  const found = accounts.resolve(reference, column);
  if (found.found !== "nothing") return found;
  if (!isComplete) return { found: "bad row" };
  throw new RowFault(
    column,
    `No account, in the files or in the book, has the id, e-mail or slug ${quoted(reference)}.`,
  );
}

const contactColumn = { user: "email", organization: "slug" } as const;

export function createAccountRows(facts: ImportFacts): AccountRows {
  const byId = createRegister<ImportedAccount>();
  const byContact = createRegister<ImportedAccount>();

  /** The fields of the row alone; nothing about its neighbours. */
  function readFields(row: ImportRow, kind: AccountKind): ImportedAccount {
    const id = givenId(row, kind);
    const name = limitedText(row.required("name"), "name", 200);
    const contact = kind === "user" ? email(row) : organizationSlug(row);
    const createdOn = optionalDate(row, "created_on");
    if (createdOn !== null && createdOn > facts.todayOn) {
      throw new RowFault("created_on", `${createdOn} has not come yet; by the book's clock today is ${facts.todayOn}.`);
    }
    return {
      id: id ?? facts.makeId(kind),
      kind,
      name,
      contact,
      currency: currency(row, facts.currency),
      timeZone: timeZone(row, facts.timeZone),
      taxRatePartsPerMillion: taxRatePartsPerMillion(row),
      paymentMethod: choice(row, "payment_method", importedPaymentMethods, "manual"),
      createdOn,
    };
  }

  function refuseClash(column: string, value: string, earlier: Entry<ImportedAccount> | null): void {
    if (earlier === null) return;
    throw new RowFault(column, `${quoted(value)} is also on ${placeText(earlier.place)}.`);
  }

  function refuseTaken(column: string, value: string, holder: BookAccountFacts | null | undefined): void {
    if (holder) throw new RowFault(column, `${quoted(value)} belongs to an account of the book, ${holder.id}.`);
  }

  return {
    read(row, kind, place) {
      // Keys are entered before anything can fail, so that a bad row's e-mail address is still known to rows that refer to it:
      // they are not wrong.
      const entry: Entry<ImportedAccount> = { place, value: null };
      const [id, contact] = [row.optional("id"), row.optional(contactColumn[kind])];
      const earlierId = id === null ? null : byId.enter(id, entry);
      const earlierContact = contact === null ? null : byContact.enter(contactKey(contact), entry);
      const account = readFields(row, kind);
      refuseClash("id", account.id, earlierId);
      refuseClash(contactColumn[kind], account.contact, earlierContact);
      if (id !== null) refuseTaken("id", id, facts.findAccount(id));
      refuseTaken(contactColumn[kind], account.contact, facts.findAccountsByContact(account.contact)[0]);
      entry.value = account;
      return account;
    },
    resolve(reference, column) {
      const entry = byId.find(reference) ?? byContact.find(contactKey(reference));
      if (entry) return entry.value ? { found: "file", account: entry.value } : { found: "bad row" };
      const byBookId = facts.findAccount(reference);
      const matches = byBookId ? [byBookId] : facts.findAccountsByContact(reference);
      if (matches.length > 1) {
        throw new RowFault(column, `${quoted(reference)} is the name of ${matches.length} accounts; write the id.`);
      }
      return matches[0] ? { found: "book", account: matches[0] } : { found: "nothing" };
    },
  };
}

/** E-mail addresses that differ in case only are one person's. Slugs are lower case anyway. */
function contactKey(contact: string): string {
  return contact.toLowerCase();
}
