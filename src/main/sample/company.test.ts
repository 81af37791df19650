import { describe, expect, it } from "vitest";
import type { CivilDate } from "../../shared/calendar.ts";
import { importFiles, makeCompany, type SampleOptions } from "./company.ts";
import { handleOf } from "./names.ts";
import { createPace, createTurns } from "./pace.ts";
import { monthlyFeeMinor, samplePlans } from "./plans.ts";

const options: SampleOptions = { accounts: 1500, years: 2, todayOn: "2026-03-31" as CivilDate, seed: 1 };

function allFiles(chosen: SampleOptions) {
  const company = makeCompany(chosen);
  const days = [...new Set(company.accounts.map(({ importedOn }) => importedOn))];
  return days.map((day) => ({ day, files: importFiles(company, day) }));
}

describe("a sample company", () => {
  it("is the same to the byte for the same options, and another for another seed", () => {
    expect(allFiles(options)).toEqual(allFiles(options));
    expect(allFiles({ ...options, seed: 2 })).not.toEqual(allFiles(options));
  });

  it("begins like a smaller one", () => {
    const names = ({ accounts }: ReturnType<typeof makeCompany>) => new Map(accounts.map(({ id, name }) => [id, name]));
    const large = names(makeCompany(options));
    for (const [id, name] of names(makeCompany({ ...options, accounts: 300 }))) expect(large.get(id)).toBe(name);
  });

  it("has customers of both kinds, many places, and every awkward day of the month", () => {
    const { accounts, startOn } = makeCompany(options);
    expect(startOn).toBe("2024-03-31");
    expect(accounts).toHaveLength(1500);
    for (const field of ["id", "contact"] as const)
      expect(new Set(accounts.map((account) => account[field])).size).toBe(1500);
    const seen = (values: readonly (string | null | undefined)[]) => new Set(values);
    expect(seen(accounts.map(({ kind }) => kind))).toEqual(new Set(["user", "organization"]));
    expect(seen(accounts.map(({ currency }) => currency))).toEqual(new Set(["USD", "EUR", "GBP", "JPY"]));
    expect(seen(accounts.map(({ paymentMethod }) => paymentMethod)).size).toBe(4);
    expect(seen(accounts.map(({ subscription }) => subscription?.startOn.slice(8)))).toEqual(
      new Set([undefined, ...Array.from({ length: 31 }, (_, index) => String(index + 1).padStart(2, "0"))]),
    );
    expect(accounts.filter(({ importedOn }) => importedOn > startOn).length).toBeGreaterThan(300);
    expect(accounts.every(({ createdOn, importedOn }) => createdOn <= importedOn)).toBe(true);
  });
});

it.each([
  ["Groß & Söhne", "gross-sohne"],
  ["Łukasz Yıldız", "lukasz-yildiz"],
  ["Øre Ængel", "ore-aengel"],
  ["d'Été", "d-ete"],
])("writes %s as %s in an address", (name, handle) => {
  expect(handleOf(name)).toBe(handle);
});

describe("the plans of a sample company", () => {
  const planOf = (slug: string) => {
    const plan = samplePlans.find((each) => each.slug === slug);
    if (!plan) throw new Error(`There is no plan ${slug}`);
    return plan;
  };

  it.each([
    ["team", null, 20_00],
    ["workspace", 5, 29_00],
    ["workspace", 6, 38_00],
    ["workspace", 52, 29_00 + 45 * 9_00 + 2 * 7_00],
    ["campus", 26, 2 * 95_00],
    ["campus", 101, 4 * 95_00 + 80_00],
  ])("cost by the month: %s with %j seats", (slug, seats, feeMinor) => {
    expect(monthlyFeeMinor(planOf(slug), seats)).toBe(feeMinor);
  });

  it("are bought with seats and begin with a trial where they have them", () => {
    const bought = makeCompany(options).accounts.flatMap(({ subscription }) => subscription ?? []);
    expect(bought.every(({ plan, seats }) => (seats === null) === (plan.seatPrice === null))).toBe(true);
    expect(bought.some(({ withTrial }) => withTrial)).toBe(true);
    expect(bought.every(({ plan, withTrial }) => !withTrial || plan.trialDays !== null)).toBe(true);
  });
});

describe("a pace", () => {
  it("makes up for what did not come to a whole time, whatever the number of heads", () => {
    const pace = createPace(0.5);
    const times = Array.from({ length: 260 }, () => pace(7));
    expect(times.reduce((sum, each) => sum + each, 0)).toBe(3);
  });

  it("takes a turn that falls on a day off on the next working day, and no later one twice", () => {
    const isTurn = createTurns(3, 7);
    expect([0, 1, 4, 5, 10, 11, 19, 20].filter(isTurn)).toEqual([4, 10, 19]);
  });
});
