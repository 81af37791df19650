-- Made with a book, and again with each upgrade.

-- Lets a role work with the book as a host does, without owning it: it may do what a host does, and can neither change what is never changed nor
-- delete what is never deleted, with SQL of its own either, because what refuses that is not its to remove. Called again it puts right what the
-- role may; an upgrade does so for whoever was let in.
CREATE OR REPLACE FUNCTION admit_host(host name) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  book name := current_schema();
  refused record;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', book, host);
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', book, host);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', book, host);
  -- What a trigger refuses without a condition: bit 3 of its type is deleting, bit 4 updating.
  FOR refused IN
    SELECT tgrelid::regclass AS name, CASE WHEN tgtype & 8 <> 0 THEN 'DELETE' ELSE 'UPDATE' END AS act
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = book::regnamespace AND NOT tgisinternal AND tgtype & 24 <> 0 AND tgattr::text = ''
      AND prosrc LIKE '%IF TRUE THEN%'
    UNION ALL SELECT kept::regclass, act
    FROM unnest(ARRAY['migration', 'table_field', 'pragma_table_list']) kept, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) act
  LOOP
    EXECUTE format('REVOKE %s ON %s FROM %I', refused.act, refused.name, host);
  END LOOP;
END$$;

-- Who was let in, beside the owner.
CREATE OR REPLACE FUNCTION admitted_hosts() RETURNS SETOF name STABLE LANGUAGE sql SET search_path FROM CURRENT AS $$
  SELECT DISTINCT pg_get_userbyid(grantee)::name FROM pg_class, aclexplode(relacl)
  WHERE pg_class.oid = to_regclass('ledger_entry') AND grantee <> relowner AND grantee <> 0 AND privilege_type = 'INSERT'$$;
