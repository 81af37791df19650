-- What somebody asked for that is above their limits (BEHAVIOUR 11.2): the act as it was sent, what it would have written to the ledger,
-- and what became of it.
CREATE TABLE approval_request (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- A method of the contract and its input, under whose idempotency key it is done.
  act TEXT NOT NULL,
  input TEXT NOT NULL CHECK (json_valid(input)),
  act_key TEXT NOT NULL,
  -- What it comes to, which approving has to come to as well; and the SHA-256 that covers all of it.
  effects TEXT NOT NULL CHECK (json_valid(effects)),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  -- How it is above the limits.
  excesses TEXT NOT NULL CHECK (json_valid(excesses)),
  comment TEXT,
  -- The person, whatever the door; whom entries name; and by what name and door it was asked.
  requester_id TEXT NOT NULL REFERENCES operator (id),
  operator_id TEXT NOT NULL,
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  requested_at_ms INTEGER NOT NULL,
  -- From the first midnight of this day on it is expired.
  expires_on TEXT NOT NULL CHECK (length(expires_on) = 10),
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn', 'expired')),
  -- The person who decided, null where time did.
  decider_id TEXT REFERENCES operator (id),
  decider TEXT,
  decision_comment TEXT,
  decided_at_ms INTEGER,
  CHECK ((state = 'pending') = (decided_at_ms IS NULL)),
  CHECK (state NOT IN ('approved', 'rejected') OR (decider_id IS NOT NULL AND decider_id <> requester_id)),
  CHECK (state <> 'withdrawn' OR decider_id = requester_id)
) STRICT;
CREATE INDEX approval_request_pending ON approval_request (expires_on) WHERE state = 'pending';
CREATE INDEX approval_request_requester ON approval_request (requester_id, number);
-- The same act waits, or is done, once.
CREATE UNIQUE INDEX approval_request_act ON approval_request (act_key) WHERE state IN ('pending', 'approved');
CREATE TRIGGER approval_request_is_never_deleted BEFORE DELETE ON approval_request
BEGIN SELECT RAISE(ABORT, 'what was asked for is never deleted'); END;
CREATE TRIGGER approval_request_stays_as_asked BEFORE UPDATE OF number, id, act, input, act_key, effects, fingerprint, excesses, comment,
  requester_id, operator_id, operator, origin, requested_at_ms, expires_on ON approval_request
BEGIN SELECT RAISE(ABORT, 'what was asked for is never changed'); END;
CREATE TRIGGER approval_request_is_decided_once BEFORE UPDATE ON approval_request
WHEN OLD.state <> 'pending'
BEGIN SELECT RAISE(ABORT, 'a request is decided once'); END;

-- Files that were given with requests, each once, by the SHA-256 of its bytes. They are kept as they came and never looked into.
CREATE TABLE evidence_file (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 10485760)
) STRICT;
CREATE TRIGGER evidence_file_is_never_updated BEFORE UPDATE ON evidence_file
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_file_is_never_deleted BEFORE DELETE ON evidence_file
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TABLE approval_evidence (
  request_number INTEGER NOT NULL REFERENCES approval_request (number),
  position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 10),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES evidence_file (sha256),
  PRIMARY KEY (request_number, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER approval_evidence_is_never_updated BEFORE UPDATE ON approval_evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER approval_evidence_is_never_deleted BEFORE DELETE ON approval_evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

-- What a request that waits would take, block by block: it stays in the balance and is not available to anything else (BEHAVIOUR 2.5).
-- The block has the sum, so that whoever asks what is available needs no other table.
CREATE TABLE credit_hold (
  request_number INTEGER NOT NULL REFERENCES approval_request (number),
  block_id TEXT NOT NULL REFERENCES credit_block (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  PRIMARY KEY (request_number, block_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_hold_block ON credit_hold (block_id);
ALTER TABLE credit_block ADD COLUMN held_minor INTEGER NOT NULL DEFAULT 0 CHECK (held_minor BETWEEN 0 AND remaining_minor);

-- Which approval let an entry through (BEHAVIOUR 3.5), and whose rows a batch goes on with.
ALTER TABLE ledger_entry ADD COLUMN approval_id TEXT;
CREATE INDEX ledger_entry_approval ON ledger_entry (approval_id) WHERE approval_id IS NOT NULL;
ALTER TABLE adjustment_batch ADD COLUMN approval_id TEXT;
