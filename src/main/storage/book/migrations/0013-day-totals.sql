-- What the entries of a day move in a currency, by the day they take effect and by the day they were written in the book's time zone
-- (BEHAVIOUR 11.4). Written in the transaction that appends the entry, so that the balance of the book as of a day is the sum of a row for
-- each day and not of its whole ledger. `day_of_record` is given by the application: a day goes from midnight to midnight.

CREATE TABLE ledger_day_total (
  counted_by TEXT NOT NULL CHECK (counted_by IN ('effective', 'recorded')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  counted_on TEXT NOT NULL CHECK (length(counted_on) = 10),
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (counted_by, currency, counted_on)
) STRICT, WITHOUT ROWID;
INSERT INTO ledger_day_total (counted_by, currency, counted_on, amount_minor)
  SELECT 'effective', currency, effective_on, sum(amount_minor) FROM ledger_entry GROUP BY currency, effective_on;
INSERT INTO ledger_day_total (counted_by, currency, counted_on, amount_minor)
  SELECT 'recorded', currency, recorded_on, sum(amount_minor)
  FROM (SELECT e.currency, e.amount_minor, day_of_record(e.created_at_ms, book.time_zone) AS recorded_on FROM ledger_entry e, book)
  GROUP BY currency, recorded_on;
