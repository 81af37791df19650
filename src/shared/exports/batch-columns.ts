import type { BatchHead, BatchRow } from "../contract/batches.ts";
import { exportedMoment, type ExportColumn } from "./column.ts";

/** The rows of a batch of adjustments, with all that is wrong with each. What could be read is named as a file of adjustments names it. */
export const batchRowColumns: readonly ExportColumn<BatchRow>[] = [
  { name: "line", value: ({ lineNumber }) => lineNumber },
  { name: "state", value: ({ state }) => state },
  { name: "problems", value: ({ problems }) => problems.map(({ message }) => message).join(" ") },
  { name: "account_as_written", value: ({ accountText }) => accountText },
  { name: "amount_as_written", value: ({ amountText }) => amountText },
  { name: "account", value: ({ accountId }) => accountId },
  { name: "account_name", value: ({ accountName }) => accountName },
  { name: "currency", value: ({ currency }) => currency },
  {
    name: "amount",
    isAmount: true,
    value: ({ amountMinor, currency }) =>
      amountMinor === null || currency === null ? null : { amountMinor, currency },
  },
  { name: "reason", value: ({ reasonCode }) => reasonCode },
  { name: "note", value: ({ note }) => note },
  { name: "effective_on", value: ({ effectiveOn }) => effectiveOn },
  { name: "expires_on", value: ({ expiresOn }) => expiresOn },
  { name: "priority", value: ({ priority }) => priority },
  { name: "category", value: ({ category }) => category },
  { name: "counts_on", value: ({ countsOn }) => countsOn },
  { name: "entry_id", value: ({ entryId }) => entryId },
  { name: "repeats_batch", value: ({ repeats }) => repeats?.batchId ?? null },
  { name: "repeats_line", value: ({ repeats }) => repeats?.lineNumber ?? null },
];

/** Batches of adjustments, and how far each of them is. */
export const batchColumns: readonly ExportColumn<BatchHead>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "name", value: ({ name }) => name },
  { name: "state", value: ({ state }) => state },
  { name: "rows", value: ({ rowCount }) => rowCount },
  { name: "ready", value: ({ readyCount }) => readyCount },
  { name: "bad", value: ({ badCount }) => badCount },
  { name: "applied", value: ({ appliedCount }) => appliedCount },
  { name: "undone", value: ({ undoneCount }) => undoneCount },
  { name: "operator", value: ({ operator }) => operator },
  { name: "repeated", value: ({ repeatedCount }) => repeatedCount },
  { name: "stuck", value: ({ stuckCount }) => stuckCount },
  exportedMoment("created_at", ({ createdAtMs }) => createdAtMs),
  exportedMoment("applied_at", ({ appliedAtMs }) => appliedAtMs),
];
