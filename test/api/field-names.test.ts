import { expect, test } from "vitest";
import { startTestApi, type TestApi } from "../support/api.ts";
import { check, inspect } from "../support/batches.ts";

async function start() {
  const api = await startTestApi({ today: "2026-03-01" });
  const { accountId } = await api.book.ask("accounts.create", {
    kind: "user",
    name: "Ann",
    contact: "ann@example.com",
  });
  return { api, accountId, account: `/countinghouse/accounts/${accountId}` };
}

/** Send a file as a program does; nobody else reads it. */
async function send(api: TestApi, text: string): Promise<string> {
  const body = { upload_id: "field-names", from_byte: 0, base64: Buffer.from(text).toString("base64") };
  expect((await api.call("POST", "/countinghouse/imports/files", { body })).status).toBe(200);
  return body.upload_id;
}

const badRow =
  "account,amount,reason,effective_on,expires_on,counts_on\nann@example.com,5.00,courtesy,2026-13-01,x,2026-02-30\n";

test("the problems of a row name its fields as requests do", async () => {
  const { api } = await start();
  const { id, choices } = await check(api.book, { content: badRow });
  const { body } = await api.call("GET", `/countinghouse/batches/${id}/rows`);
  const named = body.data[0].problems.map(({ field }: { field: string }) => field);
  expect(named).toEqual(["effective_on", "expires_on", "counts_on"]);
  expect(choices.columns).toMatchObject({ effectiveOn: 3, expiresOn: 4, countsOn: 5 });
  const asked = await api.call("GET", `/countinghouse/batches/${id}`);
  expect(named.every((field: string) => field in asked.body.choices.columns)).toBe(true);
});

test("what a file leaves open is called as the choice that settles it", async () => {
  const { api } = await start();
  const content = "account,amount,reason,expires_on\nann@example.com,1,courtesy,03/04/2027\n";
  expect((await inspect(api.book, content)).unclear).toEqual(["dateOrder"]);
  const uploadId = await send(api, content);
  const begun = await api.call("POST", "/countinghouse/batches/inspect", { body: { upload_id: uploadId } });
  const path = `/countinghouse/jobs/${begun.body.job_id}`;
  await expect.poll(async () => (await api.call("GET", path)).body.state).toBe("done");
  const { body } = await api.call("GET", path);
  expect(body.result.unclear).toEqual(["date_order"]);
  expect(body.result.choices).toHaveProperty("date_order");
});

test("a refusal names the field that is wrong as the request does", async () => {
  const { api, account } = await start();
  const credit = { action: "increase", amount: 5_00, currency: "USD", reason_code: "courtesy" };
  const adjust = async (body: object) => {
    const answer = await api.call("POST", `${account}/adjustments`, {
      body: { ...credit, ...body, idempotency_key: "a" },
    });
    return answer.body.errors[0];
  };
  expect((await adjust({ counts_on: "2027-01-01" })).meta.fields[0].path).toBe("counts_on");
  const terms = { effective_on: "2026-03-10", expires_on: "2026-03-01" };
  expect((await adjust({ terms })).meta.fields[0].path).toBe("terms.expires_on");
  const { body } = await api.call("GET", `/countinghouse/batches/${"x".repeat(65)}`);
  expect(body.errors[0]).toMatchObject({
    message: '"batch_id" is longer than 64 characters.',
    meta: { fields: [{ path: "batch_id" }] },
  });
  const columns = { account: 0, amount: 1, effective_on: 1 };
  const uploadId = await send(api, badRow);
  const begun = await api.call("POST", "/countinghouse/batches", {
    body: { upload_id: uploadId, name: "x.csv", choices: { columns } },
  });
  const paths = begun.body.errors[0].meta.fields.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(["choices.columns.amount", "choices.columns.effective_on"]);
});

test("lists are exported in an order that is named as the API names their columns", async () => {
  const { api } = await start();
  const exported = async (by: string) =>
    await api.call("POST", "/countinghouse/exports", {
      body: { of: { list: "accounts", sort: { by, direction: "ascending" } }, format: "csv" },
    });
  expect((await exported("plan_name")).status).toBe(200);
  expect((await exported("planName")).status).toBe(422);
});

test("what is wrong with a row is told in the language that the program asks for", async () => {
  const { api } = await start();
  const { id } = await check(api.book, { content: badRow });
  const path = `/countinghouse/batches/${id}/rows`;
  const messages = async (headers: Readonly<Record<string, string>>) => {
    const { body } = await api.call("GET", path, { headers });
    return body.data[0].problems.map(({ message }: { message: string }) => message);
  };
  expect((await messages({}))[0]).toBe('"2026-13-01" is no day of the calendar.');
  expect((await messages({ "accept-language": "de" }))[0]).toBe("„2026-13-01“ ist kein Tag des Kalenders.");
});
