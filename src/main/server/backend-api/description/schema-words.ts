import type { JsonSchema } from "./components.ts";

/** What a schema allows, in words: names of other schemas apart, so that they can be made links. */
export type TypeWord = string | { readonly schemaName: string };

/** One field of an object, or of an object inside of it. */
export interface FieldWords {
  /** With dots for objects inside, `[]` for each of a list. */
  readonly name: string;
  readonly type: readonly TypeWord[];
  readonly isRequired: boolean;
  readonly description: string | null;
}

/** The fields of an object, those of unnamed objects inside of it after it; nothing for what is no object. */
export function fieldsOf(schema: JsonSchema, prefix = ""): FieldWords[] {
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema["required"] ?? []) as readonly string[];
  return Object.entries(properties).flatMap(([name, property]) => [
    {
      name: prefix + name,
      type: typeOf(property),
      isRequired: required.includes(name),
      description: descriptionOf(property),
    },
    ...insideOf(property, prefix + name),
  ]);
}

/** What is said of a field, or else of the one thing that it can be beside null. */
function descriptionOf(schema: JsonSchema): string | null {
  if (typeof schema["description"] === "string") return schema["description"];
  const [only, ...others] = alternativesOf(schema).filter((each) => each["type"] !== "null");
  return only && others.length === 0 ? descriptionOf(only) : null;
}

function insideOf(schema: JsonSchema, name: string): FieldWords[] {
  if (schema["properties"] !== undefined) return fieldsOf(schema, `${name}.`);
  if (isSchema(schema["items"])) return insideOf(schema["items"], `${name}[]`);
  const [only, ...others] = alternativesOf(schema).filter((each) => each["type"] !== "null");
  if (only && others.length === 0 && only !== schema) return insideOf(only, name);
  return [];
}

/** `integer or null`, `list of Money`, `"user" or "org"`. */
export function typeOf(schema: JsonSchema): TypeWord[] {
  const reference = schema["$ref"];
  if (typeof reference === "string") return [{ schemaName: reference.split("/").at(-1) ?? "" }];
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 1) {
    return alternatives.flatMap((each, index) => [...(index === 0 ? [] : [" or "]), ...typeOf(each)]);
  }
  if ("const" in schema) return [JSON.stringify(schema["const"])];
  const words = schema["enum"];
  if (Array.isArray(words)) return [words.map((word) => JSON.stringify(word)).join(" or ")];
  if (isSchema(schema["items"])) return ["list of ", ...typeOf(schema["items"])];
  const { type, format } = schema;
  if (format === "date") return ["date"];
  if (Array.isArray(type)) return [type.join(" or ")];
  return [typeof type === "string" ? type : "anything"];
}

function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  const alternatives = schema["anyOf"] ?? schema["oneOf"];
  return Array.isArray(alternatives) ? (alternatives as readonly JsonSchema[]) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
