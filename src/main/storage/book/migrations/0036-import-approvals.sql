-- An import that is above the limits of who asks for it waits as one request for approval, with its rows staged and nothing claimed. Once it is
-- approved it claims what its rows take, and is written or given up as a whole: then its problem says why, as it is told in every language.
ALTER TABLE staged_import ADD COLUMN approval_id TEXT REFERENCES approval_request (id);
-- Against whose limits it was counted, and on which day.
ALTER TABLE staged_import ADD COLUMN counted_operator_id TEXT;
ALTER TABLE staged_import ADD COLUMN counted_on TEXT;
ALTER TABLE staged_import ADD COLUMN problem TEXT CHECK (json_valid(problem));
CREATE UNIQUE INDEX staged_import_approval ON staged_import (approval_id) WHERE approval_id IS NOT NULL;
