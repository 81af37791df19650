import type { z } from "zod";
import { methodDefinition } from "../../../../shared/contract/index.ts";
import { scopeOf } from "../../../../shared/contract/rights.ts";
import { eventObjects } from "../countinghouse/event-object.ts";
import type { ApiRoute } from "../route.ts";
import type { ApiSection } from "../sections.ts";
import { createComponents, type Components, type JsonSchema } from "./components.ts";
import { exampleOf } from "./examples.ts";
import { refusalEnvelope } from "../refusal.ts";

/** The parts of an OpenAPI 3.1 document that this API fills. */
export interface ApiDescription {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: object }>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly securitySchemes: object };
}

export interface ApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly [string];
  /** What a key needs for it. */
  readonly "x-required-scope": string;
  /** Codes of refusals that are particular to it. */
  readonly "x-error-codes"?: readonly string[];
  readonly parameters: readonly ApiParameter[];
  readonly requestBody?: { readonly required: true; readonly content: JsonContent };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: AnswerContent }>>;
}

interface ApiParameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** Of an answer: JSON, or a file of another kind. */
type AnswerContent = JsonContent | Readonly<Record<string, { readonly schema: JsonSchema }>>;

interface JsonContent {
  readonly "application/json": { readonly schema: JsonSchema; readonly example?: unknown };
}

const introduction = `Account credits, invoices and subscriptions of one book. The paths of Clerk's Backend API (version 2026-05-12) are answered
as Clerk answers them; what it leaves out is below \`/countinghouse\`. Amounts are whole minor units of their currency, instants are
milliseconds since the epoch, days are \`YYYY-MM-DD\`.`;

/** The whole API as an OpenAPI document, made from the schemas that check what is sent and that answers are held to. */
export function describeApi(sections: readonly ApiSection[], version: string): ApiDescription {
  const components = createComponents();
  const paths: Record<string, Record<string, ApiOperation>> = {};
  for (const { name, routes } of sections) {
    for (const route of routes) {
      const operation = describeRoute(route, name, components);
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
    }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Countinghouse Backend API", version, description: introduction },
    servers: [{ url: "/v1" }],
    security: [{ bearer: [] }],
    tags: sections.map(({ name }) => ({ name })),
    paths,
    webhooks: Object.fromEntries(
      eventObjects.map((event) => [event.shape.type.value, describeEvent(event, components)]),
    ),
    components: {
      schemas: components.schemas,
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: "A key of the book: sk_live_…" } },
    },
  };
}

function describeRoute(route: ApiRoute, section: string, components: Components): ApiOperation {
  const operation = `${route.method} ${route.path}`;
  const example = exampleOf(operation);
  const isDone = example?.status === 200;
  const answer = (schema: z.ZodType, shown: unknown) => json(components.schemaOf(schema, "output"), shown);
  return {
    operationId: operationIdOf(route),
    // Rules are numbered in a document that readers of the API do not have.
    summary: route.summary.replaceAll(/ \(BEHAVIOUR [\d., BEHAVIOUR]+\)/gu, ""),
    tags: [section],
    "x-required-scope": scopeOf(methodDefinition(route.asks).right),
    ...(route.errors === undefined || route.errors.length === 0 ? {} : { "x-error-codes": route.errors }),
    parameters: [...pathParameters(route.path), ...queryParameters(route.query, components)],
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: json(components.schemaOf(route.body, "input"), example?.body),
          },
        }),
    responses: {
      "200": {
        description: "Done.",
        content:
          route.mediaType === undefined
            ? answer(route.answer, isDone ? example?.answer : undefined)
            : { [route.mediaType]: { schema: { type: "string", contentMediaType: route.mediaType } } },
      },
      default: { description: "Refused.", content: answer(refusalEnvelope, isDone ? undefined : example?.answer) },
    },
  };
}

function describeEvent(event: (typeof eventObjects)[number], components: Components): { post: object } {
  return {
    post: {
      summary: `Delivers ${event.shape.type.value}.`,
      requestBody: { required: true, content: json(components.schemaOf(event, "output"), undefined) },
      responses: { "2XX": { description: "Received. Any other answer, or none, is tried again." } },
    },
  };
}

function json(schema: JsonSchema, example: unknown): JsonContent {
  return { "application/json": { schema, ...(example === undefined ? {} : { example }) } };
}

function pathParameters(path: string): ApiParameter[] {
  return [...path.matchAll(/\{([A-Za-z_]+)\}/gu)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodType | null, components: Components): ApiParameter[] {
  if (query === null) return [];
  const { properties = {}, required = [] } = components.schemaOf(query, "input") as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: meaningOf(schema),
  }));
}

/** In a query everything is text; what the text has to be is said. */
function meaningOf(schema: JsonSchema): JsonSchema {
  if (typeof schema["pattern"] === "string" && schema["pattern"].startsWith("^\\d"))
    return { type: "integer", minimum: 0 };
  const words = schema["enum"];
  return Array.isArray(words) && words.includes("true") ? { type: "boolean" } : schema;
}

/** `POST /users/{user_id}/billing/credits` is `postUsersUserIdBillingCredits`. */
function operationIdOf({ method, path }: ApiRoute): string {
  const words = path.split(/[^A-Za-z]+/u).filter((word) => word !== "");
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
