-- What holds in any order of events: whose invoice it was, notes that reduce what is still due, rests that are written off, payments
-- that are taken back, periods that are billed again, and the day from which what is in a block of credit counts.

CREATE TABLE new_invoice (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  -- The subscription whose time it charges or gives back; null where it has charges of their own only (BEHAVIOUR 9.10).
  subscription_id TEXT REFERENCES subscription (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'paid', 'void', 'uncollectible')),
  -- What the paper said on the day, whatever the account or the book is called later.
  seller_name TEXT NOT NULL,
  buyer_name TEXT NOT NULL,
  buyer_contact TEXT,
  note TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  issued_on TEXT NOT NULL CHECK (length(issued_on) = 10),
  due_on TEXT NOT NULL CHECK (length(due_on) = 10),
  -- The sum of the lines after discount; negative where credit for unused time is more than what is charged.
  subtotal_minor INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL DEFAULT 0 CHECK (discount_minor >= 0),
  tax_minor INTEGER NOT NULL,
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN 0 AND 9007199254740991),
  -- What a negative total put on the account instead (BEHAVIOUR 8.5).
  credit_created_minor INTEGER NOT NULL DEFAULT 0 CHECK (credit_created_minor BETWEEN 0 AND 9007199254740991),
  credit_applied_minor INTEGER NOT NULL CHECK (credit_applied_minor BETWEEN 0 AND total_minor),
  credit_left_minor INTEGER NOT NULL,
  -- What was too little to be charged and stands as a line on the next invoice (BEHAVIOUR 8.8).
  carried_minor INTEGER NOT NULL DEFAULT 0 CHECK (carried_minor BETWEEN 0 AND total_minor - credit_applied_minor),
  amount_paid_minor INTEGER NOT NULL DEFAULT 0 CHECK (amount_paid_minor >= 0),
  -- What credit notes took off what was due; what they gave back beyond that was paid (BEHAVIOUR 9.11).
  reduced_minor INTEGER NOT NULL DEFAULT 0 CHECK (reduced_minor BETWEEN 0 AND total_minor),
  -- An open rest that nobody asks for any more (BEHAVIOUR 9.11).
  written_off_minor INTEGER NOT NULL DEFAULT 0 CHECK (written_off_minor BETWEEN 0 AND total_minor),
  written_off_on TEXT CHECK (length(written_off_on) = 10),
  write_off_reason TEXT,
  -- What is still asked for.
  outstanding_minor INTEGER GENERATED ALWAYS AS (CASE WHEN state IN ('open', 'uncollectible')
    THEN total_minor - credit_applied_minor - carried_minor - amount_paid_minor - reduced_minor - written_off_minor
    ELSE 0 END) VIRTUAL,
  paid_by TEXT CHECK (paid_by IN ('payer-credits', 'manual', 'test', 'carried-forward', 'none')),
  paid_on TEXT,
  void_note TEXT,
  -- What credit notes have taken back of the total.
  credited_minor INTEGER NOT NULL DEFAULT 0 CHECK (credited_minor BETWEEN 0 AND total_minor),
  -- The collection of what a payment method did not give: how often it was tried in vain, and when it is tried again.
  failed_attempts INTEGER NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
  next_attempt_on TEXT CHECK (length(next_attempt_on) = 10),
  -- The tax of each rate, as JSON, for the paper.
  taxes TEXT NOT NULL CHECK (json_valid(taxes)),
  -- How the credit used and what is carried came about, as JSON (BEHAVIOUR 8.10); null on invoices of the first version.
  steps TEXT CHECK (json_valid(steps)),
  billing_run_id TEXT REFERENCES billing_run (id),
  created_at_ms INTEGER NOT NULL,
  CHECK (total_minor = subtotal_minor + tax_minor + credit_created_minor),
  CHECK (credit_created_minor = 0 OR total_minor = 0),
  CHECK (state <> 'paid' OR paid_by IS NOT NULL),
  CHECK (credit_applied_minor + carried_minor + amount_paid_minor + reduced_minor + written_off_minor <= total_minor),
  CHECK (state <> 'paid'
    OR credit_applied_minor + carried_minor + amount_paid_minor + reduced_minor + written_off_minor = total_minor),
  CHECK ((written_off_minor > 0) = (written_off_on IS NOT NULL)),
  CHECK ((written_off_minor > 0) = (write_off_reason IS NOT NULL))
) STRICT;
INSERT INTO new_invoice (number, id, account_id, subscription_id, state, seller_name, buyer_name, buyer_contact, note, currency,
    issued_on, due_on, subtotal_minor, discount_minor, tax_minor, total_minor, credit_created_minor, credit_applied_minor,
    credit_left_minor, carried_minor, amount_paid_minor, paid_by, paid_on, void_note, credited_minor, failed_attempts,
    next_attempt_on, taxes, steps, billing_run_id, created_at_ms)
  SELECT number, id, account_id,
    (SELECT item.subscription_id FROM invoice_line line JOIN subscription_item item ON item.id = line.subscription_item_id
      WHERE line.invoice_number = invoice.number ORDER BY line.position LIMIT 1),
    state, seller_name, buyer_name, buyer_contact, note, currency, issued_on, due_on, subtotal_minor, discount_minor, tax_minor,
    total_minor, credit_created_minor, credit_applied_minor, credit_left_minor, carried_minor, amount_paid_minor, paid_by, paid_on,
    void_note, credited_minor, failed_attempts, next_attempt_on, taxes, steps, billing_run_id, created_at_ms
  FROM invoice;
