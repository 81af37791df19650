import type { InvoiceView } from "../../../../shared/contract/invoice-view.ts";
import type { ListedStatement } from "../../../../shared/contract/listings.ts";
import { sumMinorUnits } from "../../../../shared/money/minor-units.ts";
import { percentLeft } from "../../../domain/billing/proration.ts";
import { findListedAccount } from "../../../storage/accounts/account-profile-store.ts";
import { findCredit } from "../../../storage/ledger/ledger-store.ts";
import { listPaymentMethods } from "../../../storage/payments/payment-method-store.ts";
import { findChargedItemId, listAttemptTimes } from "../../../storage/listings/statement-listing-store.ts";
import type { QueryContext } from "../../handler.ts";
import { toPaymentMethodView } from "../payments/payment-methods.ts";
import { requireAccount, requireInvoice } from "../require.ts";
import { seatTotalsOf } from "./seat-totals.ts";

/** An invoice that is there, as a statement of it needs it. */
export function toListedStatement(context: QueryContext, invoiceId: string): ListedStatement {
  const { book, today } = context;
  const { number, view } = requireInvoice(context, invoiceId);
  const { id, kind, timeZone } = requireAccount(book, view.accountId);
  const account = findListedAccount(book, kind, id);
  if (!account) throw new Error(`The account ${id} is not listed`);
  const fees = view.lines.filter((line) => line.kind === "fee" || line.kind === "prorated_fee");
  return {
    invoice: view,
    account,
    creditMinor: findCredit(book, id, account.currency, today)?.availableMinor ?? null,
    timeZone,
    baseFeeMinor: sumMinorUnits(fees.map((line) => line.grossMinor)),
    seatTotals: seatTotalsOf(view.lines),
    proration: prorationOf(view),
    subscriptionItemId: findChargedItemId(book, number),
    attemptedAtMs: listAttemptTimes(book, number),
    paymentMethods: listPaymentMethods(book, id).map(toPaymentMethodView),
  };
}

/** What the lines gave back of unused time, with the days that they were computed from (BEHAVIOUR 7.3). */
function prorationOf({ lines }: InvoiceView): ListedStatement["proration"] {
  const unused = lines.filter((line) => line.kind === "unused_time");
  const days = unused.flatMap((line) => line.steps).find((step) => step.kind === "days");
  if (unused.length === 0 || days === undefined) return null;
  return {
    amountMinor: -sumMinorUnits(unused.map((line) => line.netMinor)),
    cycleDaysRemaining: days.daysLeft,
    cycleDaysTotal: days.daysTotal,
    cycleRemainingPercent: percentLeft(days),
  };
}
