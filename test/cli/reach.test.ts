import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contract } from "../../src/shared/contract/index.ts";

/** Methods for people and programs; those of hosts are told to nobody else. */
const methods = Object.entries(contract).flatMap(([name, { right }]) => (right === "host" ? [] : [name]));

/** Every method that the sources of a door name. */
function reachedFrom(directory: string): ReadonlySet<string> {
  const root = new URL(`../../${directory}/`, import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.ts$/u.test(name),
  );
  const named = files.flatMap((name) =>
    Array.from(readFileSync(new URL(name, root), "utf8").matchAll(/"(\w+\.\w+)"/gu), ([, text]) => text ?? ""),
  );
  return new Set(named);
}

/** What is done by the desk alone, or by one of the other doors in another way, and why that is enough. */
const unreachedByCommandLine: Readonly<Record<string, string>> = {
  "accounts.balanceHistory": "draws the chart of an account; `credits show --as-of` says the balance of any day",
  "audit.operators": "fills a menu; `operators list` and `keys list` print the ids that `audit list --operator` takes",
  "book.logo": "hands the desk the picture that `book logo` was given; `invoices pdf` shows it on the paper",
  "ledger.operators": "fills a menu of names; `ledger list --operator` takes the name as it is typed",
  "listings.account": "is the list of accounts in the form of Clerk's API; `accounts show` reads the same",
  "listings.accounts": "is the list of accounts in the form of Clerk's API; `accounts list` reads the same",
  "listings.items": "is the list of items in the form of Clerk's API; `subscriptions list` and `show` read the same",
  "listings.prices": "is the list of prices in the form of Clerk's API; `prices list` reads the same",
  "listings.statements": "is the list of invoices in the form of Clerk's API; `invoices list` reads the same",
  "subscriptions.create":
    "subscribes without a preview, for files and programs; `subscriptions change` shows what it comes to first",
};

/** Keys, passphrases and sessions are for people; a key that made keys or operators could not be taken back by ending it. */
const forPeople = "is for people who sign in, so that ending a key ends all that it can do";
/** The host of the API has one book, and works in it as it is. */
const ofOneBook = "makes or replaces the book's file, which a program does by the command line while no host has it";
const inClerksForm = "is asked in the form of Clerk's API, by `listings` or by its id";

const unreachedByApi: Readonly<Record<string, string>> = {
  "accounts.balanceHistory": "draws the chart of an account; `balances_as_of` says the balance of any day",
  "accounts.export": "is a page of a file; `POST /exports` writes the whole one",
  "accounts.find": inClerksForm,
  "accounts.list": inClerksForm,
  "apiKeys.create": forPeople,
  "apiKeys.list": forPeople,
  "apiKeys.revoke": forPeople,
  "audit.export": "is a page of a file; `GET /audit` reads the same",
  "audit.operators": "fills a menu of names; an entry of `GET /audit` has the operator's id",
  "billing.catchUp": "is begun by the host, each day",
  "book.create": ofOneBook,
  "book.import": ofOneBook,
  "book.mend": ofOneBook,
  "book.restore": ofOneBook,
  "book.search": "finds what a person half remembers; every list has its own `search`",
  "book.setClock": "is for trying things in a book that no program depends on",
  "book.upgrade": ofOneBook,
  "ledger.export": "is a page of a file; `POST /exports` writes the whole one",
  "link.create": "takes a key of the upstream and a passphrase, which people have",
  "link.probe": "takes a key of the upstream, which people have",
  "link.unlock": "takes the passphrase of the link, which people have",
  "operators.create": forPeople,
  "operators.current": forPeople,
  "operators.list": forPeople,
  "operators.recover": forPeople,
  "operators.reinstate": forPeople,
  "operators.setPassphrase": forPeople,
  "operators.signIn": forPeople,
  "operators.signOut": forPeople,
  "operators.suspend": forPeople,
  "operators.update": forPeople,
  "sessions.end": forPeople,
  "sessions.list": forPeople,
  "subscriptions.create":
    "subscribes without a preview; `subscription/preview` and `changes` show what it comes to first",
};

describe("the API", () => {
  it("reaches every method of the contract, but for those that say here why not", () => {
    const reached = reachedFrom("src/main/server/backend-api");
    expect(methods.filter((name) => !reached.has(name)).toSorted()).toEqual(Object.keys(unreachedByApi).toSorted());
  });
});

describe("the command line", () => {
  it("reaches every method of the contract, but for those that say here why not", () => {
    const reached = reachedFrom("src/main/cli");
    expect(methods.filter((name) => !reached.has(name)).toSorted()).toEqual(
      Object.keys(unreachedByCommandLine).toSorted(),
    );
  });
});
