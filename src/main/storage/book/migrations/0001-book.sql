-- The first shape of a book. Amounts are whole minor units in columns that end in _minor, days are text (YYYY-MM-DD) in
-- columns that end in _on, instants are milliseconds since the epoch in columns that end in _at_ms.

CREATE TABLE book (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  payment_terms_days INTEGER NOT NULL CHECK (payment_terms_days BETWEEN 0 AND 365),
  -- Null: the book lives by the system's clock.
  test_clock_at_ms INTEGER,
  -- Numbers of finalized invoices are gapless, so the next one is part of the book and moves in the same transaction.
  next_invoice_number INTEGER NOT NULL DEFAULT 1 CHECK (next_invoice_number > 0),
  created_at_ms INTEGER NOT NULL,
  last_backup_at_ms INTEGER,
  verified_at_ms INTEGER,
  verified_ok INTEGER CHECK (verified_ok IN (0, 1)),
  verified_sequence INTEGER
) STRICT;

-- Every command that was accepted, once: the promise of the idempotency key, and who did what when.
CREATE TABLE command (
  sequence INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  method TEXT NOT NULL,
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  answer TEXT NOT NULL,
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE tax_rate (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rate_parts_per_million INTEGER NOT NULL UNIQUE CHECK (rate_parts_per_million BETWEEN 0 AND 1000000)
) STRICT;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('user', 'organization')),
  name TEXT NOT NULL,
  contact TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  time_zone TEXT NOT NULL,
  tax_rate_id TEXT REFERENCES tax_rate (id),
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE payment_method (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  gateway TEXT NOT NULL CHECK (gateway IN ('manual', 'test')),
  -- What the gateway knows the method by; for the test gateway, the number of a test card.
  token TEXT NOT NULL,
  label TEXT NOT NULL,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX payment_method_default ON payment_method (account_id) WHERE is_default = 1;

CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  for_kind TEXT NOT NULL CHECK (for_kind IN ('user', 'organization')),
  is_free INTEGER NOT NULL CHECK (is_free IN (0, 1)),
  is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1)),
  default_price_id TEXT NOT NULL REFERENCES price (id) DEFERRABLE INITIALLY DEFERRED,
  subscriber_count INTEGER NOT NULL DEFAULT 0 CHECK (subscriber_count >= 0),
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX plan_free ON plan (for_kind) WHERE is_free = 1;

CREATE TABLE price (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  monthly_minor INTEGER NOT NULL CHECK (monthly_minor BETWEEN 0 AND 9007199254740991),
  -- Twelve of them are charged at once, so a twelfth of the safe integers is the most.
  annual_monthly_minor INTEGER CHECK (annual_monthly_minor BETWEEN 0 AND 750599937895082),
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER price_is_never_updated BEFORE UPDATE ON price
BEGIN SELECT RAISE(ABORT, 'a price is never updated'); END;
CREATE TRIGGER price_is_never_deleted BEFORE DELETE ON price
BEGIN SELECT RAISE(ABORT, 'a price is never deleted'); END;

CREATE TABLE subscription (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'past_due', 'canceled', 'ended', 'abandoned', 'incomplete')),
  created_at_ms INTEGER NOT NULL
) STRICT;
-- At most one subscription in force per account.
CREATE UNIQUE INDEX subscription_in_force ON subscription (account_id)
  WHERE status IN ('active', 'past_due', 'canceled', 'incomplete');

CREATE TABLE subscription_item (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  price_id TEXT NOT NULL REFERENCES price (id),
  period TEXT NOT NULL CHECK (period IN ('month', 'annual')),
  status TEXT NOT NULL
    CHECK (status IN ('active', 'past_due', 'canceled', 'ended', 'abandoned', 'incomplete', 'upcoming', 'expired')),
  anchor_on TEXT NOT NULL CHECK (length(anchor_on) = 10),
  -- The period that is billed next and the day it starts, which follows from the anchor and the index.
  next_period_index INTEGER NOT NULL CHECK (next_period_index >= 0),
  next_billing_on TEXT NOT NULL CHECK (length(next_billing_on) = 10)
) STRICT;
CREATE UNIQUE INDEX subscription_item_in_force ON subscription_item (account_id) WHERE status = 'active';
-- The billing run walks this in order: earliest day first.
CREATE INDEX subscription_item_due ON subscription_item (next_billing_on, id) WHERE status = 'active';

