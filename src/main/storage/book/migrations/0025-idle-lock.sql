-- After how many minutes without anybody a desk of several operators locks itself (BEHAVIOUR 11.7).
ALTER TABLE book ADD COLUMN idle_lock_minutes INTEGER NOT NULL DEFAULT 10 CHECK (idle_lock_minutes BETWEEN 1 AND 480);
