import { z } from "zod";
import { methodDefinition, type MethodInput, type MethodName } from "../../../../shared/contract/index.ts";
import { jobStarted } from "../../../../shared/contract/jobs.ts";
import type { ApiCall, ApiRoute } from "../route.ts";
import { wireNameOf } from "../wire-name.ts";
import { recordOf, inputOf, nullable, type WireAnswer } from "./wire.ts";

/** A route that asks one method of the contract, whose input and output it has under the API's names. */
interface ContractRouteDetails {
  readonly method: ApiRoute["method"];
  /** Below `/countinghouse`. Parameters are named after fields of the input: `{account_id}` is `accountId`. */
  readonly path: string;
  readonly asks: MethodName;
  /** What the answer calls itself. */
  readonly object: string;
  /** The field of the output that is answered; left out, all of it is. */
  readonly part?: string;
  /** The field of the output that is a list short enough to be answered whole. */
  readonly list?: string;
  /** Fields of the input that programs cannot say, each with a default. */
  readonly without?: readonly string[];
  /** Where the contract's own sentence says too little or too much. */
  readonly summary?: string;
}

/** What is not in the path is in the body; a request that has no body changes nothing, or can be repeated without harm. */
export function contractRoute({
  method,
  path,
  asks,
  object,
  part,
  list,
  without = [],
  summary,
}: ContractRouteDetails): ApiRoute {
  const definition = methodDefinition(asks);
  const inPath = parametersOf(path, definition.input);
  const hasBody = method === "POST" || method === "PATCH";
  const body = hasBody ? inputOf(definition.input, [...Object.values(inPath), ...without]) : null;
  const needsKey = !hasBody && definition.kind === "command";
  // A job is answered at once with its id, and followed at `/countinghouse/jobs/{job_id}`.
  const output = definition.kind === "job" ? jobStarted : definition.output;
  const answer = list === undefined ? partAnswer(output, part, object) : listAnswer(output, list, object);
  return {
    method,
    path: `/countinghouse${path}`,
    asks,
    summary: summary ?? definition.summary,
    query: null,
    body: body && body.schema,
    answer: answer.schema,
    errors: definition.errors,
    async respond(call) {
      const input = {
        ...fromPath(call, inPath),
        ...(body ? (body.read(call.body) as object) : {}),
        ...(needsKey ? { idempotencyKey: call.ownKey } : {}),
      };
      // The engine checks the input that was put together here for a method known by its name only.
      return answer.write(await call.ask(asks, input as MethodInput<MethodName>), null);
    },
  };
}

/** The fields of the input by the parameters of the path that give them. */
function parametersOf(path: string, input: z.ZodType): Readonly<Record<string, string>> {
  const fields = Object.keys((input as z.ZodObject).shape);
  const parameters = [...path.matchAll(/\{([a-z_]+)\}/gu)].map((match) => match[1] ?? "");
  return Object.fromEntries(
    parameters.map((parameter) => {
      const field = fields.find((name) => wireNameOf(name) === parameter);
      if (field === undefined) throw new TypeError(`No field goes with {${parameter}} in ${path}`);
      return [parameter, field];
    }),
  );
}

function fromPath(call: ApiCall, inPath: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(inPath).map(([parameter, field]) => [field, call.path[parameter]]));
}

function partAnswer(output: z.ZodType, part: string | undefined, object: string): WireAnswer {
  if (part === undefined) return recordOf(output, object);
  const field = fieldOf(output, part);
  const answer =
    field instanceof z.ZodNullable ? nullable(recordOf(field.unwrap() as z.ZodType, object)) : recordOf(field, object);
  return {
    schema: answer.schema,
    write: (value) => answer.write((value as Readonly<Record<string, unknown>>)[part], null),
  };
}

function listAnswer(output: z.ZodType, list: string, object: string): WireAnswer {
  const answer = recordOf((fieldOf(output, list) as z.ZodArray).element as z.ZodType, object);
  return {
    schema: z.strictObject({ data: z.array(answer.schema) }),
    write: (value) => ({
      data: (value as Readonly<Record<string, readonly unknown[]>>)[list]?.map((row) => answer.write(row, null)),
    }),
  };
}

function fieldOf(output: z.ZodType, name: string): z.ZodType {
  const field = ((output as z.ZodObject).shape as Readonly<Record<string, z.ZodType>>)[name];
  if (!field) throw new TypeError(`The output has no field "${name}"`);
  return field;
}
