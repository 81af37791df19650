-- What invoices and credit notes are called, as JSON: series, each with the count of the first paper that is called so, its prefix, how many digits are
-- written at least, and the number of that first one. A paper keeps what it was called, so a series stays once a paper was issued in it.
ALTER TABLE book ADD COLUMN numbering TEXT NOT NULL
  DEFAULT '[{"paper":"invoice","from":1,"prefix":"INV-","digits":6,"first":1},{"paper":"credit_note","from":1,"prefix":"CN-","digits":6,"first":1}]'
  CHECK (json_valid(numbering));
