import { writeFile } from "node:fs/promises";
import { release, totalmem } from "node:os";
import { app, type BrowserWindow, screen } from "electron";
// The part of the package for Node declares a `require` of its own, which the bundle has, too.
import { strToU8, zipSync } from "fflate/browser";
import { readLog } from "./log-file.ts";
import { chooseFile } from "./save-file.ts";

/** Saves, where the person chooses, what helps to find a fault: the program, the machine, and what went wrong, without content. */
export async function saveDiagnostics(window: BrowserWindow): Promise<void> {
  const path = await chooseFile(window, "countinghouse-diagnostics.zip");
  if (path === null) return;
  const log = withoutContent(readLog(app.getPath("logs")));
  await writeFile(path, zipSync({ "about.json": strToU8(JSON.stringify(about(), null, 2)), "log.txt": strToU8(log) }));
}

function about(): Readonly<Record<string, unknown>> {
  const { electron, chrome, node } = process.versions;
  return {
    version: app.getVersion(),
    isPackaged: app.isPackaged,
    electron,
    chrome,
    node,
    platform: process.platform,
    arch: process.arch,
    release: release(),
    memoryMb: Math.round(totalmem() / 1_048_576),
    locale: app.getLocale(),
    screens: screen.getAllDisplays().map(({ scaleFactor, size }) => ({ scaleFactor, ...size })),
    graphics: app.getGPUFeatureStatus(),
    runningForSeconds: Math.round(process.uptime()),
  };
}

const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z /u;
/** Codes of SQLite, of the system and of Node: they say what kind of fault it was. */
const codes = /\b(?:SQLITE_[A-Z_]+|E[A-Z]{3,}|ERR_[A-Z_]+|\w*Error)\b/gu;
/** What we say that went wrong begins so, and has no name in it. */
const ourFault =
  /^(?:the (?:engine|book|list|window)|looking for|bringing the log|keeping what|internal error during)['a-zA-Z. ]*$/u;
/** A line of a stack: where in our files it was, without the folders above them. */
const stackLine = /^ +at (?:(?<what>[\w.$<> ]+) \()?\S*?(?<file>[\w.-]+:\d+:\d+)\)?$/u;

/**
 * Leaves of a log what can hold no name, amount, key or path: the time, what we call the fault (the words before the first colon), the
 * codes in the rest, and where in the program it was. Everything else of a message may be content.
 */
function withoutContent(log: string): string {
  const lines = log.split("\n").flatMap((line) => {
    const at = stackLine.exec(line)?.groups;
    if (at !== undefined) return [`    at ${at["what"] ?? ""} (${at["file"]})`];
    const stamp = time.exec(line)?.[0];
    if (stamp === undefined) return line.match(codes)?.map((code) => `  ${code}`) ?? [];
    const [fault = "", ...rest] = line.slice(stamp.length).split(":");
    const words = ourFault.test(fault) ? fault : "";
    return [[stamp.trim(), words, ...(rest.join(":").match(codes) ?? [])].filter((part) => part !== "").join(" ")];
  });
  return `${lines.join("\n")}\n`;
}
