import { deskLanguage, speak } from "../foundation/language.ts";

/** The first thing of the page: catalogues are chosen before anything is loaded that shows a word of them. */
document.documentElement.lang = deskLanguage;
if (deskLanguage === "de") speak(await import("../german/index.ts"));
await import("./main.tsx");
