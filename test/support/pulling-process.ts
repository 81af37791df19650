import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";
import { linkPassphrase } from "./link-passphrase.ts";

/**
 * A process of its own that pulls what the upstream of a linked book has, for tests that kill it: it says each time that a part of it is on disk, and at the end
 * that all is. Argument: the book's path.
 */
const [, , bookPath = ""] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
const caller = { origin: "desk", operator: "Tess Tester" } as const;

const pulledAt = async (): Promise<number | null> => {
  const shown = await engine.call("link.show", {}, caller);
  return shown.ok ? (shown.value.link?.lastPullAtMs ?? null) : null;
};

const before = await pulledAt();
engine.subscribe((event) => {
  if (event.type === "changed" && event.topics.includes("link")) void tell();
});

async function tell(): Promise<void> {
  process.stdout.write("written\n");
  if ((await pulledAt()) !== before) process.stdout.write("done\n", () => process.exit());
}

const unlocked = await engine.dispatch("link.unlock", { passphrase: linkPassphrase }, caller);
if (!unlocked.ok) throw new Error(unlocked.error.message);
