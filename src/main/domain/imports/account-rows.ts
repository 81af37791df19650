import { civilDateAt } from "../../../shared/calendar.ts";
import { accountPaymentMethods } from "../../../shared/contract/accounts.ts";
import { equalityKey } from "../../../shared/folding.ts";
import { paperLanguages } from "../../../shared/paper/paper-language.ts";
import { changeOf, isOwnContact, type AccountChange } from "./account-changes.ts";
import type {
  AccountKind,
  BookAccountFacts,
  ChangeableAccount,
  ExistingAccounts,
  ImportedAccount,
  ImportFacts,
} from "./batch.ts";
import { quoted } from "./columns.ts";
import type { ImportMemory } from "./import-memory.ts";
import { readEach } from "./row-faults.ts";
import { createRegister, placeSentence, type RowPlace } from "./register.ts";
import {
  choice,
  currency,
  email,
  givenId,
  limitedText,
  optionalCount,
  optionalInstant,
  optionalLine,
  optionalPaperText,
  optionalText,
  organizationSlug,
  RowFault,
  taxRatePartsPerMillion,
  timeZone,
  type ImportRow,
} from "./row.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** What another row may mean by an account: one of the files, one of the book, or one whose own row is bad. */
export type AccountReference =
  | { readonly found: "file" | "book"; readonly account: BookAccountFacts }
  | { readonly found: "bad row" }
  | { readonly found: "nothing" };

/** What a row comes to: a new account, or what it changes of one that the book has; null where nothing. */
export type AccountReading =
  | { readonly type: "new"; readonly account: ImportedAccount }
  | { readonly type: "known"; readonly name: string; readonly changed: AccountChange | null };

/** An account that rows name, whether its row makes it or the book has it. */
interface NamedAccount extends BookAccountFacts {
  readonly isInBook: boolean;
}

/** Reads the rows of users and organizations, and finds accounts that other rows refer to. */
export interface AccountRows {
  /** @throws RowFault */
  read(row: ImportRow, kind: AccountKind, place: RowPlace): AccountReading;
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
    sentence("No account, in the files or in the book, has the id, e-mail or slug {reference}.", {
      reference: quoted(reference),
    }),
  );
}

const contactColumn = { user: "email", organization: "slug" } as const;

/** A file of users holds users: the list of accounts has both, and is exported by kind. */
function refuseOtherKind(row: ImportRow, kind: AccountKind): void {
  const text = row.optional("kind");
  if (text === null || text === kind) return;
  throw new RowFault(
    "kind",
    sentence("{text} has no place in a file of {kinds}; export and import each kind by itself.", {
      text: quoted(text),
      kinds: sentence(`${kind}s`),
    }),
  );
}

/** What an account is called by; what a book has is taken as it is, and may be missing where there is an id. */
function readContact(row: ImportRow, kind: AccountKind, isNamed: boolean): string | null {
  const exported = row.optional("contact");
  if (exported !== null) return limitedText(exported, "contact", 320);
  if (isNamed && row.optional(contactColumn[kind]) === null) return null;
  return kind === "user" ? email(row) : organizationSlug(row);
}

