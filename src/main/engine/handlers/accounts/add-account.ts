import { indexAccounts, insertAccount, type Account } from "../../../storage/accounts/account-store.ts";
import { findFreePlan } from "../../../storage/plans/plan-store.ts";
import type { CommandContext } from "../../handler.ts";

/** How an account is billed of which nothing is said. */
const nothingSaid = {
  taxRateId: null,
  isTaxExempt: false,
  paymentTermsDays: null,
  invoiceNote: null,
  billingName: null,
  billingAddress: null,
  taxNumbers: null,
  buyerReference: null,
  paperLanguage: null,
} as const;

/** An account as it is added; what is left out of how it is billed is as nothing was said of it. */
type AddedAccount = Omit<Account, keyof typeof nothingSaid> & Partial<Pick<Account, keyof typeof nothingSaid>>;

/**
 * Write an account that the book did not have, once it is known that it may be there.
 *
 * @param freePlan that of the account's kind, where the caller has looked it up.
 */
export function addAccount(
  context: CommandContext,
  account: AddedAccount,
  freePlan = findFreePlan(context.book, account.kind),
): void {
  writeUnindexedAccount(context, account, freePlan);
  indexAccounts(context.book, [account]);
}

/** The same for one account of many: whoever writes them has {@link indexAccounts} told of all of them, before the transaction ends. */
export function writeUnindexedAccount(
  { book, changed, happened }: CommandContext,
  account: AddedAccount,
  freePlan: ReturnType<typeof findFreePlan>,
): void {
  const { id, kind } = account;
  insertAccount(book, { ...nothingSaid, ...account }, freePlan);
  happened(`${kind}.created`, id);
  changed("accounts", id);
  changed("book");
}
