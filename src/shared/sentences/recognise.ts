import { isCurrencyCode } from "../money/currencies.ts";
import { parseMoney } from "../money/parse.ts";
import { englishSentences, type Given, type Sentence, type SentenceLanguage } from "./sentence.ts";

/** A sentence of the catalogue as it is found in words. */
interface Shape {
  readonly text: string;
  readonly expression: RegExp;
  readonly names: readonly string[];
}

/** What has fewer letters of its own than this would be found in what others say. */
const leastLetters = 8;

const shapesOf = new WeakMap<SentenceLanguage["texts"], readonly Shape[]>();

/**
 * The sentence that somebody has written down in English, with what stood in its places, so that it can be told in another language.
 *
 * @param texts the catalogue; those with the most words of their own go first.
 * @returns null where it is none of the catalogue's, such as what a gateway answered.
 */
export function recognise(message: string, texts: SentenceLanguage["texts"]): Sentence | null {
  if (Object.hasOwn(texts, message)) return { text: message, given: {} };
  let shapes = shapesOf.get(texts);
  if (!shapes) shapesOf.set(texts, (shapes = shapesIn(texts)));
  for (const { text, expression, names } of shapes) {
    const [, ...found] = expression.exec(message) ?? [];
    if (found.length === 0) continue;
    const given = names.map((name, index) => [name, withinOf(found[index] ?? "", texts)] as const);
    return { text, given: Object.fromEntries(given) };
  }
  return null;
}

/** What stands in a place: a sentence as well, an amount or a count as English writes them, or a name, which stays as it is. */
function withinOf(words: string, texts: SentenceLanguage["texts"]): Given {
  if (/^\d{1,3}(?:,\d{3})+$/u.test(words)) return Number(words.replaceAll(",", ""));
  const [, sign = "", currency, amount] = /^(−?)([A-Z]{3})\s(\S+)$/u.exec(words) ?? [];
  if (currency !== undefined && amount !== undefined && isCurrencyCode(currency)) {
    const parsed = parseMoney(sign + amount, currency, englishSentences.locale);
    return parsed.ok ? { amountMinor: parsed.amountMinor, currency } : words;
  }
  return words.length < leastLetters ? words : (recognise(words, texts) ?? words);
}

function shapesIn(texts: SentenceLanguage["texts"]): readonly Shape[] {
  return Object.keys(texts)
    .filter((text) => text.includes("{"))
    .map((text) => ({ shape: shapeOf(text), letters: text.replaceAll(/\{[^}]*\}|[^\p{L}]/gu, "").length }))
    .filter(({ letters }) => letters >= leastLetters)
    .toSorted((one, other) => other.letters - one.letters)
    .map(({ shape }) => shape);
}

function shapeOf(text: string): Shape {
  const names: string[] = [];
  const parts = text.split(/(\{[^}]*\})/u).map((part) => {
    const [, name, forms] = /^\{(\w+)(?:\|([^}]*))?\}$/u.exec(part) ?? [];
    if (name === undefined) return escaped(part);
    if (forms !== undefined) return `(?:${forms.split("|").map(escaped).join("|")})`;
    names.push(name);
    return "(.+?)";
  });
  return { text, expression: new RegExp(`^${parts.join("")}$`, "su"), names };
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, "\\$&");
}
