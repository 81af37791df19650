import { describe, expect, it } from "vitest";
import { previewDifferences, previewSections } from "./preview-sections.ts";
import { changePreview, subscription } from "./subscription.test-support.ts";

const line = { position: 1, description: "Pro", period: null, netMinor: 15_00, discountMinor: 0, steps: [] };
const invoice = {
  currency: "USD",
  lines: [
    { ...line, position: 1, description: "Unused time on Team", netMinor: -10_00 },
    { ...line, position: 2, period: { startOn: "2026-03-16", endOn: "2026-04-01" } },
  ],
  taxes: [{ name: "VAT 24 %", taxMinor: 1_20 }],
  discountMinor: 0,
  totalMinor: 6_20,
  creditAppliedMinor: 2_00,
  carriedMinor: 0,
  creditCreatedMinor: 0,
  dueMinor: 4_20,
  creditLeftMinor: 0,
  steps: [],
};
const nextInvoice = { on: "2026-04-01", currency: "USD", totalMinor: 30_00, creditAppliedMinor: 0, dueMinor: 30_00 };

function rowsOf(preview: ReturnType<typeof changePreview>, key: string) {
  return previewSections(preview)
    .find((section) => section.key === key)
    ?.rows.map((row) => row.key);
}

describe("a preview, as it is read", () => {
  it("lists what is charged now in the order of the paper, without what is nothing", () => {
    expect(rowsOf(changePreview({ invoice }), "invoice")).toEqual([
      "line 1 Unused time on Team",
      "line 2 Pro",
      "tax VAT 24 %",
      "total",
      "credit",
      "due",
      "creditLeft",
    ]);
  });

  it("names the last day of a line's period, which the day it ends on is not part of", () => {
    const sections = previewSections(changePreview({ invoice }));
    expect(sections[1]?.rows[1]?.detail).toMatch(/Mar 16, 2026 – Mar 31, 2026/u);
  });

  it("says that what is given back becomes credit, in place of what is due", () => {
    const givenBack = { ...invoice, totalMinor: 0, creditAppliedMinor: 0, dueMinor: 0, creditCreatedMinor: 9_31 };
    const keys = rowsOf(changePreview({ invoice: givenBack }), "invoice");
    expect(keys).toContain("created");
    expect(keys).not.toContain("due");
    expect(keys).not.toContain("total");
  });

  it("says in a sentence what there is none of", () => {
    const sections = previewSections(changePreview({ subscription: null }));
    expect(sections.filter(({ sentence }) => sentence !== undefined).map(({ key }) => key)).toEqual([
      "invoice",
      "after",
      "next",
    ]);
  });

  it("shows what follows beside what is in force", () => {
    const discount = { name: "Half" };
    const upcoming = {
      planName: "Basic",
      feeMinor: 10_00,
      startsOn: "2026-04-01",
      period: "month",
      seats: 3,
      discount,
    };
    const after = subscription({ seats: 5, nextSeats: 3, endsOn: "2026-04-01", upcoming });
    expect(rowsOf(changePreview({ subscription: after }), "after")).toEqual([
      "plan",
      "fee",
      "seats",
      "endsOn",
      "upcoming",
      "upcomingFee",
      "upcomingSeats",
      "upcomingDiscount",
    ]);
  });

  it("says what becomes of what waited, between when it holds and what it charges", () => {
    const effects = [
      { what: "cancellation", effect: "taken_back", on: "2026-04-01" },
      { what: "seats", effect: "brought_back", seats: 3, on: "2026-04-01" },
      { what: "trial", effect: "not_given", days: 14 },
    ];
    const sections = previewSections(changePreview({ effects }));
    expect(sections.map(({ key }) => key)).toEqual(["effect", "waiting", "invoice", "after", "next"]);
    expect(sections[1]?.rows.map(({ label, value }) => [label, value.kind === "text" ? value.text : ""])).toEqual([
      ["Cancellation", "The end on Apr 1, 2026: taken back"],
      ["Seats", "3, from Apr 1, 2026: waits again"],
      ["Free trial", "14 days: not given, because the account has had one"],
    ]);
  });
});

describe("what differs from the preview that was read before", () => {
  const before = changePreview({ invoice, nextInvoice });

  it("is nothing where it reads the same", () => {
    expect(previewDifferences(before, changePreview({ invoice, nextInvoice, fingerprint: "g" })).size).toBe(0);
  });

  it("is every figure that is another one, with what it was", () => {
    const after = changePreview({ invoice: { ...invoice, creditAppliedMinor: 6_20, dueMinor: 0 }, nextInvoice });
    expect(previewDifferences(before, after)).toEqual(
      new Map([
        ["credit", { kind: "money", amountMinor: -2_00, currency: "USD" }],
        ["due", { kind: "money", amountMinor: 4_20, currency: "USD" }],
      ]),
    );
  });

  it("is what there was not before, with nothing beside it", () => {
    const after = changePreview({ invoice: { ...invoice, carriedMinor: 30 }, nextInvoice });
    expect(previewDifferences(before, after)).toEqual(new Map([["carried", null]]));
  });
});
