-- How much credit an operator may give or take by hand, by role (BEHAVIOUR 11.1). A role of which nothing stands here may without limit; of
-- one of which something does, whatever is done in a currency that is not named needs approval.
CREATE TABLE credit_limit (
  role TEXT NOT NULL CHECK (role IN ('clerk', 'approver', 'admin')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- At once, and on one day of the book. Null: as much as one likes.
  per_act_minor INTEGER CHECK (per_act_minor BETWEEN 0 AND 9007199254740991),
  per_day_minor INTEGER CHECK (per_day_minor BETWEEN 0 AND 9007199254740991),
  PRIMARY KEY (role, currency)
) STRICT, WITHOUT ROWID;

-- What an operator has given and taken by hand on a day of the book, by whatever door, which counts against the limit of a day.
CREATE TABLE operator_day_total (
  operator_id TEXT NOT NULL REFERENCES operator (id),
  counted_on TEXT NOT NULL CHECK (length(counted_on) = 10),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  PRIMARY KEY (operator_id, counted_on, currency)
) STRICT, WITHOUT ROWID;
