import { app } from "electron";
import type { DeskLanguage } from "../../shared/platform.ts";

/** What menus are told in. */
export interface MenuLanguage {
  /** Ask for it once Electron is ready. */
  current(): DeskLanguage;
  /** The page says what it is told in, which is somebody's choice or the system's language. */
  follow(language: DeskLanguage): void;
}

/** The language of the menus: the page's, and the system's until there is a page. */
export function createMenuLanguage(): MenuLanguage {
  let ofPage: DeskLanguage | null = null;
  return {
    current: () => ofPage ?? (/^de\b/iu.test(app.getLocale()) ? "de" : "en"),
    follow: (language) => (ofPage = language),
  };
}
