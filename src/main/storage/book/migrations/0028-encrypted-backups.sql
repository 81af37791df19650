-- Public keys that the copies of the book are encrypted for, in the age format, as a JSON array; empty: they are not encrypted.
ALTER TABLE book ADD COLUMN backup_recipients TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(backup_recipients));
