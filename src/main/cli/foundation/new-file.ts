import { writeFileSync } from "node:fs";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** Write a file where there is none. @throws AppError `invalid_input` where one is there, or where none can be. */
export function writeNewFile(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: "wx" });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === "EEXIST";
    throw new AppError(
      "invalid_input",
      isThere ? sentence("{path} is there already.", { path }) : sentence("{path} cannot be written.", { path }),
    );
  }
}
