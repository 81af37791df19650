-- By what a single sign-on knows an operator (BEHAVIOUR 11.7): the provider, and its own id for the person, which it gives to nobody else.
-- Names and addresses of mail change hands; these do not.
ALTER TABLE operator ADD COLUMN issuer TEXT;
ALTER TABLE operator ADD COLUMN subject TEXT CHECK ((subject IS NULL) = (issuer IS NULL));
CREATE UNIQUE INDEX operator_identity ON operator (issuer, subject) WHERE subject IS NOT NULL;
