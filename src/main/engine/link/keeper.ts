import type { MethodOutput } from "../../../shared/contract/index.ts";
import { contract } from "../../../shared/contract/index.ts";
import type { EngineEvent } from "../../../shared/contract/events.ts";
import { AppError, requireOk, type Result } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { upstreamAddress } from "../../domain/link/address.ts";
import { restEndsAtMs } from "../../domain/link/sending.ts";
import type { Caller, SystemSealer } from "../engine.ts";
import { parseInput } from "../parse-input.ts";
import type { PassphraseCost } from "../passphrase.ts";
import { heldElsewhere } from "../shared-work.ts";
import {
  keepKey,
  openBySystem,
  openWithPassphrase,
  removeKeyFile,
  sealBySystem,
  sealUnderPassphrase,
  type SealedKey,
  type UpstreamKey,
} from "./key-file.ts";
import type { LinkMethod } from "./link-methods.ts";
import { probe } from "./probe.ts";
import { pull } from "./pull.ts";
import type { AskBook } from "./read.ts";
import { sendItem, type SentItem } from "./send.ts";
import { createUpstreamClient, UpstreamFailure, type UpstreamClient } from "./upstream-client.ts";

/** How many adjustments are sent at once, each of another account. */
const sentAtOnce = 8;

/** After how long the upstream is asked again what is new. */
const pullsEveryMs = 15 * 60_000;
/** After how long it is looked again whether another host keeps the link still. */
const looksForLeftEveryMs = 3_000;
/** The machine's clock can be set, so no sleep is longer. */
const longestSleepMs = 60 * 60_000;

export interface LinkKeeperOptions {
  readonly bookPath: string;
  /** Asks the book. */
  readonly dispatch: (method: string, input: unknown, caller: Caller) => Promise<Result<unknown>>;
  readonly subscribe: (listener: (event: EngineEvent) => void) => () => void;
  /** Tells whoever looks at the link that what is at work has changed. */
  readonly tell: () => void;
  /** Has the writer remember a link that was found to work, as an act of whoever makes it. */
  readonly saveLink: (
    link: { readonly address: string; readonly instanceId: string | null },
    caller: Caller,
  ) => Promise<Result<unknown>>;
  /** Whether the link is this host's to keep; asked each time before something is sent or pulled. */
  readonly keepStanding: () => Promise<boolean>;
  /** Lets another host keep it. */
  readonly leaveStanding: () => Promise<void>;
  readonly sealer: SystemSealer | null;
  readonly passphraseCost: PassphraseCost;
  /** Whether it sends and pulls by itself; else when it is asked to. */
  readonly runsByItself: boolean;
  readonly timeoutMs?: number;
}

export interface LinkKeeper {
  /** @throws AppError as the method's definition names them. */
  answer<Name extends LinkMethod>(name: Name, input: unknown, caller: Caller): Promise<MethodOutput<Name>>;
  /** What about the link is in memory and not in the book. */
  live(): { readonly isUnlocked: boolean; readonly isAtWork: boolean };
  /** Somebody wants it to be tried now, and not when it would be. */
  resume(): void;
  /** Forget the key of a link that was removed. */
  forget(): void;
  /** Sends and pulls nothing more. What is cut off is sent again under its key. */
  stop(): Promise<void>;
}

/** Who asks the book in the keeper's place. */
const keeperItself: Caller = {
  origin: "sync",
  operator: "Countinghouse",
  agent: { id: "link", rights: ["host", "read"] },
};

/**
 * Keeps a linked book and its upstream at one (BEHAVIOUR 12): sends what the outbox holds, and pulls. The book knows what is to be sent and what
 * came of it; here are the key, and what is under way.
 */
