import { describe, expect, it } from "vitest";
import type { ListSort } from "../../foundation/column-view.ts";
import type { KeysetPage, KeysetPlace } from "./keyset.ts";
import { createRowStore, createTurn, type ListSource, type RowStore } from "./row-store.ts";

type Asked = KeysetPlace<string | number> & { readonly sort: ListSort | null };
type Page = KeysetPage<number, string | number>;

/** A list of numbers whose cursors are the numbers themselves; each page is answered when the test says so. */
function countingList(length: number, isExact = true) {
  const asked: Asked[] = [];
  const waiting: (() => void)[] = [];
  const list = { length, first: 0 };
  const source: ListSource<number> = {
    load(place, sort) {
      asked.push({ ...place, sort });
      return new Promise<Page>((resolve) => {
        waiting.push(() => {
          const from = Number(place.after ?? 0) + place.skip;
          const count = Math.max(0, Math.min(place.limit, list.length - from));
          const end = from + count;
          const rows = Array.from({ length: count }, (_, index) => list.first + from + index);
          resolve({
            rows,
            next: end < list.length ? end : null,
            total: { count: isExact ? list.length : 10, isExact },
          });
        });
      });
    },
    isMadeOldBy: () => true,
  };
  /** Answer what is asked for until nothing more is. */
  const answer = async () => {
    do {
      waiting.shift()?.();
      // eslint-disable-next-line eslint/no-await-in-loop -- what is asked next depends on the answer
      await settle();
    } while (waiting.length > 0);
  };
  return { source, asked, answer, list };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function started(source: ListSource<number>, sort: ListSort | null = null): RowStore<number> {
  const store = createRowStore(source, sort, createTurn());
  store.start();
  return store;
}

describe("the rows of a list", () => {
  it("are loaded as they come into view, each page from where the one before ended", async () => {
    const { source, asked, answer } = countingList(250);
    const store = started(source);
    store.want(0, 30);
    await answer();
    store.want(90, 210);
    await answer();
    expect(asked.map(({ after, skip }) => [after, skip])).toEqual([
      [null, 0],
      [100, 0],
      [200, 0],
    ]);
    expect([store.rowAt(0), store.rowAt(249), store.rowAt(250)]).toEqual([0, 249, undefined]);
    expect([store.length(), store.total()]).toEqual([250, { count: 250, isExact: true }]);
  });

  it("are passed over where the thumb was dragged past them, and what is in view by then is loaded first", async () => {
    const { source, asked, answer } = countingList(5_000);
    const store = started(source);
    await answer();
    store.want(1_000, 1_030);
    store.want(4_000, 4_030);
    await answer();
    expect(asked.slice(1).map(({ after, skip }) => [after, skip])).toEqual([
      [100, 900],
      [1_100, 2_900],
    ]);
  });

  it("stay on the screen until they are loaded again, from the start of the list, once they may have changed", async () => {
    const { source, asked, answer, list } = countingList(250);
    const store = started(source);
    store.want(100, 130);
    await answer();
    list.first = 7;
    list.length = 251;
    store.refresh();
    expect(store.rowAt(100)).toBe(100);
    await answer();
    expect(store.rowAt(100)).toBe(107);
    expect(store.length()).toBe(251);
    expect(asked.at(-1)).toMatchObject({ after: null, skip: 100 });
  });

  it("stay the same objects where they are as they were, so that they are not drawn anew", async () => {
    const balances = [100, 200];
    const store = createRowStore<{ readonly balanceMinor: number }>(
      {
        load: () =>
          Promise.resolve({
            rows: balances.map((balanceMinor) => ({ balanceMinor })),
            next: null,
            total: { count: 2, isExact: true },
          }),
        isMadeOldBy: () => true,
      },
      null,
      createTurn(),
    );
    store.start();
    await settle();
    const before = [store.rowAt(0), store.rowAt(1)];
    balances[1] = 250;
    store.refresh();
    await settle();
    expect(store.rowAt(0)).toBe(before[0]);
    expect([before[1], store.rowAt(1)]).toEqual([{ balanceMinor: 200 }, { balanceMinor: 250 }]);
  });

  it("are loaded once more where they may have changed while they were on their way", async () => {
    const { source, asked, answer, list } = countingList(250);
    const store = started(source);
    await settle();
    store.refresh();
    list.first = 7;
    await answer();
    expect(asked).toHaveLength(2);
    expect(store.rowAt(0)).toBe(7);
  });

  it("are as many as are known of, and some more while nobody has counted them", async () => {
    const { source, answer } = countingList(230, false);
    const store = started(source);
    await answer();
    expect(store.length()).toBe(200);
    store.want(0, 210);
    await answer();
    expect(store.length()).toBe(230);
  });

  it("are asked for in the order that was chosen", () => {
    const { source, asked } = countingList(5);
    started(source, { columnId: "name", direction: "descending" });
    return settle().then(() => expect(asked[0]?.sort).toEqual({ columnId: "name", direction: "descending" }));
  });

  it("of a search that was typed on from are not asked for any more", async () => {
    const { source, asked, answer } = countingList(5);
    const turn = createTurn();
    const stores = [1, 2, 3].map(() => createRowStore(source, null, turn));
    for (const store of stores) store.start()();
    const newest = createRowStore(source, null, turn);
    newest.start();
    await answer();
    expect(asked).toHaveLength(1);
    expect(newest.rowAt(0)).toBe(0);
  });

  it("tell why they are missing, and come when they are asked for again", async () => {
    let isBroken = true;
    const { source, answer } = countingList(5);
    const frail: ListSource<number> = {
      ...source,
      load: (place, sort) => (isBroken ? Promise.reject(new Error("gone")) : source.load(place, sort)),
    };
    const store = started(frail);
    await settle();
    expect(store.error()?.message).toBe("gone");
    isBroken = false;
    store.refresh();
    await answer();
    expect([store.error(), store.rowAt(0)]).toEqual([null, 0]);
  });

  it("can be taken along where they were never in view", async () => {
    const { source, answer } = countingList(450);
    const store = started(source);
    await answer();
    const taken = store.rowsBetween(95, 205);
    await settle();
    await answer();
    expect(await taken).toEqual(Array.from({ length: 111 }, (_, index) => 95 + index));
  });

  it("are shown as somebody knows them to be, until they are loaded again; what was loaded later stays", async () => {
    const { source, answer } = countingList(5);
    const store = started(source);
    const beforeLoadingMs = performance.now();
    await answer();
    const lastOf = () => store.rowAt(4);
    store.amend((row) => row * 10, beforeLoadingMs);
    expect(lastOf()).toBe(4);
    store.amend((row) => row * 10, performance.now());
    expect(lastOf()).toBe(40);
    store.refresh();
    await answer();
    expect(lastOf()).toBe(4);
  });
});
