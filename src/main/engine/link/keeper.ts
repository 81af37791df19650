import type { MethodOutput } from "../../../shared/contract/index.ts";
import { contract } from "../../../shared/contract/index.ts";
import type { EngineEvent } from "../../../shared/contract/events.ts";
import { AppError, requireOk, type Result } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { upstreamAddress } from "../../domain/link/address.ts";
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
import type { LinkWork } from "./link-work.ts";
import { createOutboxSender } from "./outbox-sender.ts";
import { probe } from "./probe.ts";
import type { AskBook } from "./read.ts";
import { createUpstreamClient, UpstreamFailure, type UpstreamClient } from "./upstream-client.ts";
import { createUpstreamContact } from "./upstream-contact.ts";
import { createUpstreamPuller } from "./upstream-puller.ts";

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
  const { bookPath, sealer, runsByItself, timeoutMs = 30_000 } = options;
  const ending = new AbortController();
  let key: UpstreamKey | null = openBySystem(bookPath, sealer);
  /** Whether the link was this host's to keep when that was looked at last. What another one does is no work of this one, and told by that one. */
  let isOurs = false;
  let isTelling = false;

  const ask: AskBook = async (name, input) =>
    requireOk(await options.dispatch(name, input, keeperItself)) as MethodOutput<typeof name>;
  const contact = createUpstreamContact(ask);
  const work: LinkWork = { ask, contact, client, keepsLink, runsByItself, ending: ending.signal };
  const sender = createOutboxSender(work, tellOfOurs);
  const puller = createUpstreamPuller(work, (hasPulled) => {
    tellOfOurs();
    // What rested because of the link need not rest any longer.
    if (hasPulled) beginSending();
  });

  const unsubscribe = options.subscribe((event) => {
    if (runsByItself && !isTelling && event.type === "changed" && event.topics.includes("link")) beginSending();
  });

  /** What is told of the work itself is no reason to begin any. */
  function tell(): void {
    isTelling = true;
    options.tell();
    isTelling = false;
  }

  function tellOfOurs(): void {
    if (isOurs) tell();
  }

  async function keepsLink(): Promise<boolean> {
    const wasOurs = isOurs;
    isOurs = await options.keepStanding();
    if (wasOurs && !isOurs) tell();
    return isOurs;
  }

  function clientFor({ address, secretKey }: UpstreamKey): UpstreamClient {
    return createUpstreamClient({ address, secretKey, fetch, timeoutMs, signal: ending.signal });
  }

  async function client(): Promise<UpstreamClient | null> {
    const { linkedTo } = await ask("book.info", {});
    if (key !== null && linkedTo === key.address) return clientFor(key);
    await options.leaveStanding();
    return null;
  }

  function beginSending(): void {
    if (key !== null) sender.begin();
  }

  function beginAll(): void {
    beginSending();
    if (key !== null) puller.begin();
  }

  function takeKey(given: UpstreamKey): void {
    key = given;
    contact.forget();
    if (runsByItself) beginAll();
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
      contact.endRest();
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

  if (runsByItself) beginAll();

  return {
    answer: (name, input, caller) => answers[name](input, caller),
    live: () => ({ isUnlocked: key !== null, isAtWork: isOurs && (sender.isAtWork() || puller.isAtWork()) }),
    resume() {
      contact.endRest();
      if (runsByItself) beginSending();
    },
    forget() {
      key = null;
      removeKeyFile(bookPath);
      void options.leaveStanding();
    },
    async stop() {
      ending.abort(new Error("The book is being closed."));
      unsubscribe();
      await Promise.all([sender.stop(), puller.stop()]);
    },
  };
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
