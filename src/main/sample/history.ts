import { addDays, daysBetween, type CivilDate } from "../../shared/calendar.ts";
import { importFiles, type SampleAccount, type SampleCompany } from "./company.ts";
import { createCreditDesk, type CreditDesk } from "./credit-desk.ts";
import { createPaymentDesk, type PaymentDesk } from "./payment-desk.ts";
import type { SampleBook } from "./sample-book.ts";

/** Hours of the day in coordinated universal time; the company sits in New York, so all of them are its working hours. */
const openingHour = 13;
const paymentHour = 21;

/** Told before each day is lived. */
export type HistoryProgress = (day: CivilDate, daysDone: number, daysTotal: number) => void;

/**
 * Live through the company's history in an open, empty book, one day after the other by the test clock, up to the evening before
 * its last day: newcomers are imported, billing runs every Monday, credit is given and corrected, customers pay.
 */
export async function liveHistory(
  book: SampleBook,
  company: SampleCompany,
  onProgress: HistoryProgress,
): Promise<void> {
  const { startOn, options } = company;
  const customers: SampleAccount[] = [];
  const creditDesk = createCreditDesk(book, options.seed, customers);
  const paymentDesk = createPaymentDesk(book, company);
  const arrivals = Map.groupBy(company.accounts, (account) => account.importedOn);
  const daysTotal = daysBetween(startOn, options.todayOn);
  for (let daysDone = 0; daysDone < daysTotal; daysDone += 1) {
    const day = addDays(startOn, daysDone);
    onProgress(day, daysDone, daysTotal);
    await liveDay({ book, company, customers, creditDesk, paymentDesk }, day, arrivals.get(day) ?? []);
  }
}

interface Life {
  readonly book: SampleBook;
  readonly company: SampleCompany;
  /** Accounts with a subscription that are in the book by now. */
  readonly customers: SampleAccount[];
  readonly creditDesk: CreditDesk;
  readonly paymentDesk: PaymentDesk;
}

async function liveDay(
  { book, company, customers, creditDesk, paymentDesk }: Life,
  day: CivilDate,
  arrivals: readonly SampleAccount[],
): Promise<void> {
  const weekday = weekdayOf(day);
  const isBillingDay = weekday === 0;
  if (arrivals.length > 0 || isBillingDay) await book.setClock(day, openingHour);
  if (arrivals.length > 0) {
    await importArrivals(book, company, day);
    customers.push(...arrivals.filter(({ subscription }) => subscription !== null));
  }
  if (isBillingDay) {
    await book.job("billing.run", { throughOn: day });
    await paymentDesk.noteOpenInvoices(day);
  }
  if (weekday < 5) await creditDesk.work(day, daysBetween(company.startOn, day));
  if (paymentDesk.expects(day)) {
    await book.setClock(day, paymentHour);
    await paymentDesk.record(day);
  }
}

/** Bring in the accounts of a day through the same door as anyone's files. */
export async function importArrivals(book: SampleBook, company: SampleCompany, day: CivilDate): Promise<void> {
  const report = await book.job("accounts.import", { files: [...importFiles(company, day)], mode: "write" });
  if (report.outcome !== "written") {
    const [first] = report.problems;
    throw new Error(`The sample's own files were refused: ${first?.fileName}:${first?.lineNumber} ${first?.message}`);
  }
}

/** 0 for Monday to 6 for Sunday. */
function weekdayOf(day: CivilDate): number {
  const someMonday = "2024-01-01" as CivilDate;
  const days = daysBetween(someMonday, day) % 7;
  return days < 0 ? days + 7 : days;
}
