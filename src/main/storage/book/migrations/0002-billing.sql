-- The billing engine, whole: prices with seats, subscriptions that change, credit in blocks, payments that are tried again, credit
-- notes. Tables whose checks change are made anew and their rows carried over; foreign keys are verified at the end.

ALTER TABLE book ADD COLUMN invoice_note TEXT;
-- Days after the first failed attempt on which a payment is tried again, as a JSON list in rising order (BEHAVIOUR 9.3).
ALTER TABLE book ADD COLUMN retry_days TEXT NOT NULL DEFAULT '[1,3,5,7]' CHECK (json_valid(retry_days));
ALTER TABLE book ADD COLUMN after_last_retry TEXT NOT NULL DEFAULT 'keep'
  CHECK (after_last_retry IN ('keep', 'cancel', 'uncollectible'));
ALTER TABLE book ADD COLUMN next_credit_note_number INTEGER NOT NULL DEFAULT 1 CHECK (next_credit_note_number > 0);

ALTER TABLE account ADD COLUMN is_tax_exempt INTEGER NOT NULL DEFAULT 0 CHECK (is_tax_exempt IN (0, 1));
-- Null: the book's terms and the book's note.
ALTER TABLE account ADD COLUMN payment_terms_days INTEGER CHECK (payment_terms_days BETWEEN 0 AND 365);
ALTER TABLE account ADD COLUMN invoice_note TEXT;

ALTER TABLE payment_method ADD COLUMN kind TEXT NOT NULL DEFAULT 'card' CHECK (kind IN ('card', 'bank_debit', 'transfer'));
ALTER TABLE payment_method ADD COLUMN removed_at_ms INTEGER;
CREATE INDEX payment_method_account ON payment_method (account_id);

ALTER TABLE plan ADD COLUMN description TEXT;
ALTER TABLE plan ADD COLUMN trial_days INTEGER CHECK (trial_days BETWEEN 1 AND 365);

