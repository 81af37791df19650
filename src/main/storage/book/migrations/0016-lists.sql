-- What the lists of subscriptions and of ledger entries are narrowed by.

-- Subscriptions are listed by the day of their next period. Each of these holds the few of a state, or the ones of a price.
CREATE INDEX subscription_item_past_due ON subscription_item (next_billing_on, id) WHERE status = 'past_due';
CREATE INDEX subscription_item_changing ON subscription_item (next_billing_on, id)
  WHERE status IN ('active', 'past_due') AND (ends_on IS NOT NULL OR next_seats IS NOT NULL);
-- A trial is over after days, so the ones that are not are few, at the end of this one.
CREATE INDEX subscription_item_trial ON subscription_item (trial_ends_on)
  WHERE status IN ('active', 'past_due') AND trial_ends_on IS NOT NULL;
CREATE INDEX subscription_item_price ON subscription_item (price_id, next_billing_on, id)
  WHERE status IN ('active', 'past_due');

-- Who posted: the names are read by skipping from one to the next, and the entries of one by walking them.
CREATE INDEX ledger_entry_operator ON ledger_entry (operator);

-- The words of notes, folded; a search finds them by how they begin. `note_words` is given by the application; a book keeps what it
-- answers, so another way of folding or of parting words needs another migration.
CREATE VIRTUAL TABLE ledger_note_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
);
INSERT INTO ledger_note_search (rowid, words)
  SELECT sequence, note_words(note) FROM ledger_entry WHERE note IS NOT NULL ORDER BY sequence;
