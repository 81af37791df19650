import { electronState } from "./electron-double.ts";

/** The folder of the profile is what the test says. */
export function useProfile(directory: string): void {
  electronState.userDataDirectory = directory;
  electronState.paths.set("asked for", "--user-data-dir").set("userData", directory);
}
