import { describe, expect, it } from "vitest";
import { saidBesideBalance, saidBesideInvoice } from "./credit-terms-words.ts";

describe("what is said of credit that begins or ends", () => {
  it.each([
    [null, null],
    [{ priority: 1 }, null],
    [{ effectiveOn: "2026-04-01" }, "usable from Apr 1, 2026"],
    [{ expiresOn: "2026-06-01" }, "expires Jun 1, 2026"],
    [{ effectiveOn: "2026-04-01", expiresOn: "2026-06-01" }, "usable from Apr 1, 2026, expires Jun 1, 2026"],
  ])("%j is said beside the balance", (terms, said) => {
    expect(saidBesideBalance(terms)).toBe(said);
  });

  it.each([
    [{ effectiveOn: "2026-04-01" }, "2026-03-31", "cannot be used yet on Mar 31, 2026"],
    [{ effectiveOn: "2026-04-01" }, "2026-04-01", "can be used on Apr 1, 2026"],
    [{ expiresOn: "2026-06-01" }, "2026-05-31", "can be used on May 31, 2026"],
    [{ expiresOn: "2026-06-01" }, "2026-06-01", "will have expired by Jun 1, 2026"],
  ])("5.3 %j is said beside an invoice of %s", (terms, on, said) => {
    expect(saidBesideInvoice(terms, on)).toBe(said);
  });
});
