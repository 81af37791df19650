import { describe, expect, it } from "vitest";
import { makeApiKey } from "../../../shared/api-key.ts";
import { apiKeysContract } from "../../../shared/contract/api-keys.ts";
import { emptyApiKeyForm, readApiKey, type ApiKeyForm } from "./api-key-form.ts";

const good: ApiKeyForm = { name: " Billing sync ", scopes: ["credits", "read"], expiry: "never", expiresOn: "" };
const read = (form: ApiKeyForm) => readApiKey(form, "2026-03-01", "Europe/Paris");

describe("a new key, as it is filled in", () => {
  it("is what the contract takes, without its secret", async () => {
    const { input } = read(good);
    const { keyId, secretHash } = await makeApiKey(crypto, 0);
    expect(apiKeysContract["apiKeys.create"].input.parse({ keyId, secretHash, ...input, idempotencyKey: "k" })).toEqual(
      {
        keyId,
        secretHash,
        name: "Billing sync",
        scopes: ["read", "credits"],
        expiresAtMs: null,
        idempotencyKey: "k",
      },
    );
  });

  it("ends as the day begins where the book is", () => {
    const { input } = read({ ...good, expiry: "date", expiresOn: "2026-03-02" });
    expect(input?.expiresAtMs).toBe(Date.parse("2026-03-02T00:00:00+01:00"));
  });

  it("forgets the date when it never ends", () => {
    expect(read({ ...good, expiresOn: "2026-03-02" }).input?.expiresAtMs).toBeNull();
  });

  it.each([
    [{ name: " " }, ["name"]],
    [{ scopes: [] }, ["scopes"]],
    [{ expiry: "date", expiresOn: "" }, ["expiresOn"]],
    [{ expiry: "date", expiresOn: "2026-03-01" }, ["expiresOn"]],
    [{ expiry: "date", expiresOn: "2026-02-30" }, ["expiresOn"]],
    [{ ...emptyApiKeyForm, expiry: "date" }, ["name", "scopes", "expiresOn"]],
  ] as const)("is refused with %j", (change, fields) => {
    const { input, problems } = read({ ...good, ...change });
    expect(input).toBeNull();
    expect(Object.keys(problems)).toEqual(fields);
  });
});
