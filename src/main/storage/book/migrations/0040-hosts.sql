-- Several hosts may have a book on a server at once (BEHAVIOUR 13.1). What of its work is done once is held by one of them for as long as it says every
-- few seconds that it is there (13.5). A book in a file has one host, and nobody holds anything there.
CREATE TABLE work_lease (
  -- What is done: `billing`, `catch-up`, `deliveries`, `link`, or a batch or an import by its id.
  work TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  -- By the server's clock.
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How often something was changed that hosts keep answers about (13.2): who finds another number than before has to ask anew.
CREATE TABLE kept_change (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO kept_change (id, number) VALUES (1, 0);
