import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { methodDefinition, type MethodName } from "../../shared/contract/index.ts";

/** What an idempotency key stands for, as one digest: the method and what it was asked (BEHAVIOUR 3.2). */
export function acceptedContentHash(method: MethodName, input: { readonly idempotencyKey: string }): Buffer {
  return hash("sha256", JSON.stringify([method, contentOf(method, input)]), "buffer");
}

/** The input without the key, and without later fields that say nothing. */
function contentOf(method: MethodName, input: { readonly idempotencyKey: string }): Record<string, unknown> {
  const { idempotencyKey: _idempotencyKey, ...content }: Record<string, unknown> = input;
  const { addedFields = [], input: schema } = methodDefinition(method);
  if (addedFields.length === 0 || !(schema instanceof z.ZodObject)) return content;
  for (const field of addedFields) {
    const unsaid: unknown = schema.shape[field]?.parse(undefined);
    if (isDeepStrictEqual(content[field], unsaid)) delete content[field];
  }
  return content;
}
