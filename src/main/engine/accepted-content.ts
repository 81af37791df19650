import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { methodDefinition, type MethodName } from "../../shared/contract/index.ts";
import { remember } from "../domain/remember.ts";

/** What an idempotency key stands for, as one digest: the method and what it was asked (BEHAVIOUR 3.2). */
export function acceptedContentHash(method: MethodName, input: { readonly idempotencyKey: string }): Buffer {
  return hash("sha256", JSON.stringify([method, contentOf(method, input)]), "buffer");
}

/** The input without the key, and without later fields that say nothing. */
function contentOf(method: MethodName, input: { readonly idempotencyKey: string }): Record<string, unknown> {
  const { idempotencyKey: _idempotencyKey, ...content }: Record<string, unknown> = input;
  for (const [field, unsaid] of laterFields(method)) {
    if (isDeepStrictEqual(content[field], unsaid)) delete content[field];
  }
  return content;
}

/** The fields that a method had not from the beginning, with what they are where nothing is said of them. */
const laterFields = remember((method): readonly (readonly [field: string, unsaid: unknown])[] => {
  const { addedFields = [], input: schema } = methodDefinition(method as MethodName);
  if (!(schema instanceof z.ZodObject)) return [];
  return addedFields.map((field) => [field, schema.shape[field]?.parse(undefined)]);
});
