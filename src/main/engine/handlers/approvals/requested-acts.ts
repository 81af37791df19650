import type { RequestedAct, RequestEffect } from "../../../../shared/contract/approvals.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import type { LimitedAct } from "../../../../shared/contract/limits.ts";
import { minorUnits, sumMinorUnits } from "../../../../shared/money/minor-units.ts";
import { movedBy, type MovedCredit } from "../../../domain/access/limits.ts";
import { effectsOf } from "../../../domain/approvals/request.ts";
import { freeOf, isOverOn, remainingIn, takeFromBlocks } from "../../../domain/credits/credit-blocks.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import type { CountedDay } from "../../../storage/access/limit-store.ts";
import { holdBlocksOfBatch, holdCredit, listBatchDecreases } from "../../../storage/approvals/hold-store.ts";
import { sumBatchRows, sumSignedBatchRows, type BatchRowState } from "../../../storage/batches/batch-row-store.ts";
import type { StoredBatch } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { findBlock, listHeldUses, type BlockAmount } from "../../../storage/credits/credit-block-store.ts";
import { creditFacts } from "../../../storage/ledger/ledger-store.ts";
import type { CommandContext } from "../../handler.ts";
import { requireOwnBusiness } from "../../left-to-upstream.ts";
import { beginApplying, requireApplicable, statesToApply } from "../batches/apply-batch.ts";
import { requireBatch } from "../batches/batch-steps.ts";
import { beginUndoing, requireUndoable } from "../batches/undo-batch.ts";
import type { AskedImport } from "../imports/approved-import.ts";
import { creditBlockHandlers } from "../credits/credit-blocks.ts";
import { creditHandlers } from "../credits/credits.ts";
import { creditNoteHandlers } from "../invoices/credit-notes.ts";
import { invoiceEndingHandlers } from "../invoices/invoice-endings.ts";
import { paymentHandlers } from "../payments/payments.ts";

/** An act of which the ledger tells at once what it came to. */
type EntryAct = Extract<RequestedAct, { method: LimitedAct }>;
type BatchAct = Exclude<RequestedAct, EntryAct>;

/** An import whose rows are staged: it was asked for by the import itself, once it had read its files. */
interface ImportAct {
  readonly method: "accounts.import";
  readonly input: AskedImport;
}

/** An act as a request keeps it. */
export type StoredAct = RequestedAct | ImportAct;

export function isImportAct(act: StoredAct): act is ImportAct {
  return act.method === "accounts.import";
}

const { "creditNotes.issue": issueNote, "creditNotes.preview": previewNote } = creditNoteHandlers;

type Acts = { readonly [Method in LimitedAct]: (context: CommandContext, input: ParsedInput<Method>) => unknown };

/** How each of them is done when it is sent. */
const actsAsSent: Acts = {
  "credits.adjust": creditHandlers["credits.adjust"],
  "credits.transfer": creditHandlers["credits.transfer"],
  "credits.reverse": creditHandlers["credits.reverse"],
  "credits.voidBlock": creditBlockHandlers["credits.voidBlock"],
  "credits.applyToOpenInvoices": creditHandlers["credits.applyToOpenInvoices"],
  "creditNotes.issue": issueNote,
  "invoices.void": invoiceEndingHandlers["invoices.void"],
  "invoices.recordPayment": paymentHandlers["invoices.recordPayment"],
  "invoices.takeBackPayment": paymentHandlers["invoices.takeBackPayment"],
};

/** How each of them is done once it is approved, perhaps weeks later. */
const actsAsApproved: Acts = {
  ...actsAsSent,
  // A preview is one of its day. Approving compares what the note does to credit; its lines are said by the input.
  "creditNotes.issue": (context, input) =>
    issueNote(context, { ...input, fingerprint: previewNote(context, input).fingerprint }),
};

/** What an act comes to as things stand. */
export interface Weighed {
  readonly effects: readonly RequestEffect[];
  /** What limits count. */
  readonly moved: readonly MovedCredit[];
  /** Hold what it would take until it is decided. */
  readonly hold: (requestNumber: number) => void;
}

/**
 * Find out what an act comes to by doing it and undoing it again.
 *
 * @throws AppError whatever refuses it.
 */
export function weigh(context: CommandContext, act: RequestedAct): Weighed {
  return isOfBatch(act) ? weighBatch(context, act) : weighEntries(context, act);
}

/** Do an act that was approved. @param counted against whose day it is. @returns what the method answers, and what it came to. */
export function perform(
  context: CommandContext,
  act: RequestedAct,
  counted: CountedDay | null,
): { readonly answered: unknown; readonly effects: readonly RequestEffect[] } {
  if (isOfBatch(act)) {
    const batch = requireReady(context, act);
    const effects = effectsOfBatch(context.book, act, batch);
    const answered =
      act.method === "batches.apply"
        ? beginApplying(context, batch, act.input, counted)
        : beginUndoing(context, batch, act.input.note, counted);
    return { answered, effects };
  }
  const before = context.ledger.written().length;
  const answered = run(actsAsApproved, context, act);
  return { answered, effects: effectsOf(context.ledger.written().slice(before)) };
}

