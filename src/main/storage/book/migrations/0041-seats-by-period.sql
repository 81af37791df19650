-- The seats of periods that were billed before the last one, where they had others (BEHAVIOUR 6.9, 6.10): pairs of the index before which the
-- item had so many, and their number, in the order of the indexes. Lines do not tell all of them, because seats that cost nothing leave none.
ALTER TABLE subscription_item ADD COLUMN earlier_seats TEXT CHECK (json_valid(earlier_seats));

-- Of books that are there it is kept as far as lines tell it.
CREATE TABLE charged_seats (
  item_id TEXT NOT NULL,
  before_index INTEGER NOT NULL,
  seats INTEGER NOT NULL,
  PRIMARY KEY (item_id, before_index)
) STRICT;
INSERT INTO charged_seats (item_id, before_index, seats)
SELECT item_id, before_index, max(seats) FROM (
  SELECT line.subscription_item_id AS item_id, line.period_index + 1 AS before_index, line.quantity AS seats
  FROM invoice_line line JOIN subscription_item item ON item.id = line.subscription_item_id
  WHERE line.kind = 'seats' AND line.is_released = 0 AND line.period_index IS NOT NULL
    AND line.period_index + 1 < item.next_period_index
  UNION ALL
  -- What was charged for a part of a period belongs to the one that ends where the next one begins.
  SELECT added.subscription_item_id, following.period_index, CAST(step.value ->> 'units' AS BIGINT)
  FROM invoice_line added
  JOIN invoice_line following ON following.subscription_item_id = added.subscription_item_id AND following.kind = 'seats'
    AND following.is_released = 0 AND following.period_index IS NOT NULL AND following.period_start_on = added.period_end_on
  JOIN subscription_item item ON item.id = following.subscription_item_id AND following.period_index < item.next_period_index
  JOIN json_each(added.steps) step ON step.value ->> 'kind' = 'blocks'
  WHERE added.kind = 'prorated_seats'
  UNION ALL
  SELECT item.id, item.next_period_index, item.seats FROM subscription_item item
  WHERE item.seats IS NOT NULL AND item.next_period_index > 0
) GROUP BY item_id, before_index;

-- Seats of which the next period had more, at no other cost, are taken to have been added free.
UPDATE subscription_item SET earlier_seats = (
  SELECT '[' || group_concat('[' || charged.before_index || ',' || charged.seats || ']', ',' ORDER BY charged.before_index) || ']'
  FROM charged_seats charged
  JOIN charged_seats following ON following.item_id = charged.item_id AND following.before_index = charged.before_index + 1
  JOIN price ON price.id = subscription_item.price_id
  WHERE charged.item_id = subscription_item.id AND charged.seats <> following.seats AND NOT (
    charged.seats < following.seats AND 0 = (
      SELECT sum(CAST(tier.value ->> 'feePerBlockMinor' AS BIGINT) * (
        max(0, min(blocks.after, coalesce(CAST(tier.value ->> 'endsAfterBlock' AS BIGINT), blocks.after)) - CAST(tier.value ->> 'startsAtBlock' AS BIGINT) + 1)
        - max(0, min(blocks.before, coalesce(CAST(tier.value ->> 'endsAfterBlock' AS BIGINT), blocks.before)) - CAST(tier.value ->> 'startsAtBlock' AS BIGINT) + 1)))
      FROM (
        SELECT (following.seats + size - 1) / size AS after, (charged.seats + size - 1) / size AS before
        FROM (SELECT CAST(price.seat_price ->> 'blockSize' AS BIGINT) AS size)
      ) blocks JOIN json_each(price.seat_price ->> 'tiers') tier ON 1 = 1)))
WHERE seats IS NOT NULL;
DROP TABLE charged_seats;
