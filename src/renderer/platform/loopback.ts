import type { EngineEvent } from "../../shared/contract/events.ts";
import type { MethodAnswer } from "../../shared/contract/index.ts";
import type { Result } from "../../shared/errors.ts";
import { eventCursorHeader } from "../../shared/event-cursor.ts";
import type { Platform, SampleProgress } from "../../shared/platform.ts";
import { createPageSession, type PageSession } from "./page-session.ts";

const unauthorized = 401;

/** As long as a browser waits before it asks again for a stream. */
const reopenAfterMs = 1_000;

const externalProtocols: ReadonlySet<string> = new Set(["https:", "mailto:"]);

/** The page's host where it is a browser: everything goes over HTTP to the address that served the page. */
export function createLoopbackPlatform(): Platform {
  const session = createPageSession();
  const streams = new Set<EventStream>();
  /** Where the host's events stood when the page asked first; null where it did not say. */
  const begun = Promise.withResolvers<string | null>();
  let isSomebodyThere = true;

  /** Whether an answer says that somebody has signed in, here or in another tab. */
  function tellsOfSignIn(method: string, result: Result<unknown>): boolean {
    if (!result.ok || (method !== "operators.signIn" && method !== "operators.current")) return false;
    const wasSomebodyThere = isSomebodyThere;
    isSomebodyThere = (result.value as MethodAnswer<"operators.current">).operator !== null;
    return method === "operators.signIn" || (isSomebodyThere && !wasSomebodyThere);
  }

  return {
    host: "loopback",
    call: async (method, input) => {
      const { result, eventCursor } = await callOverHttp(session, method, input).catch((error: unknown) => {
        begun.resolve(null);
        throw error;
      });
      begun.resolve(eventCursor);
      // A host knows a stream by the session that it was opened in, and this is another one.
      if (tellsOfSignIn(method, result)) for (const stream of streams) stream.reopen();
      return result;
    },
    apiAddress: () => Promise.resolve({ address: `${window.location.origin}/v1` }),
    onEvent: (listener) => {
      const stream = listenToStream(listener, begun.promise);
      streams.add(stream);
      return () => {
        streams.delete(stream);
        stream.end();
      };
    },
    // A browser's menus are its own: they never ask for a command of ours.
    onMenuCommand: () => () => undefined,
    // Nor are they told in a language of ours.
    tellLanguage: () => Promise.resolve(),
    saveTextFile: (suggestedName, text) =>
      download(suggestedName, new Blob([text], { type: "text/plain;charset=utf-8" })),
    saveFile: (suggestedName, content) => download(suggestedName, new Blob([content])),
    saveExport: (jobId) => {
      followDownload(`/exports/${encodeURIComponent(jobId)}`, "");
      return Promise.resolve(null);
    },
    saveBookCopy: () => {
      followDownload("/book-copy", "");
      return Promise.resolve(null);
    },
    openSample,
    openTeamLedger: null,
    places: null,
    print: () => {
      window.print();
      return Promise.resolve();
    },
    openExternal: (address) => {
      if (!externalProtocols.has(new URL(address).protocol)) {
        return Promise.reject(new Error(`"${address}" is not an https or mailto address`));
      }
      window.open(address, "_blank", "noopener,noreferrer");
      return Promise.resolve();
    },
  };
}

/** A host that was started anew knows no session of this page; it is asked for one, and then the call is repeated. */
async function callOverHttp(
  session: PageSession,
  method: string,
  input: unknown,
): Promise<{ readonly result: Result<unknown>; readonly eventCursor: string | null }> {
  const call = () =>
    fetch(`/rpc/${encodeURIComponent(method)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
  let response = await call();
  if (response.status === unauthorized && (await session.renew())) response = await call();
  if (response.ok) session.introduce();
  return {
    result: (await response.json()) as Result<unknown>,
    eventCursor: response.headers.get(eventCursorHeader),
  };
}

/** The host tells how far it is line by line, and at the end where the sample is. */
async function openSample(onProgress: (progress: SampleProgress) => void): Promise<Result<unknown>> {
  const response = await fetch("/sample", { method: "POST" });
  if (!response.ok || response.body === null) return (await response.json()) as Result<unknown>;
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const told = JSON.parse(line) as SampleProgress | Result<{ readonly address: string }>;
      if (!("ok" in told)) onProgress(told);
      else {
        if (told.ok) window.location.assign(told.value.address);
        return told;
      }
    }
  }
  throw new Error("The host ended before the sample was there");
}

interface EventStream {
  reopen(): void;
  end(): void;
}

/**
 * @param begun where the host's events stood before the page asked first. The stream goes on from there, because what happened between
 *   the host's first answers and the stream's beginning would be told to nobody.
 */
function listenToStream(listener: (event: EngineEvent) => void, begun: Promise<string | null>): EventStream {
  /** Up to where the page has heard; of a place that the host does not know it says that everything may have changed. */
  let heard = "nothing";
  let isEnded = false;
  let stream: EventSource | null = null;
  void begin();

  async function begin(): Promise<void> {
    heard = (await begun) ?? heard;
    if (!isEnded) stream = open();
  }

  function open(): EventSource {
    const opened = new EventSource(`/events?after=${encodeURIComponent(heard)}`);
    let wasOpen = false;
    opened.addEventListener("open", () => (wasOpen = true));
    opened.addEventListener("error", () => {
      // A host that is gone, or that knows no session any more, is found out by asking it for its book.
      listener({ type: "changed", topics: ["book"], accountIds: null });
      // The browser itself asks again for a stream that broke off, from where it was. It does not for one that was refused or never began.
      if (wasOpen && opened.readyState !== EventSource.CLOSED) return;
      opened.close();
      setTimeout(() => opened === stream && reopen(), reopenAfterMs);
    });
    opened.addEventListener("message", (message: MessageEvent<string>) => {
      heard = message.lastEventId;
      listener(JSON.parse(message.data) as EngineEvent);
    });
    return opened;
  }

  function reopen(): void {
    // One that has not begun will begin soon.
    if (stream === null) return;
    stream.close();
    if (!isEnded) stream = open();
  }

  return {
    reopen,
    end() {
      isEnded = true;
      stream?.close();
    },
  };
}

function download(suggestedName: string, content: Blob): Promise<boolean> {
  const address = URL.createObjectURL(content);
  followDownload(address, suggestedName);
  // The browser has taken its copy once the click's own task is over.
  setTimeout(() => URL.revokeObjectURL(address), 0);
  return Promise.resolve(true);
}

/** @param suggestedName empty where the host that sends it says the name. */
function followDownload(address: string, suggestedName: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = suggestedName;
  link.click();
}
