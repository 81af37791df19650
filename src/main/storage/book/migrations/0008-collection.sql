-- How an invoice stood once it was issued, which a billing run adds up and leads to; and when the subscription in force falls behind
-- with its own invoices, whatever else the account owes (BEHAVIOUR 9.10).

-- What was left after credit was collected, failed to be, stayed open for a transfer, or was carried over.
ALTER TABLE invoice ADD COLUMN outcome TEXT NOT NULL DEFAULT 'open'
  CHECK (outcome IN ('nothing_due', 'by_credit', 'collected', 'failed', 'open', 'carried'));
-- The credit that it used when it was issued, to which later applications add.
ALTER TABLE invoice ADD COLUMN issued_credit_minor INTEGER NOT NULL DEFAULT 0
  CHECK (issued_credit_minor BETWEEN 0 AND credit_applied_minor);
-- What happened as an invoice was issued carries its moment: the credit that billing used, the payment that was tried.
UPDATE invoice SET issued_credit_minor = coalesce((
  SELECT -entry.amount_minor FROM ledger_entry entry
  WHERE entry.source_id = invoice.id AND entry.source_type IN ('invoice_applied', 'invoice_returned', 'proration')
    AND entry.source_type = 'invoice_applied' AND entry.origin = 'billing' AND entry.created_at_ms = invoice.created_at_ms
  ORDER BY entry.sequence LIMIT 1), 0)
WHERE credit_applied_minor > 0;
UPDATE invoice SET outcome = CASE
    WHEN total_minor = 0 THEN 'nothing_due'
    WHEN carried_minor > 0 THEN 'carried'
    WHEN issued_credit_minor = total_minor THEN 'by_credit'
    ELSE coalesce((
      SELECT iif(payment.status = 'succeeded', 'collected', 'failed') FROM payment
      WHERE payment.invoice_number = invoice.number AND payment.gateway <> 'manual'
        AND payment.created_at_ms = invoice.created_at_ms
      ORDER BY payment.id LIMIT 1), 'open')
  END;
UPDATE invoice SET paid_by = 'none'
WHERE paid_by = 'payer-credits' AND total_minor = 0 AND credit_created_minor = 0;
DROP TRIGGER invoice_figures_are_never_updated;
CREATE TRIGGER invoice_figures_are_never_updated BEFORE UPDATE OF
  number, id, account_id, subscription_id, currency, issued_on, subtotal_minor, discount_minor, tax_minor, total_minor,
  credit_created_minor, carried_minor, outcome, issued_credit_minor, billing_run_id, created_at_ms ON invoice
BEGIN SELECT RAISE(ABORT, 'the figures of an invoice are never updated'); END;
-- The invoices that a run made, from its report.
CREATE INDEX invoice_billing_run ON invoice (billing_run_id, number) WHERE billing_run_id IS NOT NULL;

-- What a run invoiced is what credit paid, what was collected, what failed, what is open for a transfer and what was carried over.
ALTER TABLE billing_run_total ADD COLUMN collected_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE billing_run_total ADD COLUMN failed_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE billing_run_total ADD COLUMN open_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE billing_run_total ADD COLUMN carried_minor INTEGER NOT NULL DEFAULT 0;
UPDATE billing_run_total SET
  collected_minor = made.collected_minor,
  failed_minor = made.failed_minor,
  open_minor = made.open_minor,
  carried_minor = made.carried_minor
FROM (
  SELECT billing_run_id, currency,
    sum(iif(outcome = 'collected', total_minor - issued_credit_minor, 0)) AS collected_minor,
    sum(iif(outcome = 'failed', total_minor - issued_credit_minor, 0)) AS failed_minor,
    sum(iif(outcome = 'open', total_minor - issued_credit_minor, 0)) AS open_minor,
    sum(carried_minor) AS carried_minor
  FROM invoice WHERE billing_run_id IS NOT NULL GROUP BY billing_run_id, currency
) made
WHERE made.billing_run_id = billing_run_total.run_id AND made.currency = billing_run_total.currency;

-- The earliest due date among the open invoices of the subscription in force, after which it is past due. What any invoice of the
-- account is due is in oldest_open_due_on.
ALTER TABLE account_listing ADD COLUMN subscription_due_on TEXT;
UPDATE account_listing SET subscription_due_on = owed.due_on
FROM (
  SELECT item.account_id, min(invoice.due_on) AS due_on
  FROM subscription_item item JOIN invoice ON invoice.subscription_id = item.subscription_id
  WHERE item.status IN ('active', 'past_due') AND invoice.state = 'open' GROUP BY item.account_id
) owed
WHERE owed.account_id = account_listing.account_id;
DROP INDEX account_listing_falling_behind;
CREATE INDEX account_listing_falling_behind ON account_listing (subscription_due_on)
  WHERE subscription_status IN ('active', 'canceled') AND subscription_due_on IS NOT NULL;

-- Who stood as past due only because of an invoice of another subscription, or of a charge of its own, does not any more.
-- `civil_date_at` is given by the application: an instant and a time zone, answered with the day.
UPDATE subscription_item SET status = 'active', past_due_at_ms = NULL
WHERE status = 'past_due' AND NOT EXISTS (
  SELECT 1 FROM invoice WHERE invoice.subscription_id = subscription_item.subscription_id AND invoice.state = 'open'
    AND (invoice.failed_attempts > 0 OR invoice.due_on < (
      SELECT civil_date_at(coalesce(test_clock_at_ms, unixepoch() * 1000), time_zone) FROM book)));
UPDATE subscription SET status = 'active'
WHERE status = 'past_due' AND NOT EXISTS (
  SELECT 1 FROM subscription_item item WHERE item.subscription_id = subscription.id AND item.status = 'past_due');
UPDATE account_listing SET subscription_status = iif(
    item.ends_on IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM subscription_item upcoming WHERE upcoming.account_id = item.account_id AND upcoming.status = 'upcoming'),
    'canceled', 'active')
FROM subscription_item item
WHERE item.account_id = account_listing.account_id AND item.status = 'active'
  AND account_listing.subscription_status = 'past_due';
