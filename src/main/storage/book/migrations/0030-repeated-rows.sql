-- A corrected file is another batch. Its rows that an earlier batch has applied are known by what they ask for, and left out unless somebody
-- wants them again.

-- What a batch of the same content is told from an earlier one by; batches are compared with those of the same occasion.
ALTER TABLE adjustment_batch ADD COLUMN occasion TEXT;
ALTER TABLE adjustment_batch ADD COLUMN repeated_count INTEGER NOT NULL DEFAULT 0 CHECK (repeated_count >= 0);
-- What the rows that repeat an earlier batch come to, by currency and reason.
ALTER TABLE adjustment_batch ADD COLUMN repeated_totals TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(repeated_totals));
-- Whether whoever applies it wants those as well.
ALTER TABLE adjustment_batch ADD COLUMN takes_repeated INTEGER NOT NULL DEFAULT 0 CHECK (takes_repeated IN (0, 1));

-- The same table with another state, and with what tells rows that ask for the same.
CREATE TABLE adjustment_batch_row_anew (
  batch_number INTEGER NOT NULL REFERENCES adjustment_batch (number),
  position INTEGER NOT NULL CHECK (position > 0),
  state TEXT NOT NULL CHECK (state IN ('ready', 'repeated', 'bad', 'applied', 'undone')),
  -- The row as it was read, and what is wrong with it.
  content TEXT NOT NULL CHECK (json_valid(content)),
  has_problem INTEGER NOT NULL CHECK (has_problem IN (0, 1)),
  -- Null unless it was applied: the proof that it was, written with the entry.
  entry_id TEXT REFERENCES ledger_entry (id),
  -- A digest of what it asks for; null where something is wrong with it.
  content_key BLOB CHECK (length(content_key) = 16),
  -- The row of an earlier batch that has done the same.
  repeats_batch_number INTEGER,
  repeats_position INTEGER,
  CHECK ((entry_id IS NOT NULL) = (state IN ('applied', 'undone'))),
  CHECK ((repeats_batch_number IS NULL) = (repeats_position IS NULL)),
  CHECK (state <> 'repeated' OR repeats_batch_number IS NOT NULL),
  PRIMARY KEY (batch_number, position)
) STRICT, WITHOUT ROWID;
INSERT INTO adjustment_batch_row_anew (batch_number, position, state, content, has_problem, entry_id, content_key)
  SELECT batch_number, position, state, content, has_problem, entry_id,
    CASE WHEN state = 'bad' THEN NULL ELSE adjustment_key(content) END
  FROM adjustment_batch_row ORDER BY batch_number, position;
DROP TABLE adjustment_batch_row;
ALTER TABLE adjustment_batch_row_anew RENAME TO adjustment_batch_row;
CREATE INDEX adjustment_batch_row_problem ON adjustment_batch_row (batch_number, position) WHERE has_problem = 1;
CREATE INDEX adjustment_batch_row_standing ON adjustment_batch_row (content_key, batch_number, position) WHERE state = 'applied';
CREATE INDEX adjustment_batch_row_repeating ON adjustment_batch_row (batch_number, content_key, position)
  WHERE repeats_batch_number IS NOT NULL;
CREATE INDEX adjustment_batch_row_repeated ON adjustment_batch_row (batch_number, position) WHERE state = 'repeated';