export function createLinkKeeper(options: LinkKeeperOptions): LinkKeeper {
  const { bookPath, sealer, timeoutMs = 30_000 } = options;
  const ending = new AbortController();
  let key: UpstreamKey | null = openBySystem(bookPath, sealer);
  let sending: Promise<void> | null = null;
  let pulling: Promise<void> | null = null;
  /** Whether the link was this host's to keep when that was looked at last. What another one does is no work of this one, and told by that one. */
  let isOurs = false;
  /** Something came in while it was being sent. */
  let isCalled = false;
  let hasPulled = false;
  /** What keeps the link as a whole from working keeps each adjustment: none is tried before then. */
  let restsUntilMs = 0;
  let failures = 0;
  let isTelling = false;
  let sendTimer: NodeJS.Timeout | undefined;
  let pullTimer: NodeJS.Timeout | undefined;

  const ask: AskBook = async (name, input) =>
    requireOk(await options.dispatch(name, input, keeperItself)) as MethodOutput<typeof name>;

  const unsubscribe = options.subscribe((event) => {
    if (options.runsByItself && !isTelling && event.type === "changed" && event.topics.includes("link")) beginSending();
  });

  /** What is told of the work itself is no reason to begin any. */
  function tell(): void {
    isTelling = true;
    options.tell();
    isTelling = false;
  }

  /** Begin to keep the link, or go on. @returns whether it is this host's to keep. */
  async function keepsLink(): Promise<boolean> {
    const wasOurs = isOurs;
    isOurs = await options.keepStanding();
    if (wasOurs && !isOurs) tell();
    return isOurs;
  }

  function clientFor({ address, secretKey }: UpstreamKey): UpstreamClient {
    return createUpstreamClient({ address, secretKey, fetch, timeoutMs, signal: ending.signal });
  }

  /** The client of the link in force; null where the key is not at hand, or is for another address than the book says. */
  async function client(): Promise<UpstreamClient | null> {
    const { linkedTo } = await ask("book.info", {});
    if (key !== null && linkedTo === key.address) return clientFor(key);
    await options.leaveStanding();
    return null;
  }

  function beginSending(): void {
    if (ending.signal.aborted || key === null) return;
    isCalled = true;
    sending ??= quietly(sendAll()).finally(() => {
      sending = null;
      if (isOurs) tell();
    });
  }

  async function sendAll(): Promise<void> {
    const upstream = await client();
    if (!upstream) return;
    while (!ending.signal.aborted) {
      isCalled = false;
      if (!(await keepsLink())) {
        if (options.runsByItself) sendAt(Date.now() + looksForLeftEveryMs);
        return;
      }
      const nowMs = Date.now();
      if (nowMs < restsUntilMs) {
        sendAt(restsUntilMs);
        return;
      }
      const { items, nextDueAtMs } = await ask("outbox.take", { nowMs, limit: sentAtOnce });
      if (items.length === 0) {
        if (nextDueAtMs !== null) sendAt(nextDueAtMs);
        if (!isCalled) return;
        continue;
      }
      const sent = await Promise.all(items.map((item) => sendItem(upstream, item)));
      if (ending.signal.aborted) return;
      await record(sent);
    }
  }

  async function record(sent: readonly SentItem[]): Promise<void> {
    await ask("outbox.recordAttempts", { attempts: sent.map(({ attempt }) => attempt) });
    const failure = sent.find((each) => each.failure)?.failure ?? null;
    if (failure === null || sent.some(({ attempt }) => attempt.outcome !== "unknown")) await tellContact(null);
    if (failure) await rest(failure);
  }

  /** What went wrong with one adjustment goes wrong with the others as well: none is tried for a while. */
  async function rest(failure: UpstreamFailure): Promise<void> {
    failures += 1;
    restsUntilMs = restEndsAtMs(failures, Date.now(), failure.askedWaitMs);
    await tellContact(failure);
  }

  async function tellContact(failure: UpstreamFailure | null): Promise<void> {
    if (failure === null) failures = 0;
    await ask("link.recordContact", {
      problem: failure && { code: failure.code, message: failure.message.slice(0, 500) },
    });
  }

  function sendAt(atMs: number): void {
    clearTimeout(sendTimer);
    sendTimer = later(atMs - Date.now(), beginSending);
  }

  function beginPulling(): void {
    if (ending.signal.aborted || key === null) return;
    clearTimeout(pullTimer);
    pulling ??= quietly(pullOnce()).finally(() => {
      pulling = null;
      if (isOurs) tell();
      if (options.runsByItself) pullTimer = later(pullWaitMs(), pullOnceRested);
      // What rested because of the link need not rest any longer.
      if (hasPulled) beginSending();
    });
  }

  function pullWaitMs(): number {
    return hasPulled ? pullsEveryMs : Math.max(5_000, restsUntilMs - Date.now());
  }

  /** An upstream may want to be left alone for longer than any sleep. */
  function pullOnceRested(): void {
    if (Date.now() < restsUntilMs) pullTimer = later(pullWaitMs(), pullOnceRested);
    else beginPulling();
  }

  async function pullOnce(): Promise<void> {
    hasPulled = false;
    const upstream = await client();
    if (!upstream || !(await keepsLink())) return;
    try {
      await pull({ client: upstream, ask, pause, rest: { untilMs: 0 } });
      hasPulled = true;
      restsUntilMs = 0;
      await tellContact(null);
    } catch (error) {
      if (ending.signal.aborted) return;
      if (error instanceof UpstreamFailure) await rest(error);
      else if (error instanceof AppError && error.code === "upstream_is_another") {
        await rest(new UpstreamFailure("upstream_is_another", error.sentence));
      } else if (
        error instanceof AppError &&
        (error.code === "invalid_input" || error.code === "amount_out_of_range")
      ) {
        await rest(
          new UpstreamFailure(
            "upstream_not_understood",
            sentence("What it has cannot be kept here: {reason}", { reason: error.sentence }),
          ),
        );
      } else throw error;
    }
  }

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = later(delayMs, resolve);
      ending.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(new Error("The link is being left alone."));
      });
    });
  }

  function takeKey(given: UpstreamKey): void {
    key = given;
    restsUntilMs = 0;
    failures = 0;
    if (options.runsByItself) beginAll();
  }

  function beginAll(): void {
    beginSending();
    beginPulling();
  }

  async function create(rawInput: unknown, caller: Caller): Promise<MethodOutput<"link.create">> {
    const method = "link.create";
    const { secretKey, passphrase, ...input } = parseInput(method, contract[method].input, rawInput);
    const address = upstreamAddress(input.address);
    const sealed = await seal({ address, secretKey }, passphrase);
    const found = await refusedAs(probe(clientFor({ address, secretKey })));
    const link = { address, instanceId: found.instanceId };
    // The book first: it knows whether it may be linked to this one.
    requireOk(await options.saveLink(link, caller));
    keepKey(bookPath, sealed);
    takeKey({ address, secretKey });
    return link;
  }

  async function seal(given: UpstreamKey, passphrase: string | null): Promise<SealedKey> {
    if (passphrase !== null) return sealUnderPassphrase(given, passphrase, options.passphraseCost);
    if (sealer) return sealBySystem(given, sealer);
    throw new AppError("link_passphrase_missing", sentence("There is no key store here to keep the key in."));
  }

  const answers: { [Name in LinkMethod]: (input: unknown, caller: Caller) => Promise<MethodOutput<Name>> } = {
    async "link.probe"(rawInput) {
      const method = "link.probe";
      const input = parseInput(method, contract[method].input, rawInput);
      const address = upstreamAddress(input.address);
      const found = await refusedAs(probe(clientFor({ address, secretKey: input.secretKey })));
      const { user, organization } = (await ask("book.info", {})).accountCounts;
      return { address, ...found, accountsHere: user + organization, hasKeyStore: sealer !== null };
    },
    "link.create": create,
    async "link.unlock"(rawInput) {
      const method = "link.unlock";
      const { passphrase } = parseInput(method, contract[method].input, rawInput);
      await requireLink();
      takeKey(await openWithPassphrase(bookPath, passphrase));
      tell();
      return {};
    },
    async "link.sync"(rawInput) {
      parseInput("link.sync", contract["link.sync"].input, rawInput);
      const address = await requireLink();
      if (key?.address !== address)
        throw new AppError("link_locked", sentence("The key to {address} is not at hand.", { address }));
      if (!(await keepsLink())) throw heldElsewhere();
      restsUntilMs = 0;
      beginAll();
      return {};
    },
  };

  /** Where the book is linked to. @throws AppError `link_not_found`. */
  async function requireLink(): Promise<string> {
    const { linkedTo } = await ask("book.info", {});
    if (linkedTo === null) throw new AppError("link_not_found", sentence("The book is linked to nothing."));
    return linkedTo;
  }

  /** What fails here is the book's, which says so to everyone else; the next occasion tries again. */
  async function quietly(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const isExpected = error instanceof AppError || ending.signal.aborted;
      if (!isExpected)
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      if (options.runsByItself && !ending.signal.aborted) sendAt(Date.now() + 10_000);
    }
  }

  if (options.runsByItself && key) beginAll();

  return {
    answer: (name, input, caller) => answers[name](input, caller),
    live: () => ({ isUnlocked: key !== null, isAtWork: isOurs && (sending !== null || pulling !== null) }),
    resume() {
      restsUntilMs = 0;
      if (options.runsByItself) beginSending();
    },
    forget() {
      key = null;
      removeKeyFile(bookPath);
      void options.leaveStanding();
    },
    async stop() {
      ending.abort(new Error("The book is being closed."));
      unsubscribe();
      clearTimeout(sendTimer);
      clearTimeout(pullTimer);
      await Promise.all([sending, pulling]);
      clearTimeout(sendTimer);
      clearTimeout(pullTimer);
    },
  };
}

function later(delayMs: number, act: () => void): NodeJS.Timeout {
  const timer = setTimeout(act, Math.min(longestSleepMs, Math.max(0, delayMs)));
  // It keeps nobody waiting who has nothing else to do.
  return timer.unref();
}

/** What keeps an upstream from answering, as a refusal of the call that asked for it. */
async function refusedAs<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UpstreamFailure) throw new AppError(error.code, error.said);
    throw error;
  }
}
