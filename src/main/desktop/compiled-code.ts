import module from "node:module";
import { join } from "node:path";
import { app } from "electron";

/**
 * Lets V8 keep what it has compiled of what is loaded from now on, here and in the engine's threads, which are told by the environment.
 * It lies in the window's profile: whoever could write there could give us code to run, and that is the person alone.
 */
export function keepCompiledCode(): void {
  process.env["NODE_COMPILE_CACHE"] ??= join(app.getPath("userData"), "compiled");
  module.enableCompileCache(process.env["NODE_COMPILE_CACHE"]);
}