CREATE TABLE reason_code (
  code TEXT PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  name TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('increase', 'decrease', 'both')),
  general_ledger_account TEXT NOT NULL,
  needs_note INTEGER NOT NULL CHECK (needs_note IN (0, 1))
) STRICT;

CREATE TABLE ledger_entry (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0 AND amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  balance_before_minor INTEGER NOT NULL CHECK (balance_before_minor BETWEEN -9007199254740991 AND 9007199254740991),
  balance_after_minor INTEGER NOT NULL CHECK (balance_after_minor BETWEEN -9007199254740991 AND 9007199254740991),
  source_type TEXT NOT NULL CHECK (source_type IN (
    'grant', 'deduction', 'invoice_applied', 'invoice_returned', 'proration', 'refund_to_credit', 'expiry', 'reversal',
    'transfer_in', 'transfer_out', 'opening')),
  source_id TEXT NOT NULL,
  reason_code TEXT REFERENCES reason_code (code),
  note TEXT,
  operator TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('desk', 'api', 'cli', 'import', 'billing', 'sync')),
  effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
  created_at_ms INTEGER NOT NULL,
  idempotency_key TEXT,
  reverses_entry_id TEXT REFERENCES ledger_entry (id),
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  CHECK (balance_after_minor = balance_before_minor + amount_minor),
  -- A reversal, and credit that an invoice gives back, name the entry that they undo.
  CHECK ((source_type IN ('reversal', 'invoice_returned')) = (reverses_entry_id IS NOT NULL))
) STRICT;
CREATE INDEX ledger_entry_account ON ledger_entry (account_id, sequence);
-- Once-only promises: an entry is undone once, and a key makes one entry per source.
CREATE UNIQUE INDEX ledger_entry_reversed_once ON ledger_entry (reverses_entry_id) WHERE reverses_entry_id IS NOT NULL;
-- What an invoice used and gave back.
CREATE INDEX ledger_entry_invoice ON ledger_entry (source_id) WHERE source_type IN ('invoice_applied', 'invoice_returned');
CREATE UNIQUE INDEX ledger_entry_key ON ledger_entry (idempotency_key, source_type) WHERE idempotency_key IS NOT NULL;

CREATE TRIGGER ledger_entry_is_never_updated BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never updated'); END;
CREATE TRIGGER ledger_entry_is_never_deleted BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END;
CREATE TRIGGER ledger_entry_has_no_gap BEFORE INSERT ON ledger_entry
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM ledger_entry)
BEGIN SELECT RAISE(ABORT, 'ledger entries follow each other without a gap'); END;

