import type { AccountProfile } from "../../../../shared/contract/account-profile.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { equalityKey } from "../../../../shared/folding.ts";
import { gateways, manualPaymentMethod } from "../../../domain/payments/payment.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import { listAccounts, pastDueMinor } from "../../../storage/accounts/account-list.ts";
import { findProfileHolder, insertProfile } from "../../../storage/accounts/account-profile-store.ts";
import {
  findAccount,
  findAccountsByContact,
  whatFixesCurrency,
  type Account,
} from "../../../storage/accounts/account-store.ts";
import { findLastActivity } from "../../../storage/accounts/account-listing-store.ts";
import { findBillingFacts } from "../../../storage/billing/billing-facts-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { openInvoices } from "../../../storage/invoices/invoice-store.ts";
import { listCredit } from "../../../storage/ledger/ledger-store.ts";
import { balanceHistory } from "../../../storage/ledger/past-balances.ts";
import { findDefaultPaymentMethod } from "../../../storage/payments/payment-method-store.ts";
import { findFreePlan } from "../../../storage/plans/plan-store.ts";
import { sumOpenItems } from "../../../storage/link/outbox-store.ts";
import { findTaxRate } from "../../../storage/plans/tax-rate-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { nameOfPaymentMethod } from "../payments/account-payment-method.ts";
import { summariseNextInvoice } from "../invoices/next-invoice.ts";
import { noteOrNone } from "../note-or-none.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { requireAccount } from "../require.ts";
import { addAccount } from "./add-account.ts";
import { changeAccount } from "./change-account.ts";
import { readSubscriptionView } from "../subscriptions/subscription-view.ts";

/** How many days of an account's past are drawn. */
const historyDayLimit = 400;

export const accountHandlers: HandlersOf<
  | "accounts.list"
  | "accounts.export"
  | "accounts.get"
  | "accounts.find"
  | "accounts.balanceHistory"
  | "accounts.create"
  | "accounts.update"
> = {
  "accounts.list": (context, input) => listAccounts(context.book, input, context),

  "accounts.export": (context, input) => {
    const { book } = context;
    const page = listAccounts(book, input, context);
    return { ...page, rows: page.rows.map((row) => ({ ...row, ...importableFields(book, row.id) })) };
  },

  "accounts.get": (context, { accountId }) => {
    const { book, today } = context;
    const account = requireAccount(book, accountId);
    const { id, kind, currency, taxRateId } = account;
    const subscription = readSubscriptionView(context, id);
    const facts = findBillingFacts(context, id);
    const paymentMethod = findDefaultPaymentMethod(book, id) ?? manualPaymentMethod;
    const open = openInvoices(book, id, currency);
    const fixedBy = whatFixesCurrency(book, id);
    return {
      ...account,
      isCurrencyFixed: fixedBy === "invoice" || fixedBy === "subscription",
      taxRateName: taxRateId === null ? null : (findTaxRate(book, taxRateId)?.name ?? null),
      paymentMethodName: paymentMethod.label,
      usesTestGateway: gateways[paymentMethod.gateway].isTest,
      balances: listCredit(book, id, currency, today),
      notUpstream: sumOpenItems(book, id),
      subscription,
      planName: subscription?.planName ?? findFreePlan(book, kind).name,
      nextInvoice: facts ? summariseNextInvoice(facts, context) : null,
      openInvoiceCount: open.count,
      openDueMinor: open.dueMinor,
      pastDueMinor: pastDueMinor(book, id, currency, today),
      lastActivityOn: findLastActivity(book, id),
    };
  },

  "accounts.find": ({ book }, { reference }) => {
    const byId = findAccount(book, reference);
    if (byId) return { accounts: [{ id: byId.id, kind: byId.kind, currency: byId.currency }] };
    return { accounts: findAccountsByContact(book, reference) };
  },

  "accounts.balanceHistory": ({ book }, { accountId, currency }) => {
    requireAccount(book, accountId);
    return { points: balanceHistory(book, accountId, currency, historyDayLimit).toReversed() };
  },

  "accounts.create": (context, { kind, name, contact, currency, timeZone, ...more }) => {
    const { book, settings, nowMs, makeId } = context;
    if (contact !== null) requireFreeContact(book, contact);
    if (more.profile !== null) requireFreeProfile(book, more.profile);
    const accountId = makeId(kind);
    addAccount(context, {
      id: accountId,
      kind,
      name,
      contact,
      currency: currency ?? settings.currency,
      timeZone: timeZone ?? settings.timeZone,
      createdAtMs: more.createdAtMs ?? nowMs,
    });
    if (more.profile !== null) insertProfile(book, accountId, more.profile);
    return { accountId };
  },

  "accounts.update": (context, input) => {
    const { book } = context;
    const { accountId, contact, taxRateId, paymentTermsDays, invoiceNote, billingAddress, taxNumbers } = input;
    const account = requireAccount(book, accountId);
    if (typeof taxRateId === "string" && !findTaxRate(book, taxRateId)) {
      throw new AppError("tax_rate_not_found", sentence("There is no tax rate {taxRateId}.", { taxRateId }));
    }
    // An address that is only written in another way is the account's own.
    const isOwn = typeof contact === "string" && account.contact !== null && isSame(contact, account.contact);
    if (typeof contact === "string" && !isOwn) requireFreeContact(book, contact);
    if (input.currency !== undefined && input.currency !== account.currency) requireOpenCurrency(book, account);
    changeAccount(context, account, {
      ...account,
      currency: input.currency ?? account.currency,
      name: input.name ?? account.name,
      contact: contact === undefined ? account.contact : contact,
      timeZone: input.timeZone ?? account.timeZone,
      taxRateId: taxRateId === undefined ? account.taxRateId : taxRateId,
      isTaxExempt: input.isTaxExempt ?? account.isTaxExempt,
      paymentTermsDays: paymentTermsDays === undefined ? account.paymentTermsDays : paymentTermsDays,
      invoiceNote: invoiceNote === undefined ? account.invoiceNote : noteOrNone(invoiceNote),
      billingName: input.billingName === undefined ? account.billingName : input.billingName,
      billingAddress: billingAddress === undefined ? account.billingAddress : noteOrNone(billingAddress),
      taxNumbers: taxNumbers === undefined ? account.taxNumbers : noteOrNone(taxNumbers),
      buyerReference: input.buyerReference === undefined ? account.buyerReference : input.buyerReference,
      paperLanguage: input.paperLanguage === undefined ? account.paperLanguage : input.paperLanguage,
    });
    return { accountId };
  },
};

