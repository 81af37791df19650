-- That what is sent to an endpoint fails at present. There is no row once a try has arrived. All times are the machine's.
CREATE TABLE webhook_failure (
  endpoint_id TEXT NOT NULL PRIMARY KEY REFERENCES webhook_endpoint (id),
  -- When the first try was begun that failed after the last one that arrived.
  since_ms INTEGER NOT NULL,
  last_attempt_at_ms INTEGER NOT NULL,
  -- What was answered last; null where nothing was.
  last_status INTEGER CHECK (last_status BETWEEN 100 AND 599)
) STRICT, WITHOUT ROWID;

INSERT INTO webhook_failure (endpoint_id, since_ms, last_attempt_at_ms, last_status)
WITH tried AS (
  SELECT delivery.endpoint_id, attempt.started_at_ms, attempt.status,
    max(CASE WHEN attempt.status BETWEEN 200 AND 299 THEN attempt.started_at_ms END)
      OVER (PARTITION BY delivery.endpoint_id) AS arrived_at_ms,
    row_number() OVER (
      PARTITION BY delivery.endpoint_id ORDER BY attempt.started_at_ms DESC, delivery.sequence DESC, attempt.number DESC
    ) AS place
  FROM webhook_attempt attempt
  JOIN webhook_delivery delivery ON delivery.sequence = attempt.delivery_sequence
  JOIN webhook_endpoint endpoint ON endpoint.id = delivery.endpoint_id AND endpoint.removed_at_ms IS NULL
)
SELECT endpoint_id, min(started_at_ms), max(started_at_ms), max(CASE WHEN place = 1 THEN status END)
FROM tried WHERE arrived_at_ms IS NULL OR started_at_ms > arrived_at_ms GROUP BY endpoint_id;
