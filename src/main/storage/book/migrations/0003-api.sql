-- The Backend API: who may call it, what was called, and what programs keep with an account.

-- What programs know the book by: made once, never changed.
CREATE TABLE api_instance (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  id TEXT NOT NULL
) STRICT;
INSERT INTO api_instance (singleton, id) VALUES (1, 'ins_' || lower(hex(randomblob(13))));

-- Of a key's secret only the digest is here, so that a copy of the book lets nobody in.
CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER CHECK (expires_at_ms > created_at_ms),
  last_used_at_ms INTEGER,
  revoked_at_ms INTEGER
) STRICT;
CREATE TRIGGER api_key_is_never_rewritten BEFORE UPDATE OF id, name, secret_hash, scopes, created_at_ms, expires_at_ms ON api_key
BEGIN SELECT RAISE(ABORT, 'what a key may do is never rewritten'); END;
CREATE TRIGGER api_key_stays_revoked BEFORE UPDATE OF revoked_at_ms ON api_key WHEN OLD.revoked_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a key that was revoked stays revoked'); END;
CREATE TRIGGER api_key_is_never_deleted BEFORE DELETE ON api_key
BEGIN SELECT RAISE(ABORT, 'a key is revoked, never deleted'); END;

-- Who did what when, beside what the ledger tells (BEHAVIOUR 11.6). No bodies: they may hold what is nobody's business here.
CREATE TABLE audit_log (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  at_ms INTEGER NOT NULL,
  operator TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('desk', 'api', 'cli', 'import', 'billing', 'sync')),
  key_id TEXT REFERENCES api_key (id),
  -- A method of the contract, or an HTTP method and the template of its path.
  act TEXT NOT NULL,
  -- The HTTP status that was answered; null for an act that is no request.
  status INTEGER CHECK (status BETWEEN 100 AND 599),
  subject_id TEXT
) STRICT;
CREATE INDEX audit_log_key ON audit_log (key_id, sequence) WHERE key_id IS NOT NULL;
CREATE TRIGGER audit_log_is_never_updated BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'an audit entry is never updated'); END;
CREATE TRIGGER audit_log_is_never_deleted BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;
CREATE TRIGGER audit_log_has_no_gap BEFORE INSERT ON audit_log
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_log)
BEGIN SELECT RAISE(ABORT, 'audit entries follow each other without a gap'); END;

-- What a program says of a user or an organization and wants to read again; the desk does not need it.
CREATE TABLE account_profile (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  external_id TEXT UNIQUE,
  username TEXT UNIQUE COLLATE NOCASE,
  first_name TEXT,
  last_name TEXT,
  locale TEXT,
  public_metadata TEXT NOT NULL CHECK (json_valid(public_metadata)),
  private_metadata TEXT NOT NULL CHECK (json_valid(private_metadata)),
  unsafe_metadata TEXT NOT NULL CHECK (json_valid(unsafe_metadata)),
  created_by TEXT,
  maximum_memberships INTEGER CHECK (maximum_memberships >= 0)
) STRICT;

-- Programs list items by the moment they were made.
CREATE INDEX subscription_item_created ON subscription_item (created_at_ms, id);
