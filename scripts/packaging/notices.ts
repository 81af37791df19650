import { readdirSync, readFileSync } from "node:fs";
import { inProject } from "../lib/project.mjs";

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** The licences under which others' work may be in what is distributed. */
const allowedLicenses: ReadonlySet<string> = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "Unlicense",
  // Of typefaces: they may go along with a program, under their own names.
  "OFL-1.1",
]);

/**
 * Others' work that is in what is distributed, with its licences: what the build says it has bundled, and others that stand beside it.
 * Chromium brings its own notices.
 *
 * @throws where a licence is none of those that are allowed, or its words are not known.
 */
function bundledPackages(others: readonly string[]): BundledPackage[] {
  const listed = readdirSync(inProject("out", "packages")).flatMap(
    (name) => JSON.parse(readFileSync(inProject("out", "packages", name), "utf8")) as string[],
  );
  return [...new Set([...listed, ...others.map((name) => `node_modules/${name}`)])].toSorted().map(readPackage);
}

export function thirdPartyNotices(others: readonly string[]): string {
  const notices = bundledPackages(others).map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  return ["Countinghouse contains work of others, under these licences.\n", ...notices].join(`\n${"-".repeat(80)}\n\n`);
}

function readPackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(inProject(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
    author?: string | { name: string };
  };
  const { name, version, author } = manifest;
  const file = readdirSync(inProject(folder)).find((each) => /^licen[cs]e/iu.test(each));
  const words = file === undefined ? null : readFileSync(inProject(folder, file), "utf8");
  // One that is not named is known by the head of its text.
  const license = manifest.license ?? (words?.startsWith("MIT License") ? "MIT" : undefined);
  if (!license?.split(" AND ").every((each) => allowedLicenses.has(each))) {
    throw new Error(`${name} is under "${license}", which is not among the licences that may be distributed.`);
  }
  const holder = typeof author === "string" ? author : author?.name;
  const text = words ?? standardText(name, license, holder);
  return { name, version, license, text };
}

/** For a package that only names its licence. Ours is the same one, so its words are at hand. */
function standardText(name: string, license: string, holder: string | undefined): string {
  if (license !== "MIT" || holder === undefined) throw new Error(`${name} has no text of its licence.`);
  return readFileSync(inProject("LICENSE"), "utf8").replace(/^Copyright .*$/mu, `Copyright (c) ${holder}`);
}
