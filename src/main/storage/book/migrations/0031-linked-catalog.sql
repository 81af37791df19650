-- What an upstream has beside accounts and credit (BEHAVIOUR 12.2): its plans and prices with those here that they are, the items that it bills, and
-- what its statements used of credit. The stages of a pull are more than they were; one that was under way begins again.
ALTER TABLE link DROP COLUMN pull_place;
ALTER TABLE link DROP COLUMN pull_stage;
ALTER TABLE link ADD COLUMN pull_stage TEXT
  CHECK (pull_stage IN ('users', 'organizations', 'plans', 'items', 'statements', 'balances'));
ALTER TABLE link ADD COLUMN pull_place TEXT CHECK (pull_place IS NULL OR pull_stage IS NOT NULL);
-- The newest statement that is known, by the upstream's clock; null until the first pull has come to its end of them.
ALTER TABLE link ADD COLUMN statements_through_ms INTEGER;

CREATE TABLE linked_plan (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  link_id TEXT NOT NULL REFERENCES link (id),
  upstream_id TEXT NOT NULL,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  plan_id TEXT REFERENCES plan (id),
  matched_by TEXT CHECK (matched_by IN ('id', 'slug', 'free', 'new')),
  -- Why it is no plan here.
  problem TEXT,
  seen_in_pull INTEGER NOT NULL,
  gone_at_ms INTEGER,
  UNIQUE (link_id, upstream_id),
  CHECK ((plan_id IS NULL) = (matched_by IS NULL)),
  CHECK ((plan_id IS NULL) = (problem IS NOT NULL))
) STRICT;
CREATE TRIGGER linked_plan_is_never_deleted BEFORE DELETE ON linked_plan
BEGIN SELECT RAISE(ABORT, 'what is gone upstream is marked gone, never deleted'); END;

CREATE TABLE linked_price (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  link_id TEXT NOT NULL REFERENCES link (id),
  upstream_id TEXT NOT NULL,
  upstream_plan_id TEXT NOT NULL,
  price_id TEXT REFERENCES price (id),
  problem TEXT,
  UNIQUE (link_id, upstream_id),
  CHECK ((price_id IS NULL) = (problem IS NOT NULL))
) STRICT;
CREATE TRIGGER linked_price_is_never_deleted BEFORE DELETE ON linked_price
BEGIN SELECT RAISE(ABORT, 'what is gone upstream is marked gone, never deleted'); END;

-- An item of a paid plan that is in force upstream, or will be.
CREATE TABLE linked_item (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  link_id TEXT NOT NULL REFERENCES link (id),
  upstream_id TEXT NOT NULL,
  upstream_account_id TEXT NOT NULL,
  upstream_plan_id TEXT NOT NULL,
  upstream_price_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'past_due', 'canceled', 'upcoming', 'ended')),
  period TEXT NOT NULL CHECK (period IN ('month', 'annual')),
  seats INTEGER CHECK (seats >= 0),
  is_trial INTEGER NOT NULL CHECK (is_trial IN (0, 1)),
  period_start_ms INTEGER NOT NULL,
  period_end_ms INTEGER,
  -- Why the account's subscription here does not have it.
  problem TEXT,
  seen_in_pull INTEGER NOT NULL,
  UNIQUE (link_id, upstream_id)
) STRICT;
CREATE INDEX linked_item_account ON linked_item (link_id, upstream_account_id);
CREATE INDEX linked_item_unseen ON linked_item (link_id, seen_in_pull) WHERE status <> 'ended';
CREATE TRIGGER linked_item_is_never_deleted BEFORE DELETE ON linked_item
BEGIN SELECT RAISE(ABORT, 'what is gone upstream has ended, and is never deleted'); END;

-- The subscription here that is as the upstream has it; one that the book had by itself is left alone.
ALTER TABLE linked_account ADD COLUMN subscription_id TEXT REFERENCES subscription (id);

-- A statement that used credit, or still may.
CREATE TABLE linked_statement (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  link_id TEXT NOT NULL REFERENCES link (id),
  upstream_id TEXT NOT NULL,
  upstream_account_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  at_ms INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN -9007199254740991 AND 9007199254740991),
  -- The credit that it used; and how much of that is in the balance here.
  applied_minor INTEGER NOT NULL CHECK (applied_minor BETWEEN 0 AND 9007199254740991),
  settled_minor INTEGER NOT NULL CHECK (settled_minor BETWEEN 0 AND 9007199254740991),
  -- The entry here that settled it last.
  entry_id TEXT REFERENCES ledger_entry (id),
  UNIQUE (link_id, upstream_id)
) STRICT;
CREATE INDEX linked_statement_account ON linked_statement (link_id, upstream_account_id, at_ms);
CREATE INDEX linked_statement_unsettled ON linked_statement (link_id, upstream_account_id, currency) WHERE applied_minor <> settled_minor;
CREATE TRIGGER linked_statement_is_never_deleted BEFORE DELETE ON linked_statement
BEGIN SELECT RAISE(ABORT, 'a statement of the upstream is kept'); END;
