import { expect, test } from "vitest";
import { readRunningFile } from "../../src/main/hosts/running-file.ts";
import { createTestBook } from "../support/book.ts";
import { countinghouse, countinghouseReading, startCountinghouse, valueOf } from "../support/command-line.ts";
import { addOperators } from "../support/operators.ts";
import { passphraseOf } from "../support/passphrases.ts";
import { signInAt, callTeam, startTestTeamHost, tlsFile, usualDoor } from "../support/team.ts";

const tls = ["--tls-cert", tlsFile("host.pem"), "--tls-key", tlsFile("host.key")] as const;

test("a book is served to other machines only over TLS, and only where everybody could sign in", async () => {
  const book = await createTestBook();
  await book.close();
  const serve = (...options: string[]) => countinghouse("serve", "--book", book.path, ...options);
  const plain = await serve("--listen", "0.0.0.0");
  expect([plain.exitCode, plain.errors]).toEqual([1, expect.stringContaining("(--tls-cert, --tls-key)") as string]);
  const nobody = await serve("--listen", "127.0.0.1:0", ...tls);
  expect([nobody.exitCode, nobody.errors]).toEqual([
    1,
    expect.stringContaining("Give each of them a name to sign in by and a passphrase") as string,
  ]);
  const unlistened = await serve(...tls, "--no-open");
  expect([unlistened.exitCode, unlistened.errors]).toEqual([1, expect.stringContaining("Only --listen") as string]);
  const readOnly = await serve("--read-only", "--listen", "127.0.0.1:0", ...tls);
  expect([readOnly.exitCode, readOnly.errors]).toEqual([1, expect.stringContaining("Nobody can sign in") as string]);
  const wrongFile = await serve("--listen", "127.0.0.1:0", "--tls-cert", book.path, "--tls-key", tlsFile("host.key"));
  expect([wrongFile.exitCode, wrongFile.errors]).toEqual([1, expect.stringContaining("no certificate") as string]);
});

test("while it is, the commands of its own machine find it as ever, and no browser is let in without signing in", async () => {
  const book = await createTestBook();
  await addOperators(book, { ann: "clerk" });
  await book.close();
  const { child, ended } = startCountinghouse(["serve", "--book", book.path, "--listen", "127.0.0.1:0", ...tls]);
  let printed = "";
  while (!/:\d+/u.test(printed)) {
    printed += await new Promise<string>((resolve) => child.stdout.once("data", (bytes) => resolve(String(bytes))));
  }
  expect(printed).not.toContain("token");
  const host = { port: Number(/https:\/\/localhost:(\d+)/u.exec(printed)?.[1]) };
  const cookie = await signInAt(host, "ann");
  expect((await callTeam(host, "book.info", {}, { cookie })).status).toBe(200);

  // From another machine: by address, the certificate checked.
  const away = ["--book", `https://localhost:${host.port}`, "--json"];
  const asAnn = ["--as", "ann", "--passphrase-fd", "0", ...away];
  const known = { NODE_EXTRA_CA_CERTS: tlsFile("authority.pem") };
  const fromAway = (input: string, ...line: string[]) => startCountinghouse(line, input, known).ended;
  expect(valueOf(await fromAway(passphraseOf("ann"), "accounts", "list", ...asAnn))).toMatchObject({ rows: [] });
  expect(await fromAway("", "accounts", "list", ...away)).toMatchObject({ exitCode: 1 });
  const backup = await fromAway(
    passphraseOf("bob"),
    "book",
    "backup",
    "--to",
    "/tmp/copy",
    "--as",
    "bob",
    "--passphrase-fd",
    "0",
    ...away,
  );
  expect(backup.errors).toContain("A place on the machine is named by the person at it");
  const unknown = await countinghouseReading(passphraseOf("ann"), "accounts", "list", ...asAnn);
  expect([unknown.exitCode, unknown.errors]).toEqual([4, expect.stringContaining("certificate") as string]);

  const { address = "" } = readRunningFile(book.path) ?? {};
  expect((await fetch(address)).status).toBe(404);
  const asBob = ["--as", "bob", "--passphrase-fd", "0", "--book", book.path];
  const listed = await countinghouseReading(passphraseOf("bob"), "sessions", "list", "--json", ...asBob);
  const { rows: sessions } = valueOf<{ rows: { id: string; operatorName: string }[] }>(listed);
  expect(sessions.map(({ operatorName }) => operatorName)).toEqual(["ANN"]);
  const end = await countinghouseReading(passphraseOf("bob"), "sessions", "end", sessions[0]?.id ?? "", ...asBob);
  expect(end.exitCode).toBe(0);
  expect((await callTeam(host, "book.info", {}, { cookie })).status).toBe(403);
  const expiry = await countinghouseReading(passphraseOf("bob"), "sessions", "expiry", "--idle-hours", "1", ...asBob);
  expect(expiry.output).toContain("after 1 h without a call, and after 7 d in any case");
  child.kill("SIGTERM");
  expect((await ended).exitCode).toBe(0);
});

test("a host whose certificate has expired is not spoken to, and the clock is named that says so", async () => {
  const expired = { certificatePath: tlsFile("expired.pem"), keyPath: tlsFile("expired.key") };
  const host = await startTestTeamHost(await createTestBook(), {
    door: { ...usualDoor, security: { kind: "tls", ...expired } },
  });
  expect(host.said).toEqual([expect.stringContaining("expired at 2020-02-01")]);
  const line = ["book", "info", "--book", `https://localhost:${host.port}`];
  const { ended } = startCountinghouse(line, "", { NODE_EXTRA_CA_CERTS: expired.certificatePath });
  const { exitCode, errors } = await ended;
  const today = new Date().toISOString().slice(0, 10);
  expect([exitCode, errors]).toEqual([4, expect.stringContaining("its certificate has expired") as string]);
  expect(errors).toContain(`By the clock of this machine it is ${today}`);
});
