import type { AuditReport } from "../../../shared/contract/ledger.ts";
import { finding } from "../../../shared/sentences/sentence.ts";
import { fieldsIn, isAsTold, type Fields } from "./act.ts";

/** A subscription as it is now: what is in force, and what follows it. */
export interface PresentSubscription {
  readonly item: Fields;
  readonly upcoming: Fields | null;
}

/** An act about a subscription, with what it changed. */
interface SubscriptionAct {
  readonly sequence: number;
  /** Null where there was no subscription before. */
  readonly before: string | null;
  readonly after: string | null;
}

/** An item has them from its beginning to its end. */
const fixedTerms: readonly string[] = ["priceId", "period"];
/** A billing run takes on what was told to come, and ends what has an end; it makes none of them something that was never told. */
const changingTerms: readonly string[] = ["seats", "nextSeats", "trialEndsOn", "discount"];
/** What a run may have ended. */
const endingTerms: readonly string[] = ["nextSeats", "discount"];

/** Compares a subscription with the acts about it, from the newest to the one that began it. */
export interface SubscriptionVerifier {
  readonly take: (act: SubscriptionAct) => AuditReport["firstBroken"];
}

/**
 * Who may change the terms of a subscription is people, by acts that tell of it, and billing runs, which do not and follow what people have
 * agreed. So what is in force has to have been told of, with the price and the period that it has, and with seats and a discount that it had at
 * some time: a run lets the next item, its seats and the end of a discount come on their day.
 *
 * @param lastImport the number of the newest act that tells of an import, which can have given the account a subscription since older acts.
 */
export function createSubscriptionVerifier(
  accountId: string,
  present: PresentSubscription | null,
  lastImport: number,
): SubscriptionVerifier {
  let items = present
    ? [
        itemVerifier(accountId, present.item, { isInForce: true, lastImport }),
        ...(present.upcoming ? [itemVerifier(accountId, present.upcoming, { isInForce: false, lastImport })] : []),
      ]
    : [];
  let isNewest = true;
  return {
    take(act) {
      if (isNewest && act.after === null && present !== null) {
        items = [];
        if (act.sequence < lastImport) return null;
        const problem = finding("the record {recordId} that it removed is there", { recordId: accountId });
        return { sequence: act.sequence, problem };
      }
      isNewest = false;
      for (const item of items) {
        const broken = item.take(act);
        if (broken) {
          items = [];
          return broken;
        }
      }
      items = items.filter((item) => !item.isOver());
      return null;
    },
  };
}

interface Told {
  readonly sequence: number;
  readonly value: unknown;
}

function itemVerifier(
  accountId: string,
  present: Fields,
  { isInForce, lastImport }: { readonly isInForce: boolean; readonly lastImport: number },
) {
  /** The item whose beginning is looked for: a change of plan leaves to the next item what it does not tell of. */
  let wantedId = present["id"];
  /** What the log told of each term that is not known yet, the newest first. */
  const open = new Map<string, Told[]>([...fixedTerms, ...changingTerms].map((term) => [term, []]));

  function note(terms: readonly string[], told: Fields, sequence: number): void {
    for (const term of terms) {
      if (term in told) open.get(term)?.push({ sequence, value: told[term] });
    }
    // They become the seats on the next period's first day.
    if (terms.includes("seats") && typeof told["nextSeats"] === "number")
      open.get("seats")?.push({ sequence, value: told["nextSeats"] });
  }

  /** Everything that the log tells of some terms is known. */
  function judge(terms: readonly string[]): AuditReport["firstBroken"] {
    for (const field of terms) {
      const told = open.get(field) ?? [];
      open.delete(field);
      const value = present[field] ?? null;
      const [newest] = told;
      if (!newest || (value === null && endingTerms.includes(field))) continue;
      if (told.some((each) => isAsTold(each.value, value))) continue;
      const problem = finding('"{field}" of {recordId} is not what it tells', { field, recordId: accountId });
      return { sequence: newest.sequence, problem };
    }
    return null;
  }

  return {
    isOver: () => open.size === 0,
    take({ sequence, before, after }: SubscriptionAct): AuditReport["firstBroken"] {
      const told = fieldsIn(after);
      const upcoming = told["upcoming"];
      const terms = [...open.keys()];
      if (typeof upcoming === "object" && upcoming !== null && "id" in upcoming && upcoming.id === wantedId) {
        note(terms, { ...upcoming }, sequence);
        return judge(terms);
      }
      const begins = isInForce && told["id"] === wantedId;
      if (!begins && before === null) {
        open.clear();
        if (after === null || sequence < lastImport) return null;
        const problem = finding('"{field}" of {recordId} is not what it tells', { field: "id", recordId: accountId });
        return { sequence, problem };
      }
      if (!isInForce) return null;
      note(begins ? terms : terms.filter((term) => changingTerms.includes(term)), told, sequence);
      if (!begins) return null;
      if (before === null) return judge(terms);
      wantedId = fieldsIn(before)["id"];
      return judge(terms.filter((term) => term in told));
    },
  };
}
