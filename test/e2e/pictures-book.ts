import { civilDate } from "../../src/shared/calendar.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import { makeCompany } from "../../src/main/sample/company.ts";
import { liveHistory } from "../../src/main/sample/history.ts";
import { SampleBook } from "../../src/main/sample/sample-book.ts";
import { copyBook } from "../support/copy-book.ts";
import { takenAt } from "./taken-at.ts";

/** A book of a company that is the same whenever and wherever it is made: the sample's, which comes from a seed, on its last evening. */
export function buildPicturesBook(bookPath: string): Promise<void> {
  return copyBook("pictures", bookPath, async (path) => {
    const engine = await startEngine({ bookPath: path, tellsSlowQueries: false });
    try {
      const book = new SampleBook(engine, "Grace Hopper");
      const settings = { name: "Lanternworks, Inc.", timeZone: "UTC", currency: "USD", isForTrying: true };
      await book.command("book.create", settings);
      const company = makeCompany({ accounts: 60, years: 1, seed: 1, todayOn: civilDate("2026-03-31") });
      await liveHistory(book, company, () => undefined);
      await book.command("book.setClock", { clock: { kind: "test", nowMs: Date.parse(takenAt) } });
      await nameOwner(book);
      await writeInLatin(book);
      await book.job("ledger.verify", {});
    } finally {
      await engine.close();
    }
  });
}

/** Else the name of the system's user stands for the owner's. */
async function nameOwner(book: SampleBook): Promise<void> {
  const [owner] = (await book.query("operators.list", {})).operators;
  if (owner) await book.command("operators.update", { operatorId: owner.id, name: "Grace Hopper" });
}

/** Names that our own type has no letters for would look as on each system. */
async function writeInLatin(book: SampleBook): Promise<void> {
  const { rows } = await book.query("accounts.list", { limit: 500 });
  const foreign = rows.filter(({ name }) => !/^[\p{scx=Latin}\p{P}\p{N}\s&]+$/u.test(name));
  for (const [index, { id }] of foreign.entries()) {
    await book.command("accounts.update", { accountId: id, name: `Sakura Trading ${index + 1}` });
  }
}
