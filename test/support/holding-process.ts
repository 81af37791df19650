import Database from "better-sqlite3";

/**
 * A process of its own that holds a lock of SQLite's on a file until it is killed, for tests of what that does to a book.
 * Arguments: the file's path, and SQL that takes the lock.
 */
const [, , path = "", sql = ""] = process.argv;
const database = new Database(path);
database.exec(sql);
database.prepare("SELECT count(*) FROM sqlite_schema").get();
process.stdout.write("holding\n");
setInterval(() => database.open, 1000);
