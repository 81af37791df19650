import type { MethodName } from "../../shared/contract/index.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { isWritable, type ReadableBook, type WritableBook } from "../storage/book/book-handle.ts";
import {
  dropLease,
  findHolder,
  hasLease,
  isHeldByOther,
  leaveLeases,
  listLeases,
  renewLeases,
  takeLease,
  type Lease,
} from "../storage/book/work-lease-store.ts";

/** How often a host says that it is there, and looks whether another one is not any more. */
const keptEveryMs = 2_000;

/** What a host does for as long as it goes on: delivering webhooks, and keeping a linked book and its upstream at one. */
export type StandingWork = "deliveries" | "link";

/** What a host writes down of its standing work, which another host may have by now. */
const partsOfStandingWork: { readonly [Name in MethodName]?: StandingWork } = {
  "webhooks.recordAttempts": "deliveries",
  "outbox.take": "link",
  "outbox.recordAttempts": "link",
  "link.beginPull": "link",
  "link.takeAccounts": "link",
  "link.takePlans": "link",
  "link.takeItems": "link",
  "link.takeStatements": "link",
  "link.takeBalances": "link",
  "link.recordContact": "link",
};

/** What one job has taken on. */
export interface TakenOn {
  /**
   * Take on what no other host may do meanwhile: in the transaction under way, or in one of its own. Taken on twice it is taken on once.
   *
   * @throws AppError `work_held_elsewhere`.
   */
  takeOn(work: string): void;
  /** Ask ahead what {@link requireAll} asks in the next transaction. */
  foresee(): void;
  /** See, in a transaction that is about to write, that all of it is this host's still. @throws AppError `work_held_elsewhere`. */
  requireAll(): void;
  /** It is over. @param isLeft whether something is left of it that whoever comes next is to do. */
  end(isLeft: boolean): void;
}

/**
 * The work of a book that is done once, whichever host does it (BEHAVIOUR 13.5). In a file, which one host has, all of it is free, and nothing of this
 * writes anything.
 */
export interface SharedWork {
  /** Whether other hosts may have the book as well. */
  readonly isShared: boolean;
  begin(): TakenOn;
  /** Take on standing work, or keep it. @returns whether it is this host's. */
  keepStanding(work: StandingWork): boolean;
  /** Let another host have it. */
  leaveStanding(work: StandingWork): void;
  /** See, in a transaction that writes something of standing work down, that no other host has it. @throws AppError `work_held_elsewhere`. */
  requireStanding(method: MethodName): void;
  /** Whether something of this host is at it. */
  isAtWork(work: string): boolean;
  /** Whether another host that is alive is at it. */
  isHeldElsewhere(work: string): boolean;
  /** Whether a host is at it, or has left it and nobody has gone on with it yet. */
  isTakenOn(work: string): boolean;
  /** Leave to others what a host has left that died or ended, until somebody has taken it on again. */
  passOver(work: string): void;
  /** Forget that a host was at it which has died or ended. */
  forget(work: string): void;
  /**
   * Say that this host is there. What it had taken on and others have by now, it has not any more.
   *
   * @param takesOver whether it also looks for what hosts have left that died or ended.
   * @returns that; it stays left until somebody takes it on, or forgets it.
   */
  keep(takesOver: boolean): readonly string[];
  /** Leave all of it to other hosts. */
  leaveAll(): void;
}

