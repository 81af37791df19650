import { AppError } from "../../../shared/errors.ts";
import type { HandlersOf } from "../handler.ts";

export const importHandlers: HandlersOf<"accounts.import"> = {
  // eslint-disable-next-line require-yield
  "accounts.import": function* () {
    throw new AppError("internal_error", "PLACEHOLDER to be replaced by the import");
  },
};
