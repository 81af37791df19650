import { expect, test } from "vitest";
import { contract, methodNames, type MethodName } from "../../../src/shared/contract/index.ts";
import { ownerRights, rights, rightsOfScopes, type Right } from "../../../src/shared/contract/rights.ts";
import { hostCaller, keyCaller } from "../../../src/main/hosts/callers.ts";
import { createTestBook } from "../../support/book.ts";

const everyRight = Object.keys(rights) as Right[];

const caller = (may: readonly Right[]) => keyCaller({ id: "key_of_nobody", name: "Some program" }, may);

test("every method asks for its right before anything else, and for that one only", async () => {
  const { engine } = await createTestBook();
  // No method takes nothing, so whoever may is told that the input is wrong, and nothing is done.
  const codeFor = async (method: MethodName, may: readonly Right[]) => {
    const result = await engine.dispatch(method, null, caller(may));
    return result.ok ? "accepted" : result.error.code;
  };
  for (const method of methodNames) {
    const { right } = contract[method];
    const others = everyRight.filter((each) => each !== right);
    expect([method, await codeFor(method, others)]).toEqual([
      method,
      right === "host" ? "unknown_method" : "not_allowed",
    ]);
    // Where there is a book, another one is not made, whatever is asked for.
    expect([method, await codeFor(method, [right])]).toEqual([
      method,
      method === "book.create" ? "book_exists" : "invalid_input",
    ]);
  }
});

test("a refusal names the right that is lacking, and nothing is written", async () => {
  const book = await createTestBook();
  const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada" });
  const input = {
    accountId,
    action: "increase",
    amountMinor: 1_00,
    currency: "USD",
    reasonCode: "goodwill",
    note: "Sorry",
    idempotencyKey: "refused",
  };
  const refused = await book.engine.dispatch("credits.adjust", input, caller(rightsOfScopes(["read", "billing"])));
  expect(refused).toMatchObject({
    ok: false,
    error: {
      code: "not_allowed",
      message: '"Some program" lacks the right "credits": to adjust, transfer, reverse, void and apply credit.',
      details: { right: "credits" },
    },
  });
  expect((await book.ask("ledger.list", {})).rows).toEqual([]);
  // The key of the refusal was not used up.
  expect(await book.engine.dispatch("credits.adjust", input, caller(["credits"]))).toMatchObject({ ok: true });
});

test("the person at the machine may do all that is not for hosts, and a host nothing else", async () => {
  const book = await createTestBook();
  const forHosts = methodNames.filter((method) => contract[method].right === "host");
  expect(forHosts).toEqual([
    "operators.unready",
    "operators.signInByIdentity",
    "operators.linkIdentity",
    "sessions.find",
    "sessions.move",
    "sessions.seen",
    "apiKeys.authenticate",
    "audit.record",
    "webhooks.due",
    "webhooks.recordAttempts",
    "link.beginPull",
    "link.takeAccounts",
    "link.takePlans",
    "link.takeItems",
    "link.itemsToCheck",
    "link.takeStatements",
    "link.statementsToRead",
    "link.accountsToRead",
    "link.takeBalances",
    "link.recordContact",
    "outbox.take",
    "outbox.recordAttempts",
  ]);
  for (const method of forHosts) expect(await book.refusal(method, {})).toMatchObject({ code: "unknown_method" });
  expect(await book.engine.dispatch("book.info", {}, hostCaller("Backend API"))).toMatchObject({
    error: { code: "not_allowed" },
  });
  expect(new Set(ownerRights)).toEqual(new Set(everyRight.filter((right) => right !== "host")));
});
