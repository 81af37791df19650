import { z } from "zod";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schemas that a description names once and refers to. */
export interface Components {
  /** The JSON Schema of a schema, with what has a name pointing into `#/components/schemas`. */
  schemaOf(source: z.ZodType, side: "input" | "output"): JsonSchema;
  /** Everything that was pointed at so far. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

/** @throws where two schemas go by one name. */
export function createComponents(): Components {
  const schemas: Record<string, JsonSchema> = {};

  function keep(name: string, schema: JsonSchema): void {
    const known = schemas[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new TypeError(`Two schemas are called ${name}`);
    }
    schemas[name] = schema;
  }

  return {
    schemas,
    schemaOf(source, side) {
      const converted = z.toJSONSchema(source, { io: side, unrepresentable: "any", override: withoutNoise });
      const {
        $schema: _dialect,
        $defs = {},
        ...schema
      } = pointIntoComponents(converted) as JsonSchema & {
        $defs?: Record<string, JsonSchema>;
      };
      for (const [name, definition] of Object.entries($defs)) {
        const { id: _id, ...kept } = definition as JsonSchema & { id?: string };
        keep(name, kept);
      }
      const { id, ...own } = schema as JsonSchema & { id?: string };
      if (id === undefined) return own;
      keep(id, own);
      return { $ref: `#/components/schemas/${id}` };
    },
  };
}

/** That a whole number stays exact in JSON goes without saying. */
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function pointIntoComponents(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(pointIntoComponents);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string"
        ? value.replace("#/$defs/", "#/components/schemas/")
        : pointIntoComponents(value),
    ]),
  );
}
