import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { ServerError } from "./postgres/server-errors.ts";

/** Whether an error means that the book or the machine failed (disk, memory, lock), and not what one statement wanted to write. */
export function isBookFailure(error: unknown): boolean {
  if (error instanceof ServerError) return !/^2[23]/u.test(error.code);
  return error instanceof Database.SqliteError && !error.code.startsWith("SQLITE_CONSTRAINT");
}

/** Whether an error means that a value is not of the kind that its column holds. */
export function isWrongKind(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === "SQLITE_CONSTRAINT_DATATYPE";
}

/** Whether a commit was refused for what some of it would have written, which a server may say as late as then. */
export function isRefusedContent(error: unknown): boolean {
  return error instanceof AppError && error.code === "amount_out_of_range";
}
