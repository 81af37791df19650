import { describe, expect, test } from "vitest";
import { startTestApi } from "../support/api.ts";
import { hasOfficialDescription, readOfficialDescription } from "../support/official-description.ts";

describe.skipIf(!hasOfficialDescription)("Clerk's own description of its API", () => {
  test("every path of it is there, and none answers in a way that it does not know", async () => {
    const api = await startTestApi();
    const { operations } = readOfficialDescription();
    expect(operations).toHaveLength(25);
    for (const operation of operations) {
      const [method = "", template = ""] = operation.split(" ");
      const path = template.replaceAll(/\{[^}]+\}/gu, "none_1");
      // The door itself compares the answer with the description.
      const answer = await api.call(method, path, method === "POST" ? { body: {} } : {});
      const { errors } = answer.body as { errors?: { long_message: string }[] };
      expect([operation, errors?.[0]?.long_message]).not.toEqual([operation, "The path not found."]);
    }
  });

  test("no field that it lets a program send is unknown", async () => {
    const api = await startTestApi();
    const official = readOfficialDescription();
    const accountId = (await api.call("POST", "/organizations", { body: { name: "Initech" } })).body.id as string;
    const posts = official.operations.filter((operation) => operation.startsWith("POST "));
    expect(posts.length).toBeGreaterThan(5);
    for (const operation of posts) {
      const fields = official.fieldsOf(operation);
      expect([operation, fields.length]).not.toEqual([operation, 0]);
      const kindOfPayer = operation.includes("{user_id}") ? "user_1" : accountId;
      const path = operation.slice("POST ".length).replaceAll(/\{[^}]+\}/gu, kindOfPayer);
      const body = Object.fromEntries([...fields, "not_a_field"].map((field) => [field, null]));
      const answer = await api.call("POST", path, { body });
      const { errors = [] } = answer.body as { errors?: { code: string; meta?: { param_name: string } }[] };
      const unknown = errors.filter(({ code }) => code === "form_param_unknown").map(({ meta }) => meta?.param_name);
      // An organization is not closed to fields that the description does not know; everything else is.
      const expected = operation === "POST /organizations" ? [] : ["not_a_field"];
      expect([operation, unknown]).toEqual([operation, expected]);
    }
  });

  test("an answer that differs from it is noticed", () => {
    const official = readOfficialDescription();
    const problemsWith = (operation: string, status: number, body: unknown) =>
      official.problemsWith(operation, status, body);
    const money = { amount: 1, amount_formatted: "$0.01", currency: "USD", currency_symbol: "$" };
    const credits = "GET /users/{user_id}/billing/credits";
    const answer = (balance: unknown) => ({ object: "commerce_credit_balance", balance });
    expect(problemsWith(credits, 200, answer(money))).toEqual([]);
    expect(problemsWith(credits, 200, answer(null))).toEqual([]);
    expect(problemsWith(credits, 200, answer({ ...money, amount: 0.5 }))).not.toEqual([]);
    expect(problemsWith(credits, 200, answer({ ...money, minor: 1 }))).not.toEqual([]);
    expect(problemsWith(credits, 200, { object: "commerce_credit_balance" })).not.toEqual([]);
    expect(problemsWith(credits, 418, {})).toEqual([`The description has no 418 for ${credits}`]);
  });
});
