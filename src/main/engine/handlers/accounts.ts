import { periodStart } from "../../../shared/calendar.ts";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/errors.ts";
import { periodFee } from "../../domain/billing/rating.ts";
import { gateways, manualPaymentMethod } from "../../domain/billing/payment.ts";
import { listAccounts, pastDueMinor } from "../../storage/account-list.ts";
import {
  findAccountsByContact,
  findDefaultPaymentMethod,
  findTaxRate,
  insertAccount,
} from "../../storage/account-store.ts";
import { findBillingFacts } from "../../storage/billing-facts-store.ts";
import { openInvoices } from "../../storage/invoice-store.ts";
import { balanceHistory, listCredit } from "../../storage/ledger-store.ts";
import { findFreePlan } from "../../storage/plan-store.ts";
import { findSubscription, type SubscriptionRow } from "../../storage/subscription-store.ts";
import type { HandlersOf } from "../handler.ts";
import { summariseNextInvoice } from "./next-invoice.ts";
import { requireAccount } from "./require.ts";

/** How many days of an account's past are drawn. */
const historyDayLimit = 400;

export const accountHandlers: HandlersOf<
  "accounts.list" | "accounts.get" | "accounts.balanceHistory" | "accounts.create"
> = {
  "accounts.list": ({ book, today }, input) => listAccounts(book, input, today),

  "accounts.get": ({ book, settings, today }, { accountId }) => {
    const { id, kind, name, contact, currency, timeZone, taxRateId, createdAtMs } = requireAccount(book, accountId);
    const subscription = findSubscription(book, id);
    const due = findBillingFacts(book, id, settings);
    const paymentMethod = findDefaultPaymentMethod(book, id) ?? manualPaymentMethod;
    const open = openInvoices(book, id, currency);
    return {
      id,
      kind,
      name,
      contact,
      currency,
      timeZone,
      taxRateName: taxRateId === null ? null : (findTaxRate(book, taxRateId)?.name ?? null),
      paymentMethodName: paymentMethod.label,
      usesTestGateway: gateways[paymentMethod.gateway].isTest,
      createdAtMs,
      balances: listCredit(book, id, currency),
      subscription: subscription ? toSubscriptionView(subscription) : null,
      planName: subscription?.planName ?? findFreePlan(book, kind).name,
      nextInvoice: due ? summariseNextInvoice(due.facts) : null,
      openInvoiceCount: open.count,
      openDueMinor: open.dueMinor,
      pastDueMinor: pastDueMinor(book, id, currency, today),
    };
  },

  "accounts.balanceHistory": ({ book }, { accountId, currency }) => {
    requireAccount(book, accountId);
    return { points: balanceHistory(book, accountId, currency, historyDayLimit).toReversed() };
  },

  "accounts.create": ({ book, settings, nowMs, makeId, changed }, { kind, name, contact, currency, timeZone }) => {
    const [holder] = contact === null ? [] : findAccountsByContact(book, contact);
    if (holder) {
      throw new AppError("account_exists", `"${contact}" belongs to another account.`, { accountId: holder.id });
    }
    const accountId = makeId(kind);
    insertAccount(
      book,
      {
        id: accountId,
        kind,
        name,
        contact,
        currency: currency ?? settings.currency,
        timeZone: timeZone ?? settings.timeZone,
        taxRateId: null,
        createdAtMs: nowMs,
      },
      findFreePlan(book, kind),
    );
    changed("accounts", accountId);
    changed("book");
    return { accountId };
  },
};

function toSubscriptionView({
  nextPeriodIndex,
  monthlyMinor,
  annualMonthlyMinor,
  ...row
}: SubscriptionRow): AccountView["subscription"] {
  return {
    ...row,
    feeMinor: periodFee({ monthlyMinor, annualMonthlyMinor }, row.period),
    currentPeriod:
      nextPeriodIndex === 0
        ? null
        : {
            startOn: periodStart(row.anchorOn, row.period, nextPeriodIndex - 1),
            endOn: periodStart(row.anchorOn, row.period, nextPeriodIndex),
          },
  };
}
