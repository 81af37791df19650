import { describe, expect, it } from "vitest";
import { shortenedMiddle } from "./shortened-middle.ts";

/** Shortened to so many characters. */
const shortened = (text: string, length: number) => shortenedMiddle(text, (each) => each.length <= length);

describe("a name without its middle", () => {
  it("keeps its last words where they are short, and as much of its beginning as fits", () => {
    expect(shortened("Lanternworks America", 18)).toBe("Lanternwor…America");
    expect(shortened("Krüger Tools GmbH & Co. KG", 20)).toBe("Krüger Tool…& Co. KG");
  });

  it("keeps its last letters where the last word is long, or there is one alone", () => {
    expect(shortened("aarav.chatterjee@bharat.example", 20)).toBe("aarav.chatte…example");
    expect(shortened("Vereinigte Elektrizitätswerke", 18)).toBe("Vereinigte…tswerke");
  });

  it("never parts an accent from its letter, nor a character in two", () => {
    expect(shortened("Zzzzzzzzzzzzz\u0301zzzzzze\u0301abcdef", 14)).toBe("Zzzzz…e\u0301abcdef");
    expect(shortened("\u{1F600}\u{1F600}\u{1F600}\u{1F600}\u{1F600}zzzzabcdef", 15)).toBe(
      "\u{1F600}\u{1F600}\u{1F600}…zabcdef",
    );
  });

  it("is none where the end alone would be left", () => {
    expect(shortened("Lanternworks America", 10)).toBeNull();
  });
});
