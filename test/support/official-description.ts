import { existsSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { parse } from "yaml";

const file = new URL("../../../shared/clerk/bapi-2026-05-12.billing.yml", import.meta.url);

/** Whether Clerk's own description lies beside the project; what compares with it is skipped where it does not. */
export const hasOfficialDescription = existsSync(file);

type Schema = Record<string, unknown>;
interface JsonContent {
  readonly "application/json": { readonly schema: Schema };
}
interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
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
  /** What is wrong with a request: a parameter or a field that it does not know, or one that is missing. */
  problemsWithRequest(operation: string, query: URLSearchParams, body: unknown): string[];
  /** The operation that a path is meant for; undefined where it has none. */
  operationOf(method: string, path: string): string | undefined;
  /** The least that one of its schemas allows: all that it requires, with nothing in it. */
  leastOf(schema: string): Schema;
}

let inProcess: OfficialDescription | undefined;

/** Reads it once in a process: what is compiled of it stays. */
export function readOfficialDescription(): OfficialDescription {
  inProcess ??= read();
  return inProcess;
}

function read(): OfficialDescription {
  const document = parse(readFileSync(file, "utf8")) as {
    paths: Record<string, Record<string, Operation>>;
    components: {
      parameters: Record<string, Parameter>;
      responses: Record<string, { content: JsonContent }>;
      schemas: Record<string, Schema>;
    };
  };
  const validator = new Ajv({ strict: false, allErrors: true, discriminator: false, validateFormats: true });
  (formats as unknown as (ajv: Ajv) => void)(validator);
  validator.addSchema({ $id: "clerk", components: { schemas: toJsonSchema(document.components.schemas) } });
  const compiled = new Map<Schema, ValidateFunction>();

  const validatorOf = (schema: Schema): ValidateFunction => {
    const made = compiled.get(schema) ?? validator.compile(pointIntoComponents(toJsonSchema(schema)) as Schema);
    compiled.set(schema, made);
    return made;
  };

  const responseNamed = (name: string): Schema => {
    const schema = document.components.responses[name]?.content["application/json"].schema;
    if (!schema) throw new Error(`The description has no response ${name}`);
    return schema;
  };

  const { schemas, parameters } = document.components;
  const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${template}`),
  );
  const nameOf = ($ref: string): string => $ref.split("/").at(-1) ?? "";
  const operationAt = (operation: string): Operation | undefined => {
    const [method = "", template = ""] = operation.split(" ");
    return document.paths[template]?.[method.toLowerCase()];
  };

  function least(schema: Schema): unknown {
    const { $ref, nullable, allOf, enum: values, type, required, properties, format } = schema;
    if (typeof $ref === "string") return least(schemas[nameOf($ref)] ?? {});
    if (nullable === true) return null;
    if (Array.isArray(values)) return values[0];
    if (Array.isArray(allOf)) return Object.assign({}, ...allOf.map((part: Schema) => least(part)));
    if (type === "array") return [];
    if (type === "boolean") return false;
    if (type === "integer" || type === "number") return 0;
    if (type === "string") return format === "date-time" ? "2026-01-01T00:00:00Z" : "";
    const fields = (properties ?? {}) as Record<string, Schema>;
    return Object.fromEntries(((required ?? []) as string[]).map((name) => [name, least(fields[name] ?? {})]));
  }

  return {
    leastOf: (schema) => least(schemas[schema] ?? {}) as Schema,
    operationOf(method, path) {
      return operations
        .filter((operation) => operation.startsWith(`${method} `))
        .filter((operation) => {
          const template = operation.slice(method.length + 1);
          return new RegExp(`^${template.replaceAll(/\{[^}]+\}/gu, "[^/]+")}$`, "u").test(path);
        })
        .toSorted((one, other) => one.split("{").length - other.split("{").length)[0];
    },
    problemsWithRequest(operation, query, body) {
      const described = operationAt(operation);
      const known = new Set(
        (described?.parameters ?? []).map(({ $ref, name }) => name ?? parameters[nameOf($ref ?? "")]?.name),
      );
      const unknown = [...query.keys()].filter((name) => !known.has(name));
      const schema = described?.requestBody?.content["application/json"].schema;
      const validate = schema && validatorOf(schema);
      const problems = !validate || validate(body) ? [] : (validate.errors ?? []);
      return [
        ...unknown.map((name) => `${operation} has no parameter ${name}`),
        ...problems.map((error) => `${operation}: ${error.instancePath} ${error.message}`),
      ];
    },
    operations,
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
      const validate = validatorOf(responseNamed(response.$ref.split("/").at(-1) ?? ""));
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
