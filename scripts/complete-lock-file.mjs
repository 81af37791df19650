import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { inProject } from "./lib/project.mjs";

/*
 * Run it after adding or updating packages: `node scripts/complete-lock-file.mjs`; with `--check` it only says what is missing.
 *
 * Some tools come as one package per system, all of them optional. `npm install` can leave those of other systems out of the lock file,
 * and `npm ci` then refuses the lock file on every system; what stands in it without a digest is installed without being compared with
 * anything. Both are mended by letting npm look anew at the packages that ask for them.
 */

const path = inProject("package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
const faults = faultsOf(lock.packages);

if (process.argv.includes("--check")) {
  for (const { says } of faults) console.log(`The lock file ${says}.`);
  if (faults.length > 0) console.log("Run: node scripts/complete-lock-file.mjs");
  process.exitCode = faults.length === 0 ? 0 : 1;
} else if (faults.length > 0) {
  // npm believes what an entry says, so it is asked for the whole of it again.
  for (const { owner, place } of faults) {
    delete lock.packages[owner];
    delete lock.packages[place];
  }
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  const { status } = spawnSync("npm", ["install", "--package-lock-only", "--ignore-scripts"], {
    cwd: inProject(),
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  process.exitCode = status ?? 1;
}

/**
 * @param {Record<string, { optionalDependencies?: Record<string, string>; integrity?: string; link?: boolean }>} packages
 * @returns {{ owner: string; place: string; says: string }[]} what is not there or has no digest, and which package asks for it.
 */
function faultsOf(packages) {
  const absent = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => placeOf(packages, owner, name) === undefined)
      .map((name) => ({ owner, place: `node_modules/${name}`, says: `lacks node_modules/${name}` })),
  );
  const unproven = Object.entries(packages)
    .filter(([place, { integrity, link }]) => place !== "" && integrity === undefined && !link)
    .map(([place]) => ({ owner: ownerOf(packages, place), place, says: `has no digest of ${place}` }));
  return [...absent, ...unproven];
}

/** Which package asks for the one in this place, if it is an optional part of another; the place itself otherwise. */
function ownerOf(packages, place) {
  const owners = Object.entries(packages).filter(([owner, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).some((name) => placeOf(packages, owner, name) === place),
  );
  return owners[0]?.[0] ?? place;
}

/**
 * Where a package that stands in one place finds another by Node's rule: within it, or in a folder above.
 *
 * @param {Record<string, unknown>} packages
 * @param {string} owner such as `node_modules/vite/node_modules/rolldown`; empty for the project itself.
 * @param {string} name
 */
function placeOf(packages, owner, name) {
  const steps = owner.split("/node_modules/");
  const folders = steps.map((_step, index) => `${steps.slice(0, index + 1).join("/node_modules/")}/node_modules`);
  return [...folders.toReversed(), "node_modules"]
    .map((folder) => `${folder}/${name}`)
    .find((place) => place in packages);
}
