import { buildIfStale } from "./lib/build.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { findNode24 } from "./lib/node-24.mjs";
import { inProject } from "./lib/project.mjs";
import { run } from "./lib/run.mjs";

/*
 * `npm run pictures`: make the pictures in docs/pictures anew, which the README shows and an end-to-end test compares every screen with.
 * Whoever does it looks at each of them.
 */

try {
  await ensureInstalled();
  const node = await findNode24();
  await buildIfStale(node);
  const environment = {
    ...process.env,
    COUNTINGHOUSE_CHROMIUM: await ensureChromium(node),
    COUNTINGHOUSE_RENEW_PICTURES: "yes",
  };
  const playwright = inProject("node_modules", "@playwright", "test", "cli.js");
  const spec = "test/e2e/pictures.spec.ts";
  const { code } = await run(node, [playwright, "test", spec, "--update-snapshots=all"], { environment });
  process.exitCode = code === 0 ? (await run(node, [inProject("scripts", "reduce-pictures.ts")])).code : code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
