import { createHash, randomBytes } from "node:crypto";
import { basename } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { MethodAnswer } from "../../../src/shared/contract/index.ts";
import type { SessionDoor, SignedIn } from "../../../src/main/engine/engine.ts";
import { hostCaller } from "../../../src/main/hosts/callers.ts";
import { runJob } from "../../../src/main/hosts/run-job.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { addOperators, openDesk, signedInDesk, type TestDesk } from "../../support/operators.ts";
import { passphraseOf } from "../../support/passphrases.ts";

const browser = (agent = "Firefox"): SessionDoor => ({
  secretHash: createHash("sha256").update(randomBytes(32)).digest("base64"),
  address: "192.0.2.7",
  agent,
});

/** A browser at which an operator has signed in. */
async function signedInBrowser(book: TestBook, signInName: string, door = browser()): Promise<TestDesk> {
  const desk = openDesk(book.engine, "somebody", { door });
  await desk.ask("operators.signIn", { signInName, passphrase: passphraseOf(signInName) });
  return desk;
}

/** What a host that was started anew finds of who had signed in at a browser. */
async function found(book: TestBook, { secretHash }: SessionDoor): Promise<SignedIn | null> {
  const result = await book.engine.call("sessions.find", { secretHash }, hostCaller("Sessions"));
  return result.ok ? result.value.signedIn : null;
}

const isIn = async (desk: TestDesk): Promise<boolean> => (await desk.try("book.info", {})).ok;

async function sessionsAt(desk: TestDesk): Promise<MethodAnswer<"sessions.list">["sessions"]> {
  return (await desk.ask("sessions.list", {})).sessions;
}

