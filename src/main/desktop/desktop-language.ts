import { app } from "electron";
import type { DeskLanguage } from "../../shared/platform.ts";
import { languageOf } from "../../shared/sentences/languages.ts";
import { tell, type Sentence } from "../../shared/sentences/sentence.ts";

let ofPage: DeskLanguage | null = null;

/**
 * What menus, dialogs and notifications are told in: what the page says that it is told in, which is somebody's choice, and the system's
 * language until there is a page. Ask for it once Electron is ready.
 */
export function desktopLanguage(): DeskLanguage {
  return ofPage ?? (/^de\b/iu.test(app.getLocale()) ? "de" : "en");
}

export function followPage(language: DeskLanguage): void {
  ofPage = language;
}

/** Something to be said to the person at the window. */
export function inDesktopLanguage(said: Sentence): string {
  return tell(said, languageOf(desktopLanguage()));
}
