import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { AccountRow } from "../../../src/shared/contract/accounts.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, creditOf } from "../../support/company.ts";
import { inDatabase } from "../../support/database.ts";

const users = (rows: readonly string[]) => ({ kind: "users" as const, name: "users.csv", text: rows.join("\n") });

async function addUser(book: TestBook, name: string, contact: string | null = null): Promise<string> {
  return (await book.ask("accounts.create", { kind: "user", name, contact })).accountId;
}

/** Every page of a list, as a program reads it. */
async function everyPage(
  book: TestBook,
  input: MethodInput<"accounts.list">,
): Promise<{ rows: AccountRow[]; total: { count: number; isExact: boolean } }> {
  const rows: AccountRow[] = [];
  let after: string | null = null;
  for (;;) {
    const page: { rows: AccountRow[]; nextCursor: string | null; total: { count: number; isExact: boolean } } =
      await book.ask("accounts.list", { ...input, after, limit: 500 });
    rows.push(...page.rows);
    after = page.nextCursor;
    if (after === null) return { rows, total: page.total };
  }
}

describe("an e-mail address or a slug (BEHAVIOUR 1.8)", () => {
  test("A-100 in other capitals is the same account's, at every door of the book", async () => {
    const book = await createTestBook();
    const accountId = await addUser(book, "Ann", "Ann@X.com");
    const taken = await book.refusal("accounts.create", { kind: "user", name: "Ann", contact: "ann@x.com" });
    expect(taken).toMatchObject({ code: "account_exists", details: { accountId } });
    const { result } = await book.runJob("accounts.import", {
      mode: "write",
      files: [users(["name,email", "Ann,aNN@x.com", "Bob,Bob@X.com", "Bobby,bob@x.COM"])],
    });
    expect(result.problems.map(({ lineNumber, column }) => [lineNumber, column])).toEqual([
      [2, "email"],
      [4, "email"],
    ]);
    const { accounts } = await book.ask("accounts.find", { reference: "ANN@x.com" });
    expect(accounts.map(({ id }) => id)).toEqual([accountId]);
    await adjust(book, accounts[0]?.id ?? "", 5_00);
    expect(await creditOf(book, accountId)).toBe(5_00);
    const listed = await book.ask("listings.accounts", { kind: "user", filters: { contacts: ["ANN@X.COM"] } });
    expect(listed.rows.map(({ id }) => id)).toEqual([accountId]);
    // It is kept as it was written.
    expect((await book.ask("accounts.get", { accountId })).contact).toBe("Ann@X.com");
    expect((await book.ask("book.info", {})).accountCounts.user).toBe(1);
  });

  test("is the same in every form of Unicode, with and without characters that nobody sees", async () => {
    const book = await createTestBook();
    const accountId = await addUser(book, "Jürgen", "jürgen.weiß@x.de");
    for (const contact of ["JU\u0308RGEN.WEISS@X.DE", "jürgen.wei\u00ADß@x.de", "ｊürgen.weiß@x.de"]) {
      expect(await book.refusal("accounts.create", { kind: "user", name: "J", contact })).toMatchObject({
        code: "account_exists",
      });
      expect((await book.ask("accounts.find", { reference: contact })).accounts).toMatchObject([{ id: accountId }]);
    }
    // An accent makes another address.
    await addUser(book, "Jurgen", "jurgen.weiss@x.de");
  });

  test("may be written in another way by its own account, and not by another one", async () => {
    const book = await createTestBook();
    const accountId = await addUser(book, "Ann", "ann@x.com");
    const other = await addUser(book, "Bob", "bob@x.com");
    await book.ask("accounts.update", { accountId, contact: "Ann@X.com" });
    expect((await book.ask("accounts.get", { accountId })).contact).toBe("Ann@X.com");
    const refusal = await book.refusal("accounts.update", { accountId: other, contact: "ANN@X.COM" });
    expect(refusal).toMatchObject({ code: "account_exists", details: { accountId } });
    await book.ask("accounts.update", { accountId, contact: null });
    await book.ask("accounts.update", { accountId: other, contact: "ANN@X.COM" });
    expect((await book.ask("accounts.find", { reference: "ann@x.com" })).accounts).toMatchObject([{ id: other }]);
  });

  test("of an organization or a plan is the same in capitals, for rows of a file too", async () => {
    const book = await createTestBook();
    const { result } = await book.runJob("accounts.import", {
      mode: "write",
      files: [
        { kind: "plans", name: "plans.csv", text: "slug,name,for,currency,monthly_fee\nTeam,Team,organization,USD,20" },
        { kind: "organizations", name: "organizations.csv", text: "name,slug\nAcme,Acme-Inc" },
        {
          kind: "subscriptions",
          name: "subscriptions.csv",
          text: "account,plan,period,start_on\nACME-INC,TEAM,month,2026-01-01",
        },
        { kind: "opening_balances", name: "opening.csv", text: "account,currency,amount\nacme-inc,USD,5.00" },
      ],
    });
    expect(result).toMatchObject({ outcome: "written", problems: [] });
    const acme = await book.ask("listings.account", { kind: "organization", idOrSlug: "acme-INC" });
    expect(acme).toMatchObject({ name: "Acme", contact: "Acme-Inc" });
    expect(await creditOf(book, acme.id)).toBe(5_00);
    const taken = { kind: "organization", name: "Acme", contact: "ACME-inc" };
    expect((await book.refusal("accounts.create", taken)).code).toBe("account_exists");
    const again = { kind: "plans", name: "plans.csv", text: "slug,name,for,currency,monthly_fee\nTEAM,T,user,USD,1" };
    const second = await book.runJob("accounts.import", { mode: "check", files: [again as never] });
    expect(second.result.problems).toMatchObject([{ column: "slug" }]);
  });

  test("of a username too", async () => {
    const book = await createTestBook();
    const profile = { username: "ÅNN" };
    const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ann", profile });
    const taken = { kind: "user", name: "Ann", profile: { username: "ånn" } };
    expect(await book.refusal("accounts.create", taken)).toMatchObject({
      code: "account_exists",
      details: { accountId, field: "username" },
    });
    const { rows } = await book.ask("listings.accounts", { kind: "user", filters: { usernames: ["A\u030ANN"] } });
    expect(rows.map(({ id }) => id)).toEqual([accountId]);
  });

  test("of accounts that an earlier version let differ in capitals only stays theirs, and takes no third one", async () => {
    const path = join(temporaryFolder(), "book.countinghouse");
    writeFileSync(
      path,
      gunzipSync(readFileSync(new URL("../../fixtures/version-5.countinghouse.gz", import.meta.url))),
    );
    const old = new Database(path);
    const [first, second] = old.prepare("SELECT id FROM account WHERE kind = 'user' ORDER BY id").pluck().all() as [
      string,
      string,
    ];
    for (const table of ["account", "account_listing"]) {
      const update = old.prepare(
        `UPDATE ${table} SET contact = ? WHERE ${table === "account" ? "id" : "account_id"} = ?`,
      );
      update.run("Ann@x.com", first);
      update.run("ann@x.com", second);
    }
    old.close();
    const reopened = await openTestBook(path);
    const { accounts } = await reopened.ask("accounts.find", { reference: "ANN@X.COM" });
    expect(accounts.map(({ id }) => id).toSorted()).toEqual([first, second]);
    const { rows } = await reopened.ask("accounts.list", { search: "ANN@x.com" });
    expect(new Map(rows.map(({ id, contact }) => [id, contact]))).toEqual(
      new Map([
        [first, "Ann@x.com"],
        [second, "ann@x.com"],
      ]),
    );
    const third = { kind: "user", name: "Ann", contact: "ANN@X.com" };
    expect((await reopened.refusal("accounts.create", third)).code).toBe("account_exists");
    const { result } = await reopened.runJob("accounts.import", {
      mode: "check",
      files: [{ kind: "opening_balances", name: "o.csv", text: "account,currency,amount\nANN@x.com,USD,1.00" }],
    });
    expect(result.problems[0]?.message).toContain("is the name of 2 accounts");
    // Each of them can be changed, and one of them be given another address.
    await reopened.ask("accounts.update", { accountId: second, name: "Anna" });
    await reopened.ask("accounts.update", { accountId: second, contact: "anna@x.com" });
    expect((await reopened.ask("accounts.find", { reference: "ann@x.com" })).accounts).toMatchObject([{ id: first }]);
  });

  test("is refused twice by the database itself", async () => {
    const book = await createTestBook();
    await addUser(book, "Ann", "ann@x.com");
    const other = await addUser(book, "Bob", "bob@x.com");
    await inDatabase(book, (database) => {
      const update = database.prepare("UPDATE account SET contact_key = 'ann@x.com' WHERE id = ?");
      expect(() => update.run(other)).toThrow("belongs to another account");
    });
  });
});

