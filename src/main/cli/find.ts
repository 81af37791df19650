import type { AccountView } from "../../shared/contract/accounts.ts";
import type { InvoiceView } from "../../shared/contract/invoices.ts";
import type { PlanView } from "../../shared/contract/plans.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { equalityKey } from "../../shared/folding.ts";
import type { OpenBook } from "./run-command.ts";

/** The id of the account that a person means by an id, an e-mail address or a slug. @throws AppError `account_not_found`. */
export async function findAccountId(book: OpenBook, reference: string): Promise<string> {
  const { accounts } = await book.ask("accounts.find", { reference });
  const [account] = accounts;
  if (!account) throw new AppError("account_not_found", sentence('There is no account "{reference}".', { reference }));
  if (accounts.length === 1) return account.id;
  throw new AppError(
    "invalid_input",
    sentence('"{reference}" is the name of {count} accounts: {ids}.', {
      reference,
      count: accounts.length,
      ids: accounts.map(({ id }) => id).join(", "),
    }),
  );
}

/** The account that a person means. @throws AppError `account_not_found`. */
export async function findAccount(book: OpenBook, reference: string): Promise<AccountView> {
  return book.ask("accounts.get", { accountId: await findAccountId(book, reference) });
}

/** The invoice that a person means by its id, or by its number as printed or without the letters. @throws AppError `invoice_not_found`. */
export async function findInvoice(book: OpenBook, reference: string): Promise<InvoiceView> {
  const { hits } = await book.ask("book.search", { text: reference.slice(0, 200) });
  const invoice = hits.find(({ type }) => type === "invoice");
  if (!invoice) throw new AppError("invoice_not_found", sentence('There is no invoice "{reference}".', { reference }));
  return book.ask("invoices.get", { invoiceId: invoice.id });
}

/** The plan that a person means by its id or slug. @throws AppError `plan_not_found`. */
export async function findPlan(book: OpenBook, reference: string): Promise<PlanView> {
  const { plans } = await book.ask("plans.list", {});
  const plan = plans.find(({ id, slug }) => id === reference || slug === equalityKey(reference));
  if (!plan) throw new AppError("plan_not_found", sentence('There is no plan "{reference}".', { reference }));
  return plan;
}
