import { spawnSync } from "node:child_process";
import { basename, join } from "node:path";

interface Start {
  readonly platform: NodeJS.Platform;
  /** The program that runs, in the folder of its version. */
  readonly program: string;
  readonly commandLine: readonly string[];
  readonly run: (program: string, commandLine: readonly string[]) => void;
}

const thisStart: Start = {
  platform: process.platform,
  program: process.execPath,
  commandLine: process.argv.slice(1),
  run: (program, commandLine) => void spawnSync(program, commandLine, { timeout: 10_000 }),
};

/** Where Windows looks for what a person's programs open. */
const classes = "HKCU\\Software\\Classes";
const bookClass = "Countinghouse.Book";

/**
 * Windows' installer starts the program to have it settle in (`--squirrel-install`, `--squirrel-updated`) or move out, and waits a few
 * seconds for it to end: shortcuts, and what makes Windows know books and links, are the program's own business. Books stay.
 *
 * @returns whether it was such a start, after which the program is to end.
 */
export function isSquirrelStart({ platform, program, commandLine, run }: Start = thisStart): boolean {
  const [event = ""] = platform === "win32" ? commandLine : [];
  // It is the installer's way of saying that a person may begin.
  if (!event.startsWith("--squirrel-") || event === "--squirrel-firstrun") return false;
  // Beside the folders of the versions lies what starts the newest one.
  const installed = join(program, "..", "..");
  const launcher = join(installed, basename(program));
  const shortcut = (action: string): void => run(join(installed, "Update.exe"), [action, basename(program)]);
  if (event === "--squirrel-install" || event === "--squirrel-updated") {
    shortcut("--createShortcut");
    // The icon lies with the version; the newest one names its own.
    const icon = join(program, "..", "resources", "book.ico");
    for (const entry of knownTo(launcher, icon)) run("reg.exe", ["add", ...entry, "/f"]);
  }
  if (event === "--squirrel-uninstall") {
    shortcut("--removeShortcut");
    for (const key of ["countinghouse", ".countinghouse", bookClass])
      run("reg.exe", ["delete", `${classes}\\${key}`, "/f"]);
  }
  return true;
}

/** Entries of the registry by which Windows knows books and links. What follows `--` is no switch, whatever a link looks like. */
function knownTo(launcher: string, icon: string): string[][] {
  const opens = `"${launcher}" -- "%1"`;
  return [
    [`${classes}\\.countinghouse`, "/ve", "/d", bookClass],
    [bookKey(), "/ve", "/d", "Countinghouse book"],
    [bookKey("DefaultIcon"), "/ve", "/d", icon],
    [bookKey("shell\\open\\command"), "/ve", "/d", opens],
    [`${classes}\\countinghouse`, "/ve", "/d", "URL:Countinghouse"],
    [`${classes}\\countinghouse`, "/v", "URL Protocol", "/d", ""],
    [`${classes}\\countinghouse\\shell\\open\\command`, "/ve", "/d", opens],
  ];
}

function bookKey(...below: string[]): string {
  return [classes, bookClass, ...below].join("\\");
}
