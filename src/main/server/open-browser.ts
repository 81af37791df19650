import { spawn } from "node:child_process";

/**
 * Opens an address in the person's browser, where there is a screen. Trying is all that is promised: the address is printed
 * as well, so a machine without a browser loses nothing.
 */
export function openBrowser(address: string): void {
  const opener = openerFor(process.platform, process.env);
  if (opener === undefined) return;
  const [program, ...leadingArguments] = opener;
  const child = spawn(program, [...leadingArguments, address], { detached: true, stdio: "ignore" });
  // Without a listener, a program that is not installed would end the host.
  child.once("error", () => undefined);
  child.unref();
}

/** The system's own way to open an address; undefined where there is no screen to open it on. */
export function openerFor(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | undefined {
  switch (platform) {
    case "darwin":
      return ["open"];
    case "win32":
      return ["rundll32", "url.dll,FileProtocolHandler"];
    default:
      return environment["DISPLAY"] || environment["WAYLAND_DISPLAY"] ? ["xdg-open"] : undefined;
  }
}
