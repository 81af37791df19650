import type { CreditHistory } from "../../domain/ledger/credit-findings.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** What was received other than by hand, by transfer or by an import, and what reversals took of that again. */
const received = `SELECT coalesce(sum(entry.amount_minor), 0) FROM ledger_entry entry
  LEFT JOIN ledger_entry undone ON undone.id = entry.reverses_entry_id AND entry.source_type = 'reversal'
  WHERE entry.account_id = balance.account_id AND entry.currency = balance.currency AND entry.origin <> 'import'
    AND coalesce(undone.source_type, entry.source_type) IN ('proration', 'refund_to_credit', 'invoice_returned')`;

const paid = `(SELECT coalesce(sum(-entry.amount_minor), 0) FROM ledger_entry entry
    WHERE entry.account_id = balance.account_id AND entry.currency = balance.currency AND entry.source_type = 'invoice_applied')
  + (SELECT coalesce(sum(payment.amount_minor
        - (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id)), 0)
    FROM invoice INDEXED BY invoice_account JOIN payment ON payment.invoice_number = invoice.number
    WHERE invoice.account_id = balance.account_id AND invoice.currency = balance.currency AND payment.status = 'succeeded'
      AND NOT EXISTS (SELECT 1 FROM payment_taken_back back WHERE back.payment_id = payment.id))`;

/** What the entries of an account in a currency, and what it paid, come to. */
export function findCreditHistory(book: ReadableBook, accountId: string, currency: string): CreditHistory {
  const sums = book.get<Pick<CreditHistory, "receivedMinor" | "paidMinor">>(
    `SELECT (${received}) AS receivedMinor, ${paid} AS paidMinor FROM (SELECT ? AS account_id, ? AS currency) balance`,
    accountId,
    currency,
  );
  const days = book.all<CreditHistory["days"][number]>(
    `SELECT effective_on AS "on", sum(amount_minor) AS amountMinor FROM ledger_entry
     WHERE account_id = ? AND currency = ? GROUP BY effective_on ORDER BY effective_on`,
    accountId,
    currency,
  );
  return { accountId, currency, days, receivedMinor: sums?.receivedMinor ?? 0, paidMinor: sums?.paidMinor ?? 0 };
}
