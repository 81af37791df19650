import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { apiDescription } from "../../src/main/server/backend-api/description/index.ts";

const description = apiDescription();

const validator = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
(formats as unknown as (ajv: Ajv2020) => void)(validator);
// The document is known by a name, so that what it says of an operation is validated where it stands.
validator.addSchema({ $id: "own", ...description });
const compiled = new Map<string, ValidateFunction>();

/** Every operation of the API's own description, as `GET /users/{user_id}`. */
export const ownOperations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

/** What is wrong with an answer, by the description that the API gives of itself; empty where nothing is. */
export function problemsByOwnDescription(operation: string, status: number, body: unknown): string[] {
  const [method = "", path = ""] = operation.split(" ");
  const place = ["paths", path, method.toLowerCase(), "responses", status === 200 ? "200" : "default"];
  return problemsAt([...place, "content", "application/json", "schema"], body);
}

/** What is wrong with the body of a webhook, by the description. */
export function problemsWithEvent(body: { readonly type: string }): string[] {
  const place = ["webhooks", body.type, "post", "requestBody"];
  return problemsAt([...place, "content", "application/json", "schema"], body);
}

function problemsAt(place: readonly string[], value: unknown): string[] {
  const pointer = place.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  let validate = compiled.get(pointer);
  if (!validate) {
    validate = validator.compile({ $ref: `own#/${pointer}` });
    compiled.set(pointer, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
}
