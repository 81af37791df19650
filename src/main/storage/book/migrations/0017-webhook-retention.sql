-- What programs elsewhere were told is kept for so long after it has arrived; what waits, and what was given up, is kept until it has.
ALTER TABLE book ADD COLUMN webhook_retention_days INTEGER NOT NULL DEFAULT 30 CHECK (webhook_retention_days BETWEEN 1 AND 3650);

DROP TRIGGER webhook_event_is_never_deleted;
CREATE TRIGGER webhook_event_is_deleted_with_its_deliveries BEFORE DELETE ON webhook_event
WHEN EXISTS (SELECT 1 FROM webhook_delivery WHERE event_sequence = OLD.sequence)
BEGIN SELECT RAISE(ABORT, 'an event is never deleted before its deliveries'); END;

DROP TRIGGER webhook_delivery_is_never_deleted;
CREATE TRIGGER webhook_delivery_is_deleted_once_settled BEFORE DELETE ON webhook_delivery
WHEN OLD.state NOT IN ('delivered', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'a delivery is never deleted before it has arrived or was cancelled'); END;

DROP TRIGGER webhook_attempt_is_never_deleted;
CREATE TRIGGER webhook_attempt_is_deleted_once_settled BEFORE DELETE ON webhook_attempt
WHEN (SELECT state FROM webhook_delivery WHERE sequence = OLD.delivery_sequence) NOT IN ('delivered', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted before its delivery has arrived or was cancelled'); END;
CREATE INDEX webhook_delivery_event ON webhook_delivery (event_sequence);
