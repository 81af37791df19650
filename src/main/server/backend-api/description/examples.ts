import recorded from "./examples.json" with { type: "json" };

/** One request and what was answered to it, as it happened in the example company's book. */
export interface ApiExample {
  /** The path with its parameters filled in, and the query. */
  readonly path: string;
  readonly body?: unknown;
  /** 200, but where an example of a refusal says more. */
  readonly status: number;
  readonly answer: unknown;
}

const examples: Readonly<Record<string, ApiExample>> = recorded;

/** @param operation such as `GET /users/{user_id}`. */
export function exampleOf(operation: string): ApiExample | undefined {
  return examples[operation];
}
