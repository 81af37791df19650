import { addDays, type CivilDate } from "../../shared/calendar.ts";
import type { SampleAccount } from "./company.ts";
import { createPace, createTurns } from "./pace.ts";
import { createRandom, type Random } from "./random.ts";
import { deskOperators, majorToMinor } from "./reasons.ts";
import type { Roster } from "./roster.ts";
import type { SampleBook } from "./sample-book.ts";

/** The people of marketing and sales: credit that ends, is used first or last, or begins later. */
export interface Campaigns {
  /** What they do on one working day. */
  work(day: CivilDate, dayNumber: number): Promise<void>;
}

const opensAt = { hour: 13, minute: 50 };
const daysBetweenCampaigns = 63;
const firstCampaignOn = 21;
const campaignShare = 0.04;
/** Many of those who have a yearly plan or the free one are not charged in time. */
const promotionDays = 75;
const campaignNotes = [
  "Spring cleaning, code TIDY",
  "Come back, code MISSYOU",
  "Ten years of Lanternworks",
  "Friends of friends",
];
/** A campaign's credit is taken back from somebody who got it twice under two names. */
const withdrawnAfterDays = 7;
const withdrawnNote = "Second account of the same person";

const budgetsPerOrganizationYear = 0.1;
const prepaidNotes = [
  "Prepaid budget, order by e-mail",
  "Prepaid for the fiscal year",
  "Service budget of the frame contract",
];

interface Given {
  readonly accountId: string;
  readonly entryId: string;
}

export function createCampaigns(book: SampleBook, seed: number, roster: Roster): Campaigns {
  const campaignTurns = createTurns(firstCampaignOn, daysBetweenCampaigns);
  const withdrawalTurns = createTurns(firstCampaignOn + withdrawnAfterDays, daysBetweenCampaigns);
  const budgetPace = createPace(budgetsPerOrganizationYear);
  let budgetsSold = 0;
  let latest: readonly Given[] = [];

  async function give(
    { id: accountId, currency }: SampleAccount,
    grant: Pick<Parameters<typeof book.command<"credits.adjust">>[1], "amountMinor" | "reasonCode" | "note" | "terms">,
    operator: string,
  ): Promise<Given> {
    const input = { accountId, action: "increase", currency, ...grant } as const;
    const { entry } = await book.command("credits.adjust", input, operator);
    return { accountId, entryId: entry.id };
  }

  async function runCampaign(day: CivilDate, random: Random): Promise<void> {
    const note = random.pick(campaignNotes);
    const operator = random.pick(deskOperators);
    const major = random.pick([5, 10, 15]);
    const terms = { category: "promotional", priority: 20, expiresOn: addDays(day, promotionDays) } as const;
    const chosen = [...roster.customers, ...roster.guests].filter(() => random.chance(campaignShare));
    latest = await Promise.all(
      chosen.map((account) => {
        const amountMinor = majorToMinor(major, account.currency);
        return give(account, { amountMinor, reasonCode: "promotion", note, terms }, operator);
      }),
    );
  }

  async function withdrawOne(random: Random): Promise<void> {
    if (latest.length === 0) return;
    const { accountId, entryId } = random.pick(latest);
    const { blocks } = await book.query("credits.blocks", { accountId });
    const block = blocks.find((each) => each.entryId === entryId);
    if (block?.state !== "usable") return;
    await book.command("credits.voidBlock", { blockId: block.id, note: withdrawnNote }, random.pick(deskOperators));
  }

  /** Budgets are used after everything else; every second one is for a year to come, some end after a year. */
  async function sellBudget(day: CivilDate, random: Random): Promise<void> {
    const isAhead = budgetsSold % 2 === 1;
    budgetsSold += 1;
    const account = random.pick(roster.customers.filter(({ kind }) => kind === "organization"));
    const amountMinor = majorToMinor(random.pick([250, 500, 1000, 1500]), account.currency);
    const effectiveOn = isAhead ? addDays(day, random.between(60, 150)) : null;
    const expiresOn = random.chance(0.5) ? addDays(day, 365) : null;
    const terms = { category: "paid", priority: 80, effectiveOn, expiresOn } as const;
    const grant = { amountMinor, reasonCode: "contract", note: random.pick(prepaidNotes), terms };
    await give(account, grant, random.pick(deskOperators));
  }

  return {
    async work(day, dayNumber) {
      const random = createRandom(seed, 7, dayNumber);
      const hasCampaign = campaignTurns(dayNumber);
      const withdraws = withdrawalTurns(dayNumber);
      const budgets = budgetPace(roster.customers.filter(({ kind }) => kind === "organization").length);
      if (!hasCampaign && !withdraws && budgets === 0) return;
      await book.setClock(day, opensAt.hour, opensAt.minute);
      if (hasCampaign) await runCampaign(day, random);
      if (withdraws) await withdrawOne(random);
      for (let left = budgets; left > 0; left -= 1) await sellBudget(day, random);
    },
  };
}
