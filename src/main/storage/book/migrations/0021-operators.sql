-- Who works with the book (BEHAVIOUR 11.7). Of a passphrase only its hash is here, with the parameters that it was made with.
CREATE TABLE operator (
  id TEXT PRIMARY KEY,
  -- Null for the owner until a name is given: then the name of the system's user stands for it.
  name TEXT,
  sign_in_name TEXT UNIQUE CHECK (sign_in_name = lower(sign_in_name)),
  role TEXT NOT NULL CHECK (role IN ('viewer', 'clerk', 'approver', 'admin')),
  is_suspended INTEGER NOT NULL DEFAULT 0 CHECK (is_suspended IN (0, 1)),
  passphrase_hash TEXT CHECK (sign_in_name IS NOT NULL OR passphrase_hash IS NULL),
  -- Counts up whenever who signed in before has to do so again.
  credential_number INTEGER NOT NULL DEFAULT 0,
  -- In a row. Whoever guesses does so in the system's time, whatever clock the book has.
  failed_sign_ins INTEGER NOT NULL DEFAULT 0 CHECK (failed_sign_ins >= 0),
  locked_until_ms INTEGER,
  last_sign_in_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER operator_is_never_deleted BEFORE DELETE ON operator
BEGIN SELECT RAISE(ABORT, 'an operator is suspended, never deleted'); END;
CREATE TRIGGER operator_keeps_id BEFORE UPDATE OF id ON operator
BEGIN SELECT RAISE(ABORT, 'an operator stays who it is'); END;
CREATE TRIGGER operator_admin_stays BEFORE UPDATE OF role, is_suspended ON operator
WHEN OLD.role = 'admin' AND OLD.is_suspended = 0 AND (NEW.role <> 'admin' OR NEW.is_suspended = 1)
  AND NOT EXISTS (SELECT 1 FROM operator WHERE role = 'admin' AND is_suspended = 0 AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'a book has an active admin'); END;

INSERT INTO operator (id, role, created_at_ms)
VALUES ('opr_' || lower(hex(randomblob(13))), 'admin', coalesce((SELECT created_at_ms FROM book), unixepoch() * 1000));

-- A key may do at most what the operator may who made it; those that were made before are the owner's.
ALTER TABLE api_key ADD COLUMN operator_id TEXT REFERENCES operator (id);
UPDATE api_key SET operator_id = (SELECT id FROM operator);
CREATE TRIGGER api_key_stays_with_its_operator BEFORE UPDATE OF operator_id ON api_key
BEGIN SELECT RAISE(ABORT, 'a key stays with the operator who made it'); END;

-- Who made an entry, by an id that no other has: an operator, a key, or what the engine goes by. Null: written by a version that knew the
-- name only.
ALTER TABLE ledger_entry ADD COLUMN operator_id TEXT;
-- Who began an import, and who did last what was done with a batch, of what is gone on with later.
ALTER TABLE staged_import ADD COLUMN operator_id TEXT;
ALTER TABLE adjustment_batch ADD COLUMN operator_id TEXT;
