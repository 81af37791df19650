// Before anything that is loaded later, because what a part says of its look comes after what the library says of it.
import "./typeface.css";
import "./mantine.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./app.css";
import "./contrast.css";
import { deskLanguage, speak } from "../foundation/language.ts";

/** The first thing of the page: catalogues are chosen before anything is loaded that shows a word of them. */
document.documentElement.lang = deskLanguage;
if (deskLanguage === "de") speak(await import("../german/index.ts"));
await import("./main.tsx");
