import type { MethodNameOf } from "./index.ts";

/** The jobs that only read: an engine does them beside its questions, and what they come to is nowhere but at the host that was asked. */
export const readingJobNames = [
  "ledger.verify",
  "billing.dryRun",
  "book.backup",
  "book.export",
  "exports.make",
  "batches.inspect",
  "imports.inspect",
  "journal.export",
  "invoices.exportPdfs",
] as const satisfies readonly MethodNameOf<"job">[];

const names: ReadonlySet<string> = new Set(readingJobNames);

export const isReadingJob = (method: string): boolean => names.has(method);
