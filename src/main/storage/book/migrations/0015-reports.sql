-- What reports are made of. The totals of days say as well what made the entries and for which reason, so that the liability roll-forward
-- (BEHAVIOUR 11.5) is the sum of a few rows for each day and not of the whole ledger. `day_of_record` is given by the application.

CREATE TABLE new_ledger_day_total (
  counted_by TEXT NOT NULL CHECK (counted_by IN ('effective', 'recorded')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  counted_on TEXT NOT NULL CHECK (length(counted_on) = 10),
  source_type TEXT NOT NULL,
  -- Empty where the entries have no reason.
  reason_code TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  entry_count INTEGER NOT NULL CHECK (entry_count > 0),
  PRIMARY KEY (counted_by, currency, counted_on, source_type, reason_code)
) STRICT, WITHOUT ROWID;
INSERT INTO new_ledger_day_total (counted_by, currency, counted_on, source_type, reason_code, amount_minor, entry_count)
  SELECT 'effective', currency, effective_on, source_type, coalesce(reason_code, ''), sum(amount_minor), count(*)
  FROM ledger_entry GROUP BY currency, effective_on, source_type, coalesce(reason_code, '');
INSERT INTO new_ledger_day_total (counted_by, currency, counted_on, source_type, reason_code, amount_minor, entry_count)
  SELECT 'recorded', currency, recorded_on, source_type, reason_code, sum(amount_minor), count(*)
  FROM (SELECT e.currency, e.amount_minor, e.source_type, coalesce(e.reason_code, '') AS reason_code,
      day_of_record(e.created_at_ms, book.time_zone) AS recorded_on
    FROM ledger_entry e, book)
  GROUP BY currency, recorded_on, source_type, reason_code;
DROP TABLE ledger_day_total;
ALTER TABLE new_ledger_day_total RENAME TO ledger_day_total;

-- Entries by the day they count for: who received credit in a period, and what of it looks odd.
CREATE INDEX ledger_entry_effective ON ledger_entry (effective_on);

-- The day on which an invoice was voided, from which on nothing was asked for it any more and what it charged was no revenue.
ALTER TABLE invoice ADD COLUMN voided_on TEXT CHECK (length(voided_on) = 10);
UPDATE invoice SET voided_on = max(issued_on, coalesce((
  SELECT max(entry.effective_on) FROM ledger_entry entry
  WHERE entry.source_id = invoice.id AND entry.source_type IN ('invoice_applied', 'invoice_returned', 'proration')
    AND entry.source_type = 'invoice_returned'), issued_on))
WHERE state = 'void';
-- `civil_date_at` is given by the application, too: an instant and a time zone, answered with the day.
UPDATE invoice SET voided_on = max(issued_on, told.voided_on)
FROM (
  SELECT json_extract(command.answer, '$.invoice.id') AS invoice_id, civil_date_at(min(command.created_at_ms), book.time_zone) AS voided_on
  FROM command, book WHERE command.method = 'invoices.void' GROUP BY invoice_id
) told
WHERE told.invoice_id = invoice.id AND invoice.state = 'void';

-- What is still asked for, and what stopped being asked for since a day: what was open then is one of these.
CREATE INDEX invoice_asked ON invoice (number) WHERE state IN ('open', 'uncollectible');
CREATE INDEX invoice_issued ON invoice (issued_on);
CREATE INDEX invoice_voided ON invoice (voided_on) WHERE voided_on IS NOT NULL;
CREATE INDEX invoice_written_off ON invoice (written_off_on) WHERE written_off_on IS NOT NULL;
CREATE INDEX payment_paid_on ON payment (paid_on);
CREATE INDEX payment_taken_back_on ON payment_taken_back (taken_back_on);
CREATE INDEX credit_note_issued ON credit_note (issued_on);
