import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runDesktop } from "./desktop/desktop.ts";
import { policyPath } from "./desktop/policy.ts";
import { isSquirrelStart } from "./desktop/squirrel-start.ts";
import { parseCommandLine } from "./desktop/start-request.ts";
import { startEngine } from "./engine/start.ts";
import { bookPathOf } from "./hosts/data-directory.ts";

const { apiPort, ...request } = parseCommandLine(process.argv.slice(1), (path) => resolve(path));
const bookPath = bookPathOf(request.bookPath ?? undefined);

if (isSquirrelStart()) process.exit();

void runDesktop({
  request,
  bookPath,
  openBook: async () => {
    // The server is loaded while the book is being opened, so that the window waits for neither.
    const [engine, { servePrograms }] = await Promise.all([
      startEngine({ bookPath }),
      import("./server/serve-programs.ts"),
    ]);
    return servePrograms({ engine, bookPath, port: apiPort });
  },
  preloadPath: fileURLToPath(new URL("../preload/index.cjs", import.meta.url)),
  rendererDirectory: fileURLToPath(new URL("../renderer", import.meta.url)),
  policyPath: policyPath(),
  signals: process,
  errorOutput: process.stderr,
});