-- A cache of the sum of the entries, written in the transaction that appends them.
CREATE TABLE credit_balance (
  account_id TEXT NOT NULL REFERENCES account (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  ledger_minor INTEGER NOT NULL CHECK (ledger_minor BETWEEN -9007199254740991 AND 9007199254740991),
  last_sequence INTEGER NOT NULL REFERENCES ledger_entry (sequence),
  PRIMARY KEY (account_id, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE billing_run (
  id TEXT PRIMARY KEY,
  through_on TEXT NOT NULL CHECK (length(through_on) = 10),
  state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'cancelled', 'complete')),
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  invoices_total INTEGER NOT NULL,
  accounts_total INTEGER NOT NULL,
  accounts_done INTEGER NOT NULL DEFAULT 0,
  problem_count INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Two runs at once would race for the same periods; the database lets one be under way.
CREATE UNIQUE INDEX billing_run_under_way ON billing_run (state) WHERE state = 'running';

CREATE TABLE billing_run_total (
  run_id TEXT NOT NULL REFERENCES billing_run (id),
  currency TEXT NOT NULL,
  invoice_count INTEGER NOT NULL,
  invoiced_minor INTEGER NOT NULL,
  credit_applied_minor INTEGER NOT NULL,
  due_minor INTEGER NOT NULL,
  PRIMARY KEY (run_id, currency)
) STRICT, WITHOUT ROWID;

-- Accounts that a run had to leave out, with the refusal. The run passes over them; the next run tries them again.
CREATE TABLE billing_run_problem (
  run_id TEXT NOT NULL REFERENCES billing_run (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  error TEXT NOT NULL,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'paid', 'void', 'uncollectible')),
  -- What the paper said on the day, whatever the account or the book is called later.
  seller_name TEXT NOT NULL,
  buyer_name TEXT NOT NULL,
  buyer_contact TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  issued_on TEXT NOT NULL CHECK (length(issued_on) = 10),
  due_on TEXT NOT NULL CHECK (length(due_on) = 10),
  subtotal_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN 0 AND 9007199254740991),
  credit_applied_minor INTEGER NOT NULL CHECK (credit_applied_minor BETWEEN 0 AND total_minor),
  credit_left_minor INTEGER NOT NULL,
  amount_paid_minor INTEGER NOT NULL DEFAULT 0 CHECK (amount_paid_minor BETWEEN 0 AND total_minor - credit_applied_minor),
  paid_by TEXT CHECK (paid_by IN ('payer-credits', 'manual', 'test')),
  paid_on TEXT,
  -- The tax of each rate, as JSON, for the paper.
  taxes TEXT NOT NULL CHECK (json_valid(taxes)),
  billing_run_id TEXT REFERENCES billing_run (id),
  created_at_ms INTEGER NOT NULL,
  CHECK (total_minor = subtotal_minor + tax_minor),
  CHECK ((state = 'paid') = (paid_by IS NOT NULL)),
  CHECK (state <> 'paid' OR amount_paid_minor = total_minor - credit_applied_minor)
) STRICT;
CREATE INDEX invoice_account ON invoice (account_id, number);
-- Few invoices are open at a time; the lists of open and of past due ones walk only these.
CREATE INDEX invoice_open ON invoice (number) WHERE state = 'open';
CREATE TRIGGER invoice_has_no_gap BEFORE INSERT ON invoice
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM invoice)
BEGIN SELECT RAISE(ABORT, 'invoice numbers follow each other without a gap'); END;
CREATE TRIGGER invoice_figures_are_never_updated BEFORE UPDATE OF
  number, id, account_id, currency, issued_on, subtotal_minor, tax_minor, total_minor, created_at_ms ON invoice
BEGIN SELECT RAISE(ABORT, 'the figures of an invoice are never updated'); END;
CREATE TRIGGER invoice_credit_never_shrinks BEFORE UPDATE OF credit_applied_minor ON invoice
WHEN NEW.credit_applied_minor < OLD.credit_applied_minor
BEGIN SELECT RAISE(ABORT, 'what an invoice used is given back by an entry, not by forgetting it'); END;
CREATE TRIGGER invoice_is_never_deleted BEFORE DELETE ON invoice
BEGIN SELECT RAISE(ABORT, 'an invoice is never deleted'); END;

CREATE TABLE invoice_line (
  invoice_number INTEGER NOT NULL REFERENCES invoice (number),
  position INTEGER NOT NULL CHECK (position > 0),
  description TEXT NOT NULL,
  -- Which period of which item the line charges for; null for a charge without one.
  subscription_item_id TEXT REFERENCES subscription_item (id),
  period_index INTEGER,
  period_start_on TEXT,
  period_end_on TEXT,
  quantity INTEGER NOT NULL,
  unit_minor INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL,
  tax_rate_id TEXT REFERENCES tax_rate (id),
  PRIMARY KEY (invoice_number, position)
) STRICT, WITHOUT ROWID;
-- No period is billed twice, whatever happens to the process in between (BEHAVIOUR 10.2).
CREATE UNIQUE INDEX invoice_line_period_once ON invoice_line (subscription_item_id, period_index)
  WHERE subscription_item_id IS NOT NULL;

