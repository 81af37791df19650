import type { BatchChoices } from "../../../../shared/contract/batches.ts";
import type { MethodOutput, ParsedInput } from "../../../../shared/contract/index.ts";
import {
  createEvidence,
  settled,
  unclearWays,
  type ColumnEvidence,
  type ReadColumns,
} from "../../../domain/batches/column-evidence.ts";
import {
  choicesInOrder,
  headerKey,
  looksLikeHeader,
  proposeColumns,
  requireNoColumnOfSigns,
} from "../../../domain/batches/propose-choices.ts";
import { createAdjustmentReader } from "../../../domain/batches/read-adjustment.ts";
import { cellText, type Cell, type SheetRow } from "../../../domain/batches/sheet.ts";
import { findRememberedChoices, listAppliedChoices } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { type JobSteps, type ReaderJobContext } from "../../handler.ts";
import { adjustmentFacts } from "./batch-facts.ts";
import { firstCells, firstRows, openTable, widthOf } from "./table.ts";

/** What is shown of a file. */
const shownRows = 12;

type Inspected = MethodOutput<"batches.inspect">;

/** Look at the beginning of a file. */
export function* inspectBatch(
  job: ReaderJobContext,
  { uploadId, sheet, choices: given }: ParsedInput<"batches.inspect">,
): JobSteps<Inspected> {
  const table = yield* openTable(job, uploadId, given === null ? sheet : given.sheet);
  const rows = firstRows(table);
  const first = firstCells(rows);
  const remembered = job.read(({ book }) => rememberedChoices(book, first));
  const proposed = given ?? { ...(remembered ?? proposal(first, rows)), sheet };
  const evidence = evidenceOf([rows], proposed.columns);
  const choices = settled(proposed, evidence);
  const data = choices.hasHeader ? rows.slice(1) : rows;
  const read = job.read((context) => {
    const facts = adjustmentFacts(context);
    const reader = createAdjustmentReader(choices, evidence, facts, widthOf(table, first), new Map());
    return data.slice(0, shownRows).map((row) => reader(row, () => null).row);
  });
  const { format, encoding, delimiter, sheets } = table;
  return {
    format,
    encoding,
    delimiter,
    sheets: [...sheets],
    header: first.map((cell, index) => (choices.hasHeader && cellText(cell).trim()) || `Column ${index + 1}`),
    choices,
    isRemembered: given === null && remembered !== null,
    unclear: unclearWays(choices, evidence),
    rows: read,
  };
}

/** In how many of the newest batches the same columns in another order are looked for. */
const lookedThrough = 200;

/** What the newest file with the same columns was read by: in the same order, else in any. */
function rememberedChoices(book: ReadableBook, first: readonly Cell[]): BatchChoices | null {
  const same = findRememberedChoices(book, headerKey(first));
  if (same) return same;
  for (const applied of listAppliedChoices(book, lookedThrough)) {
    const choices = choicesInOrder(first, applied);
    if (choices) return choices;
  }
  return null;
}

function proposal(first: readonly Cell[], rows: readonly SheetRow[]): BatchChoices {
  const hasHeader = looksLikeHeader(first);
  const columns = proposeColumns(first, hasHeader);
  requireNoColumnOfSigns(first, hasHeader ? rows.slice(1) : rows, columns.amount);
  return {
    sheet: null,
    hasHeader,
    columns,
    decimal: null,
    dateOrder: null,
    direction: "signed",
    currency: null,
    reasonCode: null,
    amount: null,
    note: null,
  };
}

/** Which columns say how they are written. */
export function readColumns({ amount, effectiveOn, expiresOn, countsOn }: BatchChoices["columns"]): ReadColumns {
  return { amounts: [amount], days: [effectiveOn, expiresOn, countsOn] };
}

function evidenceOf(slices: Iterable<readonly SheetRow[]>, columns: BatchChoices["columns"]): ColumnEvidence {
  const evidence = createEvidence(readColumns(columns));
  for (const rows of slices) for (const row of rows) evidence.take(row);
  return evidence.finish();
}
