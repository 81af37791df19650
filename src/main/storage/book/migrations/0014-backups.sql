-- How often the book is copied by itself, and to where; a book for trying is not, unless somebody asks for it.
ALTER TABLE book ADD COLUMN backup_every TEXT NOT NULL DEFAULT 'day' CHECK (backup_every IN ('off', 'hour', 'day'));
UPDATE book SET backup_every = 'off' WHERE is_for_trying = 1;
-- Null: the book's own folder.
ALTER TABLE book ADD COLUMN backup_folder TEXT;
-- Whether the folder was on another disk than the book when it was named: where it is on the same one later, that disk is not there.
ALTER TABLE book ADD COLUMN is_backup_on_other_disk INTEGER NOT NULL DEFAULT 0 CHECK (is_backup_on_other_disk IN (0, 1));
-- The last copy of the series.
ALTER TABLE book ADD COLUMN series_backup_at_ms INTEGER;
-- Why no copy has come about since; null where one has, or none was tried.
ALTER TABLE book ADD COLUMN backup_problem TEXT;
