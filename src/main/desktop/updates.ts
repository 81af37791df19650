import { app, autoUpdater, BrowserWindow, dialog, Notification } from "electron";
import { openExternalAddress } from "./external-links.ts";
import { fetchLatest, isNewer, type LatestVersion, type UpdateSource } from "./update-feed.ts";
import { sentence, verbatim, type Sentence } from "../../shared/sentences/sentence.ts";
import { inDesktopLanguage } from "./desktop-language.ts";

export interface UpdateOptions {
  readonly platform: NodeJS.Platform;
  readonly architecture: NodeJS.Architecture;
  readonly source: () => UpdateSource;
  /** Whether a job is at work, in which nobody is to be disturbed. */
  readonly isAtWork: () => boolean;
  readonly showWindow: () => void;
}

export interface Updates {
  /** The person asks: whatever comes of it is said. */
  checkNow(): Promise<void>;
  /** Nobody asks: only a newer version is said, by a notification, once, and not in the middle of a job. */
  checkQuietly(): Promise<void>;
}

/** What a dialog shows of the notes; all of them are on the version's page. */
const shownNotes = 2_000;

/**
 * Looks for newer versions, says what is new in them, and has the system's updater download and prove one (by its hash, and on macOS by
 * the signature) where the person wants it. It takes the place of this one when the program ends, which nothing here makes it do. On
 * Linux the package manager installs; there the person is led to the page.
 */
export function offerUpdates({ platform, architecture, source, isAtWork, showWindow }: UpdateOptions): Updates {
  let isDownloading = false;
  let readyVersion: string | null = null;
  let lastTold = "";

  async function find(): Promise<
    { readonly latest: LatestVersion; readonly feed: URL } | { readonly reason: Sentence }
  > {
    const from = source();
    if ("offBecause" in from) return { reason: verbatim(from.offBecause) };
    try {
      return { latest: await fetchLatest(from.feed), feed: from.feed };
    } catch (error) {
      console.error("looking for an update:", error);
      return {
        reason: sentence("The newest version could not be asked for. {reason}", { reason: `\n\n${textOf(error)}` }),
      };
    }
  }

  async function checkNow(): Promise<void> {
    if (isDownloading)
      return say(sentence("A newer version is being downloaded."), sentence("It is said when it is there."));
    if (readyVersion !== null) return say(...readyWords(readyVersion));
    const found = await find();
    if ("reason" in found) return say(sentence("Nothing is known of a newer version."), found.reason);
    if (!isNewer(found.latest.version, app.getVersion())) {
      return say(sentence("This is the newest version."), verbatim(`Countinghouse ${app.getVersion()}`));
    }
    return offer(found.latest, found.feed);
  }

  async function checkQuietly(): Promise<void> {
    if (isAtWork() || isDownloading || readyVersion !== null) return;
    const found = await find();
    if ("reason" in found || isAtWork()) return;
    const { latest, feed } = found;
    if (!isNewer(latest.version, app.getVersion()) || latest.version === lastTold || !Notification.isSupported())
      return;
    lastTold = latest.version;
    const notification = new Notification({
      title: inDesktopLanguage(sentence("Countinghouse {version} is there", { version: latest.version })),
      body: inDesktopLanguage(sentence("See what is new.")),
    });
    notification.on("click", () => {
      showWindow();
      void offer(latest, feed);
    });
    notification.show();
  }

  async function offer({ version, notes, page }: LatestVersion, feed: URL): Promise<void> {
    const [updater] = updaterOf(platform, architecture, feed);
    const asked = await ask(
      sentence("Countinghouse {version} is there; this is {own}.", { version, own: app.getVersion() }),
      asPlainText(notes),
      updater === undefined ? sentence("Open its page") : sentence("Download"),
    );
    if (!asked) return;
    if (updater === undefined) return openExternalAddress(page);
    if (isDownloading) return;
    isDownloading = true;
    try {
      autoUpdater.setFeedURL(updater);
      await downloaded();
      readyVersion = version;
      await say(...readyWords(version));
    } catch (error) {
      console.error("downloading an update:", error);
      await say(
        sentence("Countinghouse {version} was not downloaded; this version stays as it is.", { version }),
        reasonOf(error),
      );
    } finally {
      isDownloading = false;
    }
  }

  return { checkNow, checkQuietly };
}

function readyWords(version: string): [message: Sentence, detail: Sentence] {
  return [
    sentence("Countinghouse {version} is ready.", { version }),
    sentence(
      "It takes the place of this version when you quit, and is there at the next start. An older version does not open a book that a newer one has written to.",
    ),
  ];
}

/** What the system's updater is told; nothing where a package manager does its work. */
function updaterOf(
  platform: NodeJS.Platform,
  architecture: NodeJS.Architecture,
  feed: URL,
): [] | [Electron.FeedURLOptions] {
  const folder = new URL(`${platform}-${architecture}`, feed).href;
  if (platform === "darwin") return [{ url: `${folder}/RELEASES.json`, serverType: "json" }];
  return platform === "win32" ? [{ url: folder }] : [];
}

/** Has the updater download and prove the newest version. @throws whatever the updater says. */
function downloaded(): Promise<void> {
  const over = new AbortController();
  return new Promise<void>((resolve, reject) => {
    const on = (event: string, listener: (error: Error) => void): void => {
      autoUpdater.on(event as "error", listener);
      over.signal.addEventListener("abort", () => autoUpdater.off(event as "error", listener));
    };
    on("update-downloaded", () => resolve());
    on("update-not-available", () =>
      reject(new Error("The place that names it has no package of it for this system.")),
    );
    on("error", reject);
    autoUpdater.checkForUpdates();
  }).finally(() => over.abort());
}

/** What systems and their updaters say of a disk without room. */
const fullDisk =
  /ENOSPC|no space left|not enough (?:disk )?space|out of (?:disk )?space|disk is full|volume .* is full/iu;

function reasonOf(error: unknown): Sentence {
  const text = textOf(error);
  return fullDisk.test(text)
    ? sentence("The disk is full. Make room, and check for updates again. {text}", { text: `\n\n${text}` })
    : verbatim(text);
}

function textOf(error: unknown): string {
  return asPlainText(error instanceof Error ? error.message : String(error));
}

/** What others wrote acts on nothing: no control characters, and none that turn the order of a line around. */
function asPlainText(text: string): string {
  return text.replaceAll(/(?!\n)[\p{Cc}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu, "").slice(0, shownNotes);
}

async function say(message: Sentence, detail: Sentence): Promise<void> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  await dialog.showMessageBox(window, {
    type: "info",
    message: inDesktopLanguage(message),
    detail: inDesktopLanguage(detail),
    buttons: ["OK"],
  });
}

async function ask(message: Sentence, detail: string, yes: Sentence): Promise<boolean> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return false;
  const buttons = [yes, sentence("Later")].map(inDesktopLanguage);
  const question = { message: inDesktopLanguage(message), detail, buttons, defaultId: 0, cancelId: 1 };
  const { response } = await dialog.showMessageBox(window, { type: "question", ...question });
  return response === 0;
}
