import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../lib/project.mjs";
import { thirdPartyNotices } from "./notices.ts";

interface ProjectPackage {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export const projectPackage = JSON.parse(readFileSync(inProject("package.json"), "utf8")) as ProjectPackage;

/** It is not compiled into ours, because of its native part. */
const nativePackage = "better-sqlite3";

/** What makes papers is loaded with the first of them, as it is: it reads files of its own. */
const loadedPackages = ["bidi-js", "fast-png", "fontkit", "pdfkit"] as const;

/** The packages that go along as packages, without what comes with them: their names and versions. */
export const packagesAlong: Readonly<Record<string, string>> = Object.fromEntries(
  [nativePackage, ...loadedPackages].map((name) => [name, manifestOf(join("node_modules", name)).version]),
);

interface PackageManifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): PackageManifest {
  return JSON.parse(readFileSync(inProject(folder, "package.json"), "utf8")) as PackageManifest;
}

/** The folders of packages and of all that they need, found as Node finds them. */
function foldersWithNeeds(names: readonly string[], from = ""): string[] {
  return names.flatMap((name) => {
    const nested = join(from, "node_modules", name);
    const folder = from !== "" && existsSync(inProject(nested)) ? nested : join("node_modules", name);
    return [folder, ...foldersWithNeeds(Object.keys(manifestOf(folder).dependencies ?? {}), folder)];
  });
}

/** Of a package that is loaded, what is never run stays behind: what is for browsers, and what explains the compiled code. */
const isRun = (path: string): boolean =>
  !/\.map$|[/\\]\.(?:yarn|npmignore)$|[./](?:browser|standalone|old)\b/u.test(path);

export interface Contents {
  /** Programs of what was compiled that are not for this package, as paths in `out`. */
  readonly without: readonly string[];
  /** Whether the package is for a system and processor, as the native module names them: `linux-x64`, `darwin-arm64`. */
  readonly isFor: (target: string) => boolean;
  /** Others' work that will stand beside it, and whose licence goes with it. */
  readonly besides: readonly string[];
}

/**
 * Puts what runs, and nothing else, into an empty folder: what was compiled, the native module for the targets, the licences. The folder
 * is named anew and not `out`, which Forge keeps for itself and leaves out of every package.
 */
export function stagePrograms(directory: string, { without, isFor, besides }: Contents): void {
  rmSync(directory, { recursive: true, force: true });
  const left = new Set(without.map((path) => inProject("out", path)));
  for (const part of ["main", "preload", "renderer"]) {
    const filter = (source: string): boolean => !left.has(source);
    if (filter(inProject("out", part))) {
      cpSync(inProject("out", part), join(directory, "built", part), { recursive: true, filter });
    }
  }
  const native = join("node_modules", nativePackage);
  const { dependencies: _forBuilding, ...manifest } = JSON.parse(
    readFileSync(inProject(native, "package.json"), "utf8"),
  ) as Record<string, unknown>;
  mkdirSync(join(directory, native, "prebuilds"), { recursive: true });
  writeFileSync(join(directory, native, "package.json"), JSON.stringify(manifest, null, 2));
  for (const file of ["LICENSE", "lib"]) {
    cpSync(inProject(native, file), join(directory, native, file), { recursive: true });
  }
  for (const name of readdirSync(inProject(native, "prebuilds"))) {
    if (isFor(name.replace(/\.node$/u, ""))) {
      cpSync(inProject(native, "prebuilds", name), join(directory, native, "prebuilds", name));
    }
  }
  const loaded = [...new Set(foldersWithNeeds(loadedPackages))];
  for (const folder of loaded) {
    const filter = (source: string): boolean =>
      isRun(source.slice(inProject(folder).length)) && !source.slice(inProject(folder).length).includes("node_modules");
    cpSync(inProject(folder), join(directory, folder), { recursive: true, filter });
  }
  cpSync(inProject("LICENSE"), join(directory, "LICENSE"));
  writeFileSync(
    join(directory, "THIRD-PARTY-NOTICES.txt"),
    thirdPartyNotices([nativePackage, ...loaded.map(nameInNotices), ...besides]),
  );
}

/** How the notices name a folder below `node_modules`. */
function nameInNotices(folder: string): string {
  return folder.replace(/^node_modules[/\\]/u, "").replaceAll("\\", "/");
}
