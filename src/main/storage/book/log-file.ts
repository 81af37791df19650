import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { markInPage, type BookMark } from "./book-mark.ts";
import { codeOf } from "./file-access.ts";

/** What a write-ahead log beside a book holds, read without SQLite, which would replay it. */
export type LogContent =
  /** There is no log, or an empty one, or one that was never more than begun. */
  | { readonly kind: "none" }
  /** No version that knows marks wrote it. */
  | { readonly kind: "unmarked" }
  /** The first page cannot be read, and others follow. */
  | { readonly kind: "damaged" }
  /** The marks that SQLite would replay, in order; the first one is the first page. */
  | ({ readonly kind: "marked" } & FoundMarks)
  /** It was being begun anew when the process ended, which is done when all of it is in the book. These marks are left of it. */
  | ({ readonly kind: "renewed" } & FoundMarks);

interface FoundMarks {
  readonly marks: readonly BookMark[];
  /** The page of the book that the marks are on, and how long a page is. */
  readonly pageNumber: number;
  readonly pageSize: number;
}

/** Read the log of a book. The format is SQLite's, https://www.sqlite.org/fileformat2.html#the_write_ahead_log. */
export function readLog(bookPath: string): LogContent {
  let file: number;
  try {
    file = openSync(`${bookPath}-wal`, "r");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { kind: "none" };
    throw error;
  }
  try {
    return fstatSync(file).size === 0 ? { kind: "none" } : readFrames(file);
  } finally {
    closeSync(file);
  }
}

const headerLength = 32;
const frameHeaderLength = 24;

function readFrames(file: number): LogContent {
  const header = readAt(file, 0, headerLength);
  if (!header || (header.readUInt32BE(0) & ~1) >>> 0 !== 0x37_7f_06_82) return { kind: "none" };
  const readWord = header.readUInt32BE(0) & 1 ? wordBigEndian : wordLittleEndian;
  const headerSum = checksum([0, 0], header.subarray(0, 24), readWord);
  if (!isSum(headerSum, header, 24)) return { kind: "none" };

  const pageSize = header.readUInt32BE(8);
  const isLive = ({ salts }: Frame): boolean => salts.equals(header.subarray(16, 24));
  const first = readFrame(file, 0, pageSize);
  if (!first) return { kind: "none" };
  const sum = checksum(checksum(headerSum, first.header.subarray(0, 8), readWord), first.page, readWord);
  if (isLive(first) && isSum(sum, first.header, 16)) {
    if (!markInPage(first.page)) return { kind: "unmarked" };
    // A log goes on as long as its salts do; what follows was written before it began anew.
    return { kind: "marked", ...marksIn(file, pageSize, 0, isLive) };
  }
  const second = readFrame(file, 1, pageSize);
  if (second && isLive(second)) return { kind: "damaged" };
  const left = marksIn(file, pageSize, 1, (frame) => !isLive(frame));
  return left.marks.length > 0 ? { kind: "renewed", ...left } : { kind: "none" };
}

interface Frame {
  readonly header: Buffer;
  readonly salts: Buffer;
  readonly page: Buffer;
}

function readFrame(file: number, index: number, pageSize: number): Frame | null {
  const position = headerLength + index * (frameHeaderLength + pageSize);
  const bytes = readAt(file, position, frameHeaderLength + pageSize);
  return (
    bytes && {
      header: bytes.subarray(0, frameHeaderLength),
      salts: bytes.subarray(8, 16),
      page: bytes.subarray(frameHeaderLength),
    }
  );
}

/** The marks in the frames from one on, for as long as they belong. */
function marksIn(file: number, pageSize: number, from: number, belongs: (frame: Frame) => boolean): FoundMarks {
  const marks: BookMark[] = [];
  let pageNumber = 0;
  for (let index = from; ; index += 1) {
    const frame = readFrame(file, index, pageSize);
    if (!frame || !belongs(frame)) return { marks, pageNumber, pageSize };
    const mark = markInPage(frame.page);
    if (!mark) continue;
    marks.push(mark);
    pageNumber = frame.header.readUInt32BE(0);
  }
}

/** That many bytes of a file; null where it ends before. */
export function readAt(file: number, position: number, length: number): Buffer | null {
  const bytes = Buffer.allocUnsafe(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : null;
}

type Sum = readonly [number, number];

const wordBigEndian = (bytes: Buffer, at: number): number => bytes.readUInt32BE(at);
const wordLittleEndian = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at);

function checksum([first, second]: Sum, bytes: Buffer, readWord: (bytes: Buffer, at: number) => number): Sum {
  let [sum, other] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    sum = (sum + readWord(bytes, at) + other) >>> 0;
    other = (other + readWord(bytes, at + 4) + sum) >>> 0;
  }
  return [sum, other];
}

function isSum([first, second]: Sum, bytes: Buffer, at: number): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}
