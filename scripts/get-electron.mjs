import { createRequire } from "node:module";
import { downloadArtifact } from "@electron/get";

/*
 * Gets Electron's program for this machine; `npm start` runs it where the package has none yet. It says a line for whatever comes in,
 * so that who waits can tell a slow line from one that stands still. Proxies are those of the environment, where the caller sets
 * NODE_USE_ENV_PROXY.
 */

const require = createRequire(import.meta.url);
const { platform, arch } = process;

try {
  const { version } = require("electron/package.json");
  await downloadArtifact({
    version,
    artifactName: "electron",
    platform,
    arch,
    checksums: require("electron/checksums.json"),
    downloadOptions: { quiet: true, getProgressCallback: ({ transferred }) => console.log(`${transferred} bytes`) },
  });
  console.log("unpacking");
  // From the cache, where it lies now, by the package's own script.
  process.env.ELECTRON_INSTALL_ARCH = arch;
  await import("electron/install.js");
} catch (error) {
  // What `fetch` says by itself is that it failed; why stands in the cause.
  console.error(error.cause?.message || error.message);
  process.exitCode = 1;
}
