import { readFileSync } from "node:fs";
import { net } from "electron";
import { z } from "zod";
import { readPolicy } from "./policy.ts";

/** What a feed says of the newest version, in its file `latest.json`. */
const latestVersion = z.strictObject({
  version: z.string().regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/u),
  /** What is new, as plain text. */
  notes: z.string().max(20_000),
  /** Where a person reads more, and where packages for Linux are. */
  page: z.url({ protocol: /^https$/u }).max(2_000),
});

export type LatestVersion = z.infer<typeof latestVersion>;

const settings = z.looseObject({ updateFeed: z.string().max(2_000).optional() });

/** From where updates come; or why from nowhere. */
export type UpdateSource = { readonly feed: URL } | { readonly offBecause: string };

interface SourceFiles {
  /** What whoever looks after the machine has decided. */
  readonly policyPath: string;
  /** What the person has chosen; the policy comes first. */
  readonly settingsPath: string;
}

/** Finds out where updates come from. Both files are read each time, so that a change holds at once. */
export function updateSource({ policyPath, settingsPath }: SourceFiles): UpdateSource {
  const policy = readPolicy(policyPath);
  if ("unreadableBecause" in policy) {
    return {
      offBecause: `The policy of this machine cannot be read, so there are no updates.\n\n${policyPath}: ${policy.unreadableBecause}`,
    };
  }
  const { updates } = policy;
  if (updates === "forbidden") return { offBecause: `The policy of this machine forbids updates (${policyPath}).` };
  const [address, said] = updates ? [updates.feed, policyPath] : [readFeedSetting(settingsPath), settingsPath];
  if (address === undefined) {
    return {
      offBecause: `No place is named from where updates would come. "updateFeed" in ${settingsPath} names one.`,
    };
  }
  const feed = URL.parse(address.endsWith("/") ? address : `${address}/`);
  return feed !== null && isSafe(feed)
    ? { feed }
    : { offBecause: `Updates come from a https address, and "${address}" is none (${said}).` };
}

function readFeedSetting(path: string): string | undefined {
  try {
    return settings.parse(JSON.parse(readFileSync(path, "utf8"))).updateFeed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") console.error("the settings of the window:", error);
    return undefined;
  }
}

/** Nobody in between can change what is said; on this machine there is nobody in between. */
function isSafe({ protocol, hostname, username, password }: URL): boolean {
  const isPlain = username === "" && password === "";
  return isPlain && (protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1"));
}

const patienceMs = 30_000;
const sizeLimitBytes = 65_536;

/**
 * Asks the feed for the newest version.
 *
 * @throws Error with a sentence about what was wrong.
 */
export async function fetchLatest(feed: URL): Promise<LatestVersion> {
  const address = new URL("latest.json", feed).href;
  // One that leads elsewhere may lead to where somebody listens in between.
  const response = await net.fetch(address, {
    redirect: "error",
    cache: "no-store",
    credentials: "omit",
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) throw new Error(`${address} answers with ${response.status}.`);
  const read = latestVersion.safeParse(parseOrNull(await readShort(response)));
  if (!read.success) throw new Error(`What ${address} says is not understood.`);
  return read.data;
}

async function readShort(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > sizeLimitBytes) throw new Error("What it says is too long.");
  }
  return text;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether a version comes after another: an older one is never gone back to. */
export function isNewer(version: string, than: string): boolean {
  const ours = partsOf(than);
  const difference = partsOf(version)
    .map((part, index) => part - (ours[index] ?? 0))
    .find((each) => each !== 0);
  return (difference ?? 0) > 0;
}

function partsOf(version: string): number[] {
  return version.split(/[.+-]/u, 3).map(Number);
}
