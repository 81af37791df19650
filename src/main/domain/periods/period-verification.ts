import type { CivilDate } from "../../../shared/calendar.ts";
import { canonicalPeriodActText, figuresText } from "../../../shared/closing-receipt.ts";
import type { ClosingFigures } from "../../../shared/contract/periods.ts";
import { lastDayOf, type Month } from "../../../shared/months.ts";
import { emptyChain, type ChainHead } from "../ledger/entry.ts";
import { chainHash } from "../ledger/hash-chain.ts";
import { closedThrough, standingClosings, textOf, type SealedPeriodAct } from "./period-act.ts";

/** What is wrong with an act, and which one it is. */
export interface BrokenPeriodAct {
  readonly sequence: number;
  readonly month: Month;
  readonly problem: string;
}

/** What the chain of closings is compared with. */
export interface LedgerOfClosings {
  /** The hash of the entry, or of the act of the audit log, with that number; undefined where there is none. */
  readonly findEntryHash: (sequence: number) => Uint8Array | undefined;
  readonly findActHash: (sequence: number) => Uint8Array | undefined;
  /** The same of what says whose entries are. */
  readonly findAttributionHash: (sequence: number) => Uint8Array | undefined;
  /** What a month comes to, in the form of a closing. The totals that it is read from have been compared with the entries. */
  readonly readFigures: (month: Month) => readonly ClosingFigures[];
  /** What the book says is closed. */
  readonly closedThroughOn: CivilDate | null;
}

/** The first act that does not hold: by its hash, by the ledger that it names, or by what its month comes to (BEHAVIOUR 11.8). */
export function firstBrokenPeriodAct(
  acts: readonly SealedPeriodAct[],
  ledger: LedgerOfClosings,
): BrokenPeriodAct | null {
  const standing = new Set(standingClosings(acts));
  let head = emptyChain;
  let namesAttributions = false;
  for (const act of acts) {
    const problem =
      problemInChain(act, head) ??
      (namesAttributions && act.attributionHead === null
        ? "it does not name the head of the list of attributions, as one before it does"
        : null) ??
      problemWithHeads(act, ledger) ??
      (standing.has(act) ? problemOfFigures(act, ledger) : null);
    if (problem !== null) return { sequence: Math.min(act.sequence, head.sequence + 1), month: act.month, problem };
    head = act;
    namesAttributions = act.attributionHead !== null;
  }
  const through = closedThrough([...standing]);
  const last = acts.at(-1);
  if (ledger.closedThroughOn === through) return null;
  return {
    sequence: last?.sequence ?? 1,
    month: last?.month ?? ("1970-01" as Month),
    problem: `the book says that it is closed up to ${ledger.closedThroughOn ?? "no day"}, its closings up to ${through ?? "no day"}`,
  };
}

function problemInChain(act: SealedPeriodAct, head: ChainHead): string | null {
  if (act.sequence !== head.sequence + 1) return `closing ${head.sequence + 1} is missing`;
  if (Buffer.compare(act.previousHash, head.hash) !== 0)
    return "the previous hash is not the hash of the closing before";
  const expected = chainHash(head.hash, canonicalPeriodActText(textOf(act)));
  return Buffer.compare(act.hash, expected) === 0 ? null : "the hash does not match the content";
}

function problemWithHeads(
  act: SealedPeriodAct,
  { findEntryHash, findActHash, findAttributionHash }: LedgerOfClosings,
): string | null {
  return (
    problemWithHead(act.head, findEntryHash, "ledger", "entry") ??
    problemWithHead(act.auditHead, findActHash, "audit log", "act") ??
    (act.attributionHead &&
      problemWithHead(act.attributionHead, findAttributionHash, "list of attributions", "attribution"))
  );
}

/** Whether a chain still holds the head that somebody wrote down: one that was cut off, or made anew, does not. */
export function problemWithHead(
  { sequence, hash }: ChainHead,
  findHash: (sequence: number) => Uint8Array | undefined,
  chain: string,
  link: string,
): string | null {
  if (sequence === 0) return null;
  const found = findHash(sequence);
  if (!found) return `the ${chain} ends before ${link} ${sequence}, which it had then`;
  return Buffer.compare(found, hash) === 0
    ? null
    : `${link} ${sequence} of the ${chain} is another one than it was then`;
}

function problemOfFigures({ month, figures }: SealedPeriodAct, { readFigures }: LedgerOfClosings): string | null {
  if (figures === figuresText(readFigures(month))) return null;
  return `the entries up to ${lastDayOf(month)} come to something else than what was closed`;
}
