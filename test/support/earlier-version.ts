import Database from "better-sqlite3";

/** What takes away again what a version brought. The one that is added next has its line here. */
const undone: Readonly<Record<number, string>> = {
  41: "ALTER TABLE subscription_item DROP COLUMN earlier_seats",
  42: "DROP TABLE webhook_failure",
  43: "ALTER TABLE book DROP COLUMN numbering",
};

/**
 * Make a closed book one of an earlier version, which did not know yet what later ones brought.
 *
 * @param asked a statement that asks for something that is forgotten by it.
 * @returns what was answered to that before.
 */
export function makeEarlier(path: string, version: number, asked: string): unknown[] {
  const database = new Database(path);
  try {
    const known = database.prepare(asked).all();
    const later = Object.entries(undone).filter(([each]) => Number(each) > version);
    for (const [, statement] of later.toReversed()) database.exec(statement);
    database.prepare("DELETE FROM migration WHERE version > ?").run(version);
    database.pragma(`user_version = ${version}`);
    return known;
  } finally {
    database.close();
  }
}

/** What a closed book answers to a statement. */
export function askClosedBook(path: string, asked: string): unknown[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(asked).all();
  } finally {
    database.close();
  }
}
