import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { PageFile } from "../hosts/page-files.ts";

const compress = promisify(gzip);
/** Below it there is nothing to gain. */
const smallestBytes = 1_024;

/** A file as it is sent, and how. */
interface SentFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the page's files, compressed for whoever takes that. Scripts and styles are named after their content, so each is compressed
 * once and kept; what is asked for anew each time is small.
 */
export function createFileReader(): (file: PageFile, acceptEncoding: string | undefined) => Promise<SentFile> {
  const compressed = new Map<string, Promise<Buffer>>();
  return async (file, acceptEncoding) => {
    const vary = { vary: "accept-encoding" };
    const isKept = file.headers["cache-control"].includes("immutable");
    const isText = /^(?:text|image\/svg)/u.test(file.headers["content-type"]);
    if (!isKept || !isText) return { body: await readFile(file.absolutePath), headers: {} };
    if (!acceptsGzip(acceptEncoding)) return { body: await readFile(file.absolutePath), headers: vary };
    let body = compressed.get(file.absolutePath);
    if (!body) {
      body = readFile(file.absolutePath).then((content) =>
        content.length < smallestBytes ? content : compress(content),
      );
      // What could not be read is tried again.
      body.catch(() => compressed.delete(file.absolutePath));
      compressed.set(file.absolutePath, body);
    }
    const sent = await body;
    return { body: sent, headers: isGzip(sent) ? { ...vary, "content-encoding": "gzip" } : vary };
  };
}

/** Whether gzip is among what a client takes, and not refused with a weight of 0. */
function acceptsGzip(acceptEncoding = ""): boolean {
  return acceptEncoding.split(",").some((coding) => {
    const [name = "", ...parameters] = coding.split(";").map((part) => part.trim().toLowerCase());
    return name === "gzip" && !parameters.some((parameter) => /^q=0(?:\.0*)?$/u.test(parameter));
  });
}

/** By the two bytes that every gzip stream begins with, and no text of ours. */
function isGzip(content: Buffer): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}
