import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startLoopbackHost } from "../../../src/main/server/loopback-host.ts";
import type { EngineEvent } from "../../../src/shared/contract/events.ts";
import type { JobView } from "../../../src/shared/contract/jobs.ts";
import { jobChannelOf } from "../../../src/main/storage/book/postgres/address.ts";
import { check } from "../../support/batches.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { createCustomer } from "../../support/company.ts";
import { billAndKill } from "../../support/kill.ts";
import { enter, send } from "../../support/loopback-client.ts";
import { addOperators, signedInDesk, signedInDoor } from "../../support/operators.ts";
import { makePageDirectory } from "../../support/page-directory.ts";
import { patience } from "../../support/patience.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const programs = findServerPrograms();

describe.skipIf(programs === null)("a job of one host of a book on a server (BEHAVIOUR 13.3)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  });
  afterAll(() => server.stop());

  /** A book with a run before it of so many months that somebody has the time to stop it, open at two hosts that hear each other. */
  async function twoHosts(): Promise<{ here: TestBook; there: TestBook; heard: JobView[] }> {
    const here = await createTestBook({ server: server.placeOf(""), today: "2026-01-10" });
    for (let index = 0; index < 20; index += 1) await createCustomer(here, { feeMinor: 30_00, startOn: "2026-01-15" });
    await here.setToday(throughOn);
    const there = await openTestBook(here.path);
    const heard: JobView[] = [];
    const listening = [here, there].map(
      (host) =>
        new Promise<void>((resolve) => {
          host.engine.subscribe((event: EngineEvent) => {
            // From when on they listen, they say.
            if (event.type === "changed" && event.topics.includes("book")) resolve();
            if (event.type === "job" && host === there) heard.push(event.job);
          });
        }),
    );
    await Promise.all([listening[1], here.ask("book.info", {})]);
    return { here, there, heard };
  }
  const throughOn = "2034-01-20";

  test("is seen at the others with how far it is, and stops where somebody there asks for it, who is in the log", async () => {
    const { here, there, heard } = await twoHosts();
    const { jobId } = await here.ask("billing.run", { throughOn });
    const underWay = () => heard.find(({ id, progress }) => id === jobId && progress.done > 0);
    await expect.poll(underWay).toMatchObject({ method: "billing.run", state: "running" });
    expect(underWay()?.progress).toMatchObject({ unit: "invoices", total: 20 * 97, failures: 0, totals: [] });
    expect((await there.ask("jobs.list", {})).jobs[0]).toMatchObject({
      id: jobId,
      state: "running",
      isAtOtherHost: true,
    });

    // Whoever may connect to the database may say so as well, and that is no reason to stop.
    const schema = new URL(here.path).searchParams.get("schema") ?? "";
    for (const said of ["", '{"cancel":1}', `{"cancel":"${jobId}"}`])
      server.psqlAt(here.path, `NOTIFY ${jobChannelOf({ schema })}, '${said}'`);
    const before = underWay()?.progress.done ?? 0;
    await expect.poll(() => heard.at(-1)?.progress.done).toBeGreaterThan(before);
    const ownView = await here.ask("jobs.get", { jobId });
    expect([ownView.state, ownView.isAtOtherHost]).toEqual(["running", undefined]);

    expect(await there.ask("jobs.cancel", { jobId })).toEqual({ wasRunning: true });
    await expect.poll(async () => (await there.ask("jobs.get", { jobId })).state).toBe("stopped");
    expect((await here.ask("jobs.get", { jobId })).state).toBe("stopped");
    expect((await there.ask("billing.runs", {})).runs[0]).toMatchObject({ state: "stopped" });
    const { rows } = await there.ask("audit.list", { act: "jobs.cancel", limit: 10 });
    expect(rows).toMatchObject([{ operator: "Tess Tester" }]);
  });

  test("may be stopped at another one by who began it, and by nobody who may not", async () => {
    const { here, there, heard } = await twoHosts();
    const accountId = await createCustomer(here);
    await addOperators(here, { kim: "clerk", lee: "clerk" });
    const kim = await signedInDoor(here, "kim");
    const content = `account,amount\n${`${accountId},1.00\n`.repeat(8_000)}`;
    const { id: batchId } = await check(kim, { content, choices: { reasonCode: "courtesy" } });
    const { jobId } = await kim.ask("batches.apply", { batchId, rows: "all" });
    await expect.poll(() => heard.some(({ id, progress }) => id === jobId && progress.done > 0)).toBe(true);
    const [kimThere, leeThere] = [await signedInDesk(there, "kim"), await signedInDesk(there, "lee")];
    expect(await leeThere.code("jobs.cancel", { jobId })).toBe("not_allowed");
    expect(await kimThere.code("jobs.cancel", { jobId })).toBeNull();
    await expect.poll(async () => (await kim.ask("jobs.get", { jobId })).state).toBe("stopped");
  });

  test("that only reads is seen there too, with the machine it is on; its file and its result are there, which is said", async () => {
    const { here, there, heard } = await twoHosts();
    const page = makePageDirectory();
    const host = await startLoopbackHost({ engine: there.engine, rendererDirectory: page.directory });
    onTestFinished(async () => {
      await host.close();
      page.remove();
    });
    const cookie = await enter(host);
    const hostName = hostname().replaceAll(/[^\w.-]/gu, "-");
    for (const [method, input] of [
      ["exports.make", { of: { list: "payments" }, format: "csv" }],
      ["billing.dryRun", { throughOn }],
    ] as const) {
      const { id } = await here.runJob(method, input);
      await expect.poll(() => heard.findLast((job) => job.id === id)?.state).toBe("done");
      const view = await there.ask("jobs.get", { jobId: id });
      expect(view).toMatchObject({ method, state: "done", isAtOtherHost: true, hostName });
      expect(view.result).toBeUndefined();
      expect(view.error).toMatchObject({
        code: "result_elsewhere",
        message: `What it came to is at the host on ${hostName}, and hosts do not pass it on.`,
      });
      expect((await here.ask("jobs.get", { jobId: id })).error).toBeUndefined();
      if (method !== "exports.make") continue;
      const answer = await send(host, { path: `/exports/${id}`, headers: { cookie } });
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([409, { error: { code: "result_elsewhere" } }]);
    }
    // What verifying finds stands in the book, and so at every host.
    const { id, result } = await here.runJob("ledger.verify", {});
    await expect.poll(() => heard.findLast((job) => job.id === id)?.state).toBe("done");
    const { lastVerification } = await there.ask("book.info", {});
    expect(lastVerification).toMatchObject({ ok: result.ok });
  });

  test("is told to have failed where its host has died, and another one goes on with it", async () => {
    const { here, heard } = await twoHosts();
    // Killed at its first batch, it may not have told anybody yet.
    await billAndKill(here.path, throughOn, () => heard.some(({ method }) => method === "billing.run"));
    const lost = () => heard.find(({ method, state }) => method === "billing.run" && state === "failed");
    await expect.poll(lost, patience).toMatchObject({ error: { code: "engine_stopped" } });
    const goesOn = ({ method }: JobView) => method === "billing.resume";
    await expect.poll(() => heard.some(goesOn), patience).toBe(true);
  });
});
