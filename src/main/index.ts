import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { keepCompiledCode } from "./desktop/compiled-code.ts";
import { nameTheProgram } from "./desktop/profile.ts";
import { isSquirrelStart } from "./desktop/squirrel-start.ts";

if (isSquirrelStart()) process.exit();
try {
  nameTheProgram();
} catch (error) {
  (await import("./desktop/cannot-start.ts")).sayThatItCannotStart(error);
}
keepCompiledCode();

// Everything else is loaded after that, so that V8 has it compiled already. Electron is not ready before this module is at its end.
const [
  { runDesktop },
  { policyPath, readTeamPolicy },
  { serveWhenShown },
  { parseCommandLine },
  { startEngine },
  hosts,
] = await Promise.all([
  import("./desktop/desktop.ts"),
  import("./desktop/policy.ts"),
  import("./desktop/serve-when-shown.ts"),
  import("./desktop/start-request.ts"),
  import("./engine/start.ts"),
  Promise.all([import("./hosts/callers.ts"), import("./hosts/data-directory.ts"), import("./hosts/recent-books.ts")]),
]);
const [{ deskCaller }, { bookPathOf }, { recentBooksPath }] = hosts;

/** So long the first list has to itself, once there is a window. A command that is begun meanwhile waits longer than that for a host. */
const listFirstMs = 1_000;

const request = parseCommandLine(process.argv.slice(1), (path) => bookPathOf(path));
void runDesktop({
  request,
  bookPath: request.bookPath ?? readTeamPolicy(policyPath()).address ?? bookPathOf(undefined),
  openBook: async (bookPath, shown, sealer) => {
    const engine = await startEngine({ bookPath, isReadOnly: request.isReadOnly, sealer });
    if (request.isReadOnly) return { engine, api: { problem: "the book is open for reading only" } };
    const serve = async () => {
      const { servePrograms } = await import("./server/serve-programs.ts");
      return servePrograms({ engine, bookPath, port: request.apiPort ?? undefined });
    };
    const listIsThere = shown.then(() => wait(listFirstMs, undefined, { ref: false }));
    return serveWhenShown(engine, listIsThere, serve, deskCaller());
  },
  ensureSample: async (onProgress) => {
    // Loaded by who asks for it: nobody else needs the company.
    const { ensureSample } = await import("./sample/ensure-sample.ts");
    return ensureSample(deskCaller().operator, onProgress);
  },
  preloadPath: fileURLToPath(new URL("../preload/index.cjs", import.meta.url)),
  rendererDirectory: fileURLToPath(new URL("../renderer", import.meta.url)),
  policyPath: policyPath(),
  recentBooksPath: recentBooksPath(),
  signals: process,
  errorOutput: process.stderr,
});
