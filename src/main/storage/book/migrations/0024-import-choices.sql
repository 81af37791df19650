-- How the last file with certain columns was read that accounts and what belongs to them were imported from, so that the next one of the
-- same form need not be explained again.
CREATE TABLE import_choices (
  -- The names of its columns.
  header TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  choices TEXT NOT NULL CHECK (json_valid(choices))
) STRICT, WITHOUT ROWID;
