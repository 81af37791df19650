import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync, type Zippable } from "fflate";

/** What marks the place of the fuses in Electron's program; then come a version, their number, and one sign for each. */
const fuseMark = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** The archive in which Electron is distributed, with the files that the packager looks for and nothing that runs. */
export function writeStandInElectron(directory: string, fuseCount: number): void {
  const { version } = JSON.parse(readFileSync("node_modules/electron/package.json", "utf8")) as { version: string };
  const executable = { os: 3, attrs: 0o100755 << 16 } as const;
  const plain = { os: 3, attrs: 0o100644 << 16 } as const;
  const program = `#!/bin/sh\necho "A stand-in of Electron does not run."\nexit 70\n# ${fuseMark}\u0001${String.fromCodePoint(fuseCount)}${"1".repeat(fuseCount)}\n`;
  const files: Zippable = {
    electron: [strToU8(program), executable],
    "chrome-sandbox": [strToU8("#!/bin/sh\n"), executable],
    version: [strToU8(version), plain],
    LICENSE: [readFileSync("node_modules/electron/LICENSE"), plain],
    "LICENSES.chromium.html": [strToU8("<p>Chromium</p>"), plain],
    "locales/en-US.pak": [strToU8("words"), plain],
    "resources/default_app.asar": [strToU8("to be removed"), plain],
  };
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `electron-v${version}-${process.platform}-${process.arch}.zip`), zipSync(files));
}
