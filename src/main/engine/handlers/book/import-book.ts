import type { MethodOutput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentenceOf } from "../../../../shared/sentences/languages.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { draftPathOf, placeDraft } from "../../../storage/book/open-book.ts";
import type { BookPlace } from "../../../storage/book/postgres/server-book.ts";
import { draftOfRecords } from "../../../storage/book/read-records.ts";
import { verifyClosedBook } from "../ledger/verify-ledger.ts";

/**
 * Make a book of an export of a whole one, where there is none, in a file or on a server; whoever calls holds the lock of the place. It gets its
 * name once its ledger has been verified, with every balance and every hash, and ends where the export says. What is to be on a server is a file of
 * this machine until then.
 *
 * @throws AppError `book_exists`, `export_not_found`, `export_broken`, `book_newer`, `disk_full`; `book_unreachable`,
 * `book_server_unsuitable`. Nothing is left then.
 */
export function importBook(at: BookPlace, exportPath: string, nowMs: number): MethodOutput<"book.import"> {
  const draft = draftOfRecords(exportPath, draftPathOf(at), nowMs);
  try {
    const { ok, firstBroken, headSequence, headHash, audit, closings } = verifyClosedBook(draft.path);
    if (!ok) {
      const { sequence, problem } = firstBroken ??
        audit.firstBroken ??
        closings.firstBroken ?? { sequence: 0, problem: "" };
      throw new AppError(
        "export_broken",
        sentence("The ledger in the export does not hold at entry {sequence}: {problem}.", {
          sequence,
          problem: sentenceOf(problem),
        }),
      );
    }
    const { ledger } = draft.manifest;
    if (ledger.sequence !== headSequence || ledger.hash !== headHash) {
      throw new AppError(
        "export_broken",
        sentence("The ledger in the export does not end with the entry that its first line names."),
      );
    }
    placeDraft(at, draft, nowMs);
    return { path: at.place, recordCount: draft.recordCount, entryCount: headSequence, headHash };
  } finally {
    draft.drop();
  }
}