describe("a search (BEHAVIOUR 1.8)", () => {
  test("A-102 finds words in any order, in the middle of a name, however they are written", async () => {
    const book = await createTestBook();
    const names = [
      "Al Bo",
      "田中 美咲",
      "O’Connor",
      "Żółć",
      "Anna\u00A0Maria",
      "Jean\u2011Luc Straße",
      "ＡＣＭＥ ｶﾞｽ",
      "Søren Œuvre",
      "ofﬁce",
      "Işık",
    ];
    for (const name of names) await addUser(book, name);
    const find = async (search: string) => (await book.ask("accounts.list", { search })).rows.map(({ name }) => name);
    for (const [search, name] of [
      ["bo", "Al Bo"],
      ["BO al", "Al Bo"],
      ["l", "Al Bo"],
      ["美咲", "田中 美咲"],
      ["美", "田中 美咲"],
      ["美咲 田中", "田中 美咲"],
      ["O'Connor", "O’Connor"],
      ["o‘conn", "O’Connor"],
      ["'", "O’Connor"],
      ["Zolc", "Żółć"],
      ["ŻÓ", "Żółć"],
      ["maria anna", "Anna\u00A0Maria"],
      ["Maria\u3000an", "Anna\u00A0Maria"],
      ["jean-luc", "Jean\u2011Luc Straße"],
      ["STRASSE luc", "Jean\u2011Luc Straße"],
      ["acme", "ＡＣＭＥ ｶﾞｽ"],
      ["ガス", "ＡＣＭＥ ｶﾞｽ"],
      ["soren oeuvre", "Søren Œuvre"],
      ["office", "ofﬁce"],
      ["isik", "Işık"],
    ] as const) {
      expect([search, await find(search)]).toEqual([search, expect.arrayContaining([name])]);
      const { hits } = await book.ask("book.search", { text: search });
      expect(hits).toContainEqual(expect.objectContaining({ type: "account", name }));
      const { rows } = await book.ask("listings.accounts", { kind: "user", limit: 100, filters: { search } });
      expect(rows.map((row) => row.name)).toContain(name);
    }
    expect(await find("bo al x")).toEqual([]);
    expect(await find("connoro")).toEqual([]);
    // The letters of a long word have to follow each other, not only its parts.
    await addUser(book, "abcd bcde");
    expect(await find("abcde")).toEqual([]);
    expect(await find("bcde abc")).toEqual(["abcd bcde"]);
  });

  test("follows what an account is called now", async () => {
    const book = await createTestBook();
    const accountId = await addUser(book, "Old Name", "old@x.com");
    await book.ask("accounts.update", { accountId, name: "Żółć", contact: "New.Slug@x.com" });
    const count = async (search: string) => (await book.ask("accounts.list", { search })).rows.length;
    expect([await count("old"), await count("zolc"), await count("new.slug"), await count("zo")]).toEqual([0, 1, 1, 1]);
  });

  test("has names that begin with what was typed first, then other words that do, then the middle of words and contacts", async () => {
    const book = await createTestBook();
    const wanted = ["Amelia Brown", "Ämilie Braun", "Amy & Sons", "Alma Ames", "Zoe van Amstel"];
    const others = ["Aaron Williams", "Bea Adams", "Cy Smith"];
    for (const name of [...others, ...wanted].toReversed()) await addUser(book, name);
    const [{ id: accountId } = { id: "" }] = (await book.ask("accounts.list", { search: "cy" })).rows;
    await book.ask("accounts.update", { accountId, contact: "am@x.com" });
    const names = async (input: MethodInput<"accounts.list">) =>
      (await everyPage(book, input)).rows.map(({ name }) => name);
    expect(await names({ search: "am" })).toEqual([...wanted, ...others]);
    // A page at a time, and passing over some, comes to the same.
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: { rows: AccountRow[]; nextCursor: string | null } = await book.ask("accounts.list", {
        search: "AM ",
        after,
        skip: after === null ? 1 : 0,
        limit: 1,
      });
      paged.push(...page.rows.map(({ name }) => name));
      after = page.nextCursor;
    } while (after !== null);
    expect(paged).toEqual([...wanted, ...others].slice(1));
    // Another order that is asked for is kept.
    const backwards = { by: "name", direction: "descending" } as const;
    expect((await names({ search: "am", sort: backwards }))[0]).toBe("Zoe van Amstel");
    const { hits } = await book.ask("book.search", { text: "am" });
    expect(hits.map((hit) => (hit.type === "account" ? hit.name : hit.type))).toEqual(
      [...wanted, ...others].slice(0, 6),
    );
    // Of a kind that is asked for, also where the names that begin so fill the page.
    const organizations = { kind: "organization", search: "ama" } as const;
    for (const [kind, name] of [
      ["user", "Amanda Zane"],
      ["organization", "Amazing Works"],
      ["organization", "Amarillo Foods"],
    ] as const)
      await book.ask("accounts.create", { kind, name });
    const firstOf = async (limit: number) =>
      (await book.ask("accounts.list", { ...organizations, limit })).rows.map(({ name }) => name);
    expect(await firstOf(1)).toEqual(["Amarillo Foods"]);
    expect(await firstOf(2)).toEqual(["Amarillo Foods", "Amazing Works"]);
    expect(await firstOf(3)).toEqual(["Amarillo Foods", "Amazing Works"]);
  });

  test("takes long words and many of them", async () => {
    const book = await createTestBook();
    const long = "x".repeat(150) + "yz".repeat(20);
    await addUser(book, long);
    const many = Array.from({ length: 90 }, (_word, index) => String.fromCodePoint(0x4e00 + index)).join(" ");
    await addUser(book, many);
    const find = async (search: string) => (await book.ask("accounts.list", { search })).rows.map(({ name }) => name);
    expect(await find(long)).toEqual([long]);
    expect(await find(many.slice(0, 199))).toEqual([many]);
  });

  test("finds an account by how its id begins, and none by what its letters happen to be", async () => {
    const book = await createTestBook();
    const rows = ["id,name,email", "user_Q123,Ann,a@x.com", "user_Z123,Bob,user_x@x.com"];
    await book.runJob("accounts.import", { mode: "write", files: [users(rows)] });
    const find = async (search: string) => (await book.ask("accounts.list", { search })).rows.map(({ name }) => name);
    expect(await find("user_Q123")).toEqual(["Ann"]);
    expect(await find(" user_Q1")).toEqual(["Ann"]);
    expect(await find("Q123")).toEqual([]);
    expect(await find("user_")).toEqual(["Ann", "Bob"]);
    expect(await find("user_x")).toEqual(["Bob"]);
    expect(await find("ser")).toEqual(["Bob"]);
    expect(await find("org_")).toEqual([]);
    expect((await book.ask("accounts.list", { search: "user_", kind: "organization" })).rows).toEqual([]);
  });

  test("A-101 applies filters to all that matches, counts exactly, and is read to its end", async () => {
    const book = await bookOfAcme();
    const amongUsers = await book.ask("accounts.list", { search: "acme", kind: "user" });
    expect(amongUsers.total).toEqual({ count: 5, isExact: true });
    expect(amongUsers.rows).toHaveLength(5);
    for (const search of ["acme", "AC", "Acme branch"]) {
      const { rows, total } = await everyPage(book, { search });
      expect(total).toEqual({ count: 1205, isExact: true });
      expect(new Set(rows.map(({ id }) => id)).size).toBe(1205);
    }
    const [withCredit] = amongUsers.rows;
    await adjust(book, withCredit?.id ?? "", 5_00);
    const filtered = await book.ask("accounts.list", { search: "acme", filters: { hasCredit: true } });
    expect(filtered.rows.map(({ id }) => id)).toEqual([withCredit?.id]);
    expect(filtered.total).toEqual({ count: 1, isExact: true });
  });

  test("A-101 is paged to its end by a program that counts in offsets", async () => {
    const book = await bookOfAcme();
    const ids = new Set<string>();
    for (let offset = 0; offset < 1200; offset += 500) {
      const filters = { search: "acme" };
      const { rows, total } = await book.ask("listings.accounts", {
        kind: "organization",
        limit: 500,
        offset,
        filters,
      });
      expect(total).toBe(1200);
      for (const { id } of rows) ids.add(id);
    }
    expect(ids.size).toBe(1200);
  });

  test("of very many accounts meets all of them, in order, and says that there are at least so many", async () => {
    const book = await createTestBook();
    const rows = Array.from({ length: 25_050 }, (_row, index) => `Zenith ${index % 197} ${index},z${index}@x.com`);
    const hidden = ["Aaron Zenith,aaron@x.com", "Zoe of Zenith,zoe@x.com"];
    const others = Array.from({ length: 300 }, (_row, index) => `Ann ${index},a${index}@x.com`);
    await book.runJob("accounts.import", {
      mode: "write",
      files: [users(["name,email", ...others, ...rows, ...hidden])],
    });
    for (const sort of [
      { by: "name", direction: "ascending" },
      { by: "contact", direction: "descending" },
      { by: "createdAt", direction: "descending" },
    ] as const) {
      const read = await everyPage(book, { search: "zen", sort });
      expect(new Set(read.rows.map(({ id }) => id)).size).toBe(25_052);
      if (sort.by === "name") {
        expect(read.rows.slice(-2).map(({ name }) => name)).toEqual(["Aaron Zenith", "Zoe of Zenith"]);
      }
    }
    const first = await book.ask("accounts.list", { search: "zenith" });
    expect(first.total).toEqual({ count: 10_000, isExact: false });
    expect(first.rows[0]?.name).toBe("Zenith 0 0");
    const few = await book.ask("accounts.list", { search: "zenith 19999" });
    expect(few).toMatchObject({ total: { count: 1, isExact: true }, rows: [{ contact: "z19999@x.com" }] });
    const none = await book.ask("accounts.list", { search: "zenith", filters: { hasCredit: true } });
    expect(none).toMatchObject({ total: { count: 0, isExact: true }, rows: [] });
    const [last] = (await book.ask("accounts.list", { search: "z25049@" })).rows;
    await adjust(book, last?.id ?? "", 1_00);
    const one = await book.ask("accounts.list", { search: "zenith", filters: { hasCredit: true } });
    expect(one).toMatchObject({ total: { count: 1, isExact: true }, rows: [{ id: last?.id }] });
    expect((await book.ask("book.search", { text: "zen" })).hits).toHaveLength(6);
  });
});

