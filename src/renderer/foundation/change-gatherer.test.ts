import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChangeGatherer } from "./change-gatherer.ts";
import type { ChangedEvent } from "./change-topics.ts";

const change = (accountIds: string[] | null, ...topics: ChangedEvent["topics"]): ChangedEvent => ({
  type: "changed",
  topics,
  accountIds,
});

describe("changes on their way to the screens", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("are passed on at once where they concern an account or two, whatever else is going on", () => {
    const tell = vi.fn<(change: ChangedEvent) => void>();
    const take = createChangeGatherer(tell);
    take(change(null, "invoices"));
    take(change(null, "invoices"));
    take(change(["ann"], "ledger"));
    expect(tell.mock.calls).toEqual([[change(null, "invoices")], [change(["ann"], "ledger")]]);
  });

  it("are gathered where many follow each other, and none is lost", () => {
    const tell = vi.fn<(change: ChangedEvent) => void>();
    const take = createChangeGatherer(tell);
    take(change(["a", "b", "c"], "invoices"));
    take(change(["a", "b", "d"], "invoices"));
    take(change(["b", "e", "f"], "ledger"));
    expect(tell).toHaveBeenCalledTimes(1);
    vi.runAllTimers();
    expect(tell.mock.calls[1]).toEqual([change(["a", "b", "d", "e", "f"], "invoices", "ledger")]);
    expect(tell).toHaveBeenCalledTimes(2);
    take(change(null, "book"));
    expect(tell).toHaveBeenCalledTimes(3);
  });

  it("name no accounts once one of them names too many to name", () => {
    const tell = vi.fn<(change: ChangedEvent) => void>();
    const take = createChangeGatherer(tell);
    take(change(null, "plans"));
    take(change(["a", "b", "c"], "ledger"));
    take(change(null, "ledger"));
    vi.runAllTimers();
    expect(tell.mock.lastCall).toEqual([change(null, "ledger")]);
  });
});
