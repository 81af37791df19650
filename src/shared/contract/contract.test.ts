import { describe, expect, test } from "vitest";
import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { joinContract, query } from "./definition.ts";
import { contract, methodNames } from "./index.ts";

describe("the contract", () => {
  test("a name that exists twice fails at start", () => {
    const part = { "a.b": query({ summary: "", input: z.strictObject({}), output: z.strictObject({}), errors: [] }) };
    expect(() => joinContract(part, part)).toThrow('"a.b" is defined twice');
  });

  test.each(methodNames.map((name) => [name]))(
    "%s is documented, closed to unknown fields and names known errors",
    (name) => {
      const { summary, input, kind, errors } = contract[name];
      expect(summary).toMatch(/^[A-Z].*\.$/u);
      const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
      expect(schema).toMatchObject({ type: "object", additionalProperties: false });
      if (kind === "command") expect(schema.required).toContain("idempotencyKey");
      if (kind === "record") expect(schema.properties).not.toHaveProperty("idempotencyKey");
      for (const code of errors) expect(errorCodes).toContain(code);
      // Errors are named in order of precedence.
      const order = errors.map((code) => errorCodes.indexOf(code));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    },
  );
});
