-- What is left to make reports and verifying quick in a book of a million entries (BEHAVIOUR 4.3, 11.5). The indexes hold all that is asked of
-- them, so that no row of a table is read.

-- What moved in blocks since a day: each use has the day of the entry that moved the amount.
ALTER TABLE credit_block_use ADD COLUMN moved_on TEXT NOT NULL DEFAULT '1970-01-01' CHECK (length(moved_on) = 10);
UPDATE credit_block_use SET moved_on = (SELECT entry.effective_on FROM ledger_entry entry WHERE entry.id = credit_block_use.entry_id);
CREATE INDEX credit_block_use_moved ON credit_block_use (moved_on, block_id, amount_minor);

-- What is left for an account, as the verifier adds it up.
DROP INDEX credit_block_left;
CREATE INDEX credit_block_left ON credit_block (account_id, currency, remaining_minor) WHERE remaining_minor > 0;

-- When an account's entries were written: adjustments that may be the same again follow each other in time.
DROP INDEX ledger_entry_account;
CREATE INDEX ledger_entry_account ON ledger_entry (account_id, sequence, currency, source_type, amount_minor, balance_before_minor,
  balance_after_minor, effective_on, created_at_ms);