describe("sessions (BEHAVIOUR 11.7, 13.4)", () => {
  test("are listed with who, since when, from where and by what: one's own, and to an admin all of them", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "clerk", vic: "viewer" });
    const before = Date.now();
    const ann = await signedInBrowser(book, "ann");
    const vic = await signedInBrowser(book, "vic", browser("Safari"));
    expect(await sessionsAt(ann)).toEqual([
      {
        id: expect.stringMatching(/^ses_/u) as string,
        operatorId: ids["ann"],
        operatorName: "ANN",
        createdAtMs: expect.toSatisfy((atMs: number) => atMs >= before && atMs <= Date.now()) as number,
        lastSeenAtMs: expect.any(Number) as number,
        endsAtMs: expect.any(Number) as number,
        address: "192.0.2.7",
        agent: "Firefox",
        isThisOne: true,
      },
    ]);
    // What is signed in at a desktop or by a command ends with it, so it is none of them.
    expect(
      (await sessionsAt(admin)).map(({ operatorName, agent, isThisOne }) => [operatorName, agent, isThisOne]),
    ).toEqual([
      ["VIC", "Safari", false],
      ["ANN", "Firefox", false],
    ]);
    expect(await vic.code("sessions.list", {})).toBeNull();
    expect(await openDesk(book.engine).code("sessions.list", {})).toBe("sign_in_required");
  });

  test("are ended by their operator or an admin, from the next call on; nobody else is told that they are there", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "clerk", vic: "viewer" });
    const [ann, annElsewhere] = [await signedInBrowser(book, "ann"), await signedInBrowser(book, "ann")];
    const vic = await signedInBrowser(book, "vic");
    const [there, here] = (await sessionsAt(ann)).toSorted((a) => (a.isThisOne ? 1 : -1));
    const sessionId = there?.id ?? "";
    expect(await vic.code("sessions.end", { sessionId })).toBe("session_not_found");
    expect(await openDesk(book.engine).code("sessions.end", { sessionId })).toBe("not_allowed");
    const ended = await ann.ask("sessions.end", { sessionId, idempotencyKey: "once" });
    expect(ended).toEqual({ operatorId: ids["ann"] });
    expect(await ann.ask("sessions.end", { sessionId, idempotencyKey: "once" })).toEqual(ended);
    expect([await isIn(ann), await isIn(annElsewhere)]).toEqual([true, false]);
    await admin.ask("sessions.end", { sessionId: here?.id ?? "" });
    expect([await isIn(ann), await isIn(vic)]).toEqual([false, true]);
    expect(await admin.code("sessions.end", { sessionId: here?.id ?? "" })).toBe("session_not_found");
    const { rows } = await admin.ask("audit.list", { limit: 2 });
    expect(rows.map(({ act, operator, after }) => [act, operator, after])).toEqual([
      ["sessions.end", "Bob", { sessionId: here?.id, operatorId: ids["ann"] }],
      ["sessions.end", "ANN", { sessionId, operatorId: ids["ann"] }],
    ]);
  });

  test("outlive their host, until somebody signs out; the book holds nothing that lets anybody in", async () => {
    const book = await createTestBook();
    const { ids } = await addOperators(book, { ann: "clerk" });
    const [door, left] = [browser(), browser()];
    await signedInBrowser(book, "ann", door);
    const leaving = await signedInBrowser(book, "ann", left);
    expect(await found(book, left)).not.toBeNull();
    expect(await leaving.ask("operators.signOut", {})).toEqual({ wasSignedIn: true });
    await book.close();
    const reopened = await openTestBook(book.path);
    const signedIn = await found(reopened, door);
    expect(signedIn).toMatchObject({ operatorId: ids["ann"] });
    const back = openDesk(reopened.engine, "somebody", { door }, signedIn);
    expect((await back.ask("operators.current", {})).operator?.name).toBe("ANN");
    expect(await found(reopened, left)).toBeNull();
    expect(await found(reopened, browser())).toBeNull();
  });

  test("end with another passphrase everywhere but where it was set, and with a suspension", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "clerk", vic: "viewer" });
    const [door, otherDoor] = [browser(), browser()];
    const ann = await signedInBrowser(book, "ann", door);
    const annElsewhere = await signedInBrowser(book, "ann", otherDoor);
    const vic = await signedInBrowser(book, "vic");
    await ann.ask("operators.setPassphrase", {
      operatorId: ids["ann"] ?? "",
      currentPassphrase: passphraseOf("ann"),
      passphrase: "another few words",
    });
    expect([await isIn(ann), await isIn(annElsewhere), await isIn(vic)]).toEqual([true, false, true]);
    expect(await found(book, door)).not.toBeNull();
    expect(await found(book, otherDoor)).toBeNull();
    await admin.ask("operators.setPassphrase", { operatorId: ids["ann"] ?? "", passphrase: passphraseOf("ann") });
    expect([await isIn(ann), await found(book, door)]).toEqual([false, null]);
    await admin.ask("operators.suspend", { operatorId: ids["vic"] ?? "" });
    await admin.ask("operators.reinstate", { operatorId: ids["vic"] ?? "" });
    expect([await isIn(vic), await sessionsAt(admin)]).toEqual([false, []]);
  });

  test("end by themselves: without a call for hours, and after days in any case, as the book says", async () => {
    const book = await createTestBook();
    const { admin } = await addOperators(book, { ann: "clerk" });
    await admin.ask("book.configure", { sessionIdleHours: 2, sessionDays: 3 });
    const [idle, old, good] = [browser("idle"), browser("old"), browser("good")];
    for (const door of [idle, old, good]) await signedInBrowser(book, "ann", door);
    const hourMs = 3_600_000;
    await book.close();
    const database = new Database(book.path);
    const setTimes = database.prepare("UPDATE session SET created_at_ms = ?, last_seen_at_ms = ? WHERE agent = ?");
    const nowMs = Date.now();
    setTimes.run(nowMs - 5 * hourMs, nowMs - 3 * hourMs, "idle");
    setTimes.run(nowMs - 73 * hourMs, nowMs, "old");
    setTimes.run(nowMs - 71 * hourMs, nowMs - hourMs, "good");
    database.close();
    const reopened = await openTestBook(book.path);
    expect([await found(reopened, idle), await found(reopened, old)]).toEqual([null, null]);
    const signedIn = await found(reopened, good);
    const ann = openDesk(reopened.engine, "somebody", { door: good }, signedIn);
    const [session] = await sessionsAt(ann);
    expect(session).toMatchObject({ agent: "good", endsAtMs: nowMs + hourMs });
    // A call that came puts the end off, but not past the last day.
    const seen = { calls: [{ sessionId: session?.id ?? "", atMs: nowMs }] };
    await reopened.engine.call("sessions.seen", seen, hostCaller("Sessions"));
    expect((await sessionsAt(ann))[0]).toMatchObject({ lastSeenAtMs: nowMs, endsAtMs: nowMs + hourMs });
    // Those that are over are forgotten with the next sign-in.
    await signedInBrowser(reopened, "ann");
    await reopened.close();
    const after = new Database(book.path, { readonly: true });
    expect(after.prepare("SELECT agent FROM session ORDER BY agent").pluck().all()).toEqual(["Firefox", "good"]);
    after.close();
  });

  test("a browser's next sign-in takes the place of the one before, and one that was left behind leaves none", async () => {
    const book = await createTestBook();
    const { admin } = await addOperators(book, { ann: "clerk", vic: "viewer" });
    const door = browser();
    await signedInBrowser(book, "ann", door);
    const desk = await signedInBrowser(book, "vic", door);
    expect((await sessionsAt(admin)).map(({ operatorName }) => operatorName)).toEqual(["VIC"]);
    await desk.ask("operators.signOut", {});
    const waiting = desk.try("operators.signIn", { signInName: "ann", passphrase: passphraseOf("ann") });
    await desk.ask("operators.signOut", {});
    await waiting;
    expect([await isIn(desk), await found(book, door), await sessionsAt(admin)]).toEqual([false, null, []]);
  });

  test("nobody is let in by a copy that was made while they were signed in", async () => {
    const book = await createTestBook();
    const { admin } = await addOperators(book, { ann: "clerk" });
    const door = browser();
    const ann = await signedInBrowser(book, "ann", door);
    const backup = await runJob(book.engine, "book.backup", {}, admin.caller());
    if (!backup.ok) throw new Error(backup.error.message);
    await admin.ask("book.restore", { fileName: basename(backup.value.path), replaces: true });
    expect([await isIn(ann), await found(book, door)]).toEqual([false, null]);
  });

  test("whoever restores a copy has signed in to nothing afterwards, at a window either, and is named in its log", async () => {
    const book = await createTestBook();
    const { admin, ids } = await addOperators(book, { ann: "admin" });
    const ann = await signedInDesk(book, "ann");
    const backup = await runJob(book.engine, "book.backup", {}, admin.caller());
    if (!backup.ok) throw new Error(backup.error.message);
    // By now somebody who was an admin when the copy was made.
    await admin.ask("operators.update", { operatorId: ids["ann"] ?? "", role: "viewer" });
    await admin.ask("book.restore", { fileName: basename(backup.value.path), replaces: true });
    expect([await isIn(admin), await isIn(ann)]).toEqual([false, false]);
    await admin.ask("operators.signIn", { signInName: "bob", passphrase: passphraseOf("bob") });
    const { rows } = await admin.ask("audit.list", { limit: 10 });
    expect(rows.find(({ act }) => act === "book.restore")).toMatchObject({ operator: "Bob" });
  });

  test("only a host asks and says what sessions are for it", async () => {
    const book = await createTestBook();
    const { admin } = await addOperators(book, {});
    const { secretHash } = browser();
    for (const [method, input] of [
      ["sessions.find", { secretHash }],
      ["sessions.move", { fromSecretHash: secretHash, toSecretHash: secretHash }],
      ["sessions.seen", { calls: [] }],
    ] as const) {
      expect(await admin.code(method, input)).toBe("unknown_method");
    }
  });
});
