-- What happened, told to programs elsewhere: where to, what, and what came of it.

CREATE TABLE webhook_endpoint (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 2000),
  description TEXT,
  -- The types that it wants; empty: all of them.
  event_types TEXT NOT NULL CHECK (json_valid(event_types)),
  -- Deliveries are signed with it, so it has to be readable. An endpoint that was removed needs it no more.
  secret TEXT,
  previous_secret TEXT,
  -- By the machine's clock: deliveries are signed with the former secret too until then.
  previous_secret_until_ms INTEGER,
  is_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
  created_at_ms INTEGER NOT NULL,
  removed_at_ms INTEGER,
  CHECK ((secret IS NULL) = (removed_at_ms IS NOT NULL)),
  CHECK ((previous_secret IS NULL) = (previous_secret_until_ms IS NULL)),
  CHECK (removed_at_ms IS NULL OR previous_secret IS NULL)
) STRICT;
-- Every transaction in which something happens asks for these.
CREATE INDEX webhook_endpoint_in_use ON webhook_endpoint (created_at_ms, id) WHERE removed_at_ms IS NULL;
CREATE TRIGGER webhook_endpoint_stays_removed BEFORE UPDATE ON webhook_endpoint WHEN OLD.removed_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an endpoint that was removed stays removed'); END;
CREATE TRIGGER webhook_endpoint_is_never_deleted BEFORE DELETE ON webhook_endpoint
BEGIN SELECT RAISE(ABORT, 'an endpoint is removed, never deleted'); END;

-- Written in the transaction that it tells of, if an endpoint wants it then.
CREATE TABLE webhook_event (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  -- By the book's clock.
  at_ms INTEGER NOT NULL,
  -- The record as it was then.
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;
CREATE TRIGGER webhook_event_is_never_updated BEFORE UPDATE ON webhook_event
BEGIN SELECT RAISE(ABORT, 'an event is never updated'); END;
CREATE TRIGGER webhook_event_is_never_deleted BEFORE DELETE ON webhook_event
BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;

-- An event on its way to an endpoint. All times are the machine's.
CREATE TABLE webhook_delivery (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  id TEXT NOT NULL UNIQUE,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoint (id),
  event_sequence INTEGER NOT NULL REFERENCES webhook_event (sequence),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed', 'cancelled')),
  created_at_ms INTEGER NOT NULL,
  attempt_count INTEGER NOT NULL DEFAULT 0 CHECK (attempt_count >= 0),
  -- How often it was tried in vain since it was last begun: a delivery that is sent again has all its tries.
  failed_tries INTEGER NOT NULL DEFAULT 0 CHECK (failed_tries BETWEEN 0 AND attempt_count),
  next_attempt_at_ms INTEGER,
  UNIQUE (endpoint_id, event_sequence),
  CHECK ((state = 'waiting') = (next_attempt_at_ms IS NOT NULL))
) STRICT;
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at_ms, sequence) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_state ON webhook_delivery (state, sequence);
CREATE INDEX webhook_delivery_endpoint_state ON webhook_delivery (endpoint_id, state, sequence);
CREATE TRIGGER webhook_delivery_stays_what_it_is BEFORE UPDATE OF sequence, id, endpoint_id, event_sequence, created_at_ms
ON webhook_delivery
BEGIN SELECT RAISE(ABORT, 'a delivery is always of the same event to the same endpoint'); END;
CREATE TRIGGER webhook_delivery_is_never_deleted BEFORE DELETE ON webhook_delivery
BEGIN SELECT RAISE(ABORT, 'a delivery is cancelled, never deleted'); END;

CREATE TABLE webhook_attempt (
  delivery_sequence INTEGER NOT NULL REFERENCES webhook_delivery (sequence),
  number INTEGER NOT NULL CHECK (number > 0),
  started_at_ms INTEGER NOT NULL,
  took_ms INTEGER NOT NULL CHECK (took_ms >= 0),
  -- What was answered; null where nothing was.
  status INTEGER CHECK (status BETWEEN 100 AND 599),
  problem TEXT,
  CHECK (status IS NOT NULL OR problem IS NOT NULL),
  PRIMARY KEY (delivery_sequence, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER webhook_attempt_is_never_updated BEFORE UPDATE ON webhook_attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never updated'); END;
CREATE TRIGGER webhook_attempt_is_never_deleted BEFORE DELETE ON webhook_attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;
