import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, crashReporter } from "electron";

/** What the system calls the program, among its notifications and its windows. */
const applicationId = "io.countinghouse.desktop";

/**
 * Gives the program its name and its window's profile a folder, which Chromium fills with caches and cookies. Books lie elsewhere. Call
 * it first of all: the lock that keeps a second instance out lies in the profile, too.
 */
export function nameTheProgram(): void {
  app.setName("Countinghouse");
  if (process.platform === "win32") app.setAppUserModelId(applicationId);
  if (!app.commandLine.hasSwitch("user-data-dir")) {
    // On Linux books have a folder elsewhere by themselves (XDG_DATA_HOME).
    const folder = process.platform === "linux" ? "countinghouse" : "Countinghouse Desktop";
    const path = join(app.getPath("appData"), folder);
    // Electron takes no folder that is not there.
    mkdirSync(path, { recursive: true, mode: 0o700 });
    app.setPath("userData", path);
  }
  // What a crash leaves behind stays in the profile: it holds what was in memory, so it is not for anybody else.
  crashReporter.start({ uploadToServer: false });
}
