import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { contract, methodNames } from "../../../src/shared/contract/index.ts";
import { ownerRights, rights, roleRights, roles, rolesWith, type Right } from "../../../src/shared/contract/rights.ts";
import { keyCaller } from "../../../src/main/hosts/callers.ts";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { addOperators, openDesk, signedInDesk } from "../../support/operators.ts";
import { passphraseOf } from "../../support/passphrases.ts";

const keyId = "key_01jabcdefghjkmnpqrstvwxyz0";
const secretHash = createHash("sha256").update("secret").digest("hex");

describe("a book with one operator (BEHAVIOUR 11.7)", () => {
  test("asks for no passphrase, knows the owner by the name of the system's user, and lets them do everything", async () => {
    const book = await createTestBook();
    const { operators } = await book.ask("operators.list", {});
    expect(operators).toMatchObject([
      { name: "Tess Tester", signInName: null, role: "admin", state: "active", hasPassphrase: false },
    ]);
    expect(await book.ask("operators.current", {})).toEqual({
      operator: operators[0],
      rights: ownerRights,
      asksForSignIn: false,
    });
    expect((await openDesk(book.engine, "somebody").ask("operators.current", {})).operator?.name).toBe("somebody");
  });

  test("takes a second one only once the first could sign in, and keeps its owner", async () => {
    const book = await createTestBook();
    const { operator: owner } = await book.ask("operators.current", {});
    const operatorId = owner?.id ?? "";
    const second = { name: "Ann", signInName: "ann", role: "clerk" };
    expect(await book.refusal("operators.create", second)).toMatchObject({ code: "own_sign_in_missing" });
    expect(await book.refusal("operators.setPassphrase", { operatorId, passphrase: "long enough" })).toMatchObject({
      code: "own_sign_in_missing",
    });
    expect(await book.refusal("operators.suspend", { operatorId })).toMatchObject({ code: "last_admin" });
    expect(await book.refusal("operators.update", { operatorId, role: "approver" })).toMatchObject({
      code: "last_admin",
    });
    expect((await book.ask("operators.list", {})).operators).toHaveLength(1);
  });

  test("a name to sign in by is one in small letters, and a passphrase has 8 to 1,000 characters", async () => {
    const book = await createTestBook();
    const operatorId = (await book.ask("operators.current", {})).operator?.id ?? "";
    for (const signInName of ["", " ", "a b", "-ann", "ann\u0000", "änn", "a".repeat(65)]) {
      expect(await book.refusal("operators.update", { operatorId, signInName })).toMatchObject({
        code: "invalid_input",
      });
    }
    const { operator } = await book.ask("operators.update", { operatorId, signInName: " Ann.Lee@Example.com " });
    expect(operator.signInName).toBe("ann.lee@example.com");
    for (const passphrase of ["", "7 chars", "x".repeat(10_000)]) {
      expect(await book.refusal("operators.setPassphrase", { operatorId, passphrase })).toMatchObject({
        code: "invalid_input",
      });
      expect(
        await book.refusal("operators.signIn", { signInName: "ann", passphrase: "x".repeat(10_000) }),
      ).toMatchObject({
        code: "invalid_input",
      });
    }
  });
});

