import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../lib/project.mjs";
import { type Contents, packagesAlong, projectPackage, stagePrograms } from "./programs.ts";

/** Puts the command line, as it is compiled, into an empty folder, with the packages that it loads. */
function stageCommandLine(directory: string, target: Pick<Contents, "isFor" | "besides">): void {
  stagePrograms(directory, { ...target, without: ["main/index.js", "preload"] });
  cpSync(inProject("resources", "npm", "countinghouse.mjs"), join(directory, "countinghouse.mjs"));
}

/**
 * Makes the folder that the packages for Linux carry beside the window's program: the command line of this machine's kind, the Node that
 * runs it, and the program on the path that starts the one with the other.
 *
 * @returns the folder.
 */
export function stageInstalledCommand(outDirectory: string): string {
  const target = `${process.platform}-${process.arch}`;
  const staged = join(outDirectory, "command-line");
  stageCommandLine(staged, { isFor: (each) => each === target, besides: [`node-${target}`] });
  writeFileSync(join(staged, "package.json"), JSON.stringify({ type: "module" }));
  cpSync(inProject("node_modules", `node-${target}`, "bin", "node"), join(staged, "node"));
  cpSync(inProject("resources", "linux-command.sh"), join(staged, "countinghouse"));
  chmodSync(join(staged, "countinghouse"), 0o755);
  return staged;
}

/**
 * Makes the npm package of the command line: what is compiled, for every system, with the packages that it loads inside, so that
 * `npm install -g` of the file needs no registry.
 *
 * @returns the package's path.
 */
export function makeNpmPackage(outDirectory: string): string {
  const staged = join(outDirectory, "staged-npm");
  stageCommandLine(staged, { isFor: () => true, besides: [] });
  cpSync(inProject("docs", "cli.md"), join(staged, "README.md"));
  const manifest = {
    name: "countinghouse",
    version: projectPackage.version,
    description: projectPackage.description,
    license: projectPackage.license,
    type: "module",
    bin: { countinghouse: "countinghouse.mjs" },
    engines: { node: ">=24" },
    dependencies: packagesAlong,
    bundleDependencies: Object.keys(packagesAlong),
    files: ["countinghouse.mjs", "built", "THIRD-PARTY-NOTICES.txt"],
  };
  writeFileSync(join(staged, "package.json"), JSON.stringify(manifest, null, 2));
  const destination = join(outDirectory, "make", "npm");
  mkdirSync(destination, { recursive: true });
  const [file = ""] = npm("pack", staged, "--pack-destination", destination, "--silent").trim().split("\n").slice(-1);
  return join(destination, file);
}

/** npm says where it lies to what it runs; that works on Windows too, where `npm` is no program. */
function npm(...commandLine: string[]): string {
  const script = process.env["npm_execpath"];
  if (script?.endsWith(".js")) return execFileSync(process.execPath, [script, ...commandLine], { encoding: "utf8" });
  return execFileSync("npm", commandLine, { encoding: "utf8", shell: process.platform === "win32" });
}