export function createAccountRows(
  facts: ImportFacts,
  memory: ImportMemory,
  { existing, emptyCells }: ExistingAccounts,
): AccountRows {
  const byId = createRegister<NamedAccount>(memory, "accounts by id");
  const byContact = createRegister<NamedAccount>(memory, "accounts by contact");

  /**
   * The fields of the row alone; nothing about its neighbours.
   *
   * @param current the account of the book that it changes; null where it makes one.
   */
  function readFields(row: ImportRow, kind: AccountKind, current: ChangeableAccount | null): ImportedAccount {
    const {
      id,
      isOfKind: _,
      ...fields
    } = readEach({
      id: () => current?.id ?? givenId(row, kind),
      name: () =>
        current && row.optional("name") === null ? current.name : limitedText(row.required("name"), "name", 200),
      isOfKind: () => refuseOtherKind(row, kind),
      contact: () => readContact(row, kind, current !== null || row.optional("id") !== null),
      currency: () => currency(row, facts.currency),
      timeZone: () => timeZone(row, facts.timeZone),
      taxRatePartsPerMillion: () => taxRatePartsPerMillion(row),
      taxRateName: () => optionalLine(row, "tax_rate_name", 60),
      isTaxExempt: () => choice(row, "tax_exempt", ["yes", "no"], "no") === "yes",
      paymentTermsDays: () => optionalCount(row, "payment_terms_days", 365, 0),
      invoiceNote: () => optionalText(row, "invoice_note", 2000),
      billingName: () => optionalLine(row, "billing_name", 200),
      billingAddress: () => optionalPaperText(row, "billing_address", 1000),
      taxNumbers: () => optionalPaperText(row, "tax_numbers", 300),
      buyerReference: () => optionalLine(row, "buyer_reference", 100),
      paperLanguage: () =>
        row.optional("paper_language") === null ? null : choice(row, "paper_language", paperLanguages, "en"),
      paymentMethod: () => choice(row, "payment_method", accountPaymentMethods, "manual"),
      created: () => readCreated(row),
    });
    return { id: id ?? facts.makeId(kind), kind, ...fields };
  }

  /** When the account began; not in the future. */
  function readCreated(row: ImportRow): ImportedAccount["created"] {
    const { on, atMs } = readEach({
      on: () => row.day("created_on"),
      atMs: () => optionalInstant(row, "created_at"),
    });
    if (on !== null && atMs !== null)
      throw new RowFault("created_at", sentence("The row has a value in created_on too."));
    const [column, day] = atMs === null ? ["created_on", on] : ["created_at", civilDateAt(atMs, facts.timeZone)];
    if (day !== null && day > facts.todayOn) {
      throw new RowFault(
        column,
        sentence("{day} has not come yet; by the book's clock today is {todayOn}.", { day, todayOn: facts.todayOn }),
      );
    }
    if (atMs !== null) return { atMs };
    return on === null ? null : { on };
  }

  function refuseClash(column: string, value: string, earlier: RowPlace | null): void {
    if (earlier === null) return;
    throw new RowFault(
      column,
      sentence("{value} is also on {place}.", { value: quoted(value), place: placeSentence(earlier) }),
    );
  }

  function refuseTaken(column: string, value: string, holder: BookAccountFacts | null | undefined): void {
    if (holder)
      throw new RowFault(
        column,
        sentence("{value} belongs to an account of the book, {holderId}.", {
          value: quoted(value),
          holderId: holder.id,
        }),
      );
  }

  /** The account of the book that a row is about, where it may change one: by its id, or else by its e-mail address or slug. */
  function findCurrent(id: string | null, contact: string | null): ChangeableAccount | null {
    if (existing === "refuse") return null;
    const held = id === null ? (contact === null ? [] : facts.findAccountsByContact(contact)) : [facts.findAccount(id)];
    return held.length === 1 && held[0] ? facts.findChangeable(held[0].id) : null;
  }

  function readChange(row: ImportRow, kind: AccountKind, current: ChangeableAccount): AccountReading {
    if (current.kind !== kind)
      throw new RowFault(
        null,
        sentence("The account {accountId} is {what}.", { accountId: current.id, what: article[current.kind] }),
      );
    const said = readFields(row, kind, current);
    const changed = changeOf(row, said, current, emptyCells, (id) => facts.whatFixesCurrency(id));
    const contact = changed?.change.fields.contact;
    if (typeof contact === "string" && !isOwnContact(contact, current)) {
      const column = row.optional("contact") === null ? contactColumn[kind] : "contact";
      refuseTaken(column, contact, facts.findAccountsByContact(contact)[0]);
    }
    return { type: "known", name: current.name, changed };
  }

  return {
    read(row, kind, place) {
      // Keys are entered before anything can fail, so that a bad row's e-mail address is still known to rows that refer to it:
      // they are not wrong.
      const [id, contact] = [row.optional("id"), row.optional("contact") ?? row.optional(contactColumn[kind])];
      const earlierId = id === null ? null : byId.enter(id, place);
      const earlierContact = contact === null ? null : byContact.enter(equalityKey(contact), place);
      const current = findCurrent(id, contact);
      if (current) {
        refuseClash("id", id ?? "", earlierId);
        refuseClash(contactColumn[kind], contact ?? "", earlierContact);
        // The same account may be named by its id on one row and by its address on another.
        if (id === null) refuseClash(contactColumn[kind], contact ?? "", byId.enter(current.id, place));
        const reading = readChange(row, kind, current);
        const otherCurrency = reading.type === "known" ? reading.changed?.change.fields.currency : undefined;
        const named = { id: current.id, kind, currency: otherCurrency ?? current.currency, isInBook: true };
        byId.settle(current.id, place, named);
        if (contact !== null) byContact.settle(equalityKey(contact), place, named);
        return reading;
      }
      const column = row.optional("contact") === null ? contactColumn[kind] : "contact";
      const { account } = readEach({
        account: () => readFields(row, kind, null),
        // Said once: who has the id mostly has the address too.
        isItsOwn: () => {
          if (id !== null) refuseClash("id", id, earlierId);
          if (id !== null) refuseTaken("id", id, facts.findAccount(id));
          if (contact !== null) refuseClash(column, contact, earlierContact);
          if (contact !== null) refuseTaken(column, contact, facts.findAccountsByContact(contact)[0]);
        },
      });
      const known = { id: account.id, kind, currency: account.currency, isInBook: false };
      if (id !== null) byId.settle(id, place, known);
      if (contact !== null) byContact.settle(equalityKey(contact), place, known);
      return { type: "new", account };
    },
    resolve(reference, column) {
      const ids = idsOf(reference);
      const entry =
        ids.map((id) => byId.find(id)).find((each) => each !== null) ?? byContact.find(equalityKey(reference));
      if (entry) {
        if (!entry.value) return { found: "bad row" };
        return { found: entry.value.isInBook ? "book" : "file", account: entry.value };
      }
      const byBookId = ids.map((id) => facts.findAccount(id)).find((each) => each !== null);
      const matches = byBookId ? [byBookId] : facts.findAccountsByContact(reference);
      if (matches.length > 1) {
        throw new RowFault(
          column,
          sentence("{reference} is the name of {count} accounts; write the id.", {
            reference: quoted(reference),
            count: matches.length,
          }),
        );
      }
      return matches[0] ? { found: "book", account: matches[0] } : { found: "nothing" };
    },
  };
}

/** A customer of Stripe is known by the id that was made of its own (`ready-mappings.ts`). */
function idsOf(reference: string): readonly string[] {
  return reference.startsWith("cus_") ? [`user_${reference}`, `org_${reference}`] : [reference];
}

export const article: Readonly<Record<AccountKind, Sentence>> = {
  user: sentence("a user"),
  organization: sentence("an organization"),
};
