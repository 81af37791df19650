import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runDesktop } from "./desktop/desktop.ts";
import { startEngine } from "./engine/start.ts";
import { bookPathOf } from "./hosts/data-directory.ts";

// Chromium's own switches stand among the arguments, so unknown ones are passed over.
const { values } = parseArgs({ args: process.argv.slice(1), strict: false, options: { book: { type: "string" } } });
const bookPath = bookPathOf(typeof values.book === "string" ? values.book : undefined);

void runDesktop({
  startEngine: () => startEngine({ bookPath }),
  preloadPath: fileURLToPath(new URL("../preload/index.cjs", import.meta.url)),
  rendererDirectory: fileURLToPath(new URL("../renderer", import.meta.url)),
});
