import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, crashReporter } from "electron";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

/**
 * Gives the program its name and its window's profile a folder, which Chromium fills with caches and cookies. Books lie elsewhere. Call
 * it first of all: the lock that keeps a second instance out lies in the profile, too.
 *
 * The id by which Windows knows it is Electron's to set: that of the installer's shortcut, without which there would be no notifications.
 *
 * @throws AppError where the folder cannot be made, as for an account without a home.
 */
export function nameTheProgram(): void {
  app.setName("Countinghouse");
  if (!app.commandLine.hasSwitch("user-data-dir")) {
    // On Linux books have a folder elsewhere by themselves (XDG_DATA_HOME).
    const folder = process.platform === "linux" ? "countinghouse" : "Countinghouse Desktop";
    const path = join(app.getPath("appData"), folder);
    makeFolder(path);
    app.setPath("userData", path);
  }
  // What a crash leaves behind stays in the profile: it holds what was in memory, so it is not for anybody else.
  crashReporter.start({ uploadToServer: false });
}

/** Electron takes no folder that is not there, and ends without a word where it has none for its lock. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { message: reason } = error as Error;
    throw new AppError(
      "internal_error",
      sentence("The folder of the window's profile cannot be made: {reason}", { reason }),
    );
  }
}