describe("several operators (BEHAVIOUR 11.7)", () => {
  test("everyone signs in, may what their role may, and is named by id wherever they acted", async () => {
    const book = await createTestBook();
    const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada" });
    const { admin, ids } = await addOperators(book, { vic: "viewer", cleo: "clerk" });

    const stranger = openDesk(book.engine);
    for (const [method, input] of [
      ["book.info", {}],
      ["accounts.list", {}],
      ["jobs.list", {}],
      ["backups.list", {}],
      ["operators.list", {}],
      ["audit.export", {}],
      ["book.restore", { fileName: "copy.countinghouse", replaces: true }],
      ["imports.upload", { uploadId: "upload-one", fromByte: 0, base64: "aWQ=" }],
      ["operators.setPassphrase", { operatorId: ids["bob"], passphrase: "mine from now on" }],
    ] as const) {
      expect([method, await stranger.code(method, input)]).toEqual([
        method,
        method === "operators.setPassphrase" ? "not_allowed" : "sign_in_required",
      ]);
    }
    expect(await stranger.ask("operators.current", {})).toEqual({
      operator: null,
      rights: ["enter"],
      asksForSignIn: true,
    });

    const clerk = await signedInDesk(book, "cleo");
    const viewer = await signedInDesk(book, "vic");
    const adjustment = {
      accountId,
      action: "increase",
      amountMinor: 5_00,
      currency: "USD",
      reasonCode: "courtesy",
      note: "",
    } as const;
    const refused = await viewer.try("credits.adjust", { ...adjustment, idempotencyKey: "refused" });
    expect(refused).toMatchObject({
      error: {
        code: "not_allowed",
        message:
          '"VIC" lacks the right "credits": to adjust, transfer, reverse, void and apply credit. Whose role is clerk, approver, or admin may.',
        details: { right: "credits", roles: ["clerk", "approver", "admin"] },
      },
    });
    const { entry } = await clerk.ask("credits.adjust", adjustment);
    expect(entry).toMatchObject({ operator: "CLEO" });
    const database = new Database(book.path, { readonly: true });
    expect(database.prepare("SELECT operator_id FROM ledger_entry").pluck().all()).toEqual([ids["cleo"]]);
    database.close();
    await admin.ask("book.configure", { paymentTermsDays: 9 });
    const { rows } = await admin.ask("audit.list", { operatorId: ids["bob"] ?? "", act: "book.configure" });
    expect(rows).toMatchObject([{ operator: "Bob", operatorId: ids["bob"] }]);
    expect((await clerk.ask("book.info", {})).operator).toBe("CLEO");
    expect(await clerk.code("operators.update", { operatorId: ids["cleo"], role: "admin" })).toBe("not_allowed");
    expect(await clerk.code("operators.setPassphrase", { operatorId: ids["bob"], passphrase: "mine from now" })).toBe(
      "not_allowed",
    );
  });

  test("a lower role, a suspension and another passphrase hold from the next call on, for keys too", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "admin" });
    const ann = await signedInDesk(book, "ann");
    await ann.ask("apiKeys.create", { keyId, secretHash, name: "Ann's program", scopes: ["read", "credits", "admin"] });
    const { keys } = await admin.ask("apiKeys.list", {});
    expect(keys).toMatchObject([{ operatorId: ids["ann"], state: "active" }]);
    const key = keyCaller({ id: keyId, name: "Ann's program", operatorId: ids["ann"] ?? "" }, ownerRights);
    const byKey = async (method: (typeof methodNames)[number], input: unknown) => {
      const result = await book.engine.dispatch(method, input, key);
      return result.ok ? null : result.error.code;
    };
    expect(await byKey("operators.list", {})).toBeNull();

    const operatorId = ids["ann"] ?? "";
    await admin.ask("operators.update", { operatorId, role: "viewer" });
    expect(await ann.code("accounts.create", { kind: "user", name: "Ada" })).toBe("not_allowed");
    expect(await byKey("accounts.create", { kind: "user", name: "Ada", idempotencyKey: randomUUID() })).toBe(
      "not_allowed",
    );
    expect(await byKey("book.info", {})).toBeNull();

    await admin.ask("operators.suspend", { operatorId });
    expect(await ann.code("book.info", {})).toBe("sign_in_required");
    expect(await byKey("book.info", {})).toBe("not_allowed");
    expect((await admin.ask("apiKeys.list", {})).keys).toMatchObject([{ state: "suspended" }]);
    expect(await ann.code("operators.signIn", { signInName: "ann", passphrase: passphraseOf("ann") })).toBe(
      "sign_in_refused",
    );

    await admin.ask("operators.reinstate", { operatorId });
    expect(await ann.code("book.info", {})).toBe("sign_in_required");
    await ann.ask("operators.signIn", { signInName: "Ann", passphrase: passphraseOf("ann") });
    const elsewhere = openDesk(book.engine);
    await elsewhere.ask("operators.signIn", { signInName: "ann", passphrase: passphraseOf("ann") });
    const own = { operatorId, currentPassphrase: passphraseOf("ann"), passphrase: "another few words" };
    expect(await ann.code("operators.setPassphrase", { ...own, currentPassphrase: null })).toBe("sign_in_refused");
    await ann.ask("operators.setPassphrase", own);
    // Whoever changed it is still there; a desk that was left open somewhere is not.
    expect(await ann.code("book.info", {})).toBeNull();
    expect(await elsewhere.code("book.info", {})).toBe("sign_in_required");
    await ann.ask("operators.signOut", {});
    expect(await ann.code("book.info", {})).toBe("sign_in_required");
  });

  test("the last active admin is neither suspended nor lowered, by the contract or in the file, and nobody is deleted", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "admin" });
    const bob = ids["bob"] ?? "";
    const ann = ids["ann"] ?? "";
    await admin.ask("operators.suspend", { operatorId: ann });
    for (const role of ["viewer", "clerk", "approver"]) {
      expect(await admin.code("operators.update", { operatorId: bob, role })).toBe("last_admin");
    }
    expect(await admin.code("operators.suspend", { operatorId: bob })).toBe("last_admin");
    // Two who suspend each other at once: one of them stays.
    await admin.ask("operators.reinstate", { operatorId: ann });
    const other = await signedInDesk(book, "ann");
    const codes = await Promise.all([
      admin.code("operators.suspend", { operatorId: ann }),
      other.code("operators.suspend", { operatorId: bob }),
    ]);
    expect(codes).toEqual([null, "sign_in_required"]);
    await book.close();
    const database = new Database(book.path);
    expect(() => database.exec("DELETE FROM operator")).toThrow("never deleted");
    expect(() => database.exec("UPDATE operator SET is_suspended = 1")).toThrow("active admin");
    database.close();
  });

  test("who signs out while a sign-in waits is not signed in by it", async () => {
    const book = await createTestBook();
    await addOperators(book, { ann: "clerk" });
    const desk = openDesk(book.engine);
    const signIn = desk.code("operators.signIn", { signInName: "ann", passphrase: passphraseOf("ann") });
    expect(await desk.code("operators.signOut", {})).toBeNull();
    expect(await signIn).toBeNull();
    expect(await desk.code("book.info", {})).toBe("sign_in_required");
  });

  test("two operators never sign in by the same name", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "clerk" });
    expect(await admin.code("operators.create", { name: "Other", signInName: "ANN", role: "viewer" })).toBe(
      "operator_exists",
    );
    expect(await admin.code("operators.update", { operatorId: ids["bob"], signInName: "ann" })).toBe("operator_exists");
    expect(await admin.code("operators.update", { operatorId: ids["ann"], signInName: "ann" })).toBeNull();
    expect(await admin.code("operators.update", { operatorId: "opr_nobody", name: "Nobody" })).toBe(
      "operator_not_found",
    );
  });

  test("five failures lock a name, ten at once no less, across a restart, until an admin sets a new passphrase", async () => {
    const book = await createTestBook();
    const { ids } = await addOperators(book, { ann: "clerk" });
    const wrong = () => openDesk(book.engine).code("operators.signIn", { signInName: "ann", passphrase: "a guess" });
    const codes = await Promise.all(Array.from({ length: 10 }, wrong));
    expect(codes.filter((code) => code === "sign_in_refused")).toHaveLength(5);
    expect(codes.filter((code) => code === "sign_in_locked")).toHaveLength(5);
    await book.close();

    const reopened = await openTestBook(book.path);
    const ann = openDesk(reopened.engine);
    const good = { signInName: "ann", passphrase: passphraseOf("ann") };
    const locked = await ann.try("operators.signIn", good);
    expect(locked).toMatchObject({ error: { code: "sign_in_locked", details: { lockedUntilMs: expect.any(Number) } } });
    // Nobody is told whether there is somebody of another name.
    expect(await ann.code("operators.signIn", { ...good, signInName: "nobody" })).toBe("sign_in_refused");
    const admin = await signedInDesk(reopened, "bob");
    const [, view] = (await admin.ask("operators.list", {})).operators;
    expect(view).toMatchObject({ id: ids["ann"], lockedUntilMs: expect.any(Number) });
    await admin.ask("operators.setPassphrase", { operatorId: ids["ann"] ?? "", passphrase: "something new" });
    expect(await ann.code("operators.signIn", { ...good, passphrase: "something new" })).toBeNull();
    const { rows } = await admin.ask("audit.list", { act: "operators.signIn", search: "ann" });
    expect(rows.map(({ operatorId, after }) => [operatorId, after])).toEqual([
      [ids["ann"], { signInName: "ann", failedSignIns: 0 }],
      ...[5, 4, 3, 2, 1].map((failedSignIns) => ["person:Tess Tester", { signInName: "ann", failedSignIns }]),
    ]);
  });

  test("a name that nobody can sign in by is locked as others are, so that no answer tells which those are", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "clerk", sue: "clerk" });
    await admin.ask("operators.create", { name: "Nora", signInName: "nora", role: "clerk" });
    await admin.ask("operators.suspend", { operatorId: ids["sue"] ?? "" });
    const answers = new Map<string, unknown[]>();
    for (const signInName of ["ann", "nobody", "nora", "sue"]) {
      const tries = [];
      for (let count = 0; count < 7; count += 1) {
        const answer = await openDesk(book.engine).try("operators.signIn", { signInName, passphrase: "a guess" });
        tries.push(answer.ok ? null : [answer.error.code, Object.keys(answer.error.details ?? {})]);
      }
      answers.set(signInName, tries);
    }
    const locked = ["sign_in_locked", ["lockedUntilMs"]];
    expect(answers.get("ann")?.slice(4)).toEqual([["sign_in_refused", []], locked, locked]);
    for (const tries of answers.values()) expect(tries).toEqual(answers.get("ann"));
    // Who gets a passphrase begins anew.
    const nora = (await admin.ask("operators.list", {})).operators.find(({ signInName }) => signInName === "nora");
    await admin.ask("operators.setPassphrase", { operatorId: nora?.id ?? "", passphrase: passphraseOf("nora") });
    await signedInDesk(book, "nora");
  });

  test("a passphrase is the same letters however they are put together, and has as many as a person counts", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "clerk" });
    const setTo = (passphrase: string) => admin.code("operators.setPassphrase", { operatorId: ids["ann"], passphrase });
    const signIn = (passphrase: string) =>
      openDesk(book.engine).code("operators.signIn", { signInName: "ann", passphrase });
    expect(await setTo("\u{1F600}".repeat(4))).toBe("invalid_input");
    expect(await setTo("e\u0301".repeat(4))).toBe("invalid_input");
    expect(await setTo("\u{1F600}".repeat(1001))).toBe("invalid_input");
    for (const passphrase of ["\u{1F600}".repeat(1000), "e\u0301".repeat(1000), "seven\u0000seven"]) {
      expect(await setTo(passphrase)).toBeNull();
      expect(await signIn(passphrase.normalize("NFC"))).toBeNull();
      expect(await signIn(passphrase.normalize("NFD"))).toBeNull();
    }
    expect(await signIn("seven")).toBe("sign_in_refused");
  });

  test("who is suspended while the hash of a passphrase is made sets none", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { eve: "admin" });
    const eve = await signedInDesk(book, "eve");
    const others = Array.from({ length: 8 }, () =>
      openDesk(book.engine).code("operators.signIn", { signInName: "nobody", passphrase: "a guess" }),
    );
    const set = eve.code("operators.setPassphrase", { operatorId: ids["bob"], passphrase: "mine from now on" });
    await admin.ask("operators.suspend", { operatorId: ids["eve"] ?? "" });
    await Promise.all(others);
    expect(await set).toBe("not_allowed");
    await signedInDesk(book, "bob");
  });

  test("what one has begun one may stop, and nothing that others have", async () => {
    const book = await createTestBook();
    await addOperators(book, { cleo: "clerk", vic: "viewer" });
    const [cleo, vic] = [await signedInDesk(book, "cleo"), await signedInDesk(book, "vic")];
    const { jobId } = await vic.ask("ledger.verify", {});
    expect(await cleo.code("jobs.cancel", { jobId })).toBe("not_allowed");
    expect(await vic.code("jobs.cancel", { jobId })).toBeNull();
    expect(await vic.code("jobs.cancel", { jobId: "job_none" })).toBe("not_allowed");
    const admin = await signedInDesk(book, "bob");
    const { rows } = await admin.ask("audit.list", { act: "jobs.cancel" });
    expect(rows).toMatchObject([{ operator: "VIC", after: { jobId } }]);
  });

  test("an admin's lost passphrase is recovered by who holds the book's file, and by nobody else; that is an act itself", async () => {
    const book = await createTestBook();
    const { admin } = await addOperators(book, { cleo: "clerk" });
    const input = { signInName: "bob", passphrase: "found again" };
    expect(await admin.code("operators.recover", input)).toBe("not_allowed");
    const atTheFile = { origin: "cli", operator: "root", holdsBook: true } as const;
    const clerk = await book.engine.dispatch("operators.recover", { ...input, signInName: "cleo" }, atTheFile);
    expect(clerk).toMatchObject({ error: { code: "operator_not_found" } });
    expect(await book.engine.dispatch("operators.recover", input, atTheFile)).toMatchObject({ ok: true });
    expect(await admin.code("book.info", {})).toBe("sign_in_required");
    await admin.ask("operators.signIn", input);
    const { rows } = await admin.ask("audit.list", { act: "operators.recover" });
    expect(rows).toMatchObject([{ operatorId: "person:root", origin: "cli", subject: "operator" }]);
  });

  test("a passphrase is nowhere in the book, only its hash with its parameters", async () => {
    const book = await createTestBook();
    await addOperators(book, {});
    await book.close();
    const database = new Database(book.path, { readonly: true });
    const [hash] = database.prepare("SELECT passphrase_hash FROM operator").pluck().all() as string[];
    database.close();
    expect(hash).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/u);
    const bytes = readFileSync(book.path);
    expect(bytes.includes(passphraseOf("bob"))).toBe(false);
    // Nor a hash of it that guessing would be quick for.
    expect(bytes.includes(createHash("sha256").update(passphraseOf("bob")).digest())).toBe(false);
  });
});

