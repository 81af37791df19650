import type { AuditedRecord } from "../../../shared/contract/definition.ts";
import type { AuditReport } from "../../../shared/contract/ledger.ts";
import { finding } from "../../../shared/sentences/sentence.ts";
import { fieldsIn, isAsTold, type Fields } from "./act.ts";
import {
  createSubscriptionVerifier,
  type PresentSubscription,
  type SubscriptionVerifier,
} from "./subscription-verification.ts";

/** An act about something of an account, as the log tells of it. */
export interface AccountAct {
  readonly accountId: string;
  readonly sequence: number;
  readonly subject: string | null;
  readonly subjectId: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

type ComparedRecord = Extract<AuditedRecord, "account" | "charge" | "paymentMethod">;

const comparedRecords: readonly string[] = ["account", "charge", "paymentMethod"] satisfies ComparedRecord[];

/** The records of accounts as they are now. */
export interface PresentAccountRecords {
  /** Null where the record is not there; without the fields that something else than acts may have changed. */
  readonly find: (subject: ComparedRecord, id: string) => Fields | "unreadable" | null;
  /** Null where there is none; undefined where something else than acts and billing runs makes it what it is. */
  readonly findSubscription: (accountId: string) => PresentSubscription | "unreadable" | null | undefined;
}

/** Compares what hangs on accounts (how they are billed, what waits for their next invoice, how they pay, what they subscribe to) with the audit log. */
export interface AccountRecordVerifier {
  /** Take the next act: those of an account one after the other, the newest first. */
  readonly take: (act: AccountAct) => void;
  /** The act of the first record that is another one than it tells. */
  readonly firstBroken: () => AuditReport["firstBroken"];
}

/** What is known of a record of which newer acts were taken: the fields that they told of, or that nothing more is to be compared. */
type Judged = Set<string> | "all";

/**
 * From the newest act to the oldest: what an act tells of is compared where no newer one has told of it, and at the one that made a record
 * nothing of it is kept any more. So a book with as many charges as one likes takes no memory for them.
 *
 * @param lastImport the number of the newest act that tells of an import; 0 for none.
 */
export function createAccountRecordVerifier(present: PresentAccountRecords, lastImport: number): AccountRecordVerifier {
  let firstBroken: AuditReport["firstBroken"] = null;
  let accountId: string | null = null;
  let judged = new Map<string, Judged>();
  /** Null until an act tells of it. */
  let subscription: SubscriptionVerifier | null = null;

  function found(broken: AuditReport["firstBroken"]): void {
    if (broken && (firstBroken === null || broken.sequence < firstBroken.sequence)) firstBroken = broken;
  }

  function compare(subject: ComparedRecord, id: string, { sequence, before, after }: AccountAct, told: Fields): void {
    const key = `${subject} ${id}`;
    const known = judged.get(key) ?? new Set();
    if (known === "all") return void (before === null && judged.delete(key));
    judged.set(key, known);
    const names = Object.keys(told).filter((name) => !known.has(name));
    if (names.length > 0 || known.size === 0) {
      const fields = present.find(subject, id);
      const isRemoved = known.size === 0 && before !== null && after === null;
      const problem = problemOf(id, fields, isRemoved, names.length > 0);
      if (problem !== null) found({ sequence, problem });
      if (problem !== null || fields === null || isRemoved) judged.set(key, "all");
      else if (fields !== "unreadable") compareFields(id, sequence, told, names, fields);
    }
    for (const name of names) known.add(name);
    if (before === null) judged.delete(key);
  }

  function compareFields(id: string, sequence: number, told: Fields, names: readonly string[], fields: Fields): void {
    // An earlier version may have told of what is no field any more. A method is the default until another one is.
    const field = names.find((name) => name in fields && name !== "isDefault" && !isAsTold(told[name], fields[name]));
    if (field === undefined) return;
    found({ sequence, problem: finding('"{field}" of {recordId} is not what it tells', { field, recordId: id }) });
  }

  /** Which of an account's methods is charged is told of with the methods. */
  function compareDefaultMethod(act: AccountAct, told: Fields): void {
    const { accountId: owner, subjectId, before, after } = act;
    const whole = { ...act, before: "" };
    if (told["isDefault"] === true) compare("account", owner, whole, { defaultPaymentMethodId: subjectId });
    // Another one takes its place, and no act says which.
    if (after !== null || fieldsIn(before)["isDefault"] !== true) return;
    const known = judged.get(`account ${owner}`) ?? new Set();
    if (known !== "all") judged.set(`account ${owner}`, known.add("defaultPaymentMethodId"));
  }

  function takeSubscription(act: AccountAct): void {
    if (subscription === null) {
      const now = present.findSubscription(act.accountId);
      if (now === "unreadable") found({ sequence: act.sequence, problem: unreadable(act.accountId) });
      const isCompared = now !== undefined && now !== "unreadable";
      subscription = isCompared ? createSubscriptionVerifier(act.accountId, now, lastImport) : nothingToCompare;
    }
    found(subscription.take(act));
  }

  /** Whoever has come since the last import has no subscription that nothing tells of. */
  function takeBeginning({ accountId: owner, sequence }: AccountAct): void {
    if (sequence < lastImport) return;
    const now = subscription === null ? present.findSubscription(owner) : null;
    if (!now) return;
    const recordId = now === "unreadable" ? owner : String(now.item["id"]);
    found({ sequence, problem: finding("the log does not tell of the record {recordId}", { recordId }) });
  }

  return {
    take(act) {
      if (act.accountId !== accountId) {
        accountId = act.accountId;
        judged = new Map();
        subscription = null;
      }
      const { subject, subjectId, before, after } = act;
      if (subjectId === null) return;
      if (subject === "subscription") return takeSubscription(act);
      if (subject === null || !comparedRecords.includes(subject)) return;
      const told = fieldsIn(after);
      const isBeginning = subject === "account" && before === null && after !== null;
      if (subject === "paymentMethod") compareDefaultMethod(act, told);
      if (isBeginning) takeBeginning(act);
      const none = isBeginning ? { defaultPaymentMethodId: null } : {};
      compare(subject as ComparedRecord, subjectId, act, { ...told, ...none });
    },
    firstBroken: () => firstBroken,
  };
}

const unreadable = (recordId: string): string => finding("the record {recordId} cannot be read", { recordId });

const nothingToCompare: SubscriptionVerifier = { take: () => null };

function problemOf(
  recordId: string,
  fields: Fields | "unreadable" | null,
  isRemoved: boolean,
  isToldOf: boolean,
): string | null {
  if (fields === "unreadable") return unreadable(recordId);
  if (isRemoved) return fields && finding("the record {recordId} that it removed is there", { recordId });
  // An act of before the log told of fields may have been the one that removed it.
  return fields !== null || !isToldOf
    ? null
    : finding("the record {recordId} that it tells of is not there", { recordId });
}
