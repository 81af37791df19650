import { existsSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { parse } from "yaml";

const path = new URL("../../../shared/clerk/bapi-2026-05-12.billing.yml", import.meta.url);

/** Whether Clerk's own description lies beside the project; what compares with it is skipped where it does not. */
export const hasOfficialDescription = existsSync(path);

type Schema = Record<string, unknown>;
interface JsonContent {
  readonly "application/json": { readonly schema: Schema };
}
interface Operation {
  readonly requestBody?: { readonly content: JsonContent };
  readonly responses: Record<string, { readonly $ref: string }>;
}

/** Compares answers with Clerk's description of its Backend API. */
export interface OfficialDescription {
  /** Every operation of the description, as `GET /users/{user_id}`. */
  readonly operations: readonly string[];
  /** The fields that a body may have. */
  fieldsOf(operation: string): string[];
  /**
   * What is wrong with an answer; empty where nothing is.
   *
   * @param operation such as `GET /users/{user_id}`.
   */
  problemsWith(operation: string, status: number, body: unknown): string[];
}

export function readOfficialDescription(): OfficialDescription {
  const document = parse(readFileSync(path, "utf8")) as {
    paths: Record<string, Record<string, Operation>>;
    components: {
      responses: Record<string, { content: JsonContent }>;
      schemas: Record<string, Schema>;
    };
  };
  const validator = new Ajv({ strict: false, allErrors: true, discriminator: false, validateFormats: true });
  (formats as unknown as (ajv: Ajv) => void)(validator);
  validator.addSchema({ $id: "clerk", components: { schemas: toJsonSchema(document.components.schemas) } });
  const compiled = new Map<string, ValidateFunction>();

  const validatorOf = (responseName: string): ValidateFunction => {
    const known = compiled.get(responseName);
    if (known) return known;
    const schema = document.components.responses[responseName]?.content["application/json"].schema;
    if (!schema) throw new Error(`The description has no response ${responseName}`);
    const made = validator.compile(pointIntoComponents(toJsonSchema(schema)) as Schema);
    compiled.set(responseName, made);
    return made;
  };

  return {
    operations: Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${template}`),
    ),
    fieldsOf(operation) {
      const [method = "", template = ""] = operation.split(" ");
      const schema = document.paths[template]?.[method.toLowerCase()]?.requestBody?.content["application/json"].schema;
      const named = typeof schema?.["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
      const resolved = named === undefined ? schema : document.components.schemas[named];
      return Object.keys(resolved?.["properties"] ?? {});
    },
    problemsWith(operation, status, body) {
      const [method = "", template = ""] = operation.split(" ");
      const responses = document.paths[template]?.[method.toLowerCase()]?.responses;
      if (!responses) return [`The description has no ${operation}`];
      const response = responses[String(status)];
      if (!response) return [`The description has no ${status} for ${operation}`];
      const validate = validatorOf(response.$ref.split("/").at(-1) ?? "");
      if (validate(body)) return [];
      return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
    },
  };
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own; the rest is JSON Schema already. */
function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  const { nullable, ...rest } = schema as Schema;
  const converted = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, toJsonSchema(value)]));
  // A property may be called "nullable" too; only the keyword is a boolean.
  if (typeof nullable !== "boolean") return nullable === undefined ? converted : { ...converted, nullable };
  return nullable ? { anyOf: [{ type: "null" }, converted] } : converted;
}

function pointIntoComponents(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(pointIntoComponents);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" ? `clerk${value}` : pointIntoComponents(value),
    ]),
  );
}
