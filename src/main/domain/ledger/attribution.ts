import type { Origin } from "../../../shared/contract/ledger.ts";
import { emptyChain, type ChainHead } from "./entry.ts";
import { chainHash } from "./hash-chain.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

/** Who did something by name, and through which door: the hash of an entry covers both. */
export interface NamedDoer {
  readonly operator: string;
  readonly origin: Origin;
}

/** What stands beside the hash of an entry: who did it, whatever the name, and which approval let it through (BEHAVIOUR 3.5). */
export interface Attribution {
  readonly operatorId: string | null;
  readonly approvalId: string | null;
}

/** That from an entry on, what a name does through a door is to be attributed so, until a later one of the name and the door. */
export interface AttributionDraft extends NamedDoer, Attribution {
  readonly entrySequence: number;
}

/** With its place in the chain of attributions. */
export interface SealedAttribution extends AttributionDraft {
  readonly sequence: number;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** One text for each name and door, of which no door has a line feed. */
export function doerKey({ operator, origin }: NamedDoer): string {
  return `${origin}\n${operator}`;
}

export function isSameAttribution(one: Attribution | undefined, other: Attribution): boolean {
  return one !== undefined && one.operatorId === other.operatorId && one.approvalId === other.approvalId;
}

/** The text of an attribution that its hash covers, in the form of entries (BEHAVIOUR 4.2). */
function canonicalAttributionText(sequence: number, draft: AttributionDraft): string {
  const { entrySequence, operator, origin, operatorId, approvalId } = draft;
  return JSON.stringify([sequence, entrySequence, operator, origin, operatorId, approvalId]);
}

/** Give an attribution its place: the next number, and the hash that covers it and the one before. */
export function sealAttribution(draft: AttributionDraft, head: ChainHead): SealedAttribution {
  const sequence = head.sequence + 1;
  const hash = chainHash(head.hash, canonicalAttributionText(sequence, draft));
  return { ...draft, sequence, previousHash: head.hash, hash };
}

/** Whom entries are by, by name and door and by id. */
export type AttributedDoer = NamedDoer & Attribution;

/** How an entry is attributed, or the first of some that are attributed alike. */
export interface AttributedEntries extends AttributedDoer {
  readonly firstSequence: number;
}

/** Entries that follow each other, with the attributions that begin with one of them. */
interface AttributedSlice {
  readonly lastSequence: number;
  /** In the order of their own sequence. */
  readonly attributions: readonly SealedAttribution[];
  /** Whether all entries are attributed as {@link AttributionWalk.usual} says. */
  readonly isUsual: boolean;
}

/** The entries of a slice, which are asked for where it has others than the usual ones. */
interface SliceEntries {
  /** Put together where they are attributed alike. */
  readonly groups: () => readonly AttributedEntries[];
  /** One by one, where an attribution begins among them, or does not hold. */
  readonly each: () => readonly AttributedEntries[];
}

/** So many are usual at a time: a company's calendar, imports and the two people who write most. */
const usualCount = 4;

/** The first entry that is not attributed as the chain says. */
interface BrokenAttribution {
  readonly sequence: number;
  readonly problem: string;
}

/** Walks the entries in order of sequence beside the chain of their attributions (BEHAVIOUR 3.5, 11.7). */
export interface AttributionWalk {
  /** How most of the entries that were taken last are attributed, as the chain says it: what follows is first compared with that. */
  usual(): readonly AttributedDoer[];
  /** Take the entries that follow. After the first broken one nothing more is looked at. */
  take(slice: AttributedSlice, entries: SliceEntries): void;
  /** End with the attribution that is left after those of all entries, which there should not be. */
  end(left: SealedAttribution | undefined): void;
  /** The last attribution that holds. */
  readonly head: ChainHead;
  readonly firstBroken: BrokenAttribution | null;
}

export function createAttributionWalk(): AttributionWalk {
  const inForce = new Map<string, AttributedDoer>();
  /** The names and doors of the entries that were looked at last. */
  let seen: readonly string[] = [];
  let head = emptyChain;
  /** The entry of the last attribution. */
  let reached = 0;
  let firstBroken: BrokenAttribution | null = null;

  function problemInChain({ sequence, entrySequence, previousHash, hash, ...said }: SealedAttribution): string | null {
    const named = { sequence: String(sequence) };
    if (sequence !== head.sequence + 1) {
      return finding("attribution {sequence} is missing", { sequence: String(head.sequence + 1) });
    }
    if (Buffer.compare(previousHash, head.hash) !== 0) {
      return finding("the previous hash of attribution {sequence} is not the hash of the one before", named);
    }
    const expected = chainHash(head.hash, canonicalAttributionText(sequence, { entrySequence, ...said }));
    if (Buffer.compare(hash, expected) !== 0) {
      return finding("the hash of attribution {sequence} does not match its content", named);
    }
    return entrySequence > reached ? null : finding("attribution {sequence} is not in the order of its entries", named);
  }

  function begin(attribution: SealedAttribution, entry: AttributedEntries | undefined): string | null {
    const problem = problemInChain(attribution);
    if (problem !== null) return problem;
    if (!entry || doerKey(entry) !== doerKey(attribution)) {
      return finding("attribution {sequence} does not begin with an entry of its name and door", {
        sequence: String(attribution.sequence),
      });
    }
    head = attribution;
    reached = attribution.entrySequence;
    inForce.set(doerKey(attribution), attribution);
    return null;
  }

  function problemOf(entry: AttributedEntries): string | null {
    const said = inForce.get(doerKey(entry));
    if (!said) return finding("it is attributed to nobody");
    if (said.operatorId !== entry.operatorId) {
      return finding("the operator's id is not the one that it is attributed to");
    }
    return said.approvalId === entry.approvalId
      ? null
      : finding("the approval is not the one that it is attributed to");
  }

  function takeOneByOne({ attributions, lastSequence }: AttributedSlice, entries: readonly AttributedEntries[]): void {
    const bySequence = new Map(entries.map((entry) => [entry.firstSequence, entry]));
    let next = 0;
    const beginUpTo = (sequence: number): void => {
      for (; !firstBroken; next += 1) {
        const attribution = attributions[next];
        if (!attribution || attribution.entrySequence > sequence) return;
        const problem = begin(attribution, bySequence.get(attribution.entrySequence));
        if (problem !== null) firstBroken = { sequence: attribution.entrySequence, problem };
      }
    };
    for (const entry of entries) {
      beginUpTo(entry.firstSequence);
      const problem = firstBroken === null ? problemOf(entry) : null;
      if (problem !== null) firstBroken = { sequence: entry.firstSequence, problem };
      if (firstBroken) return;
    }
    beginUpTo(lastSequence);
  }

  return {
    get head() {
      return head;
    },
    get firstBroken() {
      return firstBroken;
    },
    usual: () => seen.slice(0, usualCount).flatMap((key) => inForce.get(key) ?? []),
    take(slice, { groups, each }) {
      if (firstBroken || (slice.attributions.length === 0 && slice.isUsual)) return;
      const found = groups();
      const holds = slice.attributions.length === 0 && found.every((group) => problemOf(group) === null);
      if (!holds) takeOneByOne(slice, each());
      seen = [...new Set(found.map(doerKey))];
    },
    end(left) {
      if (firstBroken || !left) return;
      const problem =
        problemInChain(left) ??
        finding("attribution {sequence} is of an entry that is not there", { sequence: String(left.sequence) });
      firstBroken = { sequence: left.entrySequence, problem };
    },
  };
}
