import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfStale } from "./lib/build.mjs";
import { inProject } from "./lib/project.mjs";

/**
 * What vitest and Playwright do before their tests, and vitest again when it runs them anew because a file has changed. The tests
 * start compiled programs and threads, which have to be compiled of the sources that the tests themselves import; and they copy
 * new books from a folder of books that one of them has made, which has to be made by the same sources.
 *
 * @param {{ onTestsRerun?: (prepare: () => Promise<void>) => void }} run
 * @returns {Promise<() => void>} what to do after the tests.
 */
export default async function prepareTests(run) {
  const newBooks = mkdtempSync(join(tmpdir(), "countinghouse-new-books-"));
  process.env.COUNTINGHOUSE_NEW_BOOKS = newBooks;
  // What is remembered of recent books is not the list of who runs the tests.
  process.env.XDG_DATA_HOME = join(newBooks, "data");
  const removeBooks = () => rmSync(newBooks, { recursive: true, force: true });
  // Under vitest the page is only served, and its sources change often; what matters there is that there is one.
  const needsPage = run.onTestsRerun === undefined || !existsSync(inProject("out", "renderer", "index.html"));
  const prepare = async () => {
    await buildIfStale(process.execPath, needsPage ? ["programs", "page"] : ["programs"]);
    removeBooks();
    mkdirSync(newBooks);
  };
  await prepare();
  run.onTestsRerun?.(prepare);
  return removeBooks;
}
