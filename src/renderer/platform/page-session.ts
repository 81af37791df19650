import { toBase64 } from "../../shared/base64.ts";
import { sessionProofText } from "../../shared/session-proof.ts";

/** The page's standing with its host: what lets it come back when the host was stopped and started again. */
export interface PageSession {
  /** Tell the host, while there is a session, by which key this page will be known. Said once. */
  introduce(): void;
  /** Prove to a host that knows no session that this page had one. @returns whether there is a session again. */
  renew(): Promise<boolean>;
}

const nothingThere = 404;

/**
 * A session ends with its host. The page has a key of its own, which no script can read and which goes with the page, and signs with
 * it what the next host asks.
 */
export function createPageSession(): PageSession {
  const keys = crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  let isIntroduced = false;
  let underWay: Promise<boolean> | null = null;

  const publicKey = async () => toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", (await keys).publicKey)));

  async function prove(): Promise<boolean> {
    const asked = await post("challenge", {});
    if (!asked.ok) return false;
    const { challenge } = (await asked.json()) as { challenge: string };
    const signature = await crypto.subtle.sign(
      { name: "ECDSA", hash: "SHA-256" },
      (await keys).privateKey,
      new TextEncoder().encode(sessionProofText(window.location.origin, challenge)),
    );
    const proof = { publicKey: await publicKey(), challenge, signature: toBase64(new Uint8Array(signature)) };
    return (await post("renewal", proof)).ok;
  }

  return {
    introduce() {
      if (isIntroduced) return;
      isIntroduced = true;
      const introduction = async () => (await post("page", { publicKey: await publicKey() })).status;
      introduction().then(
        // A team's host has no such address: there people come back by signing in.
        (status) => (isIntroduced = status < 300 || status === nothingThere),
        () => (isIntroduced = false),
      );
    },
    renew() {
      underWay ??= prove().finally(() => (underWay = null));
      return underWay;
    },
  };
}

function post(path: "page" | "challenge" | "renewal", body: unknown): Promise<Response> {
  return fetch(`/session/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
