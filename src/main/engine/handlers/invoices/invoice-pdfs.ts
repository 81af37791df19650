import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { listInvoices } from "../../../storage/invoices/invoice-list.ts";
import { zipSteps, type ZipEntry } from "../../../storage/exports/zip-file.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { writeExport } from "../exports/write-table.ts";
import { requireAccount, requireInvoice, requireRun } from "../require.ts";
import { makeInvoicePaper } from "./invoice-paper.ts";

type ChosenInvoices = ParsedInput<"invoices.exportPdfs">["of"];

/** So many rows of the list are read at a time; papers are made one by one. */
const rowsPerPage = 500;

export const invoicePdfHandlers: HandlersOf<"invoices.exportPdfs"> = {
  "invoices.exportPdfs": (context, { of, toPath }) =>
    writeExport(
      context,
      { name: "invoices", extension: "zip", toPath, right: "read" },
      function* (state, file, progress) {
        const { count, isExact } = countChosen(state, of);
        const total = isExact ? count : null;
        let madeCount = 0;
        const papers = function* () {
          for (const paper of makePapers(state, of)) {
            yield paper;
            madeCount += 1;
          }
        };
        yield progress(madeCount, total, "invoices");
        for (const written of zipSteps(file, papers())) {
          yield written;
          yield progress(madeCount, total, "invoices");
        }
        return madeCount;
      },
    ),
};

/** @throws AppError `nothing_to_export` where none matches; `account_not_found`, `run_not_found`, `invalid_input`. */
function countChosen({ book, today }: QueryContext, of: ChosenInvoices) {
  if (of.accountId !== null) requireAccount(book, of.accountId);
  if (of.billingRunId !== null) requireRun(book, of.billingRunId);
  const { total } = listInvoices(book, { ...of, after: null, skip: 0, limit: 1 }, today);
  if (total.count === 0)
    throw new AppError("nothing_to_export", sentence("No invoice is among those that were chosen."));
  return total;
}

/** The papers, newest number first, each made when it is asked for. */
function* makePapers(context: QueryContext, of: ChosenInvoices): Generator<ZipEntry, void, void> {
  let after: string | null = null;
  do {
    const page = listInvoices(context.book, { ...of, after, skip: 0, limit: rowsPerPage }, context.today);
    for (const { id, issuedOn } of page.rows) {
      const { fileName, content } = makeInvoicePaper(context, requireInvoice(context, id).view);
      yield { name: fileName, content, on: issuedOn };
    }
    after = page.nextCursor;
  } while (after !== null);
}
