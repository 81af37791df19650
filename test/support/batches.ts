import { createHash } from "node:crypto";
import { XlsxStreamWriter } from "hucre/xlsx";
import type { MethodInput, MethodOutput } from "../../src/shared/contract/index.ts";
import type { BatchChoices, BatchView } from "../../src/shared/contract/batches.ts";
import { uploadPieceBytes } from "../../src/shared/contract/upload-pieces.ts";
import type { TestBook } from "./book.ts";

/** Send the bytes of a file, or a text in UTF-8. @returns what it is known by. */
export async function upload(book: TestBook, content: string | Uint8Array): Promise<string> {
  const bytes = Buffer.from(content as string);
  const uploadId = createHash("sha256").update(bytes).digest("hex");
  for (let fromByte = 0; fromByte === 0 || fromByte < bytes.length; fromByte += uploadPieceBytes) {
    const base64 = bytes.subarray(fromByte, fromByte + uploadPieceBytes).toString("base64");
    await book.ask("imports.upload", { uploadId, fromByte, base64 });
  }
  return uploadId;
}

/** A workbook with one sheet, which is called Credits. */
export async function workbook(
  rows: readonly (readonly (string | number | boolean | Date | null)[])[],
): Promise<Uint8Array> {
  const writer = new XlsxStreamWriter({ name: "Credits" });
  for (const row of rows) writer.addRow([...row]);
  return writer.finish();
}

/** How a file is proposed to be read, with what its first rows come to. */
export async function inspect(
  book: TestBook,
  content: string | Uint8Array,
  choices: Partial<BatchChoices> | null = null,
): Promise<MethodOutput<"batches.inspect">> {
  const uploadId = await upload(book, content);
  const { result } = await book.runJob("batches.inspect", { uploadId });
  if (choices === null) return result;
  const chosen = { ...result.choices, ...choices };
  return (await book.runJob("batches.inspect", { uploadId, choices: chosen })).result;
}

interface CheckedFile {
  readonly content: string | Uint8Array;
  readonly name?: string;
  /** Beside those that are proposed. */
  readonly choices?: Partial<BatchChoices>;
  readonly occasion?: string;
}

/** Check a file, read as it is proposed but for what is said. */
export async function check(
  book: TestBook,
  { content, name = "credits.csv", choices = {}, occasion }: CheckedFile,
): Promise<BatchView> {
  const uploadId = await upload(book, content);
  const proposed = (await book.runJob("batches.inspect", { uploadId })).result.choices;
  const input: MethodInput<"batches.check"> = { uploadId, name, choices: { ...proposed, ...choices } };
  if (occasion !== undefined) input.occasion = occasion;
  return (await book.runJob("batches.check", input)).result;
}

export async function apply(book: TestBook, batchId: string, rows: "all" | "ready" = "all"): Promise<BatchView> {
  return (await book.runJob("batches.apply", { batchId, rows })).result;
}

/** Every row that has a problem, as `line field: problem`. */
export async function problemsOf(book: TestBook, batchId: string): Promise<string[]> {
  const { rows } = await book.ask("batches.rows", { batchId, withProblems: true, limit: 500 });
  return rows.flatMap(({ lineNumber, problems }) =>
    problems.map(({ field, message }) => `${lineNumber} ${field ?? "row"}: ${message}`),
  );
}
