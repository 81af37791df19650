import type { CivilDate } from "../../shared/calendar.ts";
import { multiplyByFraction } from "../../shared/money/minor-units.ts";
import type { SampleAccount } from "./company.ts";
import { createPace } from "./pace.ts";
import { createRandom, type Random } from "./random.ts";
import { deskOperators, majorToMinor } from "./reasons.ts";
import type { Roster } from "./roster.ts";
import type { SampleBook } from "./sample-book.ts";

/** The people who migrate data and train, and put it on the customer's bill. */
export interface ChargeDesk {
  /** What they do on one working day. */
  work(day: CivilDate, dayNumber: number): Promise<void>;
}

interface Service {
  readonly weight: number;
  readonly description: string;
  /** In major units of dollars. */
  readonly price: number;
  readonly mostUnits: number;
}

const services: readonly Service[] = [
  { weight: 40, description: "Data migration", price: 450, mostUnits: 1 },
  { weight: 30, description: "Training day", price: 900, mostUnits: 3 },
  { weight: 20, description: "Consulting, per hour", price: 140, mostUnits: 12 },
  { weight: 10, description: "Import of legacy archives, per gigabyte", price: 15, mostUnits: 60 },
];
const chargesPerCustomerYear = 0.035;
const discountedShare = 0.3;
/** What is charged to somebody who is on the free plan is invoiced at once, because no other invoice would come. */
const guestShare = 0.15;
const opensAt = { hour: 13, minute: 40 };

export function createChargeDesk(book: SampleBook, seed: number, roster: Roster): ChargeDesk {
  const pace = createPace(chargesPerCustomerYear);

  async function addCharge(account: SampleAccount, random: Random, operator: string): Promise<void> {
    const { id: accountId, currency } = account;
    const { description, price, mostUnits } = random.weighted(services);
    const quantity = random.between(1, mostUnits);
    const unitMinor = majorToMinor(price, currency);
    const discountMinor = random.chance(discountedShare)
      ? multiplyByFraction(unitMinor * quantity, { numerator: random.pick([10, 15, 20]), denominator: 100 })
      : 0;
    const input = { accountId, description, quantity, unitMinor, currency, discountMinor };
    await book.command("invoices.addCharge", input, operator);
  }

  async function charge(random: Random): Promise<void> {
    const operator = random.pick(deskOperators);
    const isOrganization = ({ kind }: SampleAccount) => kind === "organization";
    const isGuest = random.chance(guestShare);
    const candidates = (isGuest ? roster.guests : roster.customers).filter(isOrganization);
    if (candidates.length === 0) return;
    const account = random.pick(candidates);
    await addCharge(account, random, operator);
    if (isGuest && (await isOnFreePlan(account))) {
      const { id: accountId } = account;
      const { pinnedOn, fingerprint } = await book.query("invoices.preview", { accountId });
      await book.command("invoices.issue", { accountId, pinnedOn, fingerprint }, operator);
    }
  }

  async function isOnFreePlan({ id: accountId }: SampleAccount): Promise<boolean> {
    const { subscription } = await book.query("subscriptions.get", { accountId });
    return subscription === null;
  }

  return {
    async work(day, dayNumber) {
      const random = createRandom(seed, 5, dayNumber);
      const count = pace(roster.customers.length);
      if (count === 0) return;
      await book.setClock(day, opensAt.hour, opensAt.minute);
      for (let made = 0; made < count; made += 1) await charge(random);
    },
  };
}
