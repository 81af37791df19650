import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runDesktop } from "./desktop/desktop.ts";
import { startEngine } from "./engine/start.ts";
import { bookPathOf } from "./hosts/data-directory.ts";

// Chromium's own switches stand among the arguments, so unknown ones are passed over.
const { values } = parseArgs({
  args: process.argv.slice(1),
  strict: false,
  options: { book: { type: "string" }, "api-port": { type: "string" } },
});
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const bookPath = bookPathOf(text(values.book));

void runDesktop({
  openBook: async () => {
    // The server is loaded while the book is being opened, so that the window waits for neither.
    const [engine, { servePrograms }] = await Promise.all([
      startEngine({ bookPath }),
      import("./server/serve-programs.ts"),
    ]);
    return servePrograms({ engine, bookPath, port: text(values["api-port"]) });
  },
  preloadPath: fileURLToPath(new URL("../preload/index.cjs", import.meta.url)),
  rendererDirectory: fileURLToPath(new URL("../renderer", import.meta.url)),
});
