import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MethodName } from "../../../src/shared/contract/index.ts";
import type { InvoiceAction, InvoiceView } from "../../../src/shared/contract/invoice-view.ts";
import type { ErrorView } from "../../../src/shared/errors.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, payBy } from "../../support/collection.ts";
import { adjust, createCustomer } from "../../support/company.ts";

const today = "2026-03-01";

/** What happens to an invoice of 20.00 that is open because the account pays by transfer. */
const acts = {
  addCredit: (book, { accountId }) => adjust(book, accountId, 5_00),
  addCard: (book, { accountId }) => payBy(book, accountId, "succeeds"),
  addDecliningCard: (book, { accountId }) => payBy(book, accountId, "declines"),
  applyCredit: (book, { accountId }) => book.ask("credits.applyToOpenInvoices", { accountId }),
  payMost: (book, { invoiceId }) => pay(book, invoiceId, 19_70),
  payAll: (book, { invoiceId }) => pay(book, invoiceId, null),
  payTooMuch: (book, { invoiceId }) => pay(book, invoiceId, 25_00),
  spendCredit: (book, { accountId }) => adjust(book, accountId, -3_00),
  collect: (book, { invoiceId }) => book.ask("invoices.collect", { invoiceId }),
  noteOfPart: (book, { invoiceId }) => issueNote(book, invoiceId, 4_00),
  noteOfAll: (book, { invoiceId }) => issueNote(book, invoiceId, 20_00),
  giveUp: (book, { invoiceId }) => book.ask("invoices.markUncollectible", { invoiceId }),
  writeOff: (book, { invoiceId }) => book.ask("invoices.writeOff", { invoiceId, reason: "Agreed" }),
  voidIt: (book, { invoiceId }) => book.ask("invoices.void", { invoiceId }),
  takeBackPayment: async (book, { invoiceId }) => {
    const { payments } = await book.ask("invoices.get", { invoiceId });
    await book.ask("invoices.takeBackPayment", { paymentId: payments.at(-1)?.id ?? "none", reason: "Bounced" });
  },
} satisfies Record<string, (book: TestBook, subject: Subject) => Promise<unknown>>;
type Act = keyof typeof acts;

interface Subject {
  readonly accountId: string;
  readonly invoiceId: string;
}

function pay(book: TestBook, invoiceId: string, amountMinor: number | null) {
  const payment = { amountMinor, receivedOn: null, overpayment: "to_credit" } as const;
  return book.ask("invoices.recordPayment", { invoiceId, ...payment });
}

async function issueNote(book: TestBook, invoiceId: string, amountMinor: number) {
  const note = { invoiceId, lines: [{ position: 1, amountMinor }], destination: "credit" as const };
  const { fingerprint } = await book.ask("creditNotes.preview", note);
  return book.ask("creditNotes.issue", { ...note, fingerprint });
}

/** A new account's invoice to which that has happened; what is refused on the way has not happened. */
async function invoiceAfter(book: TestBook, happened: readonly Act[]): Promise<Subject> {
  const accountId = await createCustomer(book);
  const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 20_00 }]);
  for (const act of happened) await acts[act](book, { accountId, invoiceId }).catch(() => undefined);
  return { accountId, invoiceId };
}

/** How each action is asked for, with as little said as it takes. */
const presses: Readonly<Record<InvoiceAction, (invoice: InvoiceView) => [MethodName, object]>> = {
  recordPayment: ({ id }) => ["invoices.recordPayment", { invoiceId: id, amountMinor: null, receivedOn: null }],
  collect: ({ id }) => ["invoices.collect", { invoiceId: id }],
  applyCredit: ({ accountId }) => ["credits.applyToOpenInvoices", { accountId }],
  creditNote: ({ id }) => [
    "creditNotes.preview",
    { invoiceId: id, lines: [{ position: 1, amountMinor: 1 }], destination: "credit" },
  ],
  void: ({ id }) => ["invoices.void", { invoiceId: id }],
  writeOff: ({ id }) => ["invoices.writeOff", { invoiceId: id, reason: "Agreed" }],
  markUncollectible: ({ id }) => ["invoices.markUncollectible", { invoiceId: id }],
};

/** Do it, or say why it is refused. */
async function press(book: TestBook, [method, input]: [MethodName, object]): Promise<ErrorView | null> {
  const keyed = method === "creditNotes.preview" ? input : { ...input, idempotencyKey: crypto.randomUUID() };
  const result = await book.engine.dispatch(method, keyed, {
    origin: "desk",
    operator: "Tess Tester",
  });
  return result.ok ? null : result.error;
}

