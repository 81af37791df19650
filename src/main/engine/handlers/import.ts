import { civilDateAt, startOfDayMs } from "../../../shared/calendar.ts";
import type { ImportReport } from "../../../shared/contract/accounts.ts";
import type { JobProgress } from "../../../shared/contract/jobs.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import { createIdMaker } from "../../../shared/ids.ts";
import type {
  ImportBatch,
  ImportedAccount,
  ImportedOpeningBalance,
  ImportedPlan,
  ImportFacts,
  ImportReading,
} from "../../domain/import/batch.ts";
import { countLines, readImportFiles } from "../../domain/import/read-files.ts";
import { remember } from "../../domain/remember.ts";
import { findAcceptedCommand } from "../../storage/accepted-command-store.ts";
import { findAccount, findAccountsByContact, insertAccount } from "../../storage/account-store.ts";
import { findPlanFacts, hasOpeningEntry, hasSubscription, lastAcceptedSequence } from "../../storage/import-store.ts";
import { findLedgerBalance } from "../../storage/ledger-store.ts";
import { insertDefaultPaymentMethod } from "../../storage/payment-method-store.ts";
import { findFreePlan, findPlan, insertPlan } from "../../storage/plan-store.ts";
import { findTaxRateByParts, insertTaxRate } from "../../storage/tax-rate-store.ts";
import {
  JobCancelled,
  type CommandContext,
  type HandlersOf,
  type JobSteps,
  type QueryContext,
  type WriterJobContext,
} from "../handler.ts";
import { randomFraction } from "../random.ts";
import { paymentMethodNamed } from "./account-payment-method.ts";
import { latestCutoffOn } from "./billing.ts";
import { addCredit } from "./credit-posting.ts";
import { writeHistory } from "./import-history.ts";
import { subscribe } from "./subscriptions.ts";

type ImportInput = ParsedInput<"accounts.import">;

export const importHandlers: HandlersOf<"accounts.import"> = {
  "accounts.import": (context, input) => runImport(context, input),
};

/**
 * Read and check in slices, other commands running in between, then write everything in one transaction under the key. If a
 * command was accepted meanwhile, what the checks saw of the book may no longer hold, so they are made again inside the
 * transaction.
 */
function* runImport(job: WriterJobContext, input: ImportInput): JobSteps<ImportReport> {
  if (input.mode === "write") {
    const isReplay = job.read(({ book }) => findAcceptedCommand(book, input.idempotencyKey) !== undefined);
    if (isReplay) return job.accept<ImportReport>(input, refuseToRunTwice).answer;
  }
  const totalLines = countLines(input.files);
  const progress = (done: number, failures = 0): JobProgress => ({
    done,
    total: totalLines,
    unit: "lines",
    failures,
    totals: [],
  });
  yield progress(0);

  const seenSequence = job.read(({ book }) => lastAcceptedSequence(book));
  const steps = readImportFiles(input.files, job.read(importFacts));
  let step = steps.next();
  while (!step.done) {
    if (job.isCancelRequested()) throw new JobCancelled();
    yield progress(step.value);
    step = steps.next();
  }
  const reading = step.value;
  if (reading.problemCount > 0) return report("rejected", reading);
  if (input.mode === "check") return report("checked", reading);
  yield progress(totalLines);
  if (job.isCancelRequested()) throw new JobCancelled();

  try {
    return job.accept(input, (context) => {
      const isCurrent = lastAcceptedSequence(context.book) === seenSequence;
      const current = isCurrent ? reading : readAtOnce(input, importFacts(context));
      if (current.problemCount > 0) throw new NoLongerGood(current);
      writeBatch(context, current.batch, input.idempotencyKey);
      return report("written", current);
    }).answer;
  } catch (error) {
    if (error instanceof NoLongerGood) return report("rejected", error.reading);
    throw error;
  }
}

/** Undoes the transaction, and the key with it: what was refused may be sent again. */
class NoLongerGood extends Error {
  readonly reading: ImportReading;

  constructor(reading: ImportReading) {
    super("Rows that were good clash with what was accepted meanwhile");
    this.reading = reading;
  }
}

function refuseToRunTwice(): never {
  throw new Error("A key that was accepted before is answered from the book");
}

function report(outcome: ImportReport["outcome"], reading: ImportReading): ImportReport {
  const { counts, openingCredit, problems, problemCount } = reading;
  return { outcome, counts: { ...counts }, openingCredit: [...openingCredit], problems: [...problems], problemCount };
}

