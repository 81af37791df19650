import { expect, test } from "vitest";
import { schemaChanges } from "./schema-changes.ts";

test("what a migration says for SQLite is said to a server statement by statement", () => {
  const changes = schemaChanges(
    `-- A comment; with a semicolon.
    ALTER TABLE link ADD COLUMN pull_stage TEXT REFERENCES link (id) CHECK (pull_stage IN ('a;b', 'c'));
    CREATE TRIGGER link_is_never_deleted BEFORE DELETE ON link
    BEGIN SELECT RAISE(ABORT, 'kept; always'); END;
    DROP TRIGGER link_is_never_updated;
    UPDATE link SET name = iif(name IS NULL, 'x', name);
    INSERT INTO account_search (rowid, grams) SELECT number, search_grams(kind) FROM account_listing`,
    new Set(["search_grams"]),
  );
  expect(changes).toEqual([
    `ALTER TABLE "link" ADD COLUMN "pull_stage" text COLLATE "C"  CHECK (pull_stage IN ('a;b', 'c'))`,
    expect.stringContaining("CREATE OR REPLACE FUNCTION link_is_never_deleted()"),
    `CREATE TRIGGER link_is_never_deleted BEFORE DELETE ON "link" FOR EACH ROW EXECUTE FUNCTION link_is_never_deleted()`,
    "DROP FUNCTION link_is_never_updated() CASCADE",
    "UPDATE link SET name = iif(name IS NULL, 'x', name)",
    {
      table: "account_search",
      columns: ["rowid", "grams"],
      sql: "SELECT number, search_grams(kind) FROM account_listing",
    },
  ]);
  expect(() => schemaChanges("VACUUM", new Set())).toThrow("does not know what this is to do: VACUUM");
});
