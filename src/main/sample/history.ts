import { addDays, daysBetween, type CivilDate } from "../../shared/calendar.ts";
import { importArrivals, signUp } from "./arrivals.ts";
import { createCampaigns } from "./campaigns.ts";
import { completeCatalog, prepareBook, type Catalog } from "./catalog.ts";
import { createChangeDesk } from "./change-desk.ts";
import { createChargeDesk } from "./charge-desk.ts";
import type { SampleAccount, SampleCompany } from "./company.ts";
import { createCorrectionDesk } from "./correction-desk.ts";
import { createCreditDesk } from "./credit-desk.ts";
import { agreeOnPrices } from "./key-accounts.ts";
import { createPaymentDesk, type PaymentDesk } from "./payment-desk.ts";
import { createRandom } from "./random.ts";
import { deskOperators } from "./reasons.ts";
import { createRoster, enroll, type Roster } from "./roster.ts";
import type { SampleBook } from "./sample-book.ts";

/** Hours of the day in coordinated universal time; the company sits in New York, so all of them are its working hours. */
const openingHour = 13;
const paymentHour = 21;
/** The first weeks are for moving in; then prices are agreed on with the biggest customers. */
const agreementsOn = 16;

/** Told before each day is lived. */
export type HistoryProgress = (day: CivilDate, daysDone: number, daysTotal: number) => void;

/**
 * Live through the company's history in an open, empty book, one day after the other by the test clock, up to the evening before
 * its last day: newcomers are imported or sign up, billing runs every Monday, subscriptions change, credit is given and corrected,
 * customers pay or do not.
 */
export async function liveHistory(
  book: SampleBook,
  company: SampleCompany,
  onProgress: HistoryProgress,
): Promise<void> {
  const { startOn, options } = company;
  const arrivals = Map.groupBy(company.accounts, ({ importedOn }) => importedOn);
  const signUps = Map.groupBy(
    company.accounts.filter(({ subscription }) => subscription?.withTrial),
    ({ subscription }) => subscription?.startOn,
  );
  await book.setClock(startOn, openingHour);
  await prepareBook(book);
  await importArrivals(book, company, startOn);
  const life = beginLife(book, company, await completeCatalog(book));
  const daysTotal = daysBetween(startOn, options.todayOn);
  for (let daysDone = 0; daysDone < daysTotal; daysDone += 1) {
    const day = addDays(startOn, daysDone);
    onProgress(day, daysDone, daysTotal);
    await liveDay(life, day, daysDone, arrivals.get(day) ?? [], signUps.get(day) ?? []);
  }
}

interface Desk {
  /** What its people do on one working day. */
  work(day: CivilDate, dayNumber: number): Promise<void>;
}

interface Life {
  readonly book: SampleBook;
  readonly company: SampleCompany;
  readonly catalog: Catalog;
  readonly roster: Roster;
  readonly paymentDesk: PaymentDesk;
  /** In the order of their hours: the book's clock never goes back. */
  readonly beforePayments: readonly Desk[];
  readonly afterPayments: readonly Desk[];
}

function beginLife(book: SampleBook, company: SampleCompany, catalog: Catalog): Life {
  const { seed } = company.options;
  const roster = createRoster();
  return {
    book,
    company,
    catalog,
    roster,
    paymentDesk: createPaymentDesk(book, company, roster),
    beforePayments: [
      createChangeDesk(book, seed, roster, catalog),
      createChargeDesk(book, seed, roster),
      createCampaigns(book, seed, roster),
      createCreditDesk(book, seed, roster.customers),
    ],
    afterPayments: [createCorrectionDesk(book, seed, roster)],
  };
}

async function liveDay(
  { book, company, catalog, roster, paymentDesk, beforePayments, afterPayments }: Life,
  day: CivilDate,
  dayNumber: number,
  arrivals: readonly SampleAccount[],
  signUps: readonly SampleAccount[],
): Promise<void> {
  const random = createRandom(company.options.seed, 9, dayNumber);
  const weekday = weekdayOf(day);
  const isWorkingDay = weekday < 5;
  // Every day, whether anybody works or not: credit expires and payments are tried again by themselves.
  await book.setClock(day, openingHour);
  if (arrivals.length > 0) {
    if (dayNumber > 0) await importArrivals(book, company, day);
    for (const account of arrivals) if (!account.subscription?.withTrial) enroll(roster, account);
  }
  await signUp(book, catalog, signUps, random);
  for (const account of signUps) enroll(roster, account);
  if (weekday === 0) {
    await paymentDesk.letCardsExpire(day);
    await book.job("billing.run", { throughOn: day });
    await paymentDesk.noteOpenInvoices(day);
  }
  if (dayNumber === agreementsOn) await agreeOnPrices(book, catalog, roster.customers, random.pick(deskOperators));
  if (isWorkingDay) for (const desk of beforePayments) await desk.work(day, dayNumber);
  if (paymentDesk.expects(day)) {
    await book.setClock(day, paymentHour);
    await paymentDesk.record(day);
  }
  if (isWorkingDay) for (const desk of afterPayments) await desk.work(day, dayNumber);
}

/** 0 for Monday to 6 for Sunday. */
function weekdayOf(day: CivilDate): number {
  const someMonday = "2024-01-01" as CivilDate;
  const days = daysBetween(someMonday, day) % 7;
  return days < 0 ? days + 7 : days;
}
