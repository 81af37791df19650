import { startOfDayMs } from "../../../../shared/calendar.ts";
import type {
  ImportedAccount,
  ImportedChange,
  ImportedOpeningBalance,
  ImportedPlan,
  ImportedSubscription,
} from "../../../domain/imports/batch.ts";
import type { StagedRow } from "../../../domain/imports/staged-row.ts";
import { manualPaymentMethod } from "../../../domain/payments/payment.ts";
import { remember } from "../../../domain/remember.ts";
import { indexAccounts } from "../../../storage/accounts/account-store.ts";
import { insertDefaultPaymentMethod } from "../../../storage/payments/payment-method-store.ts";
import { findFreePlan, findPlan, findPrice, insertPlan } from "../../../storage/plans/plan-store.ts";
import { findTaxRateByParts, insertTaxRate } from "../../../storage/plans/tax-rate-store.ts";
import { auditedWork } from "../../acts.ts";
import type { CommandContext } from "../../handler.ts";
import { writeUnindexedAccount } from "../accounts/add-account.ts";
import { changeAccount } from "../accounts/change-account.ts";
import { requireAccount } from "../require.ts";
import { paymentMethodNamed } from "../payments/account-payment-method.ts";
import { addCredit } from "../credits/credit-posting.ts";
import { writeHistoryEntry, type HistoryQueues } from "./import-history.ts";
import { subscribe } from "../subscriptions/subscriptions.ts";

/** Writes rows that were found good within one transaction. */
interface RowWriter {
  write(row: StagedRow): void;
  /** Write what is written for all rows together; to be called after the last of them. */
  settle(): void;
}

/**
 * @param importKey names the import, under which the book keeps what was accepted.
 * @param queues what the histories of the import have left of their credit so far.
 * @returns what writes rows; what they share is looked up once.
 */
export function rowWriter(context: CommandContext, importKey: string, queues: HistoryQueues): RowWriter {
  const { writeAccount, writeChange, settle } = accountWriter(context);
  function write(row: StagedRow): void {
    switch (row.kind) {
      case "plan":
        writePlan(context, row.plan);
        break;
      case "account":
        writeAccount(row.account);
        break;
      case "change":
        writeChange(row.change);
        break;
      case "entry":
        writeHistoryEntry(context, row.entry, { importKey, index: row.index, queues });
        break;
      case "opening":
        writeOpening(context, row.opening, importKey);
        break;
      case "subscription":
        writeSubscription(context, row.subscription);
        break;
    }
  }
  return { write, settle };
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
  context.changed("plans");
}

function writeSubscription(context: CommandContext, subscription: ImportedSubscription): void {
  const { accountId, planId, priceId, period, seats, anchorOn, firstPeriodIndex } = subscription;
  const plan = findPlan(context.book, planId);
  const price = priceId === null ? plan?.price : findPrice(context.book, priceId)?.price;
  if (!plan || !price) throw new Error(`The plan ${planId} was checked and is gone`);
  subscribe(context, {
    accountId,
    plan,
    price,
    period,
    seats,
    anchorOn,
    nextPeriodIndex: firstPeriodIndex,
    trialEndsOn: null,
  });
  context.changed("accounts", accountId);
  context.changed("plans");
}

interface AccountWriter {
  readonly writeAccount: (account: ImportedAccount) => void;
  /** Each change is an act of its own in the audit log, with what was before and after, as if it had been made at the desk. */
  readonly writeChange: (change: ImportedChange) => void;
  /** Have the accounts found and counted that were written. */
  readonly settle: () => void;
}

/** @returns what writes one account; what accounts share is looked up once. */
function accountWriter(context: CommandContext): AccountWriter {
  const { book, settings, nowMs } = context;
  const freePlans = { user: findFreePlan(book, "user"), organization: findFreePlan(book, "organization") };
  const startOfDay = remember((date) => startOfDayMs(date as Parameters<typeof startOfDayMs>[0], settings.timeZone));
  const taxRateIds = new Map<number, string>();
  const unindexed: ImportedAccount[] = [];

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

  function changeTo(change: ImportedChange): void {
    const { accountId, taxRateName: rateName } = change;
    const { taxRatePartsPerMillion: parts, paymentMethod, ...fields } = change.fields;
    const account = requireAccount(book, accountId);
    const hasOtherTax = parts !== undefined;
    const taxRate = hasOtherTax ? { taxRateId: parts === null ? null : taxRateId(parts, rateName) } : {};
    changeAccount(context, account, { ...account, ...fields, ...taxRate });
    if (paymentMethod === undefined) return;
    const method = paymentMethodNamed(paymentMethod) ?? manualPaymentMethod;
    const id = context.makeId("paymentMethod");
    auditedWork("paymentMethods.add", { accountId }, context, () => {
      insertDefaultPaymentMethod(book, { ...method, id, accountId, createdAtMs: nowMs });
      return { paymentMethodId: id };
    });
  }

  const writeAccount: AccountWriter["writeAccount"] = (imported) => {
    const { taxRatePartsPerMillion, taxRateName: rateName, paymentMethod, created, ...account } = imported;
    const { id, kind } = account;
    // A row that an earlier version staged says nothing of what papers show.
    writeUnindexedAccount(
      context,
      {
        ...account,
        taxRateId: taxRatePartsPerMillion === null ? null : taxRateId(taxRatePartsPerMillion, rateName),
        createdAtMs: createdAtMs(created),
      },
      freePlans[kind],
    );
    unindexed.push(imported);
    const method = paymentMethodNamed(paymentMethod);
    if (method === null) return;
    insertDefaultPaymentMethod(book, {
      ...method,
      id: context.makeId("paymentMethod"),
      accountId: id,
      createdAtMs: nowMs,
    });
  };
  const writeChange: AccountWriter["writeChange"] = (change) =>
    auditedWork("accounts.update", { accountId: change.accountId }, context, () => changeTo(change));
  return { writeAccount, writeChange, settle: () => indexAccounts(book, unindexed) };
}

/** 88750 parts per million → "Tax 8.875 %". */
function taxRateName(partsPerMillion: number): string {
  const digits = String(partsPerMillion).padStart(5, "0");
  const decimals = digits.slice(-4).replace(/0+$/u, "");
  return `Tax ${digits.slice(0, -4)}${decimals === "" ? "" : `.${decimals}`} %`;
}

function writeOpening(context: CommandContext, opening: ImportedOpeningBalance, importKey: string): void {
  const { accountId, currency, amountMinor, note, terms = {} } = opening;
  const particulars = {
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
  } as const;
  addCredit(context, particulars, terms);
}
