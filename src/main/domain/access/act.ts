import type { Origin } from "../../../shared/contract/ledger.ts";
import { chainHash } from "../ledger/hash-chain.ts";
import type { ChainHead } from "../ledger/entry.ts";

/** The fields of a record, or what an act says of itself. */
export type Fields = Readonly<Record<string, unknown>>;

/** What somebody did, before it has a place in the log (BEHAVIOUR 11.6). */
export interface ActDraft {
  readonly atMs: number;
  /** Who it was, whatever the name. */
  readonly operatorId: string;
  readonly operator: string;
  readonly origin: Origin;
  /** The method of the contract. */
  readonly act: string;
  /** What kind of record it was about, by its name in the contract; null where it was about none. */
  readonly subject: string | null;
  readonly subjectId: string | null;
  /** The account that the record belongs to. */
  readonly accountId: string | null;
  /** The record's fields that the act changed, as JSON; null where it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface SealedAct extends ActDraft {
  readonly sequence: number;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** Give an act its place in the log: the next number, and the hash that covers it and the one before. */
export function sealAct(draft: ActDraft, head: ChainHead): SealedAct {
  const sequence = head.sequence + 1;
  return { ...draft, sequence, previousHash: head.hash, hash: chainHash(head.hash, canonicalActText(sequence, draft)) };
}

/** The text of an act that its hash covers, in RFC 8785 form for the reason that {@link canonicalText} gives for entries. */
export function canonicalActText(sequence: number, act: ActDraft): string {
  return JSON.stringify([
    sequence,
    act.atMs,
    act.operatorId,
    act.operator,
    act.origin,
    act.act,
    act.subject,
    act.subjectId,
    act.accountId,
    act.before,
    act.after,
  ]);
}

/** Of a record before and after an act the fields that differ; of one that came or went, all of them. */
export function changedFields(before: Fields | null, after: Fields | null): Record<"before" | "after", Fields | null> {
  if (before === null || after === null) return { before, after };
  // They are kept as JSON, so what reads the same there is the same.
  const differs = (name: string): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const names = Object.keys({ ...before, ...after }).filter(differs);
  const only = (fields: Fields): Fields => Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
  return { before: only(before), after: only(after) };
}

/**
 * The fields that an act, or a part of one, tells of as JSON. One that was made to tell anything else tells of none: that its hash does not match is said
 * of it, and whoever reads it goes on.
 */
export function fieldsIn(content: unknown): Fields {
  if (typeof content !== "string") return {};
  try {
    const told: unknown = JSON.parse(content);
    return typeof told === "object" && told !== null ? (told as Fields) : {};
  } catch {
    return {};
  }
}

/** Whether a value is the one that was told; what a version since then has added to it was not. */
export function isAsTold(told: unknown, present: unknown): boolean {
  // A column holds no half of a surrogate pair, and JSON does.
  if (typeof told === "string" && typeof present === "string") return told.toWellFormed() === present.toWellFormed();
  if (typeof told !== "object" || told === null) return (told ?? null) === (present ?? null);
  if (typeof present !== "object" || present === null) return false;
  const [toldEntries, values] = [Object.entries(told), present as Fields];
  if (Array.isArray(told) && toldEntries.length !== Object.keys(values).length) return false;
  return toldEntries.every(([name, value]) => isAsTold(value, values[name]));
}
