import SwaggerParser from "@apidevtools/swagger-parser";
import { expect, test } from "vitest";
import { startTestApi } from "../support/api.ts";
import { ownOperations, problemsByOwnDescription } from "../support/own-description.ts";

test("the description is a whole OpenAPI document, and can be had without a key once there is one", async () => {
  const api = await startTestApi({ withKey: false });
  expect(await api.call("GET", "/openapi.json", { key: null })).toMatchObject({ status: 404 });
  await api.makeKey();
  const { status, headers, body } = await api.call("GET", "/openapi.json", { key: null });
  expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
  expect(headers.get("access-control-allow-origin")).toBeNull();
  const document = await SwaggerParser.validate(structuredClone(body));
  expect(document.info.title).toBe("Countinghouse Backend API");
  const operationIds = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
    (methods) => Object.values(methods).map((operation) => operation.operationId),
  );
  expect(operationIds).toHaveLength(ownOperations.length);
  expect(new Set(operationIds).size).toBe(operationIds.length);
});

test("an answer that differs from the description is noticed", () => {
  const book = { object: "book", name: "Acme" };
  expect(problemsByOwnDescription("GET /countinghouse/book", 200, book)).not.toEqual([]);
  expect(problemsByOwnDescription("GET /users/count", 200, { object: "total_count", total_count: 1 })).toEqual([]);
  expect(
    problemsByOwnDescription("GET /users/count", 200, { object: "total_count", total_count: 1, more: 1 }),
  ).not.toEqual([]);
  expect(problemsByOwnDescription("GET /users/count", 403, { errors: [] })).not.toEqual([]);
});

test("the page shows every operation, needs no key and no session, and nothing from elsewhere", async () => {
  const api = await startTestApi({ withKey: false });
  const response = await fetch(`${api.origin}/docs`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  const page = await response.text();
  for (const operation of ownOperations) {
    const [method = "", path = ""] = operation.split(" ");
    expect(page).toContain(`<b>${method}</b> <code>/v1${path}</code>`);
  }
  expect(page).not.toMatch(/<script|<link|<img|src=/u);
  const anchors = new Set([...page.matchAll(/ id="([^"]+)"/gu)].map((match) => match[1]));
  const links = [...page.matchAll(/href="#([^"]+)"/gu)].map((match) => match[1]);
  expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  expect(anchors.size).toBe([...page.matchAll(/ id="/gu)].length);
});
