import { expect, test } from "vitest";
import { contract } from "../../../shared/contract/index.ts";
import { auditText as german } from "../../german/audit-text.ts";
import { auditText as english } from "./audit-text.ts";

test.each([
  ["English", english.acts],
  ["German", german.acts],
])("every act that is written down is told in words in %s", (_language, acts) => {
  const written = Object.entries(contract).filter(([, { audit }]) => audit !== "nothing");
  expect(written.map(([name]) => name).filter((name) => !Object.hasOwn(acts, name))).toEqual([]);
});
