import { CsvError, parse } from "csv-parse/sync";
import { withoutByteOrderMark } from "./inspection.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** One row of a file, or why the row could not be told apart from its neighbours. */
export type CsvRow =
  | { readonly lineNumber: number; readonly values: readonly string[] }
  | { readonly lineNumber: number; readonly fault: Sentence };

/** How a text is divided into values, and which line of the file it begins on. */
export interface CsvForm {
  readonly delimiter?: string;
  readonly firstLineNumber?: number;
}

/** A row this long is a quote that was never closed, not data: every field has a far smaller limit. */
const maximumRowBytes = 1024 * 1024;
/** Some five hundred rows: what they cost, with all that is asked about them, is how long a command may have to wait for them. */
const sliceBytes = 16 * 1024;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Reads CSV text (RFC 4180: commas unless it says otherwise, double quotes, any line ending) a slice at a time, so that a long file never holds up
 * the thread. `lineNumber` is the line on which the row starts, counted from 1; quoted values may hold line breaks.
 *
 * csv-parse reads each slice to its end and says how far every row reached. The last row of a slice may have been cut, so it
 * is read again at the start of the next one. A row with a misplaced quote becomes a fault and reading goes on at the next
 * line: the library's own recovery would swallow the good rows up to the next quote.
 */
export function* readCsvRows(
  pieces: Iterable<string>,
  { delimiter = ",", firstLineNumber = 1 }: CsvForm = {},
): Generator<readonly CsvRow[]> {
  const source = createByteWindow(pieces);
  let lineNumber = firstLineNumber;
  let wantedBytes = sliceBytes;
  for (;;) {
    const { bytes, isLast } = source.look(wantedBytes);
    if (bytes.length === 0) return;
    const { records, error } = parseSlice(bytes, delimiter);
    const isCut = !isLast && (error === null || isUnclosedQuote(error));
    if (isCut && error === null) records.pop();

    const rows: CsvRow[] = [];
    let position = 0;
    for (const { values, endByte } of records) {
      rows.push({ lineNumber, values });
      lineNumber += countLineBreaks(bytes, position, endByte);
      position = endByte;
    }
    source.drop(position);
    const isLonger = isCut && rows.length === 0;
    if (isLonger && wantedBytes < maximumRowBytes) {
      wantedBytes *= 2;
      continue;
    }
    const fault = isLonger ? tooLong(error) : error !== null && !isCut ? faultOf(error) : null;
    if (fault !== null) {
      rows.push({ lineNumber, fault });
      dropLine(source);
      lineNumber += 1;
    }
    wantedBytes = sliceBytes;
    yield rows;
  }
}

/** The part of a text that is being looked at, as bytes. */
interface ByteWindow {
  /** The next bytes: as many as wanted, and fewer only at the end of the text. */
  look(wantedBytes: number): { readonly bytes: Buffer; readonly isLast: boolean };
  drop(byteCount: number): void;
}

function createByteWindow(pieces: Iterable<string>): ByteWindow {
  const source = pieces[Symbol.iterator]();
  let held = Buffer.alloc(0);
  let isFirst = true;
  let isAtEnd = false;

  function fill(wantedBytes: number): void {
    const parts = [held];
    let length = held.length;
    while (length < wantedBytes && !isAtEnd) {
      const next = source.next();
      if (next.done) isAtEnd = true;
      else {
        const part = Buffer.from(isFirst ? withoutByteOrderMark(next.value) : next.value);
        isFirst = false;
        parts.push(part);
        length += part.length;
      }
    }
    if (parts.length > 1) held = Buffer.concat(parts);
  }

  return {
    look(wantedBytes) {
      // One more, to know whether there is more.
      fill(wantedBytes + 1);
      return { bytes: held.subarray(0, wantedBytes), isLast: held.length <= wantedBytes };
    },
    drop(byteCount) {
      held = held.subarray(byteCount);
    },
  };
}

/** Go on after the end of the line, however long it is. */
function dropLine(source: ByteWindow): void {
  for (;;) {
    const { bytes, isLast } = source.look(sliceBytes);
    const end = startOfNextLine(bytes, 0);
    source.drop(end);
    if (isLast || end < bytes.length || isLineEnd(bytes, end - 1)) return;
  }
}

interface ParsedRecord {
  readonly values: readonly string[];
  /** Where the record ends, its line ending included, counted from the start of the slice. */
  readonly endByte: number;
}

function parseSlice(slice: Buffer, delimiter: string): { records: ParsedRecord[]; error: CsvError | null } {
  const records: ParsedRecord[] = [];
  try {
    parse(slice, {
      delimiter,
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

const quoteFaults: Partial<Record<CsvError["code"], Sentence>> = {
  CSV_QUOTE_NOT_CLOSED: sentence('The row has a quote (") that is opened and never closed.'),
  CSV_INVALID_CLOSING_QUOTE: sentence(
    'The row has text after a closing quote ("). Write a quote inside a quoted value twice ("").',
  ),
  INVALID_OPENING_QUOTE: sentence(
    'The row has a quote (") inside a value that does not start with one. Put the value in quotes and write the quote twice ("").',
  ),
};

/** Of a quote that goes on for longer nobody knows whether it is ever closed. */
function tooLong(error: CsvError | null): Sentence {
  return error === null
    ? sentence("The row is longer than a row can be.")
    : sentence('The row has a quote (") that is opened and not closed before the row is longer than a row can be.');
}

function faultOf({ code, message }: CsvError): Sentence {
  return quoteFaults[code] ?? sentence("The row cannot be read: {reason}.", { reason: message });
}

function countLineBreaks(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index += 1) {
    if (isLineEnd(bytes, index)) count += 1;
  }
  return count;
}

function startOfNextLine(bytes: Buffer, position: number): number {
  for (let index = position; index < bytes.length; index += 1) {
    if (isLineEnd(bytes, index)) return index + 1;
  }
  return bytes.length;
}

/** Whether a line ends with this byte: of a carriage return and a line feed, with the second. */
function isLineEnd(bytes: Buffer, index: number): boolean {
  const byte = bytes[index];
  return byte === lineFeed || (byte === carriageReturn && bytes[index + 1] !== lineFeed);
}
