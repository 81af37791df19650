import { CsvError, parse } from "csv-parse/sync";

/** One row of a file, or why the row could not be told apart from its neighbours. */
export type CsvRow =
  | { readonly lineNumber: number; readonly values: readonly string[] }
  | { readonly lineNumber: number; readonly fault: string };

/** A row this long is a quote that was never closed, not data: every field has a far smaller limit. */
const maximumRowBytes = 1024 * 1024;
const sliceBytes = 64 * 1024;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Reads CSV text (RFC 4180: commas, double quotes, any line ending) a slice at a time, so that a long file never holds up
 * the thread. `lineNumber` is the line on which the row starts, counted from 1; quoted values may hold line breaks.
 *
 * csv-parse reads each slice to its end and says how far every row reached. The last row of a slice may have been cut, so it
 * is read again at the start of the next one. A row with a misplaced quote becomes a fault and reading goes on at the next
 * line: the library's own recovery would swallow the good rows up to the next quote.
 */
export function* readCsvRows(text: string): Generator<readonly CsvRow[]> {
  const bytes = Buffer.from(text);
  let position = 0;
  let lineNumber = 1;
  let wantedBytes = sliceBytes;
  while (position < bytes.length) {
    const end = Math.min(position + wantedBytes, bytes.length);
    const isLastSlice = end === bytes.length;
    const { records, error } = parseSlice(bytes.subarray(position, end));
    const isCut = !isLastSlice && (error === null || isUnclosedQuote(error));
    if (isCut && error === null) records.pop();

    const rows: CsvRow[] = [];
    const sliceStart = position;
    for (const { values, endByte } of records) {
      rows.push({ lineNumber, values });
      lineNumber += countLineBreaks(bytes, position, sliceStart + endByte);
      position = sliceStart + endByte;
    }
    const isLonger = isCut && rows.length === 0;
    if (isLonger && wantedBytes < maximumRowBytes) {
      wantedBytes *= 2;
      continue;
    }
    if (isLonger || (error !== null && !isCut)) {
      rows.push({ lineNumber, fault: error ? faultOf(error) : "The row is longer than a row can be." });
      position = startOfNextLine(bytes, position);
      lineNumber += 1;
    }
    wantedBytes = sliceBytes;
    yield rows;
  }
}

interface ParsedRecord {
  readonly values: readonly string[];
  /** Where the record ends, its line ending included, counted from the start of the slice. */
  readonly endByte: number;
}

function parseSlice(slice: Buffer): { records: ParsedRecord[]; error: CsvError | null } {
  const records: ParsedRecord[] = [];
  try {
    parse(slice, {
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      max_record_size: 0,
      on_record: (values: string[], { bytes }) => {
        records.push({ values, endByte: bytes });
        return null;
      },
    });
    return { records, error: null };
  } catch (error) {
    if (error instanceof CsvError) return { records, error };
    throw error;
  }
}

function isUnclosedQuote(error: CsvError): boolean {
  return error.code === "CSV_QUOTE_NOT_CLOSED";
}

const quoteFaults: Partial<Record<CsvError["code"], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'The row has a quote (") that is opened and never closed.',
  CSV_INVALID_CLOSING_QUOTE:
    'The row has text after a closing quote ("). Write a quote inside a quoted value twice ("").',
  INVALID_OPENING_QUOTE:
    'The row has a quote (") inside a value that does not start with one. Put the value in quotes and write the quote twice ("").',
};

function faultOf({ code, message }: CsvError): string {
  return quoteFaults[code] ?? `The row cannot be read: ${message}.`;
}

function countLineBreaks(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index += 1) {
    const byte = bytes[index];
    if (byte === lineFeed || (byte === carriageReturn && bytes[index + 1] !== lineFeed)) count += 1;
  }
  return count;
}

function startOfNextLine(bytes: Buffer, position: number): number {
  for (let index = position; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === lineFeed || (byte === carriageReturn && bytes[index + 1] !== lineFeed)) return index + 1;
  }
  return bytes.length;
}
