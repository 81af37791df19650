-- What the book posts to in a general ledger, and what has to be known of the day on which it was posted.

-- The account of a role, or of one subject of it (a plan, a tax rate, a gateway, a reason), from a day on. A change holds from the first day
-- that is not closed, so that a closed period goes on being posted as it was.
CREATE TABLE journal_account (
  role TEXT NOT NULL CHECK (role IN ('credit', 'receivable', 'carried', 'plan', 'charge', 'tax', 'gateway', 'reason', 'expiry', 'opening',
    'transfer', 'write_off')),
  -- Empty: all subjects that have no account of their own.
  subject TEXT NOT NULL,
  from_on TEXT NOT NULL CHECK (length(from_on) = 10),
  -- Null: the subject has none of its own any more.
  number TEXT,
  name TEXT,
  type TEXT CHECK (type IN ('asset', 'liability', 'equity', 'income', 'expense')),
  PRIMARY KEY (role, subject, from_on),
  CHECK ((number IS NULL) = (name IS NULL) AND (number IS NULL) = (type IS NULL)),
  CHECK (subject <> '' OR number IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_account (role, subject, from_on, number, name, type) VALUES
  ('credit', '', '1970-01-01', '2100', 'Customer credit', 'liability'),
  ('receivable', '', '1970-01-01', '1200', 'Accounts receivable', 'asset'),
  ('carried', '', '1970-01-01', '1210', 'Carried to the next invoice', 'asset'),
  ('plan', '', '1970-01-01', '4000', 'Subscription revenue', 'income'),
  ('charge', '', '1970-01-01', '4100', 'Other revenue', 'income'),
  ('tax', '', '1970-01-01', '2200', 'Tax payable', 'liability'),
  ('gateway', '', '1970-01-01', '1010', 'Payment gateways', 'asset'),
  ('gateway', 'manual', '1970-01-01', '1000', 'Bank', 'asset'),
  ('gateway', 'test', '1970-01-01', '1090', 'Test gateway', 'asset'),
  ('reason', '', '1970-01-01', '4980', 'Credit without a reason', 'income'),
  ('expiry', '', '1970-01-01', '4800', 'Expired credit', 'income'),
  ('opening', '', '1970-01-01', '3900', 'Opening balances', 'equity'),
  ('transfer', '', '1970-01-01', '2190', 'Credit in transfer', 'liability'),
  ('write_off', '', '1970-01-01', '6500', 'Bad debts', 'expense');
-- Reasons had a number each. What is given as a promotion costs; what makes good for something is less revenue.
INSERT INTO journal_account (role, subject, from_on, number, name, type)
  SELECT 'reason', code, '1970-01-01', general_ledger_account, name || ' credit', CASE substr(general_ledger_account, 1, 1)
      WHEN '1' THEN 'asset' WHEN '2' THEN 'liability' WHEN '3' THEN 'equity' WHEN '4' THEN 'income' ELSE 'expense' END
  FROM reason_code;
-- The number is said in one place.
ALTER TABLE reason_code DROP COLUMN general_ledger_account;

-- What was written off and when: an invoice whose payment was taken back afterwards is written off again.
CREATE TABLE write_off (
  invoice_number INTEGER NOT NULL REFERENCES invoice (number),
  number INTEGER NOT NULL CHECK (number > 0),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  written_off_on TEXT NOT NULL CHECK (length(written_off_on) = 10),
  reason TEXT NOT NULL,
  PRIMARY KEY (invoice_number, number)
) STRICT, WITHOUT ROWID;
INSERT INTO write_off (invoice_number, number, amount_minor, written_off_on, reason)
  SELECT number, 1, written_off_minor, written_off_on, write_off_reason FROM invoice WHERE written_off_minor > 0;
CREATE INDEX write_off_day ON write_off (written_off_on);
CREATE TRIGGER write_off_is_never_updated BEFORE UPDATE ON write_off
BEGIN SELECT RAISE(ABORT, 'what was written off is never updated'); END;
CREATE TRIGGER write_off_is_never_deleted BEFORE DELETE ON write_off
BEGIN SELECT RAISE(ABORT, 'what was written off is never deleted'); END;
CREATE TRIGGER write_off_is_in_an_open_month BEFORE INSERT ON write_off
WHEN NEW.written_off_on <= (SELECT closed_through_on FROM book)
BEGIN SELECT RAISE(ABORT, 'an invoice is written off in an open month'); END;