function readAtOnce({ files }: ImportInput, facts: ImportFacts): ImportReading {
  const steps = readImportFiles(files, facts);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

const makeIdNow = createIdMaker(randomFraction);
/** UTC+14: nowhere does a day begin earlier. */
const firstTimeZone = "Pacific/Kiritimati";

function importFacts({ book, settings, nowMs, today }: QueryContext): ImportFacts {
  return {
    currency: settings.currency,
    timeZone: settings.timeZone,
    todayOn: today,
    latestTodayOn: civilDateAt(nowMs, firstTimeZone),
    latestInvoiceOn: latestCutoffOn(today),
    findAccount: (id) => findAccount(book, id) ?? null,
    findAccountsByContact: (contact) => findAccountsByContact(book, contact),
    hasSubscription: (accountId) => hasSubscription(book, accountId),
    findPlan: (slug) => findPlanFacts(book, slug),
    hasPlanId: (id) => findPlan(book, id) !== undefined,
    findCredit(accountId, currency) {
      const ledgerMinor = findLedgerBalance(book, accountId, currency);
      return ledgerMinor === null ? null : { ledgerMinor, hasOpening: hasOpeningEntry(book, accountId, currency) };
    },
    makeId: (kind) => makeIdNow(kind, nowMs),
  };
}

function writeBatch(context: CommandContext, batch: ImportBatch, importKey: string): void {
  for (const plan of batch.plans) writePlan(context, plan);
  const writeAccount = accountWriter(context);
  for (const account of batch.accounts) writeAccount(account);
  for (const { accountId, planId, period, seats, anchorOn, firstPeriodIndex } of batch.subscriptions) {
    const plan = findPlan(context.book, planId);
    if (!plan) throw new Error(`The plan ${planId} was checked and is gone`);
    subscribe(context, {
      accountId,
      plan,
      price: plan.price,
      period,
      seats,
      anchorOn,
      nextPeriodIndex: firstPeriodIndex,
      trialEndsOn: null,
    });
  }
  for (const opening of batch.openingBalances) writeOpening(context, opening, importKey);
  writeHistory(context, batch.ledgerEntries, importKey);
  for (const topic of ["accounts", "plans", "book"] as const) context.changed(topic);
}

function writePlan(context: CommandContext, plan: ImportedPlan): void {
  const { id, name, slug, forKind, currency, monthlyMinor, annualMonthlyMinor } = plan;
  insertPlan(context.book, {
    id,
    name,
    slug,
    description: null,
    forKind,
    isFree: false,
    isArchived: false,
    trialDays: null,
    price: { id: context.makeId("price"), currency, monthlyMinor, annualMonthlyMinor, seatPrice: null },
    createdAtMs: context.nowMs,
  });
}

/** @returns a function that writes one account; what accounts share is looked up once. */
function accountWriter(context: CommandContext): (account: ImportedAccount) => void {
  const { book, settings, nowMs } = context;
  const freePlans = { user: findFreePlan(book, "user"), organization: findFreePlan(book, "organization") };
  const startOfDay = remember((date) => startOfDayMs(date as Parameters<typeof startOfDayMs>[0], settings.timeZone));
  const taxRateIds = new Map<number, string>();

  function taxRateId(partsPerMillion: number, name: string | null): string {
    let id = taxRateIds.get(partsPerMillion) ?? findTaxRateByParts(book, partsPerMillion)?.id;
    if (id === undefined) {
      id = context.makeId("taxRate");
      insertTaxRate(book, { id, name: name ?? taxRateName(partsPerMillion), partsPerMillion });
    }
    taxRateIds.set(partsPerMillion, id);
    return id;
  }

  function createdAtMs(created: ImportedAccount["created"]): number {
    if (created === null) return nowMs;
    // East of Greenwich the first day of all begins before the first instant.
    return "on" in created ? Math.max(0, startOfDay(created.on)) : created.atMs;
  }

  return ({ taxRatePartsPerMillion, taxRateName: rateName, paymentMethod, created, ...account }) => {
    const { id, kind } = account;
    insertAccount(
      book,
      {
        ...account,
        taxRateId: taxRatePartsPerMillion === null ? null : taxRateId(taxRatePartsPerMillion, rateName),
        createdAtMs: createdAtMs(created),
      },
      freePlans[kind],
    );
    context.happened(`${kind}.created`, id);
    const method = paymentMethodNamed(paymentMethod);
    if (method === null) return;
    insertDefaultPaymentMethod(book, {
      ...method,
      id: context.makeId("paymentMethod"),
      accountId: id,
      createdAtMs: nowMs,
    });
  };
}

/** 88750 parts per million → "Tax 8.875 %". */
function taxRateName(partsPerMillion: number): string {
  const digits = String(partsPerMillion).padStart(5, "0");
  const decimals = digits.slice(-4).replace(/0+$/u, "");
  return `Tax ${digits.slice(0, -4)}${decimals === "" ? "" : `.${decimals}`} %`;
}

function writeOpening(context: CommandContext, opening: ImportedOpeningBalance, importKey: string): void {
  const { accountId, currency, amountMinor, note } = opening;
  addCredit(context, {
    accountId,
    currency,
    amountMinor,
    sourceType: "opening",
    // The import is named by its key, under which the book keeps what was accepted.
    sourceId: importKey,
    reasonCode: "migration",
    note,
    origin: "import",
    idempotencyKey: `${importKey}/opening/${accountId}/${currency}`,
  });
}
