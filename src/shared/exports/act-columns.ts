import type { AuditEntry, ExportedAct, LoggedApiCall } from "../contract/audit.ts";
import { exportedInstant, type ExportColumn } from "./column.ts";

const json = (fields: AuditEntry["before"]): string | null => (fields === null ? null : JSON.stringify(fields));

/** All that there is of an act, for programs, and for whoever checks the chain. */
export const actColumns: readonly ExportColumn<ExportedAct>[] = [
  { name: "sequence", value: ({ sequence }) => sequence },
  { name: "at", value: ({ atMs }) => exportedInstant(atMs) },
  { name: "operator_id", value: ({ operatorId }) => operatorId },
  { name: "operator", value: ({ operator }) => operator },
  { name: "origin", value: ({ origin }) => origin },
  { name: "act", value: ({ act }) => act },
  { name: "subject", value: ({ subject }) => subject },
  { name: "subject_id", value: ({ subjectId }) => subjectId },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "before", value: ({ before }) => json(before) },
  { name: "after", value: ({ after }) => json(after) },
  { name: "previous_hash", value: ({ previousHash }) => previousHash },
  { name: "hash", value: ({ hash }) => hash },
  { name: "canonical_text", value: ({ canonicalText }) => canonicalText },
];

export const apiCallColumns: readonly ExportColumn<LoggedApiCall>[] = [
  { name: "sequence", value: ({ sequence }) => sequence },
  { name: "at", value: ({ atMs }) => exportedInstant(atMs) },
  { name: "operator", value: ({ operator }) => operator },
  { name: "key_id", value: ({ keyId }) => keyId },
  { name: "act", value: ({ act }) => act },
  { name: "status", value: ({ status }) => status },
  { name: "subject_id", value: ({ subjectId }) => subjectId },
];
