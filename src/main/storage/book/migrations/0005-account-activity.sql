-- The day on which something last happened with an account, so that the list finds those where nothing has for long: a ledger entry,
-- an invoice or a credit note, a payment or an attempt at one, a change of the subscription. The book's day on which it was
-- recorded, whatever day it counts for; null where nothing ever happened.
ALTER TABLE account_listing ADD COLUMN last_activity_on TEXT;

-- `civil_date_at` is given by the application: an instant and a time zone, answered with the day.
WITH happened (account_id, at_ms) AS (
  SELECT account_id, max(created_at_ms) FROM ledger_entry GROUP BY account_id
  UNION ALL
  SELECT account_id, max(created_at_ms) FROM invoice GROUP BY account_id
  UNION ALL
  SELECT invoice.account_id, credit_note.created_at_ms
    FROM credit_note JOIN invoice ON invoice.number = credit_note.invoice_number
  UNION ALL
  SELECT invoice.account_id, payment.created_at_ms FROM payment JOIN invoice ON invoice.number = payment.invoice_number
  UNION ALL
  SELECT account_id, created_at_ms FROM subscription
  UNION ALL
  SELECT account_id, ended_at_ms FROM subscription
  UNION ALL
  SELECT account_id, created_at_ms FROM subscription_item
  UNION ALL
  SELECT account_id, canceled_at_ms FROM subscription_item
  UNION ALL
  SELECT item.account_id, redemption.redeemed_at_ms
    FROM discount_redemption redemption JOIN subscription_item item ON item.id = redemption.subscription_item_id
  UNION ALL
  -- Changes that left no moment with the subscription, such as of seats: what was answered names it.
  SELECT subscription.account_id, command.created_at_ms
    FROM command CROSS JOIN subscription ON subscription.id = json_extract(command.answer, '$.subscription.id')
    WHERE command.method = 'subscriptions.change'
), newest (account_id, at_ms) AS (
  SELECT account_id, max(at_ms) FROM happened GROUP BY account_id
)
UPDATE account_listing SET last_activity_on = civil_date_at(newest.at_ms, (SELECT time_zone FROM book))
FROM newest WHERE newest.account_id = account_listing.account_id;

CREATE INDEX account_listing_activity ON account_listing (coalesce(last_activity_on, ''));
