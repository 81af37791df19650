import type { Random } from "./random.ts";
import { companyFirstWords, companySecondWords, type Region } from "./regions.ts";

/** A name, and what an address on the Internet makes of it. */
export interface SampleName {
  readonly name: string;
  /** Lower-case ASCII letters, digits and hyphens. */
  readonly handle: string;
}

function split(name: string): { readonly written: string; readonly latin: string } {
  const [written = "", latin = written] = name.split("|");
  return { written, latin };
}

/** Letters that Unicode does not take apart into a base letter and a mark. */
const latinLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ı: "i",
  æ: "ae",
};

export function handleOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[ßøłđıæ]/gu, (letter) => latinLetters[letter] ?? letter)
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^a-z0-9]+/gu, " ")
    .trim()
    .replaceAll(" ", "-");
}

export function personName(region: Region, random: Random): SampleName {
  const given = split(random.pick(region.givenNames));
  const family = split(random.pick(region.familyNames));
  const isJoined = region.isFamilyNameFirst === true && /^\p{Script=Han}|^\p{Script=Hangul}/u.test(family.written);
  const parts = region.isFamilyNameFirst ? [family.written, given.written] : [given.written, family.written];
  return {
    name: parts.join(isJoined && !/[A-Za-z]/u.test(given.written) ? "" : " "),
    handle: `${withoutHyphens(given.latin)}.${withoutHyphens(family.latin)}`,
  };
}

function withoutHyphens(name: string): string {
  return handleOf(name).replaceAll("-", "");
}

/** Three in five companies are called after two words of what they do, the others after a family. */
export function companyName(region: Region, random: Random): SampleName {
  const form = random.pick(region.companyForms);
  const secondWord = random.pick(companySecondWords);
  if (random.chance(0.6)) {
    const trade = `${random.pick(companyFirstWords)} ${secondWord}`;
    return { name: form.replace("…", trade), handle: handleOf(trade) };
  }
  const family = split(random.pick(region.familyNames));
  const isLatin = family.written === family.latin;
  return {
    name: form.replace("…", isLatin ? `${family.written} ${secondWord}` : family.written),
    handle: handleOf(`${family.latin} ${secondWord}`),
  };
}
