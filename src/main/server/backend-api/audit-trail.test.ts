import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ApiCallRecord } from "../../../shared/contract/audit.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { Engine } from "../../engine/engine.ts";
import { createAuditTrail } from "./audit-trail.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const call = {} as ApiCallRecord;

/** An engine that takes what it is told until it is closed, and counts how often it was told. */
function createBook() {
  const book = { isOpen: true, asked: 0, kept: 0 };
  const tell = (_method: string, { calls }: { calls: readonly ApiCallRecord[] }) => {
    book.asked += 1;
    if (!book.isOpen) {
      const error = new AppError("internal_error", sentence("The book cannot be written to at the moment.")).toView();
      return Promise.resolve({ ok: false as const, error });
    }
    book.kept += calls.length;
    return Promise.resolve({ ok: true as const, value: {} });
  };
  return { book, engine: { call: tell } as unknown as Engine };
}

test("calls are written together, and what cannot be written is tried again", async () => {
  const { book, engine } = createBook();
  const trail = createAuditTrail(engine);
  book.isOpen = false;
  trail.record(call);
  trail.record(call);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(book.kept).toBe(0);
  book.isOpen = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(book.kept).toBe(2);
});

test("a call that ends while its host closes is still written, and nothing is tried once the book is closed", async () => {
  const { book, engine } = createBook();
  const trail = createAuditTrail(engine);
  trail.record(call);
  await trail.close();
  trail.record(call);
  await vi.advanceTimersByTimeAsync(0);
  expect(book.kept).toBe(2);
  book.isOpen = false;
  trail.record(call);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(book.asked).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});
