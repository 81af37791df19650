import type { CivilDate } from "../../../shared/calendar.ts";
import { canonicalPeriodActText, figuresText } from "../../../shared/closing-receipt.ts";
import type { ClosingFigures } from "../../../shared/contract/periods.ts";
import { lastDayOf, type Month } from "../../../shared/months.ts";
import { emptyChain, type ChainHead } from "../ledger/entry.ts";
import { chainHash } from "../ledger/hash-chain.ts";
import { closedThrough, standingClosings, textOf, type SealedPeriodAct } from "./period-act.ts";
import { finding, sentence } from "../../../shared/sentences/sentence.ts";

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
    problem: finding("the book says that it is closed up to {closedThrough}, its closings up to {through}", {
      closedThrough: ledger.closedThroughOn ?? sentence("no day"),
      through: through ?? sentence("no day"),
    }),
  };
}

function problemInChain(act: SealedPeriodAct, head: ChainHead): string | null {
  if (act.sequence !== head.sequence + 1) {
    return finding("closing {sequence} is missing", { sequence: String(head.sequence + 1) });
  }
  if (Buffer.compare(act.previousHash, head.hash) !== 0) {
    return finding("the previous hash is not the hash of the closing before");
  }
  const expected = chainHash(head.hash, canonicalPeriodActText(textOf(act)));
  return Buffer.compare(act.hash, expected) === 0 ? null : finding("the hash does not match the content");
}

function problemWithHeads(
  act: SealedPeriodAct,
  { findEntryHash, findActHash, findAttributionHash }: LedgerOfClosings,
): string | null {
  return (
    problemWithHead(act.head, findEntryHash, "ledger") ??
    problemWithHead(act.auditHead, findActHash, "audit log") ??
    (act.attributionHead && problemWithHead(act.attributionHead, findAttributionHash, "list of attributions"))
  );
}

type Linked = { readonly sequence: string };

const chainFindings = {
  ledger: {
    ends: (given: Linked) => finding("the ledger ends before entry {sequence}, which it had then", given),
    differs: (given: Linked) => finding("entry {sequence} of the ledger is another one than it was then", given),
  },
  "audit log": {
    ends: (given: Linked) => finding("the audit log ends before act {sequence}, which it had then", given),
    differs: (given: Linked) => finding("act {sequence} of the audit log is another one than it was then", given),
  },
  "list of attributions": {
    ends: (given: Linked) =>
      finding("the list of attributions ends before attribution {sequence}, which it had then", given),
    differs: (given: Linked) =>
      finding("attribution {sequence} of the list of attributions is another one than it was then", given),
  },
  "list of closings": {
    ends: (given: Linked) => finding("the list of closings ends before closing {sequence}, which it had then", given),
    differs: (given: Linked) =>
      finding("closing {sequence} of the list of closings is another one than it was then", given),
  },
};

/** Whether a chain still holds the head that somebody wrote down: one that was cut off, or made anew, does not. */
export function problemWithHead(
  { sequence, hash }: ChainHead,
  findHash: (sequence: number) => Uint8Array | undefined,
  chain: keyof typeof chainFindings,
): string | null {
  if (sequence === 0) return null;
  const found = findHash(sequence);
  const { ends, differs } = chainFindings[chain];
  const given = { sequence: String(sequence) };
  if (!found) return ends(given);
  return Buffer.compare(found, hash) === 0 ? null : differs(given);
}

function problemOfFigures({ month, figures }: SealedPeriodAct, { readFigures }: LedgerOfClosings): string | null {
  if (figures === figuresText(readFigures(month))) return null;
  return finding("the entries up to {day} come to something else than what was closed", { day: lastDayOf(month) });
}
