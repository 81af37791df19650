import { latestOf, type CivilDate } from "../../../shared/calendar.ts";
import type { ComingCredit } from "../../../shared/contract/invoice-view.ts";
import { isUsableOn } from "../credits/credit-blocks.ts";
import type { BillingFacts } from "./facts.ts";
import { nextDueOn } from "./renewal.ts";

/**
 * The facts of an account's coming invoice, which uses the credit that can be used on its billing date (BEHAVIOUR 5.3): what will have
 * expired by then does not count, what will have begun does. An invoice that is overdue is made today at the earliest.
 */
export function asOfBillingDate(facts: BillingFacts): BillingFacts {
  const dueOn = nextDueOn(facts);
  return dueOn === null ? facts : { ...facts, creditOn: latestOf(facts.creditOn, dueOn) };
}

/** What of an account's credit will have expired or begun between today and the day as of which it is counted, earliest first. */
export function comingCredit({ credit, creditOn }: BillingFacts, todayInBook: CivilDate): ComingCredit[] {
  return credit
    .flatMap((block): ComingCredit[] => {
      const { id: blockId, remainingMinor: amountMinor, effectiveOn, expiresOn } = block;
      const [isNow, isThen] = [isUsableOn(block, todayInBook), isUsableOn(block, creditOn)];
      if (isNow && !isThen && expiresOn !== null) return [{ blockId, amountMinor, change: "expires", on: expiresOn }];
      return isThen && !isNow ? [{ blockId, amountMinor, change: "begins", on: effectiveOn }] : [];
    })
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
