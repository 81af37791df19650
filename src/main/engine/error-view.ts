import { AppError, type ErrorView } from "../../shared/errors.ts";

/**
 * An error as a caller may see it. What is not one of ours is a fault of the program: it is logged with its stack here, and the
 * caller learns only that it happened, because its text may name paths or content.
 */
export function toErrorView(error: unknown, during: string): ErrorView {
  if (error instanceof AppError) return error.toView();
  console.error(`internal error during ${during}:`, error);
  return new AppError("internal_error", `Something went wrong inside Countinghouse during ${during}.`).toView();
}
