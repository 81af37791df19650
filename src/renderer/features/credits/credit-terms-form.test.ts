import { describe, expect, it } from "vitest";
import { emptyTermsForm, readTerms, type TermsForm } from "./credit-terms-form.ts";

const read = (changes: Partial<TermsForm>) => readTerms({ ...emptyTermsForm, ...changes });

describe("the terms of credit", () => {
  it("are none where nothing is said", () => {
    expect(read({})).toEqual({ ok: true, terms: null });
  });

  it("hold what is said, and nothing else", () => {
    expect(read({ priority: "0" })).toEqual({ ok: true, terms: { priority: 0 } });
    const everything = {
      expiresOn: "2026-06-01",
      effectiveOn: "2026-04-01",
      priority: "10",
      category: "paid",
    } as const;
    expect(read(everything)).toEqual({ ok: true, terms: { ...everything, priority: 10 } });
  });

  it.each<[Partial<TermsForm>, keyof TermsForm]>([
    [{ expiresOn: "2026-02-30" }, "expiresOn"],
    [{ effectiveOn: "soon" }, "effectiveOn"],
    [{ priority: "-1" }, "priority"],
    [{ priority: "1.5" }, "priority"],
  ])("say that %j cannot be read in %s", (changes, field) => {
    expect(read(changes)).toHaveProperty(`problems.${field}`);
  });
});
