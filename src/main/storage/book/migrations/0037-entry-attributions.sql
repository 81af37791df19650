-- Who an entry is by and which approval let it through stand beside the hash of the entry, whose text is fixed. They are proved by a chain of
-- their own, which says it once for all that follows: from an entry on, what is done by this name through this door is by this id, let
-- through by this approval, until a later row says otherwise. So a row is written where that changes, and not with every entry.
CREATE TABLE entry_attribution (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  -- The first entry that it holds for. An entry has one row at most, and rows follow each other in the order of their entries.
  entry_sequence INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (sequence),
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  operator_id TEXT,
  approval_id TEXT,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX entry_attribution_in_force ON entry_attribution (operator, origin, sequence);

-- What was written before is taken to be as it stands now, and cannot be changed unseen from here on.
INSERT INTO entry_attribution (sequence, entry_sequence, operator, origin, operator_id, approval_id, previous_hash, hash)
WITH RECURSIVE told (sequence, entry_sequence, operator, origin, operator_id, approval_id) AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY sequence), sequence, operator, origin, operator_id, approval_id
  FROM (
    SELECT sequence, operator, origin, operator_id, approval_id, lag(sequence) OVER earlier AS earlier_sequence,
      lag(operator_id) OVER earlier AS earlier_operator_id, lag(approval_id) OVER earlier AS earlier_approval_id
    FROM ledger_entry WINDOW earlier AS (PARTITION BY operator, origin ORDER BY sequence)
  )
  WHERE earlier_sequence IS NULL OR operator_id IS NOT earlier_operator_id OR approval_id IS NOT earlier_approval_id
), sealed AS (
  SELECT 0 AS sequence, NULL AS entry_sequence, NULL AS operator, NULL AS origin, NULL AS operator_id, NULL AS approval_id,
    NULL AS previous_hash, zeroblob(32) AS hash
  UNION ALL
  SELECT told.sequence, told.entry_sequence, told.operator, told.origin, told.operator_id, told.approval_id, sealed.hash,
    attribution_hash(sealed.hash, told.sequence, told.entry_sequence, told.operator, told.origin, told.operator_id, told.approval_id)
  FROM sealed JOIN told ON told.sequence = sealed.sequence + 1
)
SELECT sequence, entry_sequence, operator, origin, operator_id, approval_id, previous_hash, hash FROM sealed WHERE sequence > 0;

CREATE TRIGGER entry_attribution_is_never_updated BEFORE UPDATE ON entry_attribution
BEGIN SELECT RAISE(ABORT, 'who an entry is by is never updated'); END;
CREATE TRIGGER entry_attribution_is_never_deleted BEFORE DELETE ON entry_attribution
BEGIN SELECT RAISE(ABORT, 'who an entry is by is never deleted'); END;
CREATE TRIGGER entry_attribution_has_no_gap BEFORE INSERT ON entry_attribution
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entry_attribution)
BEGIN SELECT RAISE(ABORT, 'attributions follow each other without a gap'); END;
