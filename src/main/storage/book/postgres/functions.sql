-- What SQLite has and PostgreSQL has not, or means otherwise, in the schema of a book: the schema stands before pg_catalog in the search
-- path, so the stores' SQL finds these first. Made with a book, and again with each upgrade: an operator that is there stays, with its function renewed.

-- A sum of whole numbers is one, or too large.
CREATE OR REPLACE FUNCTION add_flag(total bigint, flag boolean) RETURNS bigint IMMUTABLE PARALLEL SAFE LANGUAGE sql
  AS 'SELECT CASE WHEN flag IS NULL THEN total ELSE coalesce(total, 0) + flag::int END';
CREATE OR REPLACE AGGREGATE sum(bigint) (SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);
CREATE OR REPLACE AGGREGATE sum(boolean) (SFUNC = add_flag, STYPE = bigint);

-- Of several values, and not of several rows; null where one of them is.
CREATE OR REPLACE FUNCTION min(anycompatible, anycompatible) RETURNS anycompatible IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT least($1, $2)';
CREATE OR REPLACE FUNCTION max(anycompatible, anycompatible) RETURNS anycompatible IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT greatest($1, $2)';

CREATE OR REPLACE FUNCTION iif(boolean, anycompatible, anycompatible) RETURNS anycompatible IMMUTABLE PARALLEL SAFE LANGUAGE sql
  AS 'SELECT CASE WHEN $1 THEN $2 ELSE $3 END';

-- Flags are numbers there.
CREATE OR REPLACE FUNCTION flag_is(boolean, bigint) RETURNS boolean IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT $1::int = $2';
DO 'BEGIN CREATE OPERATOR = (LEFTARG = boolean, RIGHTARG = bigint, FUNCTION = flag_is); EXCEPTION WHEN duplicate_function THEN NULL; END';

CREATE OR REPLACE FUNCTION instr(text, text) RETURNS integer IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT strpos($1, $2)';
CREATE OR REPLACE FUNCTION substr(text, bigint, bigint) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT pg_catalog.substr($1, $2::int, $3::int)';
CREATE OR REPLACE FUNCTION substr(text, bigint) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT pg_catalog.substr($1, $2::int)';
CREATE OR REPLACE FUNCTION hex(bytea) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$SELECT upper(encode($1, 'hex'))$$;
CREATE OR REPLACE FUNCTION as_bytes(bytea) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT $1';
CREATE OR REPLACE FUNCTION as_bytes(text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$SELECT convert_to($1, 'UTF8')$$;

-- A number of so many digits, as '%017d' says.
CREATE OR REPLACE FUNCTION printf(format text, number bigint) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
  AS $$SELECT lpad(number::text, trim(trailing 'd' FROM substr(format, 3))::int, '0')$$;

-- JSON is text, written without spaces.
CREATE OR REPLACE FUNCTION json_valid(document text) RETURNS boolean IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
  PERFORM document::json;
  RETURN document IS NOT NULL OR NULL;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN false;
END$$;
CREATE OR REPLACE FUNCTION json_word(bigint) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$SELECT coalesce($1::text, 'null')$$;
CREATE OR REPLACE FUNCTION json_word(text) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$SELECT coalesce(to_json($1)::text, 'null')$$;

-- A value out of a document: a text, a number as it is written, 1 and 0 for true and false.
CREATE OR REPLACE FUNCTION json_plain(value json) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
  AS $$SELECT CASE json_typeof(value) WHEN 'boolean' THEN iif(value::text = 'true', '1', '0') ELSE value #>> '{}' END$$;
CREATE OR REPLACE FUNCTION json_at(document text, member text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT json_plain(document::json -> member)';
CREATE OR REPLACE FUNCTION json_at(document text, place integer) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT json_plain(document::json -> place)';
DO 'BEGIN CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = text, FUNCTION = json_at); EXCEPTION WHEN duplicate_function THEN NULL; END';
DO 'BEGIN CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = integer, FUNCTION = json_at); EXCEPTION WHEN duplicate_function THEN NULL; END';
CREATE OR REPLACE FUNCTION json_each(document text) RETURNS TABLE (key text, value text) IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql ROWS 10 AS $$
BEGIN
  IF json_typeof(document::json) = 'array' THEN
    RETURN QUERY SELECT (e.place - 1)::text, json_plain(e.value)
      FROM json_array_elements(document::json) WITH ORDINALITY e (value, place);
  ELSE
    RETURN QUERY SELECT e.key, json_plain(e.value) FROM pg_catalog.json_each(document::json) e;
  END IF;
END$$;

-- The searches' own language: quoted words, some of them beginnings, all of which have to be there.
CREATE OR REPLACE FUNCTION search_terms(words text) RETURNS tsvector IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
  AS $$SELECT array_to_tsvector(array_remove(string_to_array(words, ' '), ''))$$;
CREATE OR REPLACE FUNCTION search_query(expression text) RETURNS tsquery IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
  SELECT string_agg('''' || replace(replace(replace(part[1], '""', '"'), '\', '\\'), '''', '''''') || '''' || iif(part[2] = '*', ':*', ''), ' & ')::tsquery
  FROM regexp_matches(expression, '"((?:[^"]|"")*)"(\*?)', 'g') part$$;

-- The next number of a table whose rows are numbered.
CREATE OR REPLACE FUNCTION next_number(of_table text, of_column text) RETURNS bigint VOLATILE LANGUAGE plpgsql AS $$
DECLARE following bigint;
BEGIN
  EXECUTE format('SELECT coalesce(max(%I), 0) + 1 FROM %I', of_column, of_table) INTO following;
  RETURN following;
END$$;
