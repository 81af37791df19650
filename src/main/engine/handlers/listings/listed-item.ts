import { addDays, civilDateAt, latestOf, type CivilDate } from "../../../../shared/calendar.ts";
import type { ListedItem } from "../../../../shared/contract/listings.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sumMinorUnits } from "../../../../shared/money/minor-units.ts";
import { periodOn } from "../../../domain/billing/billed-periods.ts";
import { rateSeats } from "../../../domain/billing/rating.ts";
import { findListedAccount } from "../../../storage/accounts/account-profile-store.ts";
import { findBillingFacts } from "../../../storage/billing/billing-facts-store.ts";
import { findRedemption, sumPaidForItem, type ListedItemRow } from "../../../storage/listings/item-listing-store.ts";
import { findCredit } from "../../../storage/ledger/ledger-store.ts";
import { listPaymentMethods } from "../../../storage/payments/payment-method-store.ts";
import type { QueryContext } from "../../handler.ts";
import { comingInvoice } from "../invoices/next-invoice.ts";
import { toPaymentMethodView } from "../payments/payment-methods.ts";
import { seatTotalsOf } from "./seat-totals.ts";

/** An item with its account, its period and what it is billed next. */
export function toListedItem(context: QueryContext, row: ListedItemRow): ListedItem {
  const {
    accountId,
    accountKind,
    startedOn,
    anchorOn: _anchor,
    nextPeriodIndex: _index,
    trialEndsOn: _trial,
    ...item
  } = row;
  const { book, today } = context;
  const accountToday = civilDateAt(context.nowMs, row.timeZone);
  const account = findListedAccount(book, accountKind, accountId);
  if (!account) throw new Error(`The account ${accountId} is not listed`);
  const isKnownToEnd = (row.status === "active" || row.status === "past_due") && row.endsOn !== null;
  const isBilledNext = row.status === "upcoming" || (!row.isFree && isInForce(row) && row.endsOn === null);
  return {
    id: item.id,
    subscriptionId: item.subscriptionId,
    account,
    creditMinor: findCredit(book, accountId, account.currency, today)?.availableMinor ?? null,
    timeZone: item.timeZone,
    planId: item.planId,
    priceId: item.priceId,
    isFree: item.isFree,
    period: item.period,
    currency: item.currency,
    seats: item.seats,
    seatTotals: seatTotalsNow(row),
    paymentMethod: defaultPaymentMethod(context, accountId),
    lifetimePaidMinor: row.isFree ? 0 : sumPaidForItem(book, row.id),
    status: isKnownToEnd ? "canceled" : row.status,
    isInTrial: isInForce(row) && isTrial(row, accountToday),
    startedOn: startedOn ?? civilDateAt(row.createdAtMs, row.timeZone),
    ...periodOf(row, accountToday),
    endsOn: item.endsOn,
    createdAtMs: item.createdAtMs,
    subscribedAtMs: item.subscribedAtMs,
    canceledAtMs: item.canceledAtMs,
    pastDueAtMs: item.pastDueAtMs,
    discount: findRedemption(book, row.id),
    nextInvoice: isBilledNext ? nextInvoiceOf(context, accountId) : null,
  };
}

const isInForce = ({ status }: ListedItemRow): boolean => status === "active" || status === "past_due";

function seatTotalsNow({ seatPrice, period, seats }: ListedItemRow): ListedItem["seatTotals"] {
  return seatPrice === null || seats === null ? null : seatTotalsOf([rateSeats(seatPrice, period, seats)]);
}

function defaultPaymentMethod({ book }: QueryContext, accountId: string): ListedItem["paymentMethod"] {
  const method = listPaymentMethods(book, accountId).find(({ isDefault }) => isDefault);
  return method ? toPaymentMethodView(method) : null;
}

/**
 * The period that contains the day (BEHAVIOUR 6.10), or that will be the first one; of what has ended, the last one. A trial is a period
 * too.
 */
function periodOf(row: ListedItemRow, today: CivilDate): { periodStartOn: CivilDate; periodEndOn: CivilDate | null } {
  const { startedOn, anchorOn, period, trialEndsOn, endsOn, status } = row;
  if (startedOn === null || anchorOn === null) {
    return { periodStartOn: civilDateAt(row.createdAtMs, row.timeZone), periodEndOn: null };
  }
  if (trialEndsOn !== null && isTrial(row, today)) return { periodStartOn: startedOn, periodEndOn: trialEndsOn };
  const lastOn = status === "ended" && endsOn !== null ? addDays(endsOn, -1) : today;
  // What has not begun is shown with its first period.
  const current = periodOn({ anchorOn, period }, latestOf(lastOn, startedOn));
  return {
    periodStartOn: latestOf(current.startOn, startedOn),
    periodEndOn: status === "ended" && endsOn !== null ? endsOn : current.endOn,
  };
}

/** Whether the item's free trial is under way, also where the first period was billed ahead; one that was not billed goes on. */
function isTrial({ trialEndsOn, nextPeriodIndex }: ListedItemRow, today: CivilDate): boolean {
  return trialEndsOn !== null && (nextPeriodIndex === 0 || today < trialEndsOn);
}

/** What the account's next invoice comes to; null where none can be computed. */
function nextInvoiceOf(context: QueryContext, accountId: string): ListedItem["nextInvoice"] {
  try {
    const facts = findBillingFacts(context, accountId);
    const coming = facts && comingInvoice(facts);
    if (!coming) return null;
    const { on, draft } = coming;
    return {
      on,
      subtotalMinor: draft.subtotalMinor,
      baseFeeMinor: sumMinorUnits(draft.lines.filter(({ kind }) => kind === "fee").map((line) => line.grossMinor)),
      seatTotals: seatTotalsOf(draft.lines),
      taxMinor: draft.taxMinor,
      totalMinor: draft.totalMinor,
      discountMinor: draft.discountMinor,
      creditAppliedMinor: draft.creditAppliedMinor,
      creditLeftMinor: draft.creditLeftMinor,
      dueMinor: draft.dueMinor,
    };
  } catch (error) {
    // Why it cannot be computed is what its preview says; a list shows the rest.
    if (error instanceof AppError) return null;
    throw error;
  }
}
