import { buildIfStale } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { findNode24 } from "./lib/node-24.mjs";
import { inProject } from "./lib/project.mjs";
import { run } from "./lib/run.mjs";

/*
 * `npm run make`: the installers of the system that it runs on, and the npm package of the command line, in `dist/make`.
 *
 *   --electron-zip-dir DIR  take Electron's archive from a folder instead of the network
 *   --only KIND             deb, rpm, zip, dmg, squirrel, and npm for the command line; several times for several. Left out: all of
 *                           this system
 *   --out DIR               another folder than `dist`
 *   --quick                 hardly compress the packages for Linux
 *   --for-tests             let Playwright's debugger in; never distribute that
 */

try {
  await ensureInstalled();
  const node = await findNode24();
  await buildIfStale(node);
  const maker = inProject("scripts", "packaging", "make-installers.ts");
  const { code } = await run(node, [maker, ...process.argv.slice(2)], {
    environment: { NODE_USE_ENV_PROXY: "1", ...process.env },
  });
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
