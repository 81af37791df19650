import { expect, test } from "vitest";
import { upstreamName } from "./upstream.ts";

test.each([
  ["https://api.clerk.com/v1", "Clerk"],
  ["https://api.clerk.dev/v1", "Clerk"],
  ["https://notclerk.com/v1", "notclerk.com"],
  ["https://api.clerk.com.example.org/v1", "api.clerk.com.example.org"],
  ["http://127.0.0.1:8080/v1", "127.0.0.1:8080"],
])("%s is called %s", (address, name) => {
  expect(upstreamName(address)).toBe(name);
});