CREATE TABLE feature (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE plan_feature (
  plan_id TEXT NOT NULL REFERENCES plan (id),
  position INTEGER NOT NULL CHECK (position > 0),
  feature_id TEXT NOT NULL REFERENCES feature (id),
  PRIMARY KEY (plan_id, position),
  UNIQUE (plan_id, feature_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE new_price (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
  description TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- Null: not offered by the month. 0 with seats: no base fee.
  monthly_minor INTEGER CHECK (monthly_minor BETWEEN 0 AND 9007199254740991),
  -- Twelve of them are charged at once, so a twelfth of the safe integers is the most.
  annual_monthly_minor INTEGER CHECK (annual_monthly_minor BETWEEN 0 AND 750599937895082),
  -- What seats cost beside the base fee, as JSON: the block size and the graduated tiers (BEHAVIOUR 6.1).
  seat_price TEXT CHECK (json_valid(seat_price)),
  created_at_ms INTEGER NOT NULL,
  CHECK (monthly_minor IS NOT NULL OR annual_monthly_minor IS NOT NULL)
) STRICT;
INSERT INTO new_price (id, plan_id, currency, monthly_minor, annual_monthly_minor, created_at_ms)
  SELECT id, plan_id, currency, monthly_minor, annual_monthly_minor, created_at_ms FROM price;
DROP TABLE price;
ALTER TABLE new_price RENAME TO price;
CREATE INDEX price_plan ON price (plan_id, created_at_ms);
CREATE TRIGGER price_is_never_updated BEFORE UPDATE ON price
BEGIN SELECT RAISE(ABORT, 'a price is never updated'); END;
CREATE TRIGGER price_is_never_deleted BEFORE DELETE ON price
BEGIN SELECT RAISE(ABORT, 'a price is never deleted'); END;

ALTER TABLE subscription ADD COLUMN ended_at_ms INTEGER;

CREATE TABLE new_subscription_item (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  price_id TEXT NOT NULL REFERENCES price (id),
  period TEXT NOT NULL CHECK (period IN ('month', 'annual')),
  -- Null where the price has no seats.
  seats INTEGER CHECK (seats >= 0),
  -- Seats from the next period on, where that differs (BEHAVIOUR 6.9).
  next_seats INTEGER CHECK (next_seats >= 0),
  status TEXT NOT NULL
    CHECK (status IN ('active', 'past_due', 'canceled', 'ended', 'abandoned', 'incomplete', 'upcoming', 'expired')),
  started_on TEXT NOT NULL CHECK (length(started_on) = 10),
  -- The day the free trial is over, on which the first invoice is made; it is the anchor then.
  trial_ends_on TEXT CHECK (length(trial_ends_on) = 10),
  anchor_on TEXT NOT NULL CHECK (length(anchor_on) = 10),
  -- The period that is billed next and the day it starts, which follows from the anchor and the index.
  next_period_index INTEGER NOT NULL CHECK (next_period_index >= 0),
  next_billing_on TEXT NOT NULL CHECK (length(next_billing_on) = 10),
  -- The day from which the item is no longer in force: known ahead when it was cancelled for the period's end.
  ends_on TEXT CHECK (length(ends_on) = 10),
  canceled_at_ms INTEGER,
  past_due_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO new_subscription_item (id, subscription_id, account_id, price_id, period, status, started_on, anchor_on,
    next_period_index, next_billing_on, created_at_ms)
  SELECT item.id, subscription_id, item.account_id, price_id, period, item.status, anchor_on, anchor_on, next_period_index,
    next_billing_on, subscription.created_at_ms
  FROM subscription_item item JOIN subscription ON subscription.id = item.subscription_id;
DROP TABLE subscription_item;
ALTER TABLE new_subscription_item RENAME TO subscription_item;
CREATE UNIQUE INDEX subscription_item_in_force ON subscription_item (account_id) WHERE status IN ('active', 'past_due');
CREATE UNIQUE INDEX subscription_item_upcoming ON subscription_item (account_id) WHERE status = 'upcoming';
CREATE INDEX subscription_item_account ON subscription_item (account_id, created_at_ms);
-- The billing run walks this in order: earliest day first.
CREATE INDEX subscription_item_due ON subscription_item (next_billing_on, id) WHERE status IN ('active', 'past_due');

CREATE TABLE discount (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- Either a share of the charge or an amount off it.
  parts_per_million INTEGER CHECK (parts_per_million BETWEEN 1 AND 1000000),
  amount_minor INTEGER CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  currency TEXT CHECK (length(currency) = 3),
  -- For how many periods; null for good.
  periods INTEGER CHECK (periods > 0),
  created_at_ms INTEGER NOT NULL,
  CHECK ((parts_per_million IS NULL) <> (amount_minor IS NULL)),
  CHECK ((amount_minor IS NULL) = (currency IS NULL))
) STRICT;
CREATE TABLE discount_redemption (
  id TEXT PRIMARY KEY,
  subscription_item_id TEXT NOT NULL REFERENCES subscription_item (id),
  discount_id TEXT NOT NULL REFERENCES discount (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'exhausted', 'removed')),
  periods_applied INTEGER NOT NULL DEFAULT 0 CHECK (periods_applied >= 0),
  periods_left INTEGER CHECK (periods_left >= 0),
  operator TEXT NOT NULL,
  redeemed_at_ms INTEGER NOT NULL
) STRICT;
-- An item carries one discount at a time (BEHAVIOUR 6.8).
CREATE UNIQUE INDEX discount_redemption_active ON discount_redemption (subscription_item_id) WHERE status = 'active';
CREATE INDEX discount_redemption_item ON discount_redemption (subscription_item_id, redeemed_at_ms);

CREATE TABLE new_invoice (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
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
  amount_paid_minor INTEGER NOT NULL DEFAULT 0
    CHECK (amount_paid_minor BETWEEN 0 AND total_minor - credit_applied_minor - carried_minor),
  paid_by TEXT CHECK (paid_by IN ('payer-credits', 'manual', 'test', 'carried-forward')),
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
  CHECK (state <> 'paid' OR amount_paid_minor = total_minor - credit_applied_minor - carried_minor)
) STRICT;
INSERT INTO new_invoice (number, id, account_id, state, seller_name, buyer_name, buyer_contact, currency, issued_on, due_on,
    subtotal_minor, tax_minor, total_minor, credit_applied_minor, credit_left_minor, amount_paid_minor, paid_by, paid_on, taxes,
    billing_run_id, created_at_ms)
  SELECT number, id, account_id, state, seller_name, buyer_name, buyer_contact, currency, issued_on, due_on, subtotal_minor,
    tax_minor, total_minor, credit_applied_minor, credit_left_minor, amount_paid_minor, paid_by, paid_on, taxes, billing_run_id,
    created_at_ms
  FROM invoice;
DROP TABLE invoice;
ALTER TABLE new_invoice RENAME TO invoice;
CREATE INDEX invoice_account ON invoice (account_id, number);
-- Few invoices are open at a time; the lists of open and of past due ones walk only these.
CREATE INDEX invoice_open ON invoice (number) WHERE state = 'open';
CREATE INDEX invoice_next_attempt ON invoice (next_attempt_on, number) WHERE next_attempt_on IS NOT NULL;
CREATE TRIGGER invoice_has_no_gap BEFORE INSERT ON invoice
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM invoice)
BEGIN SELECT RAISE(ABORT, 'invoice numbers follow each other without a gap'); END;
CREATE TRIGGER invoice_figures_are_never_updated BEFORE UPDATE OF
  number, id, account_id, currency, issued_on, subtotal_minor, discount_minor, tax_minor, total_minor, credit_created_minor,
  carried_minor, created_at_ms ON invoice
BEGIN SELECT RAISE(ABORT, 'the figures of an invoice are never updated'); END;
CREATE TRIGGER invoice_credit_never_shrinks BEFORE UPDATE OF credit_applied_minor ON invoice
WHEN NEW.credit_applied_minor < OLD.credit_applied_minor
BEGIN SELECT RAISE(ABORT, 'what an invoice used is given back by an entry, not by forgetting it'); END;
CREATE TRIGGER invoice_is_never_deleted BEFORE DELETE ON invoice
BEGIN SELECT RAISE(ABORT, 'an invoice is never deleted'); END;

-- Accounts that are not past due yet, by the day after which an open invoice of theirs makes them so.
CREATE INDEX account_listing_falling_behind ON account_listing (oldest_open_due_on)
  WHERE subscription_status IN ('active', 'canceled') AND oldest_open_due_on IS NOT NULL;

CREATE TABLE new_invoice_line (
  invoice_number INTEGER NOT NULL REFERENCES invoice (number),
  position INTEGER NOT NULL CHECK (position > 0),
  -- fee and seats: a period of an item. seats_added, unused_fee and unused_seats: the rest of one, after a change.
  kind TEXT NOT NULL CHECK (kind IN ('fee', 'seats', 'prorated_fee', 'prorated_seats', 'unused_time', 'charge', 'carried')),
  description TEXT NOT NULL,
  subscription_item_id TEXT REFERENCES subscription_item (id),
  -- Which period of the item a fee or its seats are for; null for every other line.
  period_index INTEGER CHECK ((period_index IS NOT NULL) = (kind IN ('fee', 'seats'))),
  period_start_on TEXT,
  period_end_on TEXT,
  quantity INTEGER NOT NULL,
  -- Null where the units do not all cost the same.
  unit_minor INTEGER,
  gross_minor INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL CHECK (discount_minor = 0 OR discount_minor BETWEEN 0 AND gross_minor),
  net_minor INTEGER NOT NULL CHECK (net_minor = gross_minor - discount_minor),
  tax_minor INTEGER NOT NULL,
  tax_rate_id TEXT REFERENCES tax_rate (id),
  -- The line whose unused part this one gives back.
  adjusts_invoice_number INTEGER,
  adjusts_position INTEGER,
  steps TEXT CHECK (json_valid(steps)),
  PRIMARY KEY (invoice_number, position),
  FOREIGN KEY (adjusts_invoice_number, adjusts_position) REFERENCES invoice_line (invoice_number, position),
  CHECK ((kind = 'unused_time') = (adjusts_invoice_number IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO new_invoice_line (invoice_number, position, kind, description, subscription_item_id, period_index, period_start_on,
    period_end_on, quantity, unit_minor, gross_minor, discount_minor, net_minor, tax_minor, tax_rate_id)
  SELECT invoice_number, position, 'fee', description, subscription_item_id, period_index, period_start_on, period_end_on,
    quantity, unit_minor, net_minor, 0, net_minor, tax_minor, tax_rate_id
  FROM invoice_line;
DROP TABLE invoice_line;
ALTER TABLE new_invoice_line RENAME TO invoice_line;
-- No period is billed twice, whatever happens to the process in between (BEHAVIOUR 10.2).
CREATE UNIQUE INDEX invoice_line_period_once ON invoice_line (subscription_item_id, period_index, kind)
  WHERE period_index IS NOT NULL;
-- What was charged for the time of an item, which a change gives back in part.
CREATE INDEX invoice_line_prorated ON invoice_line (subscription_item_id)
  WHERE kind IN ('prorated_fee', 'prorated_seats');
CREATE INDEX invoice_line_adjusts ON invoice_line (adjusts_invoice_number, adjusts_position)
  WHERE adjusts_invoice_number IS NOT NULL;

-- What the next invoice of an account charges beside its subscription: by hand, or carried over from an invoice.
CREATE TABLE pending_charge (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit_minor INTEGER NOT NULL CHECK (unit_minor > 0),
  discount_minor INTEGER NOT NULL CHECK (discount_minor >= 0),
  -- How it is taxed: by the account's rate, by one of its own, or not at all.
  taxed_by TEXT NOT NULL CHECK (taxed_by IN ('account', 'rate', 'nothing')),
  tax_rate_id TEXT REFERENCES tax_rate (id),
  carried_from_invoice_number INTEGER UNIQUE REFERENCES invoice (number),
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  invoice_number INTEGER REFERENCES invoice (number),
  removed_at_ms INTEGER,
  CHECK ((taxed_by = 'rate') = (tax_rate_id IS NOT NULL))
) STRICT;
CREATE INDEX pending_charge_waiting ON pending_charge (account_id, currency, id)
  WHERE invoice_number IS NULL AND removed_at_ms IS NULL;

-- How much of the money was more than the invoice asked for, and became credit (BEHAVIOUR 9.7).
ALTER TABLE payment ADD COLUMN overpaid_minor INTEGER NOT NULL DEFAULT 0 CHECK (overpaid_minor BETWEEN 0 AND amount_minor);
ALTER TABLE payment ADD COLUMN method_label TEXT;

CREATE TABLE credit_note (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE,
  invoice_number INTEGER NOT NULL REFERENCES invoice (number),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  issued_on TEXT NOT NULL CHECK (length(issued_on) = 10),
  note TEXT,
  net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  total_minor INTEGER NOT NULL CHECK (total_minor > 0),
  to_credit_minor INTEGER NOT NULL CHECK (to_credit_minor >= 0),
  to_payment_method_minor INTEGER NOT NULL CHECK (to_payment_method_minor >= 0),
  out_of_band_minor INTEGER NOT NULL CHECK (out_of_band_minor >= 0),
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  CHECK (total_minor = net_minor + tax_minor),
  CHECK (total_minor = to_credit_minor + to_payment_method_minor + out_of_band_minor)
) STRICT;
CREATE INDEX credit_note_invoice ON credit_note (invoice_number);
CREATE TABLE credit_note_line (
  credit_note_number INTEGER NOT NULL REFERENCES credit_note (number),
  invoice_number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL,
  net_minor INTEGER NOT NULL CHECK (net_minor = gross_minor - discount_minor),
  tax_minor INTEGER NOT NULL,
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  PRIMARY KEY (credit_note_number, position),
  FOREIGN KEY (invoice_number, position) REFERENCES invoice_line (invoice_number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_note_line_invoice ON credit_note_line (invoice_number, position);
CREATE TRIGGER credit_note_has_no_gap BEFORE INSERT ON credit_note
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM credit_note)
BEGIN SELECT RAISE(ABORT, 'credit note numbers follow each other without a gap'); END;
CREATE TRIGGER credit_note_is_never_updated BEFORE UPDATE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note is never updated'); END;
CREATE TRIGGER credit_note_is_never_deleted BEFORE DELETE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;

-- Money that went back the way it came, by which payment.
CREATE TABLE refund (
  id TEXT PRIMARY KEY,
  credit_note_number INTEGER NOT NULL REFERENCES credit_note (number),
  payment_id TEXT NOT NULL REFERENCES payment (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX refund_payment ON refund (payment_id);

-- What an invoice used, gave back and created.
DROP INDEX ledger_entry_invoice;
CREATE INDEX ledger_entry_invoice ON ledger_entry (source_id)
  WHERE source_type IN ('invoice_applied', 'invoice_returned', 'proration');
-- What a payment or a credit note made of an invoice's money.
CREATE INDEX ledger_entry_refund ON ledger_entry (source_id) WHERE source_type = 'refund_to_credit';

-- What an increase of credit put on the account, and what is left of it (BEHAVIOUR 5).
CREATE TABLE credit_block (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- The entry that formed it; its sequence says which block is the older one.
  entry_id TEXT NOT NULL REFERENCES ledger_entry (id),
  entry_sequence INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  remaining_minor INTEGER NOT NULL CHECK (remaining_minor BETWEEN 0 AND amount_minor),
  priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 100),
  category TEXT CHECK (category IN ('promotional', 'paid')),
  effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
  -- The midnight at which this day begins ends the block.
  expires_on TEXT CHECK (length(expires_on) = 10 AND expires_on > effective_on),
  state TEXT NOT NULL CHECK (state IN ('open', 'expired', 'voided')),
  closed_at_ms INTEGER,
  CHECK ((state = 'open') = (closed_at_ms IS NULL)),
  CHECK (state = 'open' OR remaining_minor = 0)
) STRICT;
CREATE INDEX credit_block_account ON credit_block (account_id, currency, entry_sequence);
CREATE INDEX credit_block_left ON credit_block (account_id, currency) WHERE remaining_minor > 0;
CREATE INDEX credit_block_expiry ON credit_block (expires_on, id) WHERE state = 'open' AND expires_on IS NOT NULL;
CREATE INDEX credit_block_entry ON credit_block (entry_id);

-- Which entry took how much of which block. What comes back of it is a negative amount, by the entry that gave it back, so what an
-- entry still holds of a block is one sum.
CREATE TABLE credit_block_use (
  used_by_entry_id TEXT NOT NULL REFERENCES ledger_entry (id),
  block_id TEXT NOT NULL REFERENCES credit_block (id),
  -- The entry that moved the amount: the using entry itself, or the one that returns.
  entry_id TEXT NOT NULL REFERENCES ledger_entry (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  PRIMARY KEY (used_by_entry_id, block_id, entry_id),
  CHECK ((amount_minor > 0) = (entry_id = used_by_entry_id))
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_block_use_block ON credit_block_use (block_id);
CREATE INDEX credit_block_use_return ON credit_block_use (entry_id) WHERE amount_minor < 0;

-- Credit of the first version had no blocks: what is left of it becomes one plain block for each account and currency, formed by
-- the account's newest increase.
INSERT INTO credit_block (id, account_id, currency, entry_id, entry_sequence, amount_minor, remaining_minor, priority, effective_on,
    state)
  SELECT 'cblk_' || substr(entry.id, 5), entry.account_id, entry.currency, entry.id, entry.sequence, balance.ledger_minor,
    balance.ledger_minor, 50, entry.effective_on, 'open'
  FROM credit_balance balance
  JOIN ledger_entry entry ON entry.sequence = (
    SELECT max(sequence) FROM ledger_entry increase
    WHERE increase.account_id = balance.account_id AND increase.currency = balance.currency AND increase.amount_minor > 0)
  WHERE balance.ledger_minor > 0;
