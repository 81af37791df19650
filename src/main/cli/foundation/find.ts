import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import type { DiscountView, PlanView, TaxRateView } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { equalityKey } from "../../../shared/folding.ts";
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

/**
 * The invoice that a person means by its id, or by its number as printed or without the letters. Digits alone may be the number of one of each
 * series (BEHAVIOUR 8.6), and none of them is guessed: what is asked for next may take money or void it.
 *
 * @throws AppError `invoice_not_found`, and `invalid_input` for the number of several.
 */
export async function findInvoice(book: OpenBook, reference: string): Promise<InvoiceView> {
  const { hits } = await book.ask("book.search", { text: reference.slice(0, 200) });
  const invoices = hits.filter((hit) => hit.type === "invoice");
  const [invoice] = invoices;
  if (!invoice) throw new AppError("invoice_not_found", sentence('There is no invoice "{reference}".', { reference }));
  if (invoices.length === 1) return book.ask("invoices.get", { invoiceId: invoice.id });
  throw new AppError(
    "invalid_input",
    sentence('"{reference}" is the number of several invoices: {numbers}.', {
      reference,
      numbers: invoices.map(({ number }) => number).join(", "),
    }),
  );
}

/** The plan that a person means by its id or slug. @throws AppError `plan_not_found`. */
export async function findPlan(book: OpenBook, reference: string): Promise<PlanView> {
  const { plans } = await book.ask("plans.list", {});
  const plan = plans.find(({ id, slug }) => id === reference || slug === equalityKey(reference));
  if (!plan) throw new AppError("plan_not_found", sentence('There is no plan "{reference}".', { reference }));
  return plan;
}

/** The tax rate that a person means by its id or name. @throws AppError `tax_rate_not_found`, and `invalid_input` for the name of several. */
export async function findTaxRate(book: OpenBook, reference: string): Promise<TaxRateView> {
  const { taxRates } = await book.ask("taxRates.list", {});
  const found = named(taxRates, reference);
  if (!found) throw new AppError("tax_rate_not_found", sentence('There is no tax rate "{reference}".', { reference }));
  return found;
}

/** The discount that a person means by its id or name. @throws AppError `discount_not_found`, and `invalid_input` for the name of several. */
export async function findDiscount(book: OpenBook, reference: string): Promise<DiscountView> {
  const { discounts } = await book.ask("discounts.list", {});
  const found = named(discounts, reference);
  if (!found) throw new AppError("discount_not_found", sentence('There is no discount "{reference}".', { reference }));
  return found;
}

/** The one with this id, or else the one with this name in any capitals; undefined where there is none. */
function named<Named extends { readonly id: string; readonly name: string }>(
  all: readonly Named[],
  reference: string,
): Named | undefined {
  const byId = all.find(({ id }) => id === reference);
  if (byId) return byId;
  const key = equalityKey(reference);
  const [found, ...others] = all.filter(({ name }) => equalityKey(name) === key);
  if (others.length === 0) return found;
  throw new AppError(
    "invalid_input",
    sentence('"{reference}" is the name of several; say which by its id: {ids}.', {
      reference,
      ids: [found, ...others].map((each) => each?.id ?? "").join(", "),
    }),
  );
}