export function createSharedWork(book: ReadableBook): SharedWork {
  /** By how many it was taken on here. */
  const taken = new Map<string, number>();
  /** Which standing work is this host's, and when that was seen. */
  const seenAtMs = new Map<string, number>();
  /** Whose work is passed over. */
  const passedOver = new Map<string, string>();
  const shared: WritableBook | null = isWritable(book) && book.hostId !== null ? book : null;

  function requireLease(work: string): void {
    if (shared && !hasLease(shared, work, shared.hostId)) throw heldElsewhere();
  }

  function letGo(work: string, isLeft: boolean): void {
    const others = (taken.get(work) ?? 1) - 1;
    if (others > 0) taken.set(work, others);
    else taken.delete(work);
    if (!shared || isLeft || others > 0) return;
    untroubled(() => shared.transaction(() => dropLease(shared, work)));
  }

  return {
    isShared: shared !== null,
    begin() {
      const own = new Set<string>();
      return {
        takeOn(work) {
          if (own.has(work)) return;
          if (shared && !shared.transaction(() => takeLease(shared, work))) throw heldElsewhere();
          own.add(work);
          taken.set(work, (taken.get(work) ?? 0) + 1);
        },
        foresee() {
          if (own.size > 0) shared?.foresee((ask) => own.forEach((work) => hasLease(ask, work, null)));
        },
        requireAll: () => own.forEach(requireLease),
        end(isLeft) {
          for (const work of own) letGo(work, isLeft);
          own.clear();
        },
      };
    },
    keepStanding(work) {
      if (!shared) return true;
      if (performance.now() - (seenAtMs.get(work) ?? -Infinity) < keptEveryMs) return true;
      const isOurs = shared.transaction(() => takeLease(shared, work));
      if (isOurs) seenAtMs.set(work, performance.now());
      else seenAtMs.delete(work);
      return isOurs;
    },
    leaveStanding(work) {
      if (!seenAtMs.delete(work) || !shared) return;
      untroubled(() => shared.transaction(() => dropLease(shared, work)));
    },
    requireStanding(method) {
      const work = partsOfStandingWork[method];
      if (work !== undefined && shared && isHeldByOther(shared, work)) throw heldElsewhere();
    },
    isAtWork: (work) => taken.has(work),
    isHeldElsewhere: (work) => shared?.transaction(() => isHeldByOther(shared, work)) ?? false,
    isTakenOn: (work) => shared !== null && findHolder(shared, work) !== undefined,
    passOver(work) {
      const holder = shared ? findHolder(shared, work) : undefined;
      if (holder !== undefined) passedOver.set(work, holder);
    },
    forget(work) {
      shared?.transaction(() => dropLease(shared, work));
    },
    keep(takesOver) {
      const isToBeGoneOnWith = ({ work, holder }: Lease): boolean =>
        holder === shared?.hostId ? !(taken.has(work) || seenAtMs.has(work)) : holder !== passedOver.get(work);
      const hasAny = taken.size + seenAtMs.size > 0;
      if (!shared || !(hasAny || takesOver)) return [];
      return shared.transaction(() => {
        const leases = listLeases(shared);
        if (hasAny) renewLeases(shared);
        if (!takesOver) return [];
        return leases.filter((lease) => isToBeGoneOnWith(lease)).map(({ work }) => work);
      });
    },
    leaveAll() {
      taken.clear();
      seenAtMs.clear();
      shared?.transaction(() => leaveLeases(shared));
    },
  };
}

/**
 * Say every few seconds that this host is there, where there may be others.
 *
 * @param onLeft goes on with what other hosts have left; left out, that is not looked for.
 * @returns what ends it, and leaves all of it to others.
 */
export function keepSharedWork(sharedWork: SharedWork, onLeft?: (left: readonly string[]) => void): () => void {
  if (!sharedWork.isShared) return () => undefined;
  const timer = setInterval(
    () =>
      untroubled(() => {
        const left = sharedWork.keep(onLeft !== undefined);
        if (left.length > 0) onLeft?.(left);
      }),
    keptEveryMs,
  );
  // It keeps nobody waiting who has nothing else to do.
  timer.unref();
  return () => {
    clearInterval(timer);
    untroubled(() => sharedWork.leaveAll());
  };
}

/** A server that is away is asked again the next time; what is not left in good order is found to be left. */
function untroubled(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

export const isHeldElsewhere = (error: unknown): boolean =>
  error instanceof AppError && error.code === "work_held_elsewhere";

/** Why work is refused that another host has. */
export function heldElsewhere(): AppError {
  return new AppError("work_held_elsewhere", sentence("Another host of the book is at work on it."));
}
