import module from "node:module";
import { inProject } from "./project.mjs";

/**
 * Lets V8 keep what it has compiled, for this process and for the programs and threads that it starts. It is kept in the project:
 * whoever could write to the folder could give us code to run, so it is none that others may write to, such as the system's
 * temporary one. Where it cannot be written, everything is compiled as if there were none.
 */
export function keepCompiledCode() {
  process.env.NODE_COMPILE_CACHE ??= inProject(".cache", "node-compile");
  // Node 20, which can start the programs, has no such thing.
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}
