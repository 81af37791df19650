import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** A file that was given with a request, by the SHA-256 of its bytes. */
export interface StoredEvidence {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Keep a file with a request. The same bytes are kept once, whoever gives them. */
export function insertEvidence(
  book: WritableBook,
  requestNumber: number,
  position: number,
  { name, sha256, content }: Omit<StoredEvidence, "sizeBytes"> & { readonly content: Uint8Array },
): void {
  book.run("INSERT INTO evidence_file (sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING", sha256, content);
  book.run(
    "INSERT INTO approval_evidence (request_number, position, name, sha256) VALUES (?, ?, ?, ?)",
    requestNumber,
    position,
    name,
    sha256,
  );
}

/** The files of a request, in the order in which they were given. */
export function listEvidence(book: ReadableBook, requestNumber: number): StoredEvidence[] {
  return book.all<StoredEvidence>(
    `SELECT given.name, given.sha256, length(file.content) AS sizeBytes
     FROM approval_evidence given JOIN evidence_file file ON file.sha256 = given.sha256
     WHERE given.request_number = ? ORDER BY given.position`,
    requestNumber,
  );
}

/** The bytes of a file of a request. */
export function findEvidence(
  book: ReadableBook,
  requestNumber: number,
  sha256: string,
): { readonly name: string; readonly content: Uint8Array } | undefined {
  return book.get(
    `SELECT given.name, file.content FROM approval_evidence given JOIN evidence_file file ON file.sha256 = given.sha256
     WHERE given.request_number = ? AND given.sha256 = ? ORDER BY given.position LIMIT 1`,
    requestNumber,
    sha256,
  );
}
