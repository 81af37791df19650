import { addDays, type CivilDate } from "../../shared/calendar.ts";
import type { SampleAccount } from "./company.ts";
import { monthlyFeeMinor } from "./plans.ts";
import { createRandom, type Random } from "./random.ts";
import { createPace, createTurns } from "./pace.ts";
import { correctionNotes, deskOperators, occasionAmount, occasions, reversalNotes, transferNotes } from "./reasons.ts";
import type { SampleBook } from "./sample-book.ts";

/** The people who give and correct credit. */
export interface CreditDesk {
  /** What they do on one working day. */
  work(day: CivilDate, dayNumber: number): Promise<void>;
}

const adjustmentsPerCustomerYear = 0.6;
const workingDaysPerYear = 260;
const firstHour = 14;
const lastHour = 20;
/** Ten weeks lie between making up for two outages, and one customer in fifty was using the service then. */
const daysBetweenOutages = 70;
const firstOutageOn = 40;
const outageShare = 0.02;
const reversedShare = 0.05;
const correctedShare = 0.06;
const transfersPerCustomerYear = 0.006;

/** @param customers grows while the company does. */
export function createCreditDesk(book: SampleBook, seed: number, customers: readonly SampleAccount[]): CreditDesk {
  const transferPace = createPace(transfersPerCustomerYear);
  const outageTurns = createTurns(firstOutageOn, daysBetweenOutages);

  async function adjust(
    account: SampleAccount,
    action: "increase" | "decrease",
    amountMinor: number,
    reasonCode: string,
    note: string,
    operator: string,
  ): Promise<string> {
    const { id: accountId, currency } = account;
    const input = { accountId, action, amountMinor, currency, reasonCode, note };
    const { entry } = await book.command("credits.adjust", input, operator);
    return entry.id;
  }

  async function giveCredit(random: Random): Promise<void> {
    const account = random.pick(customers);
    const operator = random.pick(deskOperators);
    const occasion = random.weighted(occasions);
    const amountMinor = occasionAmount(occasion, account.currency, monthlyFee(account), random);
    const note = random.pick(occasion.notes);
    const entryId = await adjust(account, "increase", amountMinor, occasion.reasonCode, note, operator);
    if (random.chance(reversedShare)) {
      await book.command("credits.reverse", { entryId, note: random.pick(reversalNotes) }, operator);
    } else if (random.chance(correctedShare)) {
      // At once, before billing could use it: what was given too much is there to be taken back.
      const tooMuchMinor = Math.ceil(amountMinor / 2);
      await adjust(account, "decrease", tooMuchMinor, "billing_error", random.pick(correctionNotes), operator);
    }
  }

  /** What was given to one customer goes to another one, before billing could use it. */
  async function passOn(random: Random): Promise<void> {
    const from = random.pick(customers);
    const { currency } = from;
    const others = customers.filter((other) => other.currency === currency && other.id !== from.id);
    if (others.length === 0) return;
    const operator = random.pick(deskOperators);
    const occasion = random.weighted(occasions);
    const amountMinor = occasionAmount(occasion, currency, monthlyFee(from), random);
    await adjust(from, "increase", amountMinor, occasion.reasonCode, random.pick(occasion.notes), operator);
    const transfer = { fromAccountId: from.id, toAccountId: random.pick(others).id, amountMinor, currency };
    await book.command("credits.transfer", { ...transfer, note: random.pick(transferNotes) }, operator);
  }

  /** A tenth of the month's fee, rounded up, for everyone whom it touched. */
  async function makeUpForOutage(day: CivilDate, random: Random): Promise<void> {
    const note = `Outage on ${addDays(day, -random.between(1, 3))}, ${random.between(2, 9)} hours`;
    const operator = random.pick(deskOperators);
    await Promise.all(
      customers
        .filter(() => random.chance(outageShare))
        .map((account) => {
          const amountMinor = Math.ceil(monthlyFee(account) / 10);
          return adjust(account, "increase", amountMinor, "service_interruption", note, operator);
        }),
    );
  }

  return {
    async work(day, dayNumber) {
      if (customers.length === 0) return;
      const random = createRandom(seed, 1, dayNumber);
      const expected = (customers.length * adjustmentsPerCustomerYear) / workingDaysPerYear;
      const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
      const hours = Array.from({ length: count }, () => random.between(firstHour, lastHour)).toSorted((a, b) => a - b);
      let hourSet = -1;
      for (const hour of hours) {
        if (hour !== hourSet) await book.setClock(day, hour, random.between(0, 59));
        hourSet = hour;
        await giveCredit(random);
      }
      const transfers = transferPace(customers.length);
      const isOutage = outageTurns(dayNumber);
      if (transfers > 0 || isOutage) await book.setClock(day, lastHour, 59);
      for (let left = transfers; left > 0; left -= 1) await passOn(random);
      if (isOutage) await makeUpForOutage(day, random);
    },
  };
}

function monthlyFee({ subscription }: SampleAccount): number {
  if (!subscription) throw new Error("Only customers are given credit");
  return monthlyFeeMinor(subscription.plan, subscription.seats);
}
