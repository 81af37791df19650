import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { describe, expect, test } from "vitest";
import { commandLineCaller } from "../../../src/main/hosts/callers.ts";
import { runJob } from "../../../src/main/hosts/run-job.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";

async function makeKey(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

const besides = (book: TestBook): string[] => readdirSync(dirname(book.path));

async function bookWithCredit() {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 1_00);
  return { book, accountId };
}

describe("copies that are encrypted", () => {
  test("for keys: by themselves, without a secret on the machine, and who has one of the keys restores them", async () => {
    const { book, accountId } = await bookWithCredit();
    const [own, other, stranger] = await Promise.all([makeKey(), makeKey(), makeKey()]);
    await book.ask("backups.configure", { recipients: [own.recipient, other.recipient] });
    expect(await book.ask("backups.plan", {})).toMatchObject({ recipients: [own.recipient, other.recipient] });
    const made = (await book.runJob("book.backup", { isOfSeries: true })).result;
    const fileName = basename(made.path);
    expect(fileName).toMatch(/\.series-.*Z\.age$/u);
    const bytes = readFileSync(made.path);
    expect(bytes.toString("latin1")).toMatch(/^age-encryption\.org\/v1\n/u);
    expect([bytes.includes("SQLite format 3"), bytes.includes("Globex")]).toEqual([false, false]);
    expect(statSync(made.path).mode & 0o777).toBe(0o600);
    // What was not encrypted yet is gone.
    expect(besides(book).filter((name) => name.includes(".series-"))).toEqual([fileName, `${fileName}.sha256`]);
    const { copies } = await book.ask("backups.list", {});
    expect(copies).toMatchObject([{ fileName, kind: "series", isEncrypted: true, entryCount: 1 }]);

    await adjust(book, accountId, 2_00);
    const restore = { fileName, replaces: true };
    expect((await book.refusal("book.restore", restore)).code).toBe("backup_encrypted");
    for (const wrong of [{ passphrase: "guess" }, { identities: [stranger.identity] }, { identities: ["nonsense"] }]) {
      expect((await book.refusal("book.restore", { ...restore, ...wrong })).code).toBe("backup_key_wrong");
    }
    expect(await creditOf(book, accountId)).toBe(3_00);
    await book.ask("book.restore", { ...restore, identities: [stranger.identity, other.identity] });
    expect(await creditOf(book, accountId)).toBe(1_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
    // As it is backed up now, and not as it was then.
    await book.ask("backups.configure", { recipients: [] });
    await book.ask("book.restore", { ...restore, identities: [own.identity] });
    expect(await book.ask("backups.plan", {})).toMatchObject({ recipients: [] });
    expect(besides(book).filter((name) => /decrypted|\.new$/u.test(name))).toEqual([]);
  });

  test("with a passphrase: to where the person says", async () => {
    const { book, accountId } = await bookWithCredit();
    const toPath = join(temporaryFolder(), "copy.age");
    const caller = commandLineCaller();
    const passphrase = "correct horse battery staple";
    const copy = async (input: MethodInput<"book.backup">) => {
      const made = await runJob(book.engine, "book.backup", { toPath, ...input }, caller);
      return made.ok ? "done" : made.error.code;
    };
    expect(await copy({ passphrase, recipients: [(await makeKey()).recipient] })).toBe("invalid_input");
    expect(await copy({ passphrase })).toBe("done");
    expect(readFileSync(toPath).includes("SQLite format 3")).toBe(false);
    expect(await copy({ passphrase })).toBe("book_exists");
    await adjust(book, accountId, 2_00);
    const restore = (passphraseGiven: string | null) =>
      book.engine.call(
        "book.restore",
        { fromPath: toPath, replaces: true, passphrase: passphraseGiven, idempotencyKey: "x" },
        caller,
      );
    expect(await restore("wrong")).toMatchObject({ error: { code: "backup_key_wrong" } });
    expect(await restore(passphrase)).toMatchObject({ ok: true });
    expect(await creditOf(book, accountId)).toBe(1_00);
    // It is kept nowhere.
    await book.close();
    expect(readFileSync(book.path).includes(passphrase)).toBe(false);
  });

  test("are refused where a byte of them was changed or they are cut off, and the book stays as it is", async () => {
    const { book, accountId } = await bookWithCredit();
    const key = await makeKey();
    await book.ask("backups.configure", { recipients: [key.recipient] });
    const { path } = (await book.runJob("book.backup", {})).result;
    rmSync(`${path}.sha256`);
    const good = readFileSync(path);
    const restore = { fileName: basename(path), replaces: true, identities: [key.identity] };
    const flipped = Buffer.from(good);
    flipped[good.length - 5000] = (flipped[good.length - 5000] ?? 0) ^ 1;
    for (const bad of [flipped, good.subarray(0, -1), good.subarray(0, -100_000)]) {
      writeFileSync(path, bad);
      expect((await book.refusal("book.restore", restore)).code).toBe("backup_changed");
    }
    expect(await creditOf(book, accountId)).toBe(1_00);
    expect(besides(book).filter((name) => name.includes("decrypted"))).toEqual([]);
  });

  test("are for keys that are keys", async () => {
    const { book } = await bookWithCredit();
    const { identity, recipient } = await makeKey();
    const mistyped = recipient.slice(0, -1) + (recipient.endsWith("q") ? "p" : "q");
    for (const bad of [mistyped, "age1", identity, "ssh-ed25519 AAAA", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"]) {
      expect((await book.refusal("backups.configure", { recipients: [bad] })).code).toBe("recipient_invalid");
    }
    expect((await book.refusal("book.backup", { recipients: [mistyped] })).code).toBe("recipient_invalid");
  });
});

const hasAge = spawnSync("age", ["--version"]).status === 0;

test.skipIf(!hasAge)("age itself opens such a copy, and what age made of one is restored", async () => {
  const { book, accountId } = await bookWithCredit();
  const folder = temporaryFolder();
  const keys = join(folder, "keys.txt");
  spawnSync("age-keygen", ["-o", keys]);
  const recipient = /public key: (\S+)/u.exec(readFileSync(keys, "utf8"))?.[1] ?? "";
  await book.ask("backups.configure", { recipients: [recipient] });
  const { path } = (await book.runJob("book.backup", {})).result;
  const plain = join(folder, "plain.countinghouse");
  expect(spawnSync("age", ["--decrypt", "-i", keys, "-o", plain, path], { encoding: "utf8" }).stderr).toBe("");
  const opened = await openTestBook(plain);
  expect(await creditOf(opened, accountId)).toBe(1_00);
  await opened.close();
  const again = join(folder, "again.age");
  spawnSync("age", ["-r", recipient, "-o", again, plain]);
  const identities = [/AGE-SECRET-KEY-\S+/u.exec(readFileSync(keys, "utf8"))?.[0] ?? ""];
  const input = { fromPath: again, replaces: true, identities, idempotencyKey: "x" };
  expect(await book.engine.call("book.restore", input, commandLineCaller())).toMatchObject({ ok: true });
  expect(await creditOf(book, accountId)).toBe(1_00);
});
