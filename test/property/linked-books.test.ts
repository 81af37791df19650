import fc from "fast-check";
import { expect, test } from "vitest";
import type { LedgerRow } from "../../src/shared/contract/ledger.ts";
import { openTestBook, type TestBook } from "../support/book.ts";
import { adjust } from "../support/company.ts";
import { faults } from "../support/faulty-proxy.ts";
import { adjustAndKill } from "../support/kill.ts";
import { linkPassphrase } from "../support/link-passphrase.ts";
import {
  creditOnBothSides,
  drainOutbox,
  linkTwoBooks,
  refresh,
  untilLink,
  type LinkedBooks,
} from "../support/linked-books.ts";

interface Adjust {
  readonly kind: "here" | "there";
  readonly who: number;
  readonly amountMinor: number;
}
type Step = Adjust | { readonly kind: "reverse" | "pull" | "reopen" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record<Adjust>({
      kind: fc.constantFrom("here" as const, "there" as const),
      who: fc.nat({ max: 2 }),
      amountMinor: fc.integer({ min: -30, max: 50 }).filter((amount) => amount !== 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("reverse" as const, "pull" as const, "reopen" as const) }),
  },
);
/** What is met on the way, request after request; then the network is good again. */
const way = fc.array(fc.option(fc.constantFrom(...faults), { freq: 3 }), { maxLength: 30 });

const entriesOf = async (book: TestBook): Promise<LedgerRow[]> => (await book.ask("ledger.list", { limit: 500 })).rows;

async function startCompany(): Promise<LinkedBooks & { accountIds: string[] }> {
  const accountIds: string[] = [];
  const books = await linkTwoBooks(async (upstream) => {
    for (const name of ["Ada", "Bo", "Cy"]) {
      accountIds.push(
        (await upstream.ask("accounts.create", { kind: "user", name, contact: `${name}@x.com` })).accountId,
      );
    }
  });
  return { ...books, accountIds };
}

/** Settle what was refused and what differs, until both sides are at one. */
async function reconcile(here: TestBook): Promise<void> {
  await drainOutbox(here);
  for (const { entryId } of (await here.ask("outbox.list", { state: "open", limit: 500 })).rows) {
    await here.ask("outbox.settle", { entryId, as: "keep" });
  }
  await refresh(here);
  for (const { accountId, differenceMinor } of (await here.ask("link.differences", {})).rows) {
    await here.ask("link.settleDifference", { accountId, differenceMinor });
  }
}

/** Every adjustment that the outbox calls applied is at the upstream once, and nothing else of here is. */
async function requireOnceEach(here: TestBook, there: TestBook): Promise<void> {
  const applied = (await here.ask("outbox.list", { state: "applied", limit: 500 })).rows.map(({ entryId }) => entryId);
  const arrived = (await entriesOf(there)).flatMap(({ idempotencyKey }) =>
    idempotencyKey?.startsWith("ccl_") ? [idempotencyKey] : [],
  );
  expect(arrived.toSorted()).toEqual(applied.toSorted());
  for (const book of [here, there]) expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
}

test("whatever is adjusted on both sides, and whatever happens on the way, both end with the same credit and each adjustment there once", async () => {
  const { accountIds, ...books } = await startCompany();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), way, async (steps, met) => {
      let { here } = books;
      let count = 0;
      books.proxy.meet(() => met[count++] ?? null);
      for (const each of steps) {
        if (each.kind === "reopen") {
          await here.close();
          here = await openTestBook(here.path);
          await here.ask("link.unlock", { passphrase: linkPassphrase });
        } else if (each.kind === "pull") await here.ask("link.sync", {});
        else if (each.kind === "reverse") {
          const entry = (await entriesOf(here)).find(
            ({ sourceType, isReversed }) => !isReversed && ["grant", "deduction"].includes(sourceType),
          );
          if (entry)
            await here.engine.dispatch(
              "credits.reverse",
              { entryId: entry.id, idempotencyKey: `r-${entry.id}` },
              tester,
            );
        } else if ("who" in each) {
          const book = each.kind === "here" ? here : books.upstream.book;
          // What is more than there is is refused, and is no part of what is looked at.
          await adjust(book, accountIds[each.who] ?? "", each.amountMinor).catch(() => undefined);
        }
      }
      books.proxy.meet(() => null);
      await reconcile(here);
      for (const credit of await creditOnBothSides({ here, upstream: books.upstream }, accountIds)) {
        expect(credit.here ?? 0).toBe(credit.there ?? 0);
      }
      await requireOnceEach(here, books.upstream.book);
      Object.assign(books, { here });
    }),
    { numRuns: 4 },
  );
});

const tester = { origin: "desk", operator: "Tess Tester" } as const;

test("an engine that is killed while it sends has sent nothing twice and loses nothing", async () => {
  const { accountIds, here, upstream, proxy } = await startCompany();
  let count = 0;
  // Every fourth answer is lost as well, so that there is always something of which nobody knows.
  proxy.meet(({ method }) => (method === "POST" && count++ % 4 === 3 ? "dropAnswer" : null));
  await here.close();
  for (const times of [2, 3]) await adjustAndKill(here.path, accountIds, times);
  proxy.meet(() => null);
  const again = await openTestBook(here.path);
  await again.ask("link.unlock", { passphrase: linkPassphrase });
  await untilLink(again, ({ isAtWork }) => !isAtWork);
  await drainOutbox(again);
  expect((await refresh(again)).differenceCount).toBe(0);
  for (const credit of await creditOnBothSides({ here: again, upstream }, accountIds)) {
    expect(credit.here).toBe(credit.there);
  }
  await requireOnceEach(again, upstream.book);
  // Each attempt is in the log, also one that nobody was there any more to write down the end of.
  for (const { entryId, attemptCount } of (await again.ask("outbox.list", { limit: 500 })).rows) {
    expect((await again.ask("outbox.get", { entryId })).attempts).toHaveLength(attemptCount);
  }
});
