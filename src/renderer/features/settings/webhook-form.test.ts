import { describe, expect, it } from "vitest";
import { webhookEventTypes } from "../../../shared/contract/webhooks.ts";
import { eventGroups, eventText, placeOfSubject, shortId, wantedText } from "./webhook-events.ts";
import { emptyWebhookForm, readWebhook, webhookFormOf } from "./webhook-form.ts";
import { webhooksText } from "./webhooks-text.ts";

describe("a webhook, as it was filled in", () => {
  it("says under which fields something is wrong", () => {
    expect(readWebhook({ ...emptyWebhookForm, wants: "chosen" })).toEqual({
      input: null,
      problems: { address: webhooksText.form.addressWrong, eventTypes: webhooksText.form.typesMissing },
    });
    for (const address of ["example.com", "ftp://example.com", "https://", "http:// example.com", "javascript:1"]) {
      expect(readWebhook({ ...emptyWebhookForm, address }).input).toBeNull();
    }
  });

  it("is trimmed, and wants everything where nothing was chosen", () => {
    const form = { ...emptyWebhookForm, address: " https://example.com/hook ", description: "  " };
    expect(readWebhook({ ...form, eventTypes: ["invoice.paid"] }).input).toEqual({
      address: "https://example.com/hook",
      description: null,
      eventTypes: [],
    });
  });

  it("sends what was chosen in the contract's order, and comes back as it was", () => {
    const { input } = readWebhook({
      address: "http://127.0.0.1:8080",
      description: "Sync",
      wants: "chosen",
      eventTypes: ["user.created", "ledgerEntry.created"],
    });
    expect(input?.eventTypes).toEqual(["ledgerEntry.created", "user.created"]);
    if (!input) return;
    const counts = { isPaused: false, createdAtMs: 0, waitingCount: 0, failedCount: 0, failing: null };
    expect(readWebhook(webhookFormOf({ id: "whe_1", ...input, ...counts })).input).toEqual(input);
  });
});

describe("events", () => {
  it("can all be chosen, each once", () => {
    expect(eventGroups.flatMap(({ types }) => types).toSorted()).toEqual(webhookEventTypes.toSorted());
  });

  it("are told in words, and on one line", () => {
    expect(wantedText([])).toBe("All events");
    expect(wantedText(["invoice.paid"])).toBe("An invoice was paid");
    expect(wantedText(["invoice.paid", "user.created", "user.updated"])).toBe("An invoice was paid, and 2 more");
    expect(eventText("toString")).toBe("toString");
  });

  it.each([
    ["ccl_1", "entry"],
    ["inv_1", "invoice"],
    ["org_globex", "account"],
    ["user_1", "account"],
    ["run_1", "run"],
    ["cn_1", null],
    ["csub_1", null],
  ])("about %s lead to %s", (id, screen) => {
    expect(placeOfSubject(id)?.screen ?? null).toBe(screen);
  });

  it("are about something whose id is short enough to read", () => {
    expect(shortId("ccl_01kjmma2g0e9c2r349a18104as")).toBe("ccl_…8104as");
    expect(shortId("org_globex")).toBe("org_globex");
  });
});
