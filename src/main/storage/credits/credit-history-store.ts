import type { CivilDate } from "../../../shared/calendar.ts";
import type { CreditHistory } from "../../domain/ledger/credit-findings.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** A place among the balances: after this account and currency. */
export interface BalancePlace {
  readonly accountId: string;
  readonly currency: string;
}

export const firstBalance: BalancePlace = { accountId: "", currency: "" };

/** What was received other than by hand, by transfer or by an import, and what reversals took of that again. */
const received = `SELECT coalesce(sum(entry.amount_minor), 0) FROM ledger_entry entry
  LEFT JOIN ledger_entry undone ON undone.id = entry.reverses_entry_id AND entry.source_type = 'reversal'
  WHERE entry.account_id = balance.account_id AND entry.currency = balance.currency AND entry.origin <> 'import'
    AND coalesce(undone.source_type, entry.source_type) IN ('proration', 'refund_to_credit', 'invoice_returned')`;

const paid = `(SELECT coalesce(sum(-entry.amount_minor), 0) FROM ledger_entry entry
    WHERE entry.account_id = balance.account_id AND entry.currency = balance.currency AND entry.source_type = 'invoice_applied')
  + (SELECT coalesce(sum(payment.amount_minor
        - (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id)), 0)
    FROM invoice JOIN payment ON payment.invoice_number = invoice.number
    WHERE invoice.account_id = balance.account_id AND invoice.currency = balance.currency AND payment.status = 'succeeded'
      AND NOT EXISTS (SELECT 1 FROM payment_taken_back back WHERE back.payment_id = payment.id))`;

/** The next accounts and currencies that ever had credit, from a place on, as the verifier looks at them. */
export function listCreditHistories(book: ReadableBook, after: BalancePlace, limit: number): CreditHistory[] {
  return book
    .all<Omit<CreditHistory, "days">>(
      `SELECT balance.account_id AS accountId, balance.currency, (${received}) AS receivedMinor, ${paid} AS paidMinor
       FROM credit_balance balance WHERE (balance.account_id, balance.currency) > (?, ?)
       ORDER BY balance.account_id, balance.currency LIMIT ?`,
      after.accountId,
      after.currency,
      limit,
    )
    .map((history) => ({
      ...history,
      days: book.all<{ on: CivilDate; amountMinor: number }>(
        `SELECT effective_on AS "on", sum(amount_minor) AS amountMinor FROM ledger_entry
         WHERE account_id = ? AND currency = ? GROUP BY effective_on ORDER BY effective_on`,
        history.accountId,
        history.currency,
      ),
    }));
}
