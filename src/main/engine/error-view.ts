import { AppError, type ErrorView, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { isBookFailure } from "../storage/book/book-failure.ts";
import { HalfWritten } from "./slices.ts";

/**
 * Why the part of a job that concerns one account failed, so that the account is parked and the job goes on (BEHAVIOUR 10.4). Where
 * it is the book or the machine that failed, every other account would fail with it, and where something of it is left, all of them have to
 * be done again: then the error is thrown again.
 */
export function failureOfOne(error: unknown, during: string): ErrorView {
  if (isBookFailure(error) || error instanceof HalfWritten) throw error;
  return toErrorView(error, during);
}

/**
 * An error as a caller may see it. What is not one of ours is a fault of the program: it is logged with its stack here, and the
 * caller learns only that it happened, because its text may name paths or content.
 */
export function toErrorView(error: unknown, during: string): ErrorView {
  if (error instanceof AppError) return error.toView();
  console.error(`internal error during ${during}:`, error);
  return new AppError(
    "internal_error",
    sentence("Something went wrong inside Countinghouse during {during}.", { during }),
  ).toView();
}

/** An error as the answer to a call. */
export function refuse(error: unknown, during = "a call"): Result<unknown> {
  return { ok: false, error: toErrorView(error, during) };
}
