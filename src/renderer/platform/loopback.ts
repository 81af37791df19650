import { everythingChanged, type EngineEvent } from "../../shared/contract/events.ts";
import type { Result } from "../../shared/errors.ts";
import type { Platform } from "../../shared/platform.ts";

const externalProtocols: ReadonlySet<string> = new Set(["https:", "mailto:"]);

/** The page's host where it is a browser: everything goes over HTTP to the address that served the page. */
export function createLoopbackPlatform(): Platform {
  return {
    host: "loopback",
    call: callOverHttp,
    apiAddress: () => Promise.resolve({ address: `${window.location.origin}/v1` }),
    onEvent: listenToStream,
    // A browser's menus are its own: they never ask for a command of ours.
    onMenuCommand: () => () => undefined,
    saveTextFile: downloadTextFile,
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

async function callOverHttp(method: string, input: unknown): Promise<Result<unknown>> {
  const response = await fetch(`/rpc/${encodeURIComponent(method)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Result<unknown>;
}

function listenToStream(listener: (event: EngineEvent) => void): () => void {
  const stream = new EventSource("/events");
  let hasOpened = false;
  stream.addEventListener("open", () => {
    // What may have been missed while the stream was down is everything.
    if (hasOpened) listener(everythingChanged);
    hasOpened = true;
  });
  // A host that is gone is found out by asking it for its book.
  stream.addEventListener("error", () => listener({ type: "changed", topics: ["book"], accountIds: null }));
  stream.addEventListener("message", (message: MessageEvent<string>) => {
    listener(JSON.parse(message.data) as EngineEvent);
  });
  return () => stream.close();
}

function downloadTextFile(suggestedName: string, text: string): Promise<boolean> {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = suggestedName;
  link.click();
  // The browser has taken its copy once the click's own task is over.
  setTimeout(() => URL.revokeObjectURL(address), 0);
  return Promise.resolve(true);
}
