import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { api } from "@electron-forge/core";
import { MakerSquirrel } from "@electron-forge/maker-squirrel";
import { MakerZIP } from "@electron-forge/maker-zip";
import { FusesPlugin } from "@electron-forge/plugin-fuses";
import type { ForgeConfig } from "@electron-forge/shared-types";
import { FuseVersion } from "@electron/fuses";
import { releaseFuses, testFuses } from "../electron-fuses.ts";
import { inProject } from "../lib/project.mjs";
import { AppleDiskImageMaker } from "./disk-image-maker.ts";
import { DebianMaker, RedHatMaker } from "./linux-makers.ts";
import { makeNpmPackage, stageInstalledCommand } from "./npm-package.ts";
import { projectPackage, stagePrograms } from "./programs.ts";
import { signing } from "./signing.ts";

/*
 * Makes the installers of the machine that it runs on: `npm run make`. What is to be packed is staged in a folder of its own, so that
 * nothing of the project gets in that is not named there.
 */

const { values } = parseArgs({
  options: {
    "electron-zip-dir": { type: "string" },
    "for-tests": { type: "boolean" },
    only: { type: "string", multiple: true },
    out: { type: "string" },
    quick: { type: "boolean" },
  },
});
const standpoint = process.env["INIT_CWD"] ?? process.cwd();
const outDirectory = values.out === undefined ? inProject("dist") : resolve(standpoint, values.out);
const staged = join(outDirectory, "staged");
const ownTarget = `${process.platform}-${process.arch}`;

// The command line and the host for browsers are not the window's.
stagePrograms(staged, {
  without: ["main/cli.js", "main/host.js"],
  isFor: (target) => target === ownTarget,
  besides: ["electron"],
});
writeFileSync(
  join(staged, "package.json"),
  JSON.stringify(
    {
      name: "countinghouse",
      productName: "Countinghouse",
      desktopName: "countinghouse-desktop.desktop",
      version: projectPackage.version,
      description: projectPackage.description,
      author: "Countinghouse contributors",
      license: projectPackage.license,
      type: "module",
      main: "built/main/index.js",
      // Forge looks for both, and leaves them out of what it packs.
      config: { forge: "./forge.config.js" },
      devDependencies: { electron: projectPackage.devDependencies["electron"] },
    },
    null,
    2,
  ),
);

const isWanted = (kind: string): boolean => values.only?.includes(kind) ?? true;
const electronZipDir = values["electron-zip-dir"];
const isQuick = values.quick === true;
// Only there is a place on the path of everybody that a package may put a program into.
const besideTheWindow = process.platform === "linux" ? [stageInstalledCommand(outDirectory)] : [];
/** Windows and macOS look for it beside the program; on Linux it is among the icons of the system. */
const iconOfBooks = ({ win32: ["book.ico"], darwin: ["book.icns"] }[process.platform as string] ?? []).map((icon) =>
  inProject("resources", "icons", icon),
);
const makers = [
  new DebianMaker({ isQuick }),
  new RedHatMaker({ isQuick }),
  new MakerZIP(),
  new AppleDiskImageMaker({}),
  new MakerSquirrel({ name: "Countinghouse", setupIcon: inProject("resources", "icons", "icon.ico"), noMsi: true }),
];
const config: ForgeConfig = {
  // The native module comes with its programs for every system.
  rebuildConfig: { onlyModules: [] },
  packagerConfig: {
    executableName: process.platform === "linux" ? "countinghouse-desktop" : "Countinghouse",
    appBundleId: "io.countinghouse.desktop",
    appCategoryType: "public.app-category.finance",
    icon: inProject("resources", "icons", "icon"),
    asar: { unpack: "**/*.node" },
    prune: false,
    ignore: [/^\/forge\.config\.js$/u],
    extraResource: [join(staged, "THIRD-PARTY-NOTICES.txt"), ...iconOfBooks, ...besideTheWindow],
    protocols: [{ name: "Countinghouse", schemes: ["countinghouse"] }],
    extendInfo: {
      CFBundleDocumentTypes: [
        {
          CFBundleTypeName: "Countinghouse book",
          CFBundleTypeExtensions: ["countinghouse"],
          CFBundleTypeIconFile: "book.icns",
          CFBundleTypeRole: "Editor",
          LSHandlerRank: "Owner",
        },
      ],
    },
    ...signing(process.env),
    ...(electronZipDir === undefined ? {} : { electronZipDir: resolve(standpoint, electronZipDir) }),
  },
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      ...(values["for-tests"] ? testFuses : releaseFuses),
    }),
  ],
  makers: makers.filter(({ name }) => isWanted(name)),
};
// Forge reads its configuration from the folder that it packs. Its own is a module that hands ours over.
mkdirSync(staged, { recursive: true });
writeFileSync(join(staged, "forge.config.js"), "export default globalThis.countinghouseForgeConfig;\n");
Object.assign(globalThis, { countinghouseForgeConfig: config });

if (isWanted("npm")) console.log(makeNpmPackage(outDirectory));
if (config.makers?.length !== 0) {
  const results = await api.make({ dir: staged, outDir: outDirectory, interactive: false });
  for (const { artifacts } of results) for (const artifact of artifacts) console.log(artifact);
}
