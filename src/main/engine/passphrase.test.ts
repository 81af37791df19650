import { expect, test } from "vitest";
import { hashPassphrase, isPassphraseOf, recommendedCost } from "./passphrase.ts";

const cheap = { logCost: 4, blockSize: 8, parallelization: 1 };

test("a passphrase is kept as a hash that takes 32 MB, with its salt and parameters (BEHAVIOUR 11.7)", async () => {
  const stored = await hashPassphrase("correct horse", recommendedCost);
  expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/u);
  expect(await isPassphraseOf(stored, "correct horse", cheap)).toBe(true);
});

test("only the same letters are the same, however the keyboard puts them together, and a thousand of them are all looked at", async () => {
  const long = "x".repeat(1000);
  const stored = await hashPassphrase(`${long}\u00e9`, cheap);
  expect(await isPassphraseOf(stored, `${long}e\u0301`, cheap)).toBe(true);
  expect(await isPassphraseOf(stored, `${long}e`, cheap)).toBe(false);
  expect(await isPassphraseOf(stored, `${long}\u00c9`, cheap)).toBe(false);
  expect(await hashPassphrase(`${long}\u00e9`, cheap)).not.toBe(stored);
});

test("what is no hash, or one that would take the whole machine, lets nobody in", async () => {
  for (const stored of [null, "", "secret", "$scrypt$ln=4,r=8,p=1$short$short", "$2b$10$abcdefghijklmnopqrstuv"]) {
    expect(await isPassphraseOf(stored, "secret", cheap)).toBe(false);
  }
  const greedy = (await hashPassphrase("secret", cheap)).replace("ln=4", "ln=30");
  await expect(isPassphraseOf(greedy, "secret", cheap)).rejects.toThrow("memory");
});
