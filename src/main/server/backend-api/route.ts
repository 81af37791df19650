import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { MethodAnswer, MethodInput, MethodName } from "../../../shared/contract/index.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Caller, Engine } from "../../engine/engine.ts";
import { english, type SpokenLanguage } from "../../../shared/sentences/languages.ts";
import { inWords } from "../../../shared/sentences/sentence.ts";
import { refusalOf } from "./refusal.ts";

/** A call that has passed the door: its key may do it, and its parameters have the shape that the route asks for. */
export interface ApiCall<Query = unknown, Body = unknown> {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly instanceId: string;
  /** Asks the engine on behalf of the key. @throws ApiRefusal what the engine refused. */
  readonly ask: <Name extends MethodName>(name: Name, input: MethodInput<Name>) => Promise<MethodAnswer<Name>>;
  /** For a command whose path knows no key of its own: each call is its own. */
  readonly ownKey: string;
}

/** One method and path of the API. */
export interface ApiRoute {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As the description writes it: `/users/{user_id}`. */
  readonly path: string;
  /** The method of the contract that it is about. Who may ask that may ask this; for its answer it may read beside it. */
  readonly asks: MethodName;
  /** One sentence for the description, starting with a verb. */
  readonly summary: string;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  /** What is answered with 200. Answers are made to fit; tests compare them, callers read them in the description. */
  readonly answer: z.ZodType;
  /** Where the answer is a file and not JSON: what kind of one. */
  readonly mediaType?: "application/pdf" | "application/octet-stream" | undefined;
  /** Codes of refusals that are particular to it, where they are known beforehand. */
  readonly errors?: readonly ErrorCode[];
  /** @returns the body of the answer. */
  readonly respond: (call: ApiCall) => Promise<unknown>;
}

/** Write a route down; what its query and body are is known where it is answered. */
export function route<
  Answer extends z.ZodType,
  Query extends z.ZodType | null = null,
  Body extends z.ZodType | null = null,
>(details: {
  readonly method: ApiRoute["method"];
  readonly path: string;
  readonly asks: MethodName;
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  readonly mediaType?: ApiRoute["mediaType"];
  readonly respond: (call: ApiCall<Parsed<Query>, Parsed<Body>>) => Promise<z.output<Answer>>;
}): ApiRoute {
  const { query = null, body = null, respond } = details;
  return { ...details, query, body, respond: respond as ApiRoute["respond"] };
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A call's way to the engine, whose answers say what they say in a language. */
export function askerFor(engine: Engine, caller: Caller, language: SpokenLanguage): Pick<ApiCall, "ask" | "ownKey"> {
  return {
    ownKey: randomUUID(),
    async ask(name, input) {
      const result = await engine.call(name, input, caller);
      if (!result.ok) throw refusalOf(result.error);
      if (language.code === english.code) return result.value;
      return inWords(result.value, language) as typeof result.value;
    },
  };
}
