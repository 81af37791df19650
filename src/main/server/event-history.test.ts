import { expect, test } from "vitest";
import { createEventHistory } from "./event-history.ts";

const wordsOf = (told: readonly { readonly words: string }[] | null) => told?.map(({ words }) => words) ?? null;

test("what was told after a cursor, as far back as it is kept", () => {
  const history = createEventHistory<string>(3);
  const start = history.cursor();
  expect(wordsOf(history.after(start))).toEqual([]);
  const cursors = ["one", "two", "three", "four"].map((words) => history.add(words).cursor);
  expect(wordsOf(history.after(start))).toBeNull();
  expect(cursors.map((cursor) => wordsOf(history.after(cursor)))).toEqual([
    ["two", "three", "four"],
    ["three", "four"],
    ["four"],
    [],
  ]);
  expect(history.cursor()).toBe(cursors[3]);
});

test.each(["", ".1", "nothing", "other.1", "5", "-1", "1e0", "0x1", "1.0"])(
  "%j is no place that anybody knows",
  (text) => {
    const history = createEventHistory<string>(3);
    const { cursor } = history.add("one");
    expect(history.after(text)).toBeNull();
    expect(history.after(cursor.replace(/\d+$/u, text === "" ? "9" : text))).toBeNull();
  },
);
