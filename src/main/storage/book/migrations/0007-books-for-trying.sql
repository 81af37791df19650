-- Whether the book was made for trying, so that its clock may be set to any day. Books from before were not made as such.
ALTER TABLE book ADD COLUMN is_for_trying INTEGER NOT NULL DEFAULT 0 CHECK (is_for_trying IN (0, 1));
