import { buildIfStale } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { findNode24 } from "./lib/node-24.mjs";

/*
 * `npm run build`: makes what is started, where its sources have changed. `npm start` and `npm test` do so themselves.
 */

try {
  await ensureInstalled();
  await buildIfStale(await findNode24());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
