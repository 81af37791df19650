#!/usr/bin/env node
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/*
 * The `countinghouse` command as it is installed from its npm package. It is written so that an old Node can read it and say that it is
 * too old. What V8 has compiled is kept in the person's own folder: whoever could write to it could give us code to run.
 */

const neededMajor = 24;

/** Throws where the account has no home folder. */
function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === "win32") return join(LOCALAPPDATA || join(homedir(), "AppData", "Local"), "Countinghouse");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "Countinghouse");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "countinghouse");
}

if (Number.parseInt(process.versions.node, 10) < neededMajor) {
  console.error(`Countinghouse needs Node ${neededMajor} or newer; this is ${process.version}.`);
  process.exitCode = 1;
} else {
  try {
    process.env.NODE_COMPILE_CACHE ??= join(cacheFolder(), "node-compile");
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  } catch {
    // Everything is compiled as if there were no such folder.
  }
  await import("./built/main/cli.js");
}
