import type { AuditedRecord } from "../../../../shared/contract/definition.ts";
import { AppError } from "../../../../shared/errors.ts";
import type { Fields } from "../../../domain/access/act.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { auditedRecords } from "../access/audited-records.ts";

/** A record that was made to be nothing that can be put together is one to be found, and no reason to stop. */
export function readRecord(book: ReadableBook, subject: AuditedRecord, id: string): Fields | "unreadable" | null {
  try {
    return auditedRecords[subject](book, id)?.fields ?? null;
  } catch (error) {
    if (error instanceof AppError) throw error;
    return "unreadable";
  }
}
