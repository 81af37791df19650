import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What must never leave the folder around the page. */
export const secretText = "what lies beside the page";

/** A script that is worth compressing. */
export const largeScript = "globalThis.count += 1;\n".repeat(400);

/**
 * Makes a small built page with a secret beside it: `secret.txt` in the folder above, and a link to it within.
 *
 * @returns the page's folder, and a function that deletes everything.
 */
export function makePageDirectory(): { readonly directory: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), "countinghouse-page-"));
  const directory = join(parent, "renderer");
  mkdirSync(join(directory, "assets"), { recursive: true });
  writeFileSync(join(parent, "secret.txt"), secretText);
  writeFileSync(join(directory, "index.html"), "<!doctype html><title>Countinghouse</title>");
  writeFileSync(join(directory, "assets", "main-1a2b3c.js"), "globalThis.started = true;");
  writeFileSync(join(directory, "assets", "large-4d5e6f.js"), largeScript);
  symlinkSync(join(parent, "secret.txt"), join(directory, "link.txt"));
  return { directory, remove: () => rmSync(parent, { recursive: true }) };
}

/** Spellings that have led out of web roots elsewhere, as they stand on the request line. */
export const escapingPaths = [
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/%2e%2e/secret.txt",
  "/%2e%2e%2fsecret.txt",
  "/..%2fsecret.txt",
  "/..%5csecret.txt",
  "/..\\secret.txt",
  "/%252e%252e%252fsecret.txt",
  "/....//secret.txt",
  "//secret.txt",
  "/index.html%00/../../secret.txt",
  "/secret.txt%00.js",
  "/%2fetc/passwd",
  "//etc/passwd",
  "/etc/passwd",
  "/file:///etc/passwd",
  "/C:/Windows/win.ini",
  "/%c0%ae%c0%ae/secret.txt",
  "/%zz",
  "/link.txt",
] as const;