test("each role may what the one before it may, the admin everything, over every method of the contract", async () => {
  const everyRight = Object.keys(rights) as Right[];
  for (const [place, role] of roles.entries()) {
    const before = roles[place - 1];
    if (before) expect(roleRights[role]).toEqual(expect.arrayContaining([...roleRights[before]]));
  }
  expect(roleRights.admin).toEqual(everyRight.filter((right) => right !== "host"));
  const book = await createTestBook();
  const { ids } = await addOperators(book, { vic: "viewer", cleo: "clerk", abe: "approver" });
  const names = { viewer: "vic", clerk: "cleo", approver: "abe", admin: "bob" } as const;
  expect(Object.keys(ids)).toHaveLength(roles.length);
  for (const role of roles) {
    const desk = await signedInDesk(book, names[role]);
    // Signing out comes last.
    for (const method of methodNames.toSorted(
      (a, b) => Number(a === "operators.signOut") - Number(b === "operators.signOut"),
    )) {
      const { right } = contract[method];
      const code = await desk.code(method, null);
      const may = rolesWith(right).includes(role);
      const lacks = right === "host" ? "unknown_method" : "not_allowed";
      // No method takes nothing, so whoever may is told that the input is wrong, and nothing is done.
      expect([role, method, code]).toEqual([
        role,
        method,
        !may ? lacks : method === "book.create" ? "book_exists" : "invalid_input",
      ]);
    }
  }
});
