import { FuseV1Options } from "@electron/fuses";

/**
 * How the switches inside Electron's own program are set for a release. The type wants an answer for every switch there is,
 * so one that a new Electron brings is decided on and not forgotten.
 */
export const releaseFuses: Readonly<Record<FuseV1Options, boolean>> = {
  /** The released program must not be usable as a general Node that runs any script. */
  [FuseV1Options.RunAsNode]: false,
  /** The page has no cookies to encrypt, and a profile that was once encrypted cannot be read without the system's key store. */
  [FuseV1Options.EnableCookieEncryption]: false,
  /** `NODE_OPTIONS` in the environment must not load code into it. */
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  /** Nor may a debugger be let in with `--inspect`. */
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  /** On Windows and macOS the archive with our code is checked against the digest in the program … */
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  /** … and code is loaded from nowhere else. */
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  /** We ship no snapshot of our own for the main process. */
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  /** The page comes over `app:`; `file:` needs no privileges. */
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  /** WebAssembly keeps its fast bounds checks; they are a matter of speed and do not weaken it. */
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** A build for Playwright, which drives the program by the debugger that a release does not let in. It is never distributed. */
export const testFuses: typeof releaseFuses = {
  ...releaseFuses,
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
};