CREATE TABLE payment (
  id TEXT PRIMARY KEY,
  invoice_number INTEGER NOT NULL REFERENCES invoice (number),
  gateway TEXT NOT NULL CHECK (gateway IN ('manual', 'test')),
  status TEXT NOT NULL CHECK (status IN ('succeeded', 'failed', 'requires_action')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  paid_on TEXT NOT NULL CHECK (length(paid_on) = 10),
  reference TEXT,
  failure_reason TEXT,
  operator TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_invoice ON payment (invoice_number);

-- One row per account with what the list of accounts shows and sorts by, kept in step by whatever changes it, so that a
-- list of a million accounts never joins or counts.
CREATE TABLE account_listing (
  number INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL UNIQUE REFERENCES account (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  -- The name without case and accents, for order and for search by its first letters.
  name_key TEXT NOT NULL,
  contact TEXT,
  plan_id TEXT NOT NULL,
  plan_name TEXT NOT NULL,
  subscription_status TEXT,
  currency TEXT NOT NULL,
  credit_balance_minor INTEGER,
  next_charge_on TEXT,
  next_charge_minor INTEGER,
  -- The earliest due date among open invoices: past due is this day lying before today.
  oldest_open_due_on TEXT,
  created_at_ms INTEGER NOT NULL
) STRICT;
-- Sort keys are expressions without nulls, so that a place in the list is a pair that can be compared.
CREATE INDEX account_listing_name ON account_listing (name_key);
CREATE INDEX account_listing_contact ON account_listing (coalesce(contact, ''));
CREATE INDEX account_listing_plan ON account_listing (plan_name);
CREATE INDEX account_listing_status ON account_listing (coalesce(subscription_status, ''));
CREATE INDEX account_listing_balance ON account_listing (coalesce(credit_balance_minor, -9007199254740992));
CREATE INDEX account_listing_charge_on ON account_listing (coalesce(next_charge_on, '9999-12-31'));
CREATE INDEX account_listing_charge ON account_listing (coalesce(next_charge_minor, -1));
CREATE INDEX account_listing_created ON account_listing (created_at_ms);
CREATE INDEX account_listing_past_due ON account_listing (coalesce(oldest_open_due_on, '9999-12-31'));

CREATE TABLE account_count (
  kind TEXT PRIMARY KEY CHECK (kind IN ('user', 'organization')),
  count INTEGER NOT NULL CHECK (count >= 0)
) STRICT;
INSERT INTO account_count (kind, count) VALUES ('user', 0), ('organization', 0);

CREATE VIRTUAL TABLE account_search USING fts5 (
  name, contact, account_id,
  content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);

INSERT INTO reason_code (code, position, name, direction, general_ledger_account, needs_note) VALUES
  ('courtesy', 1, 'Courtesy', 'increase', '4900', 0),
  ('service_interruption', 2, 'Service interruption', 'increase', '4910', 0),
  ('promotion', 3, 'Promotion', 'increase', '6100', 0),
  ('early_customer', 4, 'Early customer', 'increase', '6110', 0),
  ('manual_discount', 5, 'Manual discount', 'increase', '4920', 0),
  ('billing_error', 6, 'Billing error', 'both', '4930', 0),
  ('goodwill', 7, 'Goodwill', 'increase', '4940', 0),
  ('contract', 8, 'Contract', 'both', '4950', 0),
  ('migration', 9, 'Migration', 'both', '2390', 0),
  ('other', 10, 'Other', 'both', '4990', 1);
