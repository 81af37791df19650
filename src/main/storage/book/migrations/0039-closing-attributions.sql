-- A closing names the head of the chain that says whose entries are as well (BEHAVIOUR 11.8), so that whoever keeps its receipt finds that one written
-- anew. Closings of before name none, and their hashes cover none.
ALTER TABLE period_act ADD COLUMN attribution_head_sequence INTEGER CHECK (attribution_head_sequence >= 0);
ALTER TABLE period_act ADD COLUMN attribution_head_hash BLOB CHECK (length(attribution_head_hash) = 32);