/** What limits count of an act with these effects. */
export function movedOf(book: ReadableBook, act: StoredAct, effects: readonly RequestEffect[]): MovedCredit[] {
  if (isImportAct(act) || !isOfBatch(act)) return movedBy(effects);
  return sumBatchRows(book, requireBatch(book, act.input.batchId).number, statesOf(act));
}

function isOfBatch(act: RequestedAct): act is BatchAct {
  return act.method === "batches.apply" || act.method === "batches.undo";
}

/** The states of the rows that it is about. */
function statesOf({ method, input }: BatchAct): readonly BatchRowState[] {
  return method === "batches.apply" ? statesToApply(input) : ["applied"];
}

function run(acts: Acts, context: CommandContext, { method, input }: EntryAct): unknown {
  requireOwnBusiness(context.book, method);
  return (acts[method] as (context: CommandContext, input: EntryAct["input"]) => unknown)(context, input);
}

/** Thrown to undo what was only tried. */
class TriedOut extends Error {
  readonly entries: readonly SealedEntry[];
  readonly taken: readonly BlockAmount[];

  constructor(entries: readonly SealedEntry[], taken: readonly BlockAmount[]) {
    super("It was only tried");
    this.name = "TriedOut";
    this.entries = entries;
    this.taken = taken;
  }
}

function weighEntries(context: CommandContext, act: EntryAct): Weighed {
  const { entries, taken } = tryOut(context, act);
  const effects = effectsOf(entries);
  return {
    effects,
    moved: movedBy(effects),
    hold: (requestNumber) => taken.forEach((amount) => holdWhatIsFree(context, requestNumber, amount)),
  };
}

function tryOut(context: CommandContext, act: EntryAct): TriedOut {
  const before = context.ledger.written().length;
  try {
    return context.attempt(() => {
      run(actsAsSent, context, act);
      const entries = context.ledger.written().slice(before);
      throw new TriedOut(entries, takenBy(context.book, entries));
    });
  } catch (error) {
    if (error instanceof TriedOut) return error;
    throw error;
  }
}

/** What entries take out of blocks, by block. */
function takenBy(book: ReadableBook, entries: readonly SealedEntry[]): BlockAmount[] {
  const uses = entries.filter(({ amountMinor }) => amountMinor < 0).flatMap(({ id }) => listHeldUses(book, id));
  return [...Map.groupBy(uses, ({ blockId }) => blockId)].map(([blockId, ofBlock]) => ({
    blockId,
    amountMinor: sumMinorUnits(ofBlock.map((use) => use.amountMinor)),
  }));
}

/** A block that the act itself would have formed, or one that is over, has nothing to hold. */
function holdWhatIsFree(
  { book, today }: CommandContext,
  requestNumber: number,
  { blockId, amountMinor }: BlockAmount,
): void {
  const block = findBlock(book, blockId);
  if (!block || isOverOn(block, today)) return;
  const heldMinor = Math.min(amountMinor, freeOf(block).remainingMinor);
  if (heldMinor > 0) holdCredit(book, requestNumber, { blockId, amountMinor: minorUnits(heldMinor) });
}

/** The batch of an act, where it can be done. @throws AppError as the method names them. */
function requireReady(context: CommandContext, { method, input }: BatchAct): StoredBatch {
  return method === "batches.apply" ? requireApplicable(context, input) : requireUndoable(context, input);
}

/** Nothing of a batch is tried: its rows were checked, and each is done by itself. */
function weighBatch(context: CommandContext, act: BatchAct): Weighed {
  const { book } = context;
  const batch = requireReady(context, act);
  const { number } = batch;
  return {
    effects: effectsOfBatch(book, act, batch),
    moved: sumBatchRows(book, number, statesOf(act)),
    hold(requestNumber) {
      if (act.method === "batches.apply")
        holdDecreases(context, requestNumber, listBatchDecreases(book, number, statesOf(act)));
      else holdBlocksOfBatch(book, requestNumber, number);
    },
  };
}

function effectsOfBatch(book: ReadableBook, act: BatchAct, { number }: StoredBatch): RequestEffect[] {
  const isUndone = act.method === "batches.undo";
  return sumSignedBatchRows(book, number, statesOf(act)).map(({ currency, amountMinor, rowCount }) => {
    return {
      accountId: null,
      currency,
      amountMinor: isUndone ? -amountMinor : amountMinor,
      sourceType: isUndone ? "reversal" : amountMinor > 0 ? "grant" : "deduction",
      reasonCode: null,
      invoiceId: null,
      reversesEntryId: null,
      entryCount: rowCount,
    };
  });
}

/** Hold what the rows would take, as far as it is there: a row that finds too little is refused by itself. */
function holdDecreases(
  { book, today }: CommandContext,
  requestNumber: number,
  decreases: ReturnType<typeof listBatchDecreases>,
): void {
  for (const { accountId, currency, amountMinor } of decreases) {
    const { usable } = creditFacts(book, accountId, currency, today);
    for (const use of takeFromBlocks(usable, Math.min(amountMinor, remainingIn(usable)))) {
      holdCredit(book, requestNumber, use);
    }
  }
}
