import { describe, expect, it } from "vitest";
import { createKeyedRunner, createKeyKeeper } from "./idempotency.ts";

function keeperWithCountedKeys() {
  let count = 0;
  return createKeyKeeper(() => `key-${(count += 1)}`);
}

describe("the idempotency key of a command (BEHAVIOUR 3.2)", () => {
  it("stays the same while the same content is tried again", () => {
    const keeper = keeperWithCountedKeys();
    expect(keeper.keyFor({ amountMinor: 5000 })).toBe("key-1");
    expect(keeper.keyFor({ amountMinor: 5000 })).toBe("key-1");
  });

  it("is a new one for other content", () => {
    const keeper = keeperWithCountedKeys();
    keeper.keyFor({ amountMinor: 5000 });
    expect(keeper.keyFor({ amountMinor: 4000 })).toBe("key-2");
  });

  it("is a new one once the command has succeeded", () => {
    const keeper = keeperWithCountedKeys();
    keeper.keyFor({ amountMinor: 5000 });
    keeper.forget({ amountMinor: 5000 });
    expect(keeper.keyFor({ amountMinor: 5000 })).toBe("key-2");
  });

  it("is kept when it was other content that succeeded", () => {
    const keeper = keeperWithCountedKeys();
    keeper.keyFor({ amountMinor: 5000 });
    keeper.forget({ amountMinor: 4000 });
    expect(keeper.keyFor({ amountMinor: 5000 })).toBe("key-1");
  });
});

describe("running a command", () => {
  it("once, however often it is asked for while it is under way", async () => {
    const run = createKeyedRunner(() => "key");
    const { promise, resolve } = Promise.withResolvers<string>();
    let tries = 0;
    const attempt = () => {
      tries += 1;
      return promise;
    };
    const answers = [run({ amountMinor: 5000 }, attempt), run({ amountMinor: 5000 }, attempt)];
    resolve("written");
    expect(await Promise.all(answers)).toEqual(["written", "written"]);
    expect(tries).toBe(1);
  });

  it("again with the same key after it failed, and with a new one after it succeeded", async () => {
    let count = 0;
    const run = createKeyedRunner(() => `key-${(count += 1)}`);
    const keys: string[] = [];
    const attempt = (outcome: "lost" | "written") => (key: string) => {
      keys.push(key);
      return outcome === "lost" ? Promise.reject(new Error("The answer was lost")) : Promise.resolve(key);
    };
    await expect(run({ amountMinor: 5000 }, attempt("lost"))).rejects.toThrow("The answer was lost");
    await run({ amountMinor: 5000 }, attempt("written"));
    await run({ amountMinor: 5000 }, attempt("written"));
    expect(keys).toEqual(["key-1", "key-1", "key-2"]);
  });
});
