import { app, dialog } from "electron";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { inDesktopLanguage } from "./desktop-language.ts";

/** Says why there will be no window, and ends the program: without one, nobody could see that it runs. */
export function sayThatItCannotStart(error: unknown): void {
  const title = inDesktopLanguage(sentence("Countinghouse cannot start"));
  dialog.showErrorBox(title, error instanceof AppError ? inDesktopLanguage(error.sentence) : String(error));
  app.exit(1);
}