/** 1,205 accounts named Acme, five of them users. */
async function bookOfAcme(): Promise<TestBook> {
  const book = await createTestBook();
  const organizations = Array.from({ length: 1200 }, (_row, index) => `Acme Branch ${index},acme-${index}`);
  const people = Array.from({ length: 5 }, (_row, index) => `Acme Branch User ${index},u${index}@acme.com`);
  await book.runJob("accounts.import", {
    mode: "write",
    files: [
      { kind: "organizations", name: "organizations.csv", text: ["name,slug", ...organizations].join("\n") },
      users(["name,email", ...people]),
    ],
  });
  return book;
}

describe("amounts in a sorted list (BEHAVIOUR 1.7)", () => {
  test("follow each other within their currency, whatever the direction and the pages", async () => {
    const book = await createTestBook();
    const ids = new Map<string, string>();
    for (const [name, currency, minor] of [
      ["one dollar", "USD", 100],
      ["a thousand yen", "JPY", 1000],
      ["ten dollars", "USD", 1000],
      ["five yen", "JPY", 5],
      ["nothing left in yen", "JPY", 0],
      ["never", "USD", null],
      ["never in yen", "JPY", null],
    ] as const) {
      const { accountId } = await book.ask("accounts.create", { kind: "user", name, currency });
      ids.set(name, accountId);
      if (minor === null) continue;
      await adjust(book, accountId, minor + 1, currency);
      await adjust(book, accountId, -1, currency);
    }
    const ascending = [
      "never",
      "never in yen",
      "nothing left in yen",
      "five yen",
      "a thousand yen",
      "one dollar",
      "ten dollars",
    ];
    for (const limit of [1, 2, 100]) {
      for (const direction of ["ascending", "descending"] as const) {
        const read: string[] = [];
        let after: string | null = null;
        do {
          const page: { rows: AccountRow[]; nextCursor: string | null } = await book.ask("accounts.list", {
            sort: { by: "creditBalance", direction },
            limit,
            after,
          });
          read.push(...page.rows.map(({ name }) => name));
          after = page.nextCursor;
        } while (after !== null);
        expect(read).toEqual(direction === "ascending" ? ascending : ascending.toReversed());
      }
    }
  });

  test("next charges as well", async () => {
    const book = await createTestBook();
    for (const [name, currency, monthlyMinor] of [
      ["yen", "JPY", 3000],
      ["dollars", "USD", 20_00],
      ["more dollars", "USD", 50_00],
      ["few yen", "JPY", 100],
    ] as const) {
      const { accountId } = await book.ask("accounts.create", { kind: "user", name, currency });
      const plan = { name, slug: name.replaceAll(" ", "-"), forKind: "user", currency, monthlyMinor } as const;
      const { planId } = await book.ask("plans.create", plan);
      await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    }
    const sort = { by: "nextCharge", direction: "descending" } as const;
    const { rows } = await book.ask("accounts.list", { sort });
    expect(rows.map(({ name }) => name)).toEqual(["more dollars", "dollars", "yen", "few yen"]);
  });
});
