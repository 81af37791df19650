import { readFileSync, writeFileSync } from "node:fs";
import { inProject } from "./lib/project.mjs";

/*
 * Run it after adding or updating packages: `node scripts/complete-lock-file.mjs`; with `--check` it only says what is missing.
 *
 * Some tools come as one package per system, all of them optional. Where a registry does not carry those for other systems,
 * `npm install` leaves them out of the lock file, and `npm ci` then refuses the lock file on every system. This
 * enters what is missing, by the exact version that the package asking for it names. npm looks at such an entry only on the
 * system that it is for.
 */

const path = inProject("package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
/** @type {[place: string, entry: object][]} */
const missing = Object.entries(lock.packages).flatMap(([owner, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isPresent(owner, name))
    .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, dev)]),
);

if (process.argv.includes("--check")) {
  for (const [place] of missing) console.log(`The lock file lacks ${place}.`);
  if (missing.length > 0) console.log("Run: node scripts/complete-lock-file.mjs");
  process.exitCode = missing.length === 0 ? 0 : 1;
} else {
  // npm keeps them in this order, so that its next change to the file is a small one.
  const packages = [...Object.entries(lock.packages), ...missing].toSorted(([one], [other]) =>
    one.localeCompare(other, "en"),
  );
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  console.log(`${missing.length} packages for other systems entered.`);
}

/**
 * Whether a package that stands in one place finds another by Node's rule: within it, or in a folder above.
 *
 * @param {string} owner such as `node_modules/vite/node_modules/rolldown`; empty for the project itself.
 * @param {string} name
 */
function isPresent(owner, name) {
  const steps = owner.split("/node_modules/");
  const folders = steps.map((_step, index) => `${steps.slice(0, index + 1).join("/node_modules/")}/node_modules`);
  return ["node_modules", ...folders].some((folder) => `${folder}/${name}` in lock.packages);
}

/**
 * @param {string} name ends with the system, the processor and, on Linux, the C library.
 * @param {string} version
 * @param {boolean | undefined} dev
 */
function entryFor(name, version, dev) {
  if (!/^\d+\.\d+\.\d+/u.test(version)) throw new Error(`${name} is asked for as "${version}", not as one version`);
  const [, os, cpu, abi] =
    /(darwin|win32|linux|android|freebsd|openharmony)-([a-z\d]+)(?:-([a-z]+))?$/u.exec(name) ?? [];
  if (os === undefined) throw new Error(`The name ${name} does not say which system it is for`);
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(os === "linux" ? { libc: [abi?.startsWith("musl") ? "musl" : "glibc"] } : {}),
    optional: true,
    os: [os],
  };
}
