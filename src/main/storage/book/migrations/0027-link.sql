-- A book that is linked to an upstream that speaks Clerk's wire (BEHAVIOUR 12). The key to it is never in the book. All times are the
-- machine's.
CREATE TABLE link (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 2000),
  -- What the upstream calls itself; null until something there has said it.
  instance_id TEXT,
  created_at_ms INTEGER NOT NULL,
  removed_at_ms INTEGER,
  last_contact_at_ms INTEGER,
  last_pull_at_ms INTEGER,
  -- Which pull this is; what it comes upon carries the number.
  pull_number INTEGER NOT NULL DEFAULT 0 CHECK (pull_number >= 0),
  -- How far the pull under way has come; null where none is.
  pull_stage TEXT CHECK (pull_stage IN ('users', 'organizations', 'balances')),
  pull_place TEXT CHECK (pull_place IS NULL OR pull_stage IS NOT NULL),
  problem TEXT CHECK (json_valid(problem))
) STRICT;
CREATE UNIQUE INDEX link_in_force ON link ((1)) WHERE removed_at_ms IS NULL;
CREATE TRIGGER link_leads_where_it_led BEFORE UPDATE OF id, address, created_at_ms ON link
BEGIN SELECT RAISE(ABORT, 'a link leads where it led'); END;
CREATE TRIGGER link_stays_removed BEFORE UPDATE ON link WHEN OLD.removed_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a link that was removed stays removed'); END;
CREATE TRIGGER link_is_never_deleted BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'a link is removed, never deleted'); END;

-- The one in force; null: the book is linked to nothing.
ALTER TABLE book ADD COLUMN link_id TEXT REFERENCES link (id);

-- What the upstream has, with the account here that it is.
CREATE TABLE linked_account (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  link_id TEXT NOT NULL REFERENCES link (id),
  upstream_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('user', 'organization')),
  name TEXT NOT NULL,
  contact TEXT,
  account_id TEXT REFERENCES account (id),
  matched_by TEXT CHECK (matched_by IN ('id', 'contact', 'new', 'operator')),
  doubt TEXT CHECK (doubt IN ('several_accounts', 'other_kind', 'account_taken')),
  seen_in_pull INTEGER NOT NULL,
  gone_at_ms INTEGER,
  -- As the upstream had it when it was last read, with what it was sent since; null: never had credit, or not read yet.
  balance_minor INTEGER CHECK (balance_minor BETWEEN -9007199254740991 AND 9007199254740991),
  balance_currency TEXT CHECK (length(balance_currency) = 3),
  balance_at_ms INTEGER,
  -- Counts up whenever something of the account is sent: a balance that was read across that is not believed.
  version INTEGER NOT NULL DEFAULT 0,
  UNIQUE (link_id, upstream_id),
  UNIQUE (link_id, account_id),
  CHECK ((account_id IS NULL) = (matched_by IS NULL)),
  CHECK ((account_id IS NULL) = (doubt IS NOT NULL)),
  CHECK ((balance_minor IS NULL) = (balance_currency IS NULL)),
  CHECK (balance_minor IS NULL OR balance_at_ms IS NOT NULL)
) STRICT;
CREATE INDEX linked_account_doubtful ON linked_account (link_id, number) WHERE account_id IS NULL;
CREATE INDEX linked_account_gone ON linked_account (link_id, number) WHERE gone_at_ms IS NOT NULL;
CREATE TRIGGER linked_account_is_never_deleted BEFORE DELETE ON linked_account
BEGIN SELECT RAISE(ABORT, 'what is gone upstream is marked gone, never deleted'); END;

-- An entry on its way to the upstream, which it is sent under its own id as the idempotency key.
CREATE TABLE outbox_item (
  entry_sequence INTEGER PRIMARY KEY REFERENCES ledger_entry (sequence),
  entry_id TEXT NOT NULL UNIQUE REFERENCES ledger_entry (id),
  link_id TEXT NOT NULL REFERENCES link (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  -- What has to be there before, such as the other half of a transfer.
  after_entry_id TEXT REFERENCES outbox_item (entry_id),
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'applied', 'refused')),
  settled_as TEXT CHECK (settled_as IN ('reversed', 'kept', 'unlinked')),
  attempt_count INTEGER NOT NULL DEFAULT 0 CHECK (attempt_count >= 0),
  -- How often in a row there was no answer that decides.
  failed_tries INTEGER NOT NULL DEFAULT 0 CHECK (failed_tries BETWEEN 0 AND attempt_count),
  next_attempt_at_ms INTEGER,
  last_attempt_at_ms INTEGER,
  last_status INTEGER CHECK (last_status BETWEEN 100 AND 599),
  problem TEXT,
  upstream_entry_id TEXT,
  CHECK ((next_attempt_at_ms IS NOT NULL) = (state IN ('queued', 'sending') AND settled_as IS NULL)),
  CHECK (settled_as IS NULL OR state <> 'applied'),
  CHECK (state <> 'sending' OR attempt_count > 0)
) STRICT;
CREATE INDEX outbox_item_waiting ON outbox_item (account_id, entry_sequence)
  WHERE state IN ('queued', 'sending') AND settled_as IS NULL;
CREATE INDEX outbox_item_due ON outbox_item (next_attempt_at_ms, entry_sequence)
  WHERE state IN ('queued', 'sending') AND settled_as IS NULL;
-- What the upstream does not have, so that the two balances differ by it.
CREATE INDEX outbox_item_open ON outbox_item (account_id, currency, amount_minor) WHERE state <> 'applied' AND settled_as IS NULL;
CREATE INDEX outbox_item_state ON outbox_item (state, entry_sequence);
CREATE INDEX outbox_item_after ON outbox_item (after_entry_id) WHERE after_entry_id IS NOT NULL;
CREATE TRIGGER outbox_item_stays_what_it_is
BEFORE UPDATE OF entry_sequence, entry_id, link_id, account_id, currency, amount_minor, after_entry_id ON outbox_item
BEGIN SELECT RAISE(ABORT, 'an adjustment on its way stays what it is'); END;
CREATE TRIGGER outbox_item_stays_applied BEFORE UPDATE ON outbox_item WHEN OLD.state = 'applied'
BEGIN SELECT RAISE(ABORT, 'what the upstream has is not sent again'); END;
CREATE TRIGGER outbox_item_is_never_deleted BEFORE DELETE ON outbox_item
BEGIN SELECT RAISE(ABORT, 'an adjustment on its way is settled, never deleted'); END;
