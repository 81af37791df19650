-- Who has signed in at a browser and is still let in (BEHAVIOUR 11.7, 13.4). A session outlives the host that it was begun with, so it is
-- kept here: by the SHA-256 of a secret of 256 bits, which lets nobody in.
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  operator_id TEXT NOT NULL REFERENCES operator (id),
  -- The operator's when they signed in; with another one the session is over.
  credential_number INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX session_operator ON session (operator_id);

-- After how long without a call, and after how long in any case, somebody signs in anew.
ALTER TABLE book ADD COLUMN session_idle_hours INTEGER NOT NULL DEFAULT 12 CHECK (session_idle_hours BETWEEN 1 AND 168);
ALTER TABLE book ADD COLUMN session_days INTEGER NOT NULL DEFAULT 7 CHECK (session_days BETWEEN 1 AND 90);
