-- What stands on the paper of the seller and of the buyer beside their names, in which language, and what an invoice keeps of it.

-- A picture for the head of the paper, by the SHA-256 of its bytes: invoices that were issued with it go on showing it.
CREATE TABLE logo (
  id TEXT PRIMARY KEY CHECK (length(id) = 64),
  media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg')),
  content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 262144)
) STRICT;
CREATE TRIGGER logo_is_never_updated BEFORE UPDATE ON logo
BEGIN SELECT RAISE(ABORT, 'a logo is never updated'); END;
CREATE TRIGGER logo_is_never_deleted BEFORE DELETE ON logo
BEGIN SELECT RAISE(ABORT, 'a logo is never deleted'); END;

-- The seller as it was from some time on. A change is another row, because invoices name the one that they were issued with.
CREATE TABLE seller (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  -- Null: the book's name.
  name TEXT,
  address TEXT,
  tax_numbers TEXT,
  -- Where money is sent: a bank account, say.
  payment_details TEXT,
  logo_id TEXT REFERENCES logo (id)
) STRICT;
CREATE TRIGGER seller_is_never_updated BEFORE UPDATE ON seller
BEGIN SELECT RAISE(ABORT, 'a seller is never updated'); END;
CREATE TRIGGER seller_is_never_deleted BEFORE DELETE ON seller
BEGIN SELECT RAISE(ABORT, 'a seller is never deleted'); END;
-- The one that says nothing but the book's name, as every invoice did until now.
INSERT INTO seller (number) VALUES (1);

ALTER TABLE book ADD COLUMN seller_number INTEGER NOT NULL DEFAULT 1 REFERENCES seller (number);
ALTER TABLE book ADD COLUMN paper_language TEXT NOT NULL DEFAULT 'en' CHECK (paper_language IN ('en', 'de'));

-- Null: the account's name.
ALTER TABLE account ADD COLUMN billing_name TEXT;
ALTER TABLE account ADD COLUMN billing_address TEXT;
ALTER TABLE account ADD COLUMN tax_numbers TEXT;
-- What the buyer wants to find on its invoices, such as the number of an order.
ALTER TABLE account ADD COLUMN buyer_reference TEXT;
-- Null: the book's language.
ALTER TABLE account ADD COLUMN paper_language TEXT CHECK (paper_language IN ('en', 'de'));

ALTER TABLE invoice ADD COLUMN seller_number INTEGER NOT NULL DEFAULT 1 REFERENCES seller (number);
ALTER TABLE invoice ADD COLUMN buyer_address TEXT;
ALTER TABLE invoice ADD COLUMN buyer_tax_numbers TEXT;
ALTER TABLE invoice ADD COLUMN buyer_reference TEXT;
ALTER TABLE invoice ADD COLUMN language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'de'));
-- Which edition of the paper's words it was issued with; later editions leave its own as they are.
ALTER TABLE invoice ADD COLUMN words_edition INTEGER NOT NULL DEFAULT 1 CHECK (words_edition > 0);
CREATE TRIGGER invoice_paper_is_never_updated BEFORE UPDATE OF
  seller_name, seller_number, buyer_name, buyer_contact, buyer_address, buyer_tax_numbers, buyer_reference, note, due_on, taxes,
  language, words_edition ON invoice
BEGIN SELECT RAISE(ABORT, 'the paper of an invoice is never updated'); END;