DROP TABLE invoice;
ALTER TABLE new_invoice RENAME TO invoice;
CREATE INDEX invoice_account ON invoice (account_id, number);
-- Few invoices are open at a time; the lists of open and of past due ones walk only these.
CREATE INDEX invoice_open ON invoice (number) WHERE state = 'open';
-- The open invoices of a subscription decide how it stands.
CREATE INDEX invoice_open_subscription ON invoice (subscription_id, due_on) WHERE state = 'open';
CREATE INDEX invoice_next_attempt ON invoice (next_attempt_on, number) WHERE next_attempt_on IS NOT NULL;
CREATE TRIGGER invoice_has_no_gap BEFORE INSERT ON invoice
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM invoice)
BEGIN SELECT RAISE(ABORT, 'invoice numbers follow each other without a gap'); END;
CREATE TRIGGER invoice_figures_are_never_updated BEFORE UPDATE OF
  number, id, account_id, subscription_id, currency, issued_on, subtotal_minor, discount_minor, tax_minor, total_minor,
  credit_created_minor, carried_minor, created_at_ms ON invoice
BEGIN SELECT RAISE(ABORT, 'the figures of an invoice are never updated'); END;
CREATE TRIGGER invoice_credit_never_shrinks BEFORE UPDATE OF credit_applied_minor ON invoice
WHEN NEW.credit_applied_minor < OLD.credit_applied_minor
BEGIN SELECT RAISE(ABORT, 'what an invoice used is given back by an entry, not by forgetting it'); END;
CREATE TRIGGER invoice_is_never_deleted BEFORE DELETE ON invoice
BEGIN SELECT RAISE(ABORT, 'an invoice is never deleted'); END;

-- Lines whose invoice was voided to be billed again: the once-only key of their periods is free (BEHAVIOUR 9.8).
ALTER TABLE invoice_line ADD COLUMN is_released INTEGER NOT NULL DEFAULT 0 CHECK (is_released IN (0, 1));
DROP INDEX invoice_line_period_once;
CREATE UNIQUE INDEX invoice_line_period_once ON invoice_line (subscription_item_id, period_index, kind)
  WHERE period_index IS NOT NULL AND is_released = 0;
-- What was charged for the time of a subscription, which a change gives back in part.
DROP INDEX invoice_line_prorated;
CREATE INDEX invoice_line_time ON invoice_line (subscription_item_id, period_end_on)
  WHERE kind IN ('fee', 'seats', 'prorated_fee', 'prorated_seats');

