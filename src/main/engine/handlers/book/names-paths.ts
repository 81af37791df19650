import { isAbsolute } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { Caller } from "../../engine.ts";

/**
 * Only where the person has named the place, at the command line or in a host's dialog, is it read or written.
 *
 * @throws AppError `path_not_allowed`; `invalid_input` where it says not which place.
 */
export function requireNamesPaths({ namesPaths }: Caller, path: string): void {
  if (namesPaths !== true) {
    throw new AppError(
      "path_not_allowed",
      sentence("A place on the machine is named by the person at it, and by no page or program."),
    );
  }
  if (!isAbsolute(path)) throw new AppError("invalid_input", sentence('"{path}" is not a whole path.', { path }));
}
