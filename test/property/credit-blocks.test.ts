import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, civilDate, daysBetween, type CivilDate } from "../../src/shared/calendar.ts";
import { createTestBook, type TestBook } from "../support/book.ts";
import { createCustomer } from "../support/company.ts";
import { checkCreditAgeing } from "../support/reports.ts";

/** What credit may go through in a test; days are counted from the book's day at the time. */
type Step =
  | { readonly kind: "increase"; readonly amountMinor: number; readonly terms: Terms | null }
  | { readonly kind: "decrease" | "transfer" | "transferBack" | "useAndReturn"; readonly amountMinor: number }
  | { readonly kind: "void" | "reverse"; readonly pick: number }
  | { readonly kind: "wait"; readonly days: number };

interface Terms {
  readonly priority: number;
  readonly category: "promotional" | "paid" | null;
  readonly effectiveInDays: number;
  readonly lastsDays: number | null;
}

const amountMinor = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 50 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) },
);
const terms: fc.Arbitrary<Terms> = fc.record({
  priority: fc.integer({ min: 0, max: 3 }),
  category: fc.constantFrom(null, "promotional" as const, "paid" as const),
  effectiveInDays: fc.integer({ min: -3, max: 3 }),
  lastsDays: fc.option(fc.integer({ min: 1, max: 6 })),
});
const increase = fc.record({
  kind: fc.constant("increase" as const),
  amountMinor: fc.integer({ min: 1, max: 100 }),
  terms: fc.option(terms),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: increase },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("decrease" as const, "transfer" as const, "transferBack" as const, "useAndReturn" as const),
      amountMinor,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("void" as const, "reverse" as const, "reverse" as const),
      pick: fc.nat(30),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 5 }) }) },
);

const caller = { origin: "desk", operator: "Tess Tester" } as const;

/** Two accounts in a book whose clock only goes on. */
interface World {
  readonly book: TestBook;
  readonly accountId: string;
  readonly otherId: string;
  today: CivilDate;
}

/** Send a command that may be refused; a refusal is as good as any answer here, as long as nothing is broken after it. */
async function send(book: TestBook, method: string, input: object): Promise<unknown> {
  const result = await book.engine.dispatch(method, { ...input, idempotencyKey: randomUUID() }, caller);
  if (!result.ok) expect(result.error.code).not.toBe("internal_error");
  return result.ok ? result.value : null;
}

async function blocksOf({ book }: World, accountId: string) {
  return (await book.ask("credits.blocks", { accountId })).blocks;
}

async function take(world: World, each: Step): Promise<void> {
  const { book, accountId, otherId } = world;
  const adjustment = { accountId, currency: "USD", reasonCode: "billing_error" };
  switch (each.kind) {
    case "increase": {
      const effectiveOn = addDays(world.today, each.terms?.effectiveInDays ?? 0);
      const given = each.terms && {
        priority: each.terms.priority,
        category: each.terms.category,
        effectiveOn,
        expiresOn: each.terms.lastsDays === null ? null : addDays(effectiveOn, each.terms.lastsDays),
      };
      await send(book, "credits.adjust", {
        ...adjustment,
        action: "increase",
        amountMinor: each.amountMinor,
        terms: given,
      });
      return;
    }
    case "decrease":
      await send(book, "credits.adjust", { ...adjustment, action: "decrease", amountMinor: each.amountMinor });
      return;
    case "useAndReturn": {
      const before = await blocksOf(world, accountId);
      const use = await send(book, "credits.adjust", {
        ...adjustment,
        action: "decrease",
        amountMinor: each.amountMinor,
      });
      if (use === null) return;
      const { entry } = use as { entry: { id: string } };
      await book.ask("credits.reverse", { entryId: entry.id });
      // Property 4: used and given back, every block is as it was.
      expect(await blocksOf(world, accountId)).toEqual(before);
      return;
    }
    case "transfer":
    case "transferBack": {
      const [fromAccountId, toAccountId] = each.kind === "transfer" ? [accountId, otherId] : [otherId, accountId];
      await send(book, "credits.transfer", {
        fromAccountId,
        toAccountId,
        currency: "USD",
        amountMinor: each.amountMinor,
      });
      return;
    }
    case "void": {
      const blocks = await blocksOf(world, accountId);
      const block = blocks[each.pick % Math.max(blocks.length, 1)];
      if (block) await send(book, "credits.voidBlock", { blockId: block.id });
      return;
    }
    case "reverse": {
      const { rows } = await book.ask("ledger.list", { accountId });
      // Mostly something that may be reversible, now and then anything.
      const candidates = rows.filter(
        ({ sourceType, isReversed }) =>
          each.pick % 5 === 0 || (!isReversed && (sourceType === "grant" || sourceType === "deduction")),
      );
      const entry = candidates[each.pick % Math.max(candidates.length, 1)];
      if (!entry) return;
      const { isReversible } = await book.ask("ledger.get", { entryId: entry.id });
      const reversal = await send(book, "credits.reverse", { entryId: entry.id });
      if (!isReversible) expect(reversal).toBeNull();
      return;
    }
    case "wait":
      world.today = addDays(world.today, each.days);
      await book.setToday(world.today);
      await book.runJob("billing.catchUp", {});
  }
}

async function expectBlocksAddUp(world: World, accountId: string): Promise<void> {
  const [blocks, { balances }] = await Promise.all([
    blocksOf(world, accountId),
    world.book.ask("credits.balance", { accountId }),
  ]);
  const sum = (chosen: typeof blocks) => chosen.reduce((total, block) => total + block.remainingMinor, 0);
  const balance = balances[0] ?? { ledgerMinor: 0, availableMinor: 0 };
  expect(sum(blocks)).toBe(balance.ledgerMinor);
  // Property 6.
  const usable = blocks.filter(
    (block) =>
      block.remainingMinor > 0 &&
      block.effectiveOn <= world.today &&
      (block.expiresOn === null || world.today < block.expiresOn),
  );
  expect(sum(usable)).toBe(balance.availableMinor);
  expect(usable.map((block) => block.useOrder)).toEqual(usable.map((_block, index) => index + 1));
  for (const { remainingMinor, amountMinor: formedMinor } of blocks) {
    expect(remainingMinor).toBeGreaterThanOrEqual(0);
    expect(remainingMinor).toBeLessThanOrEqual(formedMinor);
  }
}

test("properties 4 and 6 hold over random lives of credit in blocks", async () => {
  const book = await createTestBook();
  const firstOn = civilDate("2026-01-01");
  let today = firstOn;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: "max" }), async (steps) => {
      const world: World = {
        book,
        accountId: await createCustomer(book),
        otherId: await createCustomer(book),
        today,
      };
      for (const each of steps) {
        await take(world, each);
        today = world.today;
        await expectBlocksAddUp(world, world.accountId);
        await expectBlocksAddUp(world, world.otherId);
      }
    }),
    { numRuns: 100 },
  );
  // What was left in them on a day, by age and by block, is the balance of that day.
  const daysLived = daysBetween(firstOn, today);
  for (let sixth = 0; sixth <= 6; sixth += 1) {
    await checkCreditAgeing(book, addDays(firstOn, Math.floor((sixth * daysLived) / 6)));
  }
  expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
});
