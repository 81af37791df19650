import { canonicalPeriodActText, figuresText } from "../../../../shared/closing-receipt.ts";
import type { ClosingFigures, ClosingReceipt, LeftOpen } from "../../../../shared/contract/periods.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import { firstDayOf, lastDayOf, type Month } from "../../../../shared/months.ts";
import {
  isOver,
  nextMonth,
  requireLastClosed,
  requireNextToClose,
  type ClosingFacts,
} from "../../../domain/periods/closing-order.ts";
import {
  closedThrough,
  hexOf,
  standingClosings,
  textOf,
  type SealedPeriodAct,
} from "../../../domain/periods/period-act.ts";
import { closingReceiptPdf } from "../../../paper/closing-receipt-pdf.ts";
import { readAuditHead } from "../../../storage/access/audit-store.ts";
import { countDueByDay } from "../../../storage/billing/due-queue.ts";
import { findRunUnderWay } from "../../../storage/billing/billing-run-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { isImportUnderWay } from "../../../storage/imports/staged-import-store.ts";
import { readAttributionHead } from "../../../storage/ledger/attribution-store.ts";
import { readChainHead, listReasons } from "../../../storage/ledger/ledger-store.ts";
import {
  appendPeriodAct,
  countUndone,
  findFirstDatedOn,
  listPeriodActs,
  readMonthFigures,
} from "../../../storage/periods/period-store.ts";
import type { CommandContext, HandlersOf, QueryContext } from "../../handler.ts";

export const periodHandlers: HandlersOf<
  "periods.list" | "periods.preview" | "periods.close" | "periods.reopen" | "periods.receipt" | "periods.receiptPdf"
> = {
  "periods.list": (context) => {
    const acts = listPeriodActs(context.book);
    const facts = closingFacts(context);
    const next = nextMonth(facts);
    return {
      closings: closingsOf(acts),
      closedThroughOn: facts.closedThroughOn,
      next: { month: next, ...daysOf(next), isOver: isOver(next, context.today) },
    };
  },

  "periods.preview": (context, { month }) => {
    const { book } = context;
    requireNextToClose(month, closingFacts(context));
    return {
      month,
      ...daysOf(month),
      headSequence: readChainHead(book).sequence,
      currencies: requireFigures(book, month),
      leavesOpen: leftOpenBy(context, month),
    };
  },

  "periods.close": (context, { month }) => {
    const { book, ledger } = context;
    // The figures are those of all entries before it, also of those that share its commit.
    ledger.settle();
    requireNextToClose(month, closingFacts(context));
    // What they write was looked at with the month open.
    const runId = findRunUnderWay(book);
    if (runId !== undefined) throw new AppError("run_in_progress", sentence("A billing run is under way."), { runId });
    if (isImportUnderWay(book)) {
      throw new AppError(
        "import_in_progress",
        sentence("An import is under way, which may have entries of the month."),
      );
    }
    const figures = figuresText(requireFigures(book, month));
    const act = writePeriodAct(context, { kind: "closed", month, reason: null, figures });
    return { receipt: toReceipt(act) };
  },

  "periods.reopen": (context, { month, reason }) => {
    requireLastClosed(month, context.settings);
    writePeriodAct(context, { kind: "reopened", month, reason, figures: null });
    return { month, closedThroughOn: closedThrough(standingClosings(listPeriodActs(context.book))) };
  },

  "periods.receipt": ({ book }, { month }) => ({ receipt: toReceipt(requireClosing(book, month)) }),

  "periods.receiptPdf": ({ book, settings }, { month }) => {
    const reasonNames = new Map(listReasons(book).map(({ code, name }) => [code, name]));
    const content = closingReceiptPdf(toReceipt(requireClosing(book, month)), settings.paperLanguage, reasonNames);
    return { fileName: `closing-${month}.pdf`, contentBase64: Buffer.from(content).toString("base64") };
  },
};

function closingFacts({ book, settings, today }: QueryContext): ClosingFacts {
  const { closedThroughOn } = settings;
  // Once a month is closed, what comes before it does not matter, and looking for it takes a while.
  const firstOn = closedThroughOn === null ? (findFirstDatedOn(book) ?? today) : today;
  return { closedThroughOn, firstOn, today };
}

function daysOf(month: Month) {
  return { fromOn: firstDayOf(month), throughOn: lastDayOf(month) };
}

