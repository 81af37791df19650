-- What became of each attempt to send an adjustment, by how much each account differs from the upstream, and what makes the lists of a link and
-- the outbox be read in their order, however long they are (BEHAVIOUR 12.2, 12.3).

-- As those of webhooks are. All times are the machine's.
CREATE TABLE outbox_attempt (
  entry_sequence INTEGER NOT NULL REFERENCES outbox_item (entry_sequence),
  number INTEGER NOT NULL CHECK (number > 0),
  started_at_ms INTEGER NOT NULL,
  took_ms INTEGER NOT NULL CHECK (took_ms >= 0),
  -- What was answered; null where nothing was.
  status INTEGER CHECK (status BETWEEN 100 AND 599),
  problem TEXT,
  CHECK (status IS NOT NULL OR problem IS NOT NULL),
  PRIMARY KEY (entry_sequence, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER outbox_attempt_is_never_updated BEFORE UPDATE ON outbox_attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never updated'); END;

-- What an entry here would have to add for both sides to be equal, kept in step by whatever changes one of them. 0: they are, or nobody knows.
ALTER TABLE linked_account ADD COLUMN difference_minor INTEGER NOT NULL DEFAULT 0;
UPDATE linked_account SET difference_minor = coalesce(balance_minor, 0) - (
    SELECT coalesce(balance.ledger_minor, 0) - coalesce((SELECT sum(amount_minor) FROM outbox_item
      WHERE account_id = account.id AND currency = coalesce(linked_account.balance_currency, account.currency)
        AND state <> 'applied' AND settled_as IS NULL), 0)
    FROM account LEFT JOIN credit_balance balance
      ON balance.account_id = account.id AND balance.currency = coalesce(linked_account.balance_currency, account.currency)
    WHERE account.id = linked_account.account_id)
  WHERE account_id IS NOT NULL AND balance_at_ms IS NOT NULL AND gone_at_ms IS NULL;
CREATE INDEX linked_account_different ON linked_account (link_id) WHERE difference_minor <> 0;

-- By number within a link.
CREATE INDEX linked_account_listed ON linked_account (link_id);
CREATE INDEX linked_item_listed ON linked_item (link_id) WHERE status <> 'ended';
CREATE INDEX linked_item_problem ON linked_item (link_id) WHERE problem IS NOT NULL AND status <> 'ended';
CREATE INDEX linked_statement_listed ON linked_statement (link_id, at_ms);
-- By number, of what is looked for among all that has arrived.
CREATE INDEX outbox_item_unarrived ON outbox_item (entry_sequence) WHERE state <> 'applied' AND settled_as IS NULL;
CREATE INDEX outbox_item_settled ON outbox_item (entry_sequence) WHERE settled_as IS NOT NULL;
CREATE INDEX outbox_item_kept ON outbox_item (account_id) WHERE settled_as = 'kept';
