import { describe, expect, test } from "vitest";
import { requireAddress } from "./address.ts";

describe("an address of an endpoint", () => {
  test.each([
    "https://example.com/hooks?for=billing",
    "http://127.0.0.1:8080/",
    "http://localhost:3000/api/webhooks",
    "http://[::1]:9000/x",
    "http://192.168.1.20/hook",
    "HTTPS://EXAMPLE.COM",
    "https://bücher.example/haken",
    `https://example.com/${"a".repeat(1980)}`,
  ])("may be %.60s", (address) => {
    expect(() => requireAddress(address)).not.toThrow();
  });

  test.each([
    "example.com/hooks",
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,hello",
    "https:example.com",
    "https:///example.com",
    "http://",
    "https://exa mple.com/",
    "https://example.com\\@evil.example/",
    "https://example.com/\ta",
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://:secret@example.com/",
    "https://example.com/#part",
    "https://example.com/#",
    "http://example.com:99999/",
    "http://[::1/",
    `https://example.com/${"a".repeat(1981)}`,
    `https://example.com/${"ü".repeat(1000)}`,
  ])("may not be %.60s", (address) => {
    expect(() => requireAddress(address)).toThrow(expect.objectContaining({ code: "webhook_address_invalid" }));
  });
});
