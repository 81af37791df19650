import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import type { EngineEvent } from "../../../src/shared/contract/events.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { commandLineCaller } from "../../../src/main/hosts/callers.ts";
import { createTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { issueInvoice } from "../../support/collection.ts";
import { billThrough, createCustomer } from "../../support/company.ts";

type Chosen = NonNullable<MethodInput<"invoices.exportPdfs">["of"]>;

/** The files of the ZIP by their names, and the ZIP itself. */
async function zipOf(book: TestBook, of?: Chosen) {
  const { result } = await book.runJob("invoices.exportPdfs", { of });
  expect(result).toMatchObject({ fileName: "invoices.zip", sizeBytes: statSync(result.path).size });
  const content = readFileSync(result.path);
  const files = unzipSync(content);
  expect(result.rowCount).toBe(Object.keys(files).length);
  return { content, files };
}

test("the papers of a run, or of whatever is chosen, come in one ZIP, each the same as by itself", async () => {
  const book = await createTestBook({ today: "2026-01-10" });
  const ids = [await createCustomer(book, { feeMinor: 20_00 }), await createCustomer(book, { feeMinor: 30_00 })];
  const run = await billThrough(book, "2026-01-10");
  await issueInvoice(book, ids[0] ?? "", [{ unitMinor: 5_00 }]);

  const ofRun = await zipOf(book, { billingRunId: run.id });
  expect(Object.keys(ofRun.files)).toEqual(["INV-000002.pdf", "INV-000001.pdf"]);
  for (const { id, number } of (await book.ask("invoices.list", { billingRunId: run.id })).rows) {
    const { contentBase64 } = await book.ask("invoices.pdf", { invoiceId: id });
    expect(Buffer.from(ofRun.files[`${number}.pdf`] ?? "").toString("base64")).toBe(contentBase64);
  }
  expect((await zipOf(book, { billingRunId: run.id })).content.equals(ofRun.content)).toBe(true);
  const [second] = (await book.ask("invoices.list", { accountId: ids[1] ?? "" })).rows;
  const ofAmount = await zipOf(book, { currency: "USD", minimumMinor: 30_00 });
  expect(Object.keys(ofAmount.files)).toEqual([`${second?.number}.pdf`]);
  expect(Object.keys((await zipOf(book)).files)).toHaveLength(3);

  expect((await book.refusal("invoices.exportPdfs", { of: { state: "void" } })).code).toBe("nothing_to_export");
  expect((await book.refusal("invoices.exportPdfs", { of: { billingRunId: "run_none" } })).code).toBe("run_not_found");
  expect((await book.refusal("invoices.exportPdfs", { toPath: join(temporaryFolder(), "a.zip") })).code).toBe(
    "path_not_allowed",
  );
  const { rows } = await book.ask("audit.list", { act: "invoices.exportPdfs" });
  expect(rows.length).toBeGreaterThan(3);
});

test("making papers is seen as it goes on, and stopped leaves no file, while the book is written to", async () => {
  const book = await createTestBook({ today: "2026-01-10" });
  const accountId = await createCustomer(book);
  for (let count = 0; count < 12; count += 1) await issueInvoice(book, accountId, [{ unitMinor: 1_00 + count }]);
  const toPath = join(temporaryFolder(), "all.zip");
  const progress: string[] = [];
  const ended = new Promise<string>((resolve) => {
    book.engine.subscribe((event: EngineEvent) => {
      if (event.type !== "job" || event.job.method !== "invoices.exportPdfs") return;
      const { done, total, unit } = event.job.progress;
      progress.push(`${done} of ${total} ${unit}`);
      if (event.job.state !== "running") resolve(event.job.state);
    });
  });
  const started = await book.engine.dispatch("invoices.exportPdfs", { toPath }, commandLineCaller());
  const { jobId } = (started as { readonly value: { readonly jobId: string } }).value;
  // Whatever is made meanwhile: the writer is free.
  await issueInvoice(book, accountId, [{ unitMinor: 9_00 }]);
  await book.ask("jobs.cancel", { jobId });
  // A quick machine may have made all of them by now; then there is the whole file, and never a part of one.
  if ((await ended) === "stopped") expect(existsSync(toPath)).toBe(false);
  else expect(Object.keys(unzipSync(readFileSync(toPath)))).toHaveLength(12);
  expect(progress[0]).toBe("0 of 12 invoices");
  expect(existsSync(`${book.path}.exports`) ? readdirSync(`${book.path}.exports`) : []).toEqual([]);
});
