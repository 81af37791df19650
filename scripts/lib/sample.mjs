import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inProject } from "./project.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./run.mjs";

/**
 * Makes the sample company's book where there is none yet.
 *
 * @param {string} node a Node 24.
 * @returns {Promise<string>} its path.
 * @throws where it cannot be made, with what the command said.
 */
export async function ensureSampleBook(node) {
  const directory = await dataDirectory(node);
  const path = join(directory, "sample.sqlite");
  if (existsSync(path)) return path;
  mkdirSync(directory, { recursive: true });

  // Made under another name first, so that one that was interrupted is not taken for a whole one.
  const unfinished = join(directory, "sample-unfinished.sqlite");
  for (const ending of ["", "-wal", "-shm"]) rmSync(unfinished + ending, { force: true });
  const ending = await withProgress("Making the sample company", () =>
    run(node, [inProject("out", "main", "cli.js"), "sample", "--out", unfinished], { quiet: true }),
  );
  if (ending.code !== 0) throw new Error(`The sample company could not be made:\n${ending.output}`);
  renameSync(unfinished, path);
  return path;
}

/** Asks the application itself where it keeps its books: the rule stands in one place. @param {string} node */
async function dataDirectory(node) {
  const module = pathToFileURL(inProject("src", "main", "hosts", "data-directory.ts")).href;
  const question = `import { dataDirectory } from ${JSON.stringify(module)}; process.stdout.write(dataDirectory());`;
  const { code, output } = await run(node, ["--input-type=module", "--eval", question], { quiet: true });
  if (code !== 0) throw new Error(output);
  return output;
}
