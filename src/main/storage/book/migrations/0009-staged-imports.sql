-- An import on its way into the book. Its rows wait here until all of them were found good; from the moment it is accepted they are
-- written in slices, and whoever opens the book goes on with what is left.
CREATE TABLE staged_import (
  number INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL,
  operator TEXT NOT NULL,
  origin TEXT NOT NULL,
  is_accepted INTEGER NOT NULL DEFAULT 0 CHECK (is_accepted IN (0, 1))
) STRICT;

CREATE TABLE staged_import_row (
  import_number INTEGER NOT NULL REFERENCES staged_import (number),
  position INTEGER NOT NULL CHECK (position > 0),
  content TEXT NOT NULL CHECK (json_valid(content)),
  PRIMARY KEY (import_number, position)
) STRICT, WITHOUT ROWID;

-- What a staged row is going to take (an e-mail address, a slug, an account's subscription or its credit in a currency), so that nothing
-- else takes it meanwhile.
CREATE TABLE import_claim (
  claim TEXT PRIMARY KEY,
  import_number INTEGER NOT NULL REFERENCES staged_import (number)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_claim_of_import ON import_claim (import_number);
