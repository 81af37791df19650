-- Whose limit of which day the rows of a batch that is under way are counted against (BEHAVIOUR 11.1): a row that moves nothing gives its
-- part back.
ALTER TABLE adjustment_batch ADD COLUMN counted_operator_id TEXT REFERENCES operator (id);
ALTER TABLE adjustment_batch ADD COLUMN counted_on TEXT CHECK (length(counted_on) = 10);