/** What is refused is pressed first, because it writes nothing; then one of what is offered. */
async function expectAsOffered(book: TestBook, { invoiceId }: Subject, chosen: number): Promise<void> {
  const invoice = await book.ask("invoices.get", { invoiceId });
  for (const { action, refusal } of invoice.actions) {
    if (refusal === null) continue;
    const refused = await press(book, presses[action](invoice));
    // Credit is applied to an account's invoices together, so it is the account that is refused.
    if (action === "applyCredit") expect(refused?.code).toBe("nothing_to_apply");
    else expect([action, refused]).toEqual([action, refusal]);
  }
  for (const { id, actions } of invoice.payments) {
    for (const { refusal } of actions) {
      if (refusal === null) continue;
      expect(await press(book, ["invoices.takeBackPayment", { paymentId: id, reason: "Bounced" }])).toEqual(refusal);
    }
  }
  const offered = [
    ...invoice.actions.filter(({ refusal }) => refusal === null).map(({ action }) => presses[action](invoice)),
    ...invoice.payments
      .filter(({ actions }) => actions.every(({ refusal }) => refusal === null))
      .map(({ id }): [MethodName, object] => ["invoices.takeBackPayment", { paymentId: id, reason: "Bounced" }]),
  ];
  const pressed = offered[chosen % Math.max(1, offered.length)];
  if (pressed) expect([pressed[0], await press(book, pressed)]).toEqual([pressed[0], null]);
}

describe("what an invoice says can be done with it (BEHAVIOUR 9.2 to 9.11)", () => {
  const offeredAfter: [happened: readonly Act[], offered: readonly InvoiceAction[]][] = [
    [[], ["recordPayment", "creditNote", "void", "writeOff", "markUncollectible"]],
    [["addCredit"], ["recordPayment", "applyCredit", "creditNote", "void", "writeOff", "markUncollectible"]],
    [["addCard"], ["recordPayment", "collect", "creditNote", "void", "writeOff", "markUncollectible"]],
    [
      ["addCard", "payMost"],
      ["recordPayment", "creditNote", "writeOff", "markUncollectible"],
    ],
    [["payAll"], ["creditNote"]],
    [["addCard", "collect"], ["creditNote"]],
    [
      ["addCredit", "applyCredit"],
      ["recordPayment", "creditNote", "void", "writeOff", "markUncollectible"],
    ],
    [["giveUp"], ["recordPayment", "creditNote", "void", "writeOff"]],
    [["writeOff"], ["void"]],
    [["noteOfPart"], ["recordPayment", "creditNote", "void", "writeOff", "markUncollectible"]],
    [["noteOfAll"], []],
    [["voidIt"], []],
  ];

  test.each(offeredAfter)("after %j: %j", async (happened, offered) => {
    const book = await createTestBook({ today });
    const { invoiceId } = await invoiceAfter(book, happened);
    const { actions } = await book.ask("invoices.get", { invoiceId });
    expect(actions.filter(({ refusal }) => refusal === null).map(({ action }) => action)).toEqual(offered);
    for (const [index] of Object.keys(presses).entries()) {
      await expectAsOffered(book, await invoiceAfter(book, happened), index);
    }
  });

  test("a card that is charged no less than 0.50 says so of a rest of 0.30, and the command in the same words", async () => {
    const book = await createTestBook({ today });
    const { invoiceId } = await invoiceAfter(book, ["addCard", "payMost"]);
    const { actions } = await book.ask("invoices.get", { invoiceId });
    const refusal = actions.find(({ action }) => action === "collect")?.refusal;
    expect(refusal).toMatchObject({
      code: "below_minimum_charge",
      message: expect.stringMatching(/Test card ending 4242 is charged USD\s0\.50 at least/u),
      details: { outstandingMinor: 30, minimumMinor: 50, currency: "USD" },
    });
    expect(await book.refusal("invoices.collect", { invoiceId })).toEqual(refusal);
  });

  test("credit that older invoices use up is not offered to a newer one", async () => {
    const book = await createTestBook({ today });
    const { accountId } = await invoiceAfter(book, ["addCredit"]);
    const newer = await issueInvoice(book, accountId, [{ unitMinor: 7_00 }]);
    // Issuing it used the credit that there was; what is added now goes to the older one.
    await adjust(book, accountId, 2_00);
    const { actions } = await book.ask("invoices.get", { invoiceId: newer.id });
    expect(actions.find(({ action }) => action === "applyCredit")?.refusal?.code).toBe("nothing_to_apply");
  });

  test("whatever happened: all that is refused is refused in those words, and what is offered is done", async () => {
    const book = await createTestBook({ today });
    const happened = fc.array(fc.constantFrom(...(Object.keys(acts) as Act[])), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(happened, fc.nat({ max: 20 }), async (history, chosen) => {
        await expectAsOffered(book, await invoiceAfter(book, history), chosen);
      }),
      { numRuns: 80 },
    );
    expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
  });
});

describe("what is proposed for the periods of an invoice that is voided (BEHAVIOUR 9.8)", () => {
  test.each([
    ["2026-03-02", "bill_again"],
    ["2026-03-01", "waive"],
    ["2026-02-15", "waive"],
  ])("of one that begins on %s: %s", async (startOn, proposed) => {
    const book = await createTestBook({ today });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn });
    expect(await issueInvoice(book, accountId)).toMatchObject({ periodsIfVoided: proposed });
  });

  test("by the day where the account lives", async () => {
    const book = await createTestBook({ today });
    const startOn = "2026-03-02";
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn, timeZone: "Pacific/Kiritimati" });
    expect(await issueInvoice(book, accountId)).toMatchObject({ periodsIfVoided: "waive" });
  });
});
