import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../support/book.ts";
import { createCustomer } from "../support/company.ts";
import { addOperators, signedInDoor } from "../support/operators.ts";
import { passphraseOf } from "../support/passphrases.ts";
import { openTestBrowser, startTestProvider, type TestBrowser, type TestProvider } from "../support/sign-on.ts";
import { codeOf, startTestTeamHost, usualDoor } from "../support/team.ts";
import { importInto } from "../support/whole-book.ts";

const persons = {
  eve: { sub: "u-eve", name: "Eve Adams", preferred_username: "eve", groups: ["finance"] },
  ann: { sub: "u-ann", name: "Ann", preferred_username: "ann", groups: ["finance"] },
  mal: { sub: "u-mal", name: "Mal", preferred_username: "mal", groups: ["ledger-admins"] },
  bob: { sub: "u-bob", name: "Bob", preferred_username: "bob", groups: ["ledger-admins"] },
  new: { sub: "u-new", name: "Nell New", preferred_username: "nell", groups: ["finance"] },
};

/** A team's host on a book whose people the provider knows. */
const hostOf = (book: Pick<TestBook, "engine" | "path">, provider: TestProvider) =>
  startTestTeamHost(book, { door: { ...usualDoor, signOn: provider.settings } });

/** Somebody signs in by the provider. @returns who they are then, by id and role, or where they are sent instead. */
async function signOn(browser: TestBrowser, provider: TestProvider, who: keyof typeof persons): Promise<string> {
  provider.person = persons[who];
  const { headers } = await browser.signOn(provider);
  const { body } = await browser.call("operators.current");
  const { operator } = (JSON.parse(body) as { value: { operator: { id: string; role: string } | null } }).value;
  return operator ? `${operator.id} ${operator.role}` : String(headers.location);
}

/** Make a book of an export of another one. */
async function importedOf(exporting: TestBook): Promise<TestBook> {
  const { path } = (await exporting.runJob("book.export", {})).result;
  const imported = await openTestBook(join(temporaryFolder(), "imported.countinghouse"));
  expect(await importInto(imported, path)).toMatchObject({ ok: true });
  return imported;
}

test("a book that is made of an export knows by the provider who signed in so before, and nobody else (BEHAVIOUR 11.7, 14.3)", async () => {
  const provider = await startTestProvider();
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  const { admin, ids } = await addOperators(book, { ann: "clerk" });
  const before = await hostOf(book, provider);
  const eve = await signOn(openTestBrowser(before), provider, "eve");
  const annsBrowser = openTestBrowser(before);
  expect(await signOn(annsBrowser, provider, "ann")).toContain("sign_on_unlinked");
  await annsBrowser.call("operators.signIn", { signInName: "ann", passphrase: passphraseOf("ann") });
  const [mal] = (await signOn(openTestBrowser(before), provider, "mal")).split(" ");
  await admin.ask("operators.suspend", { operatorId: mal ?? "" });

  const imported = await importedOf(await signedInDoor(book, "bob"));
  const host = await hostOf(imported, provider);
  const evesBrowser = openTestBrowser(host);
  expect(await signOn(evesBrowser, provider, "eve")).toBe(eve);
  expect(await signOn(openTestBrowser(host), provider, "ann")).toBe(`${ids["ann"]} clerk`);
  expect(await signOn(openTestBrowser(host), provider, "mal")).toContain("sign_on_not_allowed");
  // Whom it has not been told of is not let in in the place of somebody who is known by a passphrase, which is in no export.
  const bobs = { signInName: "bob", passphrase: passphraseOf("bob") };
  const bobsBrowser = openTestBrowser(host);
  expect(await signOn(bobsBrowser, provider, "bob")).toContain("sign_on_unlinked");
  expect(codeOf(await bobsBrowser.call("operators.signIn", bobs))).toBe("sign_in_refused");

  // Their work goes on in their names, and so does the log.
  const credit = { accountId, action: "increase", amountMinor: 5_00, currency: "USD", reasonCode: "courtesy" };
  const given = await evesBrowser.call("credits.adjust", { ...credit, idempotencyKey: "given" });
  expect(given.status).toBe(200);
  persons.eve.groups = ["ledger-admins"];
  const admins = openTestBrowser(host);
  expect(await signOn(admins, provider, "eve")).toBe(eve.replace("clerk", "admin"));
  const passphrase = { operatorId: ids["bob"], passphrase: passphraseOf("bob") };
  expect((await admins.call("operators.setPassphrase", passphrase)).status).toBe(200);
  const door = await signedInDoor(imported, "bob");
  expect((await door.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 1 });
  expect((await door.ask("ledger.list", { limit: 1 })).rows).toMatchObject([{ operator: "Eve Adams" }]);
});

test("a book of one operator whom the provider knows takes in others by it as well, once it is made of an export", async () => {
  const provider = await startTestProvider();
  const book = await createTestBook();
  const { admin, ids } = await addOperators(book, {});
  const before = await hostOf(book, provider);
  const browser = openTestBrowser(before);
  expect(await signOn(browser, provider, "bob")).toContain("sign_on_unlinked");
  await browser.call("operators.signIn", { signInName: "bob", passphrase: passphraseOf("bob") });
  expect((await admin.ask("operators.list", {})).operators).toMatchObject([{ identity: { subject: "u-bob" } }]);

  const host = await hostOf(await importedOf(book), provider);
  expect(await signOn(openTestBrowser(host), provider, "new")).toMatch(/^opr_\w+ clerk$/u);
  expect(await signOn(openTestBrowser(host), provider, "bob")).toBe(`${ids["bob"]} admin`);
});
