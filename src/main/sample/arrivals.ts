import type { CivilDate } from "../../shared/calendar.ts";
import type { Catalog } from "./catalog.ts";
import { importFiles, type SampleAccount, type SampleCompany } from "./company.ts";
import type { Random } from "./random.ts";
import { deskOperators } from "./reasons.ts";
import type { SampleBook } from "./sample-book.ts";

/** Bring in the accounts of a day through the same door as anyone's files, then what was agreed with single ones. */
export async function importArrivals(book: SampleBook, company: SampleCompany, day: CivilDate): Promise<void> {
  const report = await book.job("accounts.import", { files: [...importFiles(company, day)], mode: "write" });
  if (report.outcome !== "written") {
    const [first] = report.problems;
    throw new Error(`The sample's own files were refused: ${first?.fileName}:${first?.lineNumber} ${first?.message}`);
  }
  const withTerms = company.accounts.filter(({ importedOn, terms }) => importedOn === day && terms !== null);
  await Promise.all(
    withTerms.map(({ id: accountId, terms }) => book.command("accounts.update", { accountId, ...terms })),
  );
}

/** Subscribe those who begin with a free trial, at the desk and on their first day. */
export async function signUp(
  book: SampleBook,
  catalog: Catalog,
  accounts: readonly SampleAccount[],
  random: Random,
): Promise<void> {
  for (const { id: accountId, subscription } of accounts) {
    if (!subscription) throw new Error("Who signs up has chosen a plan");
    const { plan, period, seats, startOn } = subscription;
    const input = { accountId, planId: catalog.planOf(plan).id, period, seats, startOn };
    await book.command("subscriptions.create", input, random.pick(deskOperators));
  }
}
