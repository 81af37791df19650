-- What makes reports quick in a book of a million entries (BEHAVIOUR 11.5).

-- What was charged and what became of it, of each day: lines of invoices by their plan, what credit notes took back of them and what voiding
-- did, money that came in, was tried in vain, was taken back or given back, and rests that were written off. Written in the transaction that
-- does it, so that revenue and collections are the sum of some rows for each day and not of all lines and payments.
CREATE TABLE money_day_total (
  counted_on TEXT NOT NULL CHECK (length(counted_on) = 10),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- Empty for what belongs to no plan, and for what is about an invoice as a whole.
  plan_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN
    ('invoiced', 'credited', 'voided', 'collected', 'failed', 'taken_back', 'refunded', 'written_off')),
  amount_minor INTEGER NOT NULL,
  item_count INTEGER NOT NULL CHECK (item_count > 0),
  PRIMARY KEY (counted_on, currency, plan_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO money_day_total (counted_on, currency, plan_id, kind, amount_minor, item_count)
  SELECT counted_on, currency, plan_id, kind, sum(amount_minor), count(*) FROM (
    SELECT invoice.issued_on AS counted_on, invoice.currency, coalesce(price.plan_id, '') AS plan_id, 'invoiced' AS kind,
        line.net_minor AS amount_minor
      FROM invoice CROSS JOIN invoice_line line ON line.invoice_number = invoice.number
        LEFT JOIN subscription_item item ON item.id = line.subscription_item_id LEFT JOIN price ON price.id = item.price_id
      WHERE line.kind <> 'carried'
    UNION ALL
    SELECT note.issued_on, note.currency, coalesce(price.plan_id, ''), 'credited', -taken.net_minor
      FROM credit_note note CROSS JOIN credit_note_line taken ON taken.credit_note_number = note.number
        CROSS JOIN invoice_line line ON line.invoice_number = taken.invoice_number AND line.position = taken.position
        LEFT JOIN subscription_item item ON item.id = line.subscription_item_id LEFT JOIN price ON price.id = item.price_id
      WHERE line.kind <> 'carried'
    UNION ALL
    SELECT invoice.voided_on, invoice.currency, coalesce(price.plan_id, ''), 'voided',
        (SELECT coalesce(sum(taken.net_minor), 0) FROM credit_note_line taken
          WHERE taken.invoice_number = line.invoice_number AND taken.position = line.position) - line.net_minor
      FROM invoice CROSS JOIN invoice_line line ON line.invoice_number = invoice.number
        LEFT JOIN subscription_item item ON item.id = line.subscription_item_id LEFT JOIN price ON price.id = item.price_id
      WHERE invoice.voided_on IS NOT NULL AND line.kind <> 'carried'
    UNION ALL
    SELECT payment.paid_on, invoice.currency, '', iif(payment.status = 'succeeded', 'collected', 'failed'), payment.amount_minor
      FROM payment JOIN invoice ON invoice.number = payment.invoice_number
    UNION ALL
    SELECT back.taken_back_on, invoice.currency, '', 'taken_back', -payment.amount_minor
      FROM payment_taken_back back JOIN payment ON payment.id = back.payment_id JOIN invoice ON invoice.number = payment.invoice_number
    UNION ALL
    SELECT issued_on, currency, '', 'refunded', -(to_payment_method_minor + out_of_band_minor)
      FROM credit_note WHERE to_payment_method_minor + out_of_band_minor > 0
    UNION ALL
    SELECT write_off.written_off_on, invoice.currency, '', 'written_off', write_off.amount_minor
      FROM write_off JOIN invoice ON invoice.number = write_off.invoice_number
  ) GROUP BY counted_on, currency, plan_id, kind;

-- The indexes below hold what a report adds up, so that it reads no row of a table.

-- Entries by the day they count for: who received credit in a period, and what of it looks odd.
DROP INDEX ledger_entry_effective;
CREATE INDEX ledger_entry_effective ON ledger_entry (effective_on, source_type, currency, amount_minor, created_at_ms);
-- An account's entries, with what the verifier walks and with what the account was given.
DROP INDEX ledger_entry_account;
CREATE INDEX ledger_entry_account ON ledger_entry (account_id, sequence, currency, source_type, amount_minor, balance_before_minor,
  balance_after_minor, effective_on);

-- Payments in the order in which a report lists them.
DROP INDEX payment_paid_on;
CREATE INDEX payment_paid_on ON payment (paid_on, id, status);
-- What invoices ask for, by the day it is due.
DROP INDEX invoice_asked;
CREATE INDEX invoice_asked ON invoice (due_on, currency, number, issued_on, outstanding_minor) WHERE state IN ('open', 'uncollectible');
-- What was used of a block, as the verifier adds it up.
DROP INDEX credit_block_use_block;
CREATE INDEX credit_block_use_block ON credit_block_use (block_id, amount_minor);
-- Blocks that have credit, by the terms that a report puts them together by.
CREATE INDEX credit_block_aged ON credit_block (effective_on, currency, expires_on, id, remaining_minor, filled_on)
  WHERE remaining_minor > 0;
DROP INDEX credit_block_expiry;
CREATE INDEX credit_block_expiry ON credit_block (expires_on, currency, id, remaining_minor)
  WHERE state = 'open' AND expires_on IS NOT NULL;