function closingsOf(acts: readonly SealedPeriodAct[]) {
  const reopenedBy = new Map<SealedPeriodAct, SealedPeriodAct>();
  const standing: SealedPeriodAct[] = [];
  for (const act of acts) {
    if (act.kind === "closed") standing.push(act);
    else {
      const undone = standing.pop();
      if (undone) reopenedBy.set(undone, act);
    }
  }
  return acts
    .filter(({ kind }) => kind === "closed")
    .map((act) => {
      const reopening = reopenedBy.get(act);
      return {
        month: act.month,
        ...daysOf(act.month),
        sequence: act.sequence,
        atMs: act.atMs,
        operator: act.operator,
        headSequence: act.head.sequence,
        reopened: reopening
          ? { atMs: reopening.atMs, operator: reopening.operator, reason: reopening.reason ?? "" }
          : null,
      };
    })
    .toReversed();
}

/** @throws AppError `amount_out_of_range` when all accounts together come to more than can be written down. */
function requireFigures(book: ReadableBook, month: Month): ClosingFigures[] {
  const currencies = readMonthFigures(book, month);
  for (const { openingMinor, movements, closingMinor } of currencies) {
    for (const figure of [openingMinor, closingMinor, ...movements.map(({ amountMinor }) => amountMinor)])
      minorUnits(figure);
  }
  return currencies;
}

/** What a month leaves undone that is closed now: each kind of which there is some. */
function leftOpenBy({ book, today }: QueryContext, month: Month): LeftOpen[] {
  const throughOn = lastDayOf(month);
  const undone = countUndone(book, throughOn, today);
  const counts: readonly LeftOpen[] = [
    { kind: "unbilled_accounts", count: countDueByDay(book, throughOn).accountsTotal },
    { kind: "parked_accounts", count: undone.parkedAccounts },
    { kind: "unfinished_runs", count: undone.unfinishedRuns },
    { kind: "unexpired_credit", count: undone.unexpiredCredit },
    { kind: "untried_payments", count: undone.untriedPayments },
    { kind: "waiting_approvals", count: undone.waitingApprovals },
    { kind: "unverified_entries", count: undone.unverifiedEntries },
  ];
  return counts.filter(({ count }) => count > 0);
}

function writePeriodAct(
  { book, settings, caller, nowMs, changed }: CommandContext,
  said: Pick<SealedPeriodAct, "kind" | "month" | "reason" | "figures">,
): SealedPeriodAct {
  const act = appendPeriodAct(book, {
    ...said,
    bookName: settings.name,
    timeZone: settings.timeZone,
    atMs: nowMs,
    operatorId: caller.actorId,
    operator: caller.operator,
    head: readChainHead(book),
    auditHead: readAuditHead(book),
    attributionHead: readAttributionHead(book),
  });
  // The day on which a coming invoice is dated depends on it.
  for (const topic of ["book", "accounts", "invoices"] as const) changed(topic);
  return act;
}

/** @throws AppError `period_not_closed` */
function requireClosing(book: ReadableBook, month: Month): SealedPeriodAct {
  const closing = standingClosings(listPeriodActs(book)).find((act) => act.month === month);
  if (!closing) throw new AppError("period_not_closed", sentence("{month} is open.", { month }));
  return closing;
}

/** What a row of figures holds, see `figuresText`. */
type StoredFigures = readonly [
  currency: string,
  openingMinor: number,
  movements: readonly [
    sourceType: ClosingFigures["movements"][number]["sourceType"],
    reasonCode: string | null,
    entryCount: number,
    amountMinor: number,
  ][],
  closingMinor: number,
];

function toReceipt(act: SealedPeriodAct): ClosingReceipt {
  const text = textOf(act);
  const { kind: _kind, reason: _reason, figures, ...said } = text;
  const stored = JSON.parse(figures ?? "[]") as readonly StoredFigures[];
  return {
    ...said,
    month: act.month,
    ...daysOf(act.month),
    currencies: stored.map(([currency, openingMinor, movements, closingMinor]) => ({
      currency,
      openingMinor,
      movements: movements.map(([sourceType, reasonCode, entryCount, amountMinor]) => {
        return { sourceType, reasonCode, entryCount, amountMinor };
      }),
      closingMinor,
    })),
    previousHash: hexOf(act.previousHash),
    hash: hexOf(act.hash),
    canonicalText: canonicalPeriodActText(text),
  };
}
