import { hash } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { isServerAddress } from "../../shared/book-address.ts";
import { isTeamAddress } from "./team-address.ts";

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const thisMachine: Machine = { platform: process.platform, environment: process.env, home: homeFolder() };

/** The person's home; an account that has none stands for itself where it works. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return process.cwd();
  }
}

/** The folder that holds a person's books where the system keeps such things. It need not exist yet. */
export function dataDirectory({ platform, environment, home }: Machine = thisMachine): string {
  switch (platform) {
    case "win32":
      return join(environment["APPDATA"] || join(home, "AppData", "Roaming"), "Countinghouse");
    case "darwin":
      return join(home, "Library", "Application Support", "Countinghouse");
    default:
      return join(environment["XDG_DATA_HOME"] || join(home, ".local", "share"), "countinghouse");
  }
}

/**
 * What the names of files begin with that lie beside a book and are no part of it. For a book on a database server they lie on this machine, for this
 * person alone.
 */
export function workPathOf(bookPath: string): string {
  if (!isServerAddress(bookPath)) return bookPath;
  const folder = join(dataDirectory(), "servers", hash("sha256", bookPath).slice(0, 32));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, "book");
}

/**
 * The book to open: the one that was asked for, else the default one, which a first start offers to create. The folder of that one is
 * for books only, so it is its owner's alone; one that an earlier version made for everybody is put right.
 */
export function bookPathOf(askedFor: string | undefined, machine: Machine = thisMachine): string {
  if (askedFor !== undefined)
    return isTeamAddress(askedFor) || isServerAddress(askedFor) ? askedFor : resolve(askedFor);
  const directory = dataDirectory(machine);
  try {
    chmodSync(directory, 0o700);
  } catch {
    // There is none yet, or it is somebody else's.
  }
  return join(directory, "book.countinghouse");
}
