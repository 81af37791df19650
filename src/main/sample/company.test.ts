import { describe, expect, it } from "vitest";
import type { CivilDate } from "../../shared/calendar.ts";
import { importFiles, makeCompany, type SampleOptions } from "./company.ts";
import { handleOf } from "./names.ts";

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
