import type { ApprovalRequest, RequestEffect } from "../contract/approvals.ts";
import { toDecimalString } from "../money/format.ts";
import { exportedMoment, type ExportColumn } from "./column.ts";

/** What was asked for, and what became of it (BEHAVIOUR 11.2). What was given as evidence is told by its name. */
export const approvalColumns: readonly ExportColumn<ApprovalRequest>[] = [
  { name: "number", value: ({ number }) => number },
  { name: "state", value: ({ state }) => state },
  { name: "act", value: ({ act }) => act },
  { name: "effects", value: ({ effects }) => JSON.stringify(effects) },
  { name: "accounts", value: ({ accounts }) => accounts.map(({ name }) => name).join(", ") },
  { name: "operator", value: ({ operator }) => operator },
  exportedMoment("requested_at", ({ requestedAtMs }) => requestedAtMs),
  { name: "id", value: ({ id }) => id },
  { name: "credit", value: ({ effects }) => effects.map(creditOf).join(", ") },
  { name: "comment", value: ({ comment }) => comment },
  { name: "evidence", value: ({ evidence }) => evidence.map(({ name }) => name).join(", ") },
  { name: "expires_on", value: ({ expiresOn }) => expiresOn },
  exportedMoment("decided_at", ({ decision }) => decision && decision.atMs),
  { name: "decided_by", value: ({ decision }) => decision && decision.operator },
  { name: "decision", value: ({ decision }) => decision && decision.comment },
  { name: "entries", value: ({ entryCount }) => entryCount },
];

const creditOf = ({ currency, amountMinor }: RequestEffect): string =>
  `${currency} ${toDecimalString(amountMinor, currency)}`;
