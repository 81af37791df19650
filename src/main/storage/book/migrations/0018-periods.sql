-- Months that are closed (BEHAVIOUR 11.3, 11.8). The last day of the last of them stands with the book, because whatever is dated asks for
-- it; what follows from the closings that stand is the same, which verifying checks.
ALTER TABLE book ADD COLUMN closed_through_on TEXT CHECK (length(closed_through_on) = 10);

-- That a month was closed, with what it came to then, or reopened. Chained as the ledger is.
CREATE TABLE period_act (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  kind TEXT NOT NULL CHECK (kind IN ('closed', 'reopened')),
  month TEXT NOT NULL CHECK (length(month) = 7),
  -- The book as it was called then, and the time zone of its days.
  book_name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  operator_id TEXT NOT NULL,
  operator TEXT NOT NULL,
  -- Why it was reopened.
  reason TEXT,
  -- The last entry of the ledger and the last act of the audit log then; 0 and 32 zero bytes where there was none.
  head_sequence INTEGER NOT NULL CHECK (head_sequence >= 0),
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  audit_head_sequence INTEGER NOT NULL CHECK (audit_head_sequence >= 0),
  audit_head_hash BLOB NOT NULL CHECK (length(audit_head_hash) = 32),
  -- What the month comes to, as JSON: [[currency, opening, [[source, reason, entries, amount], ...], closing], ...].
  figures TEXT CHECK (json_valid(figures)),
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK ((kind = 'closed') = (figures IS NOT NULL)),
  CHECK ((kind = 'reopened') = (reason IS NOT NULL))
) STRICT;
CREATE TRIGGER period_act_is_never_updated BEFORE UPDATE ON period_act
BEGIN SELECT RAISE(ABORT, 'what was closed or reopened is never updated'); END;
CREATE TRIGGER period_act_is_never_deleted BEFORE DELETE ON period_act
BEGIN SELECT RAISE(ABORT, 'what was closed or reopened is never deleted'); END;
CREATE TRIGGER period_act_has_no_gap BEFORE INSERT ON period_act
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM period_act)
BEGIN SELECT RAISE(ABORT, 'closings follow each other without a gap'); END;

-- Nothing is dated in a closed month, whatever door it comes through.
CREATE TRIGGER ledger_entry_is_in_an_open_month BEFORE INSERT ON ledger_entry
WHEN NEW.effective_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'a ledger entry is dated in an open month'); END;
CREATE TRIGGER invoice_is_in_an_open_month BEFORE INSERT ON invoice
WHEN min(NEW.issued_on, coalesce(NEW.paid_on, NEW.issued_on)) <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'an invoice is dated in an open month'); END;
CREATE TRIGGER invoice_is_paid_in_an_open_month BEFORE UPDATE OF paid_on ON invoice
WHEN NEW.paid_on IS NOT OLD.paid_on AND NEW.paid_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'an invoice is paid in an open month'); END;
CREATE TRIGGER invoice_is_written_off_in_an_open_month BEFORE UPDATE OF written_off_on ON invoice
WHEN NEW.written_off_on IS NOT OLD.written_off_on AND NEW.written_off_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'an invoice is written off in an open month'); END;
CREATE TRIGGER invoice_is_voided_in_an_open_month BEFORE UPDATE OF voided_on ON invoice
WHEN NEW.voided_on IS NOT OLD.voided_on AND NEW.voided_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'an invoice is voided in an open month'); END;
CREATE TRIGGER payment_is_in_an_open_month BEFORE INSERT ON payment
WHEN NEW.paid_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'a payment is dated in an open month'); END;
CREATE TRIGGER payment_is_taken_back_in_an_open_month BEFORE INSERT ON payment_taken_back
WHEN NEW.taken_back_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'a payment is taken back in an open month'); END;
CREATE TRIGGER credit_note_is_in_an_open_month BEFORE INSERT ON credit_note
WHEN NEW.issued_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'a credit note is dated in an open month'); END;
