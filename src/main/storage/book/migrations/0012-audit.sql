-- What somebody did that no ledger entry tells, chained as entries are (BEHAVIOUR 11.6). The calls of the API are a log of their own.

-- Null: accepted by a version that knew the name only.
ALTER TABLE command ADD COLUMN operator_id TEXT;

CREATE TABLE audit_entry (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  at_ms INTEGER NOT NULL,
  -- Who it was, by an id that no other has; the name is what was shown then.
  operator_id TEXT NOT NULL,
  operator TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('desk', 'api', 'cli', 'import', 'billing', 'sync')),
  -- A method of the contract.
  act TEXT NOT NULL,
  subject TEXT,
  subject_id TEXT,
  account_id TEXT,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after)),
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  -- What a search finds it by; it follows from the others and is covered by no hash.
  search_text TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entry_account ON audit_entry (account_id, sequence) WHERE account_id IS NOT NULL;
CREATE INDEX audit_entry_operator ON audit_entry (operator_id, sequence);
CREATE INDEX audit_entry_act ON audit_entry (act, sequence);

INSERT INTO audit_entry (sequence, at_ms, operator_id, operator, origin, act, subject, subject_id, previous_hash, hash, search_text)
WITH RECURSIVE told (sequence, at_ms, operator_id, operator, origin, act, subject, subject_id) AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY sequence), at_ms,
    -- Which key it was that went by the name was not written down then.
    iif(origin = 'api', 'key:', 'person:') || operator, operator, origin, act,
    iif(act LIKE 'apiKeys.%', 'apiKey', 'webhook'), subject_id
  FROM audit_log WHERE status IS NULL
), sealed AS (
  SELECT 0 AS sequence, NULL AS at_ms, NULL AS operator_id, NULL AS operator, NULL AS origin, NULL AS act, NULL AS subject,
    NULL AS subject_id, NULL AS previous_hash, zeroblob(32) AS hash
  UNION ALL
  SELECT told.sequence, told.at_ms, told.operator_id, told.operator, told.origin, told.act, told.subject, told.subject_id, sealed.hash,
    act_hash(sealed.hash, told.sequence, told.at_ms, told.operator_id, told.operator, told.origin, told.act, told.subject,
      told.subject_id)
  FROM sealed JOIN told ON told.sequence = sealed.sequence + 1
)
SELECT sequence, at_ms, operator_id, operator, origin, act, subject, subject_id, previous_hash, hash,
  search_key(operator || ' ' || act || ' ' || coalesce(subject_id, ''))
FROM sealed WHERE sequence > 0;

CREATE TRIGGER audit_entry_is_never_updated BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'an audit entry is never updated'); END;
CREATE TRIGGER audit_entry_is_never_deleted BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;
CREATE TRIGGER audit_entry_has_no_gap BEFORE INSERT ON audit_entry
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_entry)
BEGIN SELECT RAISE(ABORT, 'audit entries follow each other without a gap'); END;

-- What is left of the old log are the calls of the API. Its acts are in the new one.
DROP TRIGGER audit_log_is_never_updated;
DROP TRIGGER audit_log_is_never_deleted;
DROP TRIGGER audit_log_has_no_gap;
DELETE FROM audit_log WHERE status IS NULL;
ALTER TABLE audit_log RENAME TO api_call;
DROP INDEX audit_log_key;
CREATE INDEX api_call_key ON api_call (key_id, sequence) WHERE key_id IS NOT NULL;
CREATE TRIGGER api_call_is_never_updated BEFORE UPDATE ON api_call
BEGIN SELECT RAISE(ABORT, 'a call of the API is never updated'); END;
CREATE TRIGGER api_call_is_never_deleted BEFORE DELETE ON api_call
BEGIN SELECT RAISE(ABORT, 'a call of the API is never deleted'); END;