/** What an import can say of an account beside what the list shows of it. */
export function importableFields(book: ReadableBook, accountId: string) {
  const account = requireAccount(book, accountId);
  const { taxRateId } = account;
  const taxRate = taxRateId === null ? undefined : findTaxRate(book, taxRateId);
  return {
    timeZone: account.timeZone,
    taxRatePartsPerMillion: taxRate?.partsPerMillion ?? null,
    taxRateName: taxRate?.name ?? null,
    isTaxExempt: account.isTaxExempt,
    paymentTermsDays: account.paymentTermsDays,
    invoiceNote: account.invoiceNote,
    billingName: account.billingName,
    billingAddress: account.billingAddress,
    taxNumbers: account.taxNumbers,
    buyerReference: account.buyerReference,
    paperLanguage: account.paperLanguage,
    paymentMethod: nameOfPaymentMethod(findDefaultPaymentMethod(book, accountId)),
    createdAtMs: account.createdAtMs,
  };
}

function isSame(contact: string, other: string): boolean {
  return equalityKey(contact) === equalityKey(other);
}

/**
 * @throws AppError `currency_fixed`, `charges_waiting` where the billing currency cannot be another one (BEHAVIOUR 2.1);
 * `import_in_progress` where it soon cannot.
 */
function requireOpenCurrency(book: ReadableBook, { id, name, currency }: Account): void {
  requireUnclaimed(book, claims.subscription(id), sentence("a subscription of {name}", { name }));
  switch (whatFixesCurrency(book, id)) {
    case "invoice":
      throw new AppError("currency_fixed", sentence("{name} has been invoiced in {currency}.", { name, currency }));
    case "subscription":
      throw new AppError("currency_fixed", sentence("{name} has a subscription in {currency}.", { name, currency }));
    case "waiting_charge":
      throw new AppError(
        "charges_waiting",
        sentence("{name} has charges in {currency} that wait for its next invoice.", { name, currency }),
      );
    default:
  }
}

/** @throws AppError `account_exists` where an account goes by the e-mail address or slug; `import_in_progress` where one soon will. */
function requireFreeContact(book: ReadableBook, contact: string): void {
  requireUnclaimed(book, claims.contact(contact), sentence('an account "{contact}"', { contact }));
  const [holder] = findAccountsByContact(book, contact);
  if (!holder) return;
  throw new AppError("account_exists", sentence('"{contact}" belongs to another account.', { contact }), {
    accountId: holder.id,
  });
}

/** @throws AppError `account_exists` where an account has the program's own id or the username. */
function requireFreeProfile(book: ReadableBook, profile: AccountProfile): void {
  const holder = findProfileHolder(book, profile);
  if (!holder) return;
  throw new AppError(
    "account_exists",
    sentence('"{contact}" belongs to another account.', { contact: profile[holder.field] ?? "" }),
    { ...holder },
  );
}
