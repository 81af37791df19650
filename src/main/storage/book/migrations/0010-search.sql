-- One way of folding for names, contacts and the search (BEHAVIOUR 1.8). `equality_key`, `search_key` and `search_grams` are given by
-- the application; a book keeps what they answer, so another way of folding needs another migration.

-- What an e-mail address or a slug is told apart by. A book of an earlier version may hold accounts whose addresses differ in capitals
-- only: they stay what they are, a reference to them is unclear, and no account is added to them.
ALTER TABLE account ADD COLUMN contact_key TEXT;
UPDATE account SET contact_key = equality_key(contact) WHERE contact IS NOT NULL;
CREATE INDEX account_contact ON account (contact_key) WHERE contact_key IS NOT NULL;
CREATE TRIGGER account_contact_is_free BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE contact_key = NEW.contact_key)
BEGIN SELECT RAISE(ABORT, 'the e-mail address or slug belongs to another account'); END;
CREATE TRIGGER account_contact_stays_free BEFORE UPDATE OF contact_key ON account
WHEN NEW.contact_key IS NOT OLD.contact_key AND EXISTS (SELECT 1 FROM account WHERE contact_key = NEW.contact_key)
BEGIN SELECT RAISE(ABORT, 'the e-mail address or slug belongs to another account'); END;

ALTER TABLE account_profile ADD COLUMN username_key TEXT;
UPDATE account_profile SET username_key = equality_key(username) WHERE username IS NOT NULL;
CREATE INDEX account_profile_username ON account_profile (username_key) WHERE username_key IS NOT NULL;
CREATE TRIGGER account_profile_username_is_free BEFORE INSERT ON account_profile
WHEN EXISTS (SELECT 1 FROM account_profile WHERE username_key = NEW.username_key)
BEGIN SELECT RAISE(ABORT, 'the username belongs to another account'); END;

DROP INDEX account_listing_name;
DROP INDEX account_listing_contact;
DROP INDEX account_listing_balance;
DROP INDEX account_listing_charge;
ALTER TABLE account_listing ADD COLUMN contact_search_key TEXT NOT NULL DEFAULT '';
UPDATE account_listing SET name_key = search_key(name), contact_search_key = search_key(coalesce(contact, ''));
-- Holds all that a search compares, so that a text that many accounts have is met along the order of names without reading the rows.
CREATE INDEX account_listing_name ON account_listing (name_key, number, contact_search_key);
CREATE INDEX account_listing_contact ON account_listing (contact_search_key);
-- Amounts are ordered within their currency, never against another one's (BEHAVIOUR 1.7).
CREATE INDEX account_listing_balance ON account_listing (
  CASE WHEN credit_balance_minor IS NULL THEN '' ELSE currency || printf('%017d', credit_balance_minor + 9007199254740991) END
);
CREATE INDEX account_listing_charge ON account_listing (
  CASE WHEN next_charge_minor IS NULL THEN '' ELSE currency || printf('%017d', next_charge_minor + 9007199254740991) END
);

-- Parts of words with spaces between them, so what separates is the space alone.
DROP TABLE account_search;
CREATE VIRTUAL TABLE account_search USING fts5 (
  grams, content = '', contentless_delete = 1, detail = none,
  tokenize = 'ascii tokenchars ''!"#$%&''''()*+,-./:;<=>?@[\]^_`{|}~'''
);
INSERT INTO account_search (rowid, grams)
  SELECT number, search_grams(kind, name_key, contact_search_key) FROM account_listing;
