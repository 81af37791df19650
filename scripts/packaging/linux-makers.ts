import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { MakerBase, type MakerOptions } from "@electron-forge/maker-base";
import type { ForgePlatform } from "@electron-forge/shared-types";
import { inProject } from "../lib/project.mjs";
import { projectPackage } from "./programs.ts";

const require = createRequire(import.meta.url);

/** What the installers of both kinds have in common, as far as we use it: they have no types of their own. */
interface LinuxInstaller {
  stagingDir: string;
  options: { packagePaths: string[] };
  generateDefaults(): Promise<unknown>;
  generateOptions(): unknown;
  createStagingDir(): Promise<unknown>;
  createContents(): Promise<unknown>;
  createPackage(): Promise<unknown>;
  movePackage(): Promise<unknown>;
}

type InstallerClass = new (options: Readonly<Record<string, unknown>>) => LinuxInstaller;

/** The package, its program, its desktop entry and its icons all have this name; `countinghouse` is the command line. */
const name = "countinghouse-desktop";

const sizes = ["16", "24", "32", "48", "64", "128", "256", "512"];

const commonOptions = {
  name,
  bin: name,
  productName: "Countinghouse",
  genericName: "Account credits",
  description: "Desktop back office for account credits",
  productDescription: [
    "Finance staff look up a user or an organization, see its credit balance,",
    "add or remove credit, read the whole history, preview the next invoice and",
    "run billing. It works offline: one company's data is a book, one file.",
  ].join("\n"),
  version: projectPackage.version,
  license: projectPackage.license,
  icon: Object.fromEntries(
    sizes.map((size) => [`${size}x${size}`, inProject("resources", "icons", `icon-${size}.png`)]),
  ),
  desktopTemplate: inProject("resources", `${name}.desktop`),
};

interface LinuxMakerConfig {
  /** Whether the package is to be made fast and not small, with nothing of it compressed: it is only looked at. */
  readonly isQuick: boolean;
}

/** Makes a package of one kind. Where the tools of that kind are not installed, Forge says so. */
abstract class LinuxMaker extends MakerBase<LinuxMakerConfig> {
  override readonly defaultPlatforms: ForgePlatform[] = ["linux"];

  protected abstract readonly installerPackage: string;
  protected abstract optionsFor(targetArch: string): Readonly<Record<string, unknown>>;
  /** What is put right before the package is made of the staging folder. */
  protected abstract finish(installer: LinuxInstaller): void;

  override isSupportedOnCurrentPlatform(): boolean {
    return process.platform === "linux";
  }

  override async make({ dir, makeDir, targetArch }: MakerOptions): Promise<string[]> {
    const dest = resolve(makeDir, this.name, targetArch);
    await this.ensureDirectory(dest);
    const { Installer } = require(this.installerPackage) as { Installer: InstallerClass };
    const installer = new Installer({
      ...commonOptions,
      ...this.optionsFor(targetArch),
      src: dir,
      dest,
      logger: () => undefined,
      rename: (folder: string, file: string) => join(folder, file),
    });
    await installer.generateDefaults();
    await installer.generateOptions();
    await installer.createStagingDir();
    await installer.createContents();
    this.finish(installer);
    await installer.createPackage();
    await installer.movePackage();
    return installer.options.packagePaths;
  }
}

/** Debian and Ubuntu. */
export class DebianMaker extends LinuxMaker {
  readonly name = "deb";
  override readonly requiredExternalBinaries = ["dpkg-deb", "fakeroot"];

  protected readonly installerPackage = "electron-installer-debian";

  protected optionsFor(targetArch: string): Readonly<Record<string, unknown>> {
    return {
      arch: targetArch === "x64" ? "amd64" : targetArch,
      compression: this.config.isQuick ? "none" : "xz",
      section: "misc",
      maintainer: "Countinghouse contributors",
      // The tool that knows what Electron needs takes the sound, which its program does not start without, for a matter of taste.
      depends: ["libc6", "libasound2t64 | libasound2"],
      lintianOverrides: [
        // There is no address to write to but the repository's.
        "malformed-contact",
        "bogus-mail-host-in-debian-changelog",
        // Chromium's sandbox where the system lets programs of persons make no user namespaces.
        "elevated-privileges",
        // The native module is shipped as its makers have built and tested it.
        "unstripped-binary-or-object",
        // So is the Node that runs the command line, with the zlib that its makers chose.
        "embedded-library",
      ],
    };
  }