-- Voided invoices whose periods are due again and belong to no item that still waits for them: the next run makes them anew.
CREATE TABLE rebilling (
  voided_invoice_number INTEGER PRIMARY KEY REFERENCES invoice (number),
  account_id TEXT NOT NULL REFERENCES account (id),
  -- The day on the new paper: the one on the old.
  due_on TEXT NOT NULL CHECK (length(due_on) = 10),
  -- Null while it waits.
  invoice_number INTEGER UNIQUE REFERENCES invoice (number)
) STRICT;
CREATE INDEX rebilling_waiting ON rebilling (due_on, voided_invoice_number) WHERE invoice_number IS NULL;
CREATE INDEX rebilling_account ON rebilling (account_id);

CREATE TABLE new_credit_note (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE,
  invoice_number INTEGER NOT NULL REFERENCES invoice (number),
  -- By an operator, or by a change of the subscription that gave time back which was not paid yet (BEHAVIOUR 7.2a).
  cause TEXT NOT NULL CHECK (cause IN ('correction', 'unused_time')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  issued_on TEXT NOT NULL CHECK (length(issued_on) = 10),
  note TEXT,
  net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  total_minor INTEGER NOT NULL CHECK (total_minor > 0),
  to_due_minor INTEGER NOT NULL CHECK (to_due_minor >= 0),
  to_credit_minor INTEGER NOT NULL CHECK (to_credit_minor >= 0),
  to_payment_method_minor INTEGER NOT NULL CHECK (to_payment_method_minor >= 0),
  out_of_band_minor INTEGER NOT NULL CHECK (out_of_band_minor >= 0),
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  CHECK (total_minor = net_minor + tax_minor),
  CHECK (total_minor = to_due_minor + to_credit_minor + to_payment_method_minor + out_of_band_minor)
) STRICT;
INSERT INTO new_credit_note (number, id, invoice_number, cause, currency, issued_on, note, net_minor, tax_minor, total_minor,
    to_due_minor, to_credit_minor, to_payment_method_minor, out_of_band_minor, operator, origin, created_at_ms)
  SELECT number, id, invoice_number, 'correction', currency, issued_on, note, net_minor, tax_minor, total_minor, 0, to_credit_minor,
    to_payment_method_minor, out_of_band_minor, operator, origin, created_at_ms
  FROM credit_note;
DROP TABLE credit_note;
ALTER TABLE new_credit_note RENAME TO credit_note;
CREATE INDEX credit_note_invoice ON credit_note (invoice_number);
CREATE TRIGGER credit_note_has_no_gap BEFORE INSERT ON credit_note
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM credit_note)
BEGIN SELECT RAISE(ABORT, 'credit note numbers follow each other without a gap'); END;
CREATE TRIGGER credit_note_is_never_updated BEFORE UPDATE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note is never updated'); END;
CREATE TRIGGER credit_note_is_never_deleted BEFORE DELETE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;

-- A recorded payment that bounced or was a mistake. The payment stays as it was recorded (BEHAVIOUR 9.9).
CREATE TABLE payment_taken_back (
  payment_id TEXT PRIMARY KEY REFERENCES payment (id),
  taken_back_on TEXT NOT NULL CHECK (length(taken_back_on) = 10),
  reason TEXT NOT NULL,
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER payment_taken_back_is_never_updated BEFORE UPDATE ON payment_taken_back
BEGIN SELECT RAISE(ABORT, 'a payment is taken back once and for good'); END;
CREATE TRIGGER payment_taken_back_is_never_deleted BEFORE DELETE ON payment_taken_back
BEGIN SELECT RAISE(ABORT, 'a payment is taken back once and for good'); END;

-- The latest effective date of the entries that put credit into a block, returns included: no use of it counts for an earlier day
-- (BEHAVIOUR 3.11).
ALTER TABLE credit_block ADD COLUMN filled_on TEXT NOT NULL DEFAULT '0000-00-00' CHECK (length(filled_on) = 10);
UPDATE credit_block SET filled_on = max(
  (SELECT entry.effective_on FROM ledger_entry entry WHERE entry.id = credit_block.entry_id),
  coalesce((SELECT max(entry.effective_on) FROM credit_block_use returned
    JOIN ledger_entry entry ON entry.id = returned.entry_id
    WHERE returned.block_id = credit_block.id AND returned.amount_minor < 0), ''));
