import type { ForgePackagerOptions } from "@electron-forge/shared-types";

/**
 * How the packages are signed, with what the environment has for it. What is missing is said, and left out: a package that is made by
 * hand or for a pull request is not signed.
 */
export function signing(environment: Readonly<Record<string, string | undefined>>): ForgePackagerOptions {
  const given = (name: string): string => environment[name] ?? "";
  switch (process.platform) {
    case "darwin": {
      const identity = given("APPLE_SIGNING_IDENTITY");
      if (identity === "") return notice("The application is not signed: APPLE_SIGNING_IDENTITY is not set.");
      const appleId = given("APPLE_ID");
      const osxSign = { identity };
      if (appleId === "") return { ...notice("The application is not notarized: APPLE_ID is not set."), osxSign };
      const osxNotarize = { appleId, appleIdPassword: given("APPLE_APP_PASSWORD"), teamId: given("APPLE_TEAM_ID") };
      return { osxSign, osxNotarize };
    }
    case "win32": {
      const certificateFile = given("WINDOWS_CERTIFICATE_FILE");
      if (certificateFile === "") return notice("The program is not signed: WINDOWS_CERTIFICATE_FILE is not set.");
      return { windowsSign: { certificateFile, certificatePassword: given("WINDOWS_CERTIFICATE_PASSWORD") } };
    }
    default:
      return {};
  }
}

function notice(text: string): ForgePackagerOptions {
  console.log(text);
  return {};
}
