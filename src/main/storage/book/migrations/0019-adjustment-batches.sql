-- A batch of adjustments: what a file, pasted cells or a selection ask for. Its rows are checked before any credit moves, each is applied
-- once, and what was applied can be undone as one act.
CREATE TABLE adjustment_batch (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- SHA-256 of what was sent, with the occasion that tells it from an earlier batch of the same content.
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
  name TEXT NOT NULL,
  -- The names of its columns, by which the choices for the next file of the same form are found.
  header TEXT NOT NULL,
  choices TEXT NOT NULL CHECK (json_valid(choices)),
  state TEXT NOT NULL CHECK (state IN ('checking', 'checked', 'applying', 'applied', 'undoing', 'undone')),
  row_count INTEGER NOT NULL DEFAULT 0 CHECK (row_count >= 0),
  ready_count INTEGER NOT NULL DEFAULT 0 CHECK (ready_count >= 0),
  bad_count INTEGER NOT NULL DEFAULT 0 CHECK (bad_count >= 0),
  applied_count INTEGER NOT NULL DEFAULT 0 CHECK (applied_count >= 0),
  undone_count INTEGER NOT NULL DEFAULT 0 CHECK (undone_count >= 0),
  -- What the rows that are ready or were applied come to, by currency and reason.
  totals TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(totals)),
  -- Who works on it: whoever checked it, later who applied it, later who undid it.
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  -- What its undoing was said to be for.
  undo_note TEXT,
  created_at_ms INTEGER NOT NULL,
  applied_at_ms INTEGER
) STRICT;
-- The same content stands once, whoever applies it at the same time.
CREATE UNIQUE INDEX adjustment_batch_standing ON adjustment_batch (content_hash)
  WHERE state IN ('applying', 'applied', 'undoing');
CREATE INDEX adjustment_batch_header ON adjustment_batch (header, number);

CREATE TABLE adjustment_batch_row (
  batch_number INTEGER NOT NULL REFERENCES adjustment_batch (number),
  position INTEGER NOT NULL CHECK (position > 0),
  state TEXT NOT NULL CHECK (state IN ('ready', 'bad', 'applied', 'undone')),
  -- The row as it was read, and what is wrong with it.
  content TEXT NOT NULL CHECK (json_valid(content)),
  has_problem INTEGER NOT NULL CHECK (has_problem IN (0, 1)),
  -- Null unless it was applied: the proof that it was, written with the entry.
  entry_id TEXT REFERENCES ledger_entry (id),
  CHECK ((entry_id IS NOT NULL) = (state IN ('applied', 'undone'))),
  PRIMARY KEY (batch_number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX adjustment_batch_row_problem ON adjustment_batch_row (batch_number, position) WHERE has_problem = 1;
