import { problemText } from "../../../shared/sentences/sentence.ts";
import { connectionProblem } from "../../../shared/connection-problem.ts";
import { inEnglish } from "../../../shared/sentences/sentence.ts";

/** An answer is of no interest but for its status; so much of it is read for the connection to be used again. */
const readBytesLimit = 64 * 1024;

/** What the contract takes of a problem. */
const problemLengthLimit = 500;

/** No date is longer. */
const retryAfterLengthLimit = 100;

/** What came of a request: a status, and why it is no success; or why there is none. */
export interface PostOutcome {
  readonly status: number | null;
  readonly problem: string | null;
  /** What it says of when to come again, in its words. */
  readonly retryAfter: string | null;
}

/** A request with JSON to an address of somebody else's. */
export interface PostRequest {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends it; its reason is what the problem says, where it is an error. */
  readonly signal: AbortSignal;
}

/**
 * Post once, and never throw: whatever the other side does is an outcome. Redirects are not followed: they would carry the event to
 * an address that nobody named.
 */
export async function post(
  fetchFrom: typeof fetch,
  { address, headers, body, signal }: PostRequest,
): Promise<PostOutcome> {
  let response: Response;
  try {
    response = await fetchFrom(address, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "user-agent": "Countinghouse" },
      body,
      redirect: "manual",
      signal,
    });
  } catch (error) {
    return {
      status: null,
      problem: inEnglish(connectionProblem(error)).slice(0, problemLengthLimit),
      retryAfter: null,
    };
  }
  await readAway(response);
  const { status } = response;
  if (status < 100 || status > 599)
    return { status: null, problem: problemText("It answered with no status of HTTP."), retryAfter: null };
  return {
    status,
    problem: problemWith(status),
    retryAfter: response.headers.get("retry-after")?.slice(0, retryAfterLengthLimit) ?? null,
  };
}

function problemWith(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `It answered ${status}, a redirect, which is not followed.`;
  return `It answered ${status}.`;
}

/** The status has been said: however the rest ends, it does not change what was answered. */
async function readAway({ body }: Response): Promise<void> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (let readBytes = 0; readBytes <= readBytesLimit;) {
      const { done, value } = await reader.read();
      if (done) return;
      readBytes += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // It hung up, sent what cannot be unpacked, or took too long.
  }
}