  protected finish({ stagingDir }: LinuxInstaller): void {
    addLinuxFiles(stagingDir);
    const documents = join(stagingDir, "usr", "share", "doc", name);
    const changes = `${name} (${projectPackage.version}) stable; urgency=medium\n\n  * Version ${projectPackage.version}.\n\n -- Countinghouse contributors <>  Thu, 01 Jan 1970 00:00:00 +0000\n`;
    writeFileSync(join(documents, "changelog.gz"), gzipSync(changes, { level: 9 }), { mode: 0o644 });
  }
}

/** What rpmbuild does by itself once files are in place is left out: it would strip programs that are shipped as their makers have built and tested them. */
const withoutAfterwork = "%global __os_install_post %{nil}\n%global debug_package %{nil}\n";

/** Fedora, RHEL and their kin. */
export class RedHatMaker extends LinuxMaker {
  readonly name = "rpm";
  override readonly requiredExternalBinaries = ["rpmbuild"];

  protected readonly installerPackage = "electron-installer-redhat";

  protected optionsFor(targetArch: string): Readonly<Record<string, unknown>> {
    return {
      arch: targetArch === "x64" ? "x86_64" : "aarch64",
      compressionLevel: 6,
      requires: ["(alsa-lib or libasound2)"],
    };
  }

  protected finish(installer: LinuxInstaller): void {
    const added = addLinuxFiles(join(installer.stagingDir, "BUILD"));
    const specPath = join(installer.stagingDir, "SPECS", `${name}.spec`);
    // Its template names the files that it knows of, and copies them without the bit that the sandbox needs.
    const sandbox = `%attr(4755, root, root) /usr/lib/${name}/chrome-sandbox`;
    const files = ["%files", sandbox, ...added, ""].join("\n");
    const spec = `${withoutAfterwork}${readFileSync(specPath, "utf8").replace("%files\n", files)}`;
    writeFileSync(specPath, this.config.isQuick ? spec.replace("w6.xzdio", "w.ufdio") : spec);
  }
}

/**
 * Adds what makes the system know books: their type, their icons, the manuals; the command line on the path, its service; and the
 * licences.
 *
 * @returns where they are installed.
 */
function addLinuxFiles(root: string): string[] {
  const added: string[] = [];
  const add = (path: string, content: Uint8Array | string): void => {
    const target = join(root, path);
    mkdirSync(join(target, ".."), { recursive: true });
    writeFileSync(target, content);
    chmodSync(target, 0o644);
    if (!path.startsWith("/usr/share/doc/")) added.push(path);
  };
  const shared = inProject("resources", "linux");
  for (const entry of readdirSync(shared, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = source.slice(shared.length);
    if (path.includes("/man/")) add(`${path}.gz`, gzipSync(readFileSync(source), { level: 9 }));
    else add(path, readFileSync(source));
  }
  for (const size of sizes) {
    const icon = `/usr/share/icons/hicolor/${size}x${size}/mimetypes/application-x-countinghouse-book.png`;
    add(icon, readFileSync(inProject("resources", "icons", `book-${size}.png`)));
  }
  add(`/usr/share/doc/${name}/copyright`, copyrightText());
  const command = "/usr/bin/countinghouse";
  symlinkSync(`../lib/${name}/resources/command-line/countinghouse`, join(root, command));
  return [...added, command];
}

function copyrightText(): string {
  return [
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
    "Upstream-Name: Countinghouse",
    "",
    "Files: *",
    `Copyright: ${/^Copyright (?:\(c\) )?(.*)$/mu.exec(readFileSync(inProject("LICENSE"), "utf8"))?.[1] ?? ""}`,
    "License: Expat",
    ...readFileSync(inProject("LICENSE"), "utf8")
      .trim()
      .split("\n")
      .map((line) => (line === "" ? " ." : ` ${line}`)),
    "Comment: the licences of others' work are beside the program: in resources/THIRD-PARTY-NOTICES.txt that of Electron and of what is",
    " compiled in, in LICENSES.chromium.html those of Chromium.",
    "",
  ].join("\n");
}
