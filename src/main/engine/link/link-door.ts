import type { EngineEvent } from "../../../shared/contract/events.ts";
import type { MethodAnswer, MethodName, MethodOutput } from "../../../shared/contract/index.ts";
import type { Result } from "../../../shared/errors.ts";
import type { Caller } from "../engine.ts";
import { hasKeyFile } from "./key-file.ts";
import type { LinkKeeper, LinkKeeperOptions } from "./keeper.ts";
import type { LinkMethod } from "./link-methods.ts";

/** What the engine has to do with a link: few books have one, so what keeps one is loaded where there is something of it to do. */
export interface LinkDoor {
  /** Begin with a book that was opened, where a key to its upstream is beside it. */
  begin(): void;
  /** @throws AppError as the method's definition names them. */
  answer(method: LinkMethod, input: unknown, caller: Caller): Promise<MethodAnswer<LinkMethod>>;
  /** What of a link is in memory is added to what the book said, and what was asked for has its consequences here. */
  complete(method: MethodName, value: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

type DoorOptions = Omit<LinkKeeperOptions, "tell"> & { readonly publish: (event: EngineEvent) => void };

export function createLinkDoor({ publish, ...options }: DoorOptions): LinkDoor {
  const { bookPath } = options;
  let keeper: Promise<LinkKeeper> | null = null;

  function load(): Promise<LinkKeeper> {
    keeper ??= import("./keeper.ts").then(({ createLinkKeeper }) =>
      createLinkKeeper({
        ...options,
        tell: () => publish({ type: "changed", topics: ["link"], accountIds: null }),
      }),
    );
    return keeper;
  }

  async function withLiveLink({ link }: MethodOutput<"link.show">): Promise<MethodOutput<"link.show">> {
    return { link: link && { ...link, ...(await keeper)?.live() } };
  }

  return {
    begin() {
      if (hasKeyFile(bookPath)) void load();
    },
    answer: async (method, input, caller) => (await load()).answer(method, input, caller),
    async complete(method, value) {
      if (method === "link.show") return withLiveLink(value as MethodOutput<"link.show">);
      if (method === "outbox.retry") (await keeper)?.resume();
      if (method === "link.remove" && (keeper !== null || hasKeyFile(bookPath))) (await load()).forget();
      return value;
    },
    async stop() {
      await (await keeper)?.stop();
    },
  };
}

/** The answer of a thread, completed where it was one. */
export async function completed(door: LinkDoor, method: MethodName, answer: Result<unknown>): Promise<Result<unknown>> {
  return answer.ok ? { ok: true, value: await door.complete(method, answer.value) } : answer;
}
