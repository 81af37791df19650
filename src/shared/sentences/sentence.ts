import { formatMoney } from "../money/format.ts";
import type { germanSentences } from "./german-sentences.ts";

/**
 * A sentence that reaches people, as it stands in English, with a place in braces for each figure and name of the case: `{name}`. After a
 * count, `{count|row|rows}` is the form of the word that goes with it. It is one only if it has its German, or nothing compiles.
 */
type SentenceText = keyof typeof germanSentences;

/** What stands in a place: a name as it is, a count, an amount, a sentence or a word of the catalogue, or some of these in a row. */
export type Given = string | number | GivenAmount | Alternatives | Sentence | readonly Given[];

interface GivenAmount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** One of some. */
interface Alternatives {
  readonly oneOf: readonly Given[];
}

/** What is to be said, in no language yet: the edge that knows who reads it makes the words. */
export interface Sentence {
  readonly text: string;
  readonly given: Readonly<Record<string, Given>>;
}

type PlaceName<Place extends string> = Place extends `${infer Name}|${string}` ? Name : Place;

/** The names of the places of a sentence. */
type Places<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? PlaceName<Place> | Places<Rest>
  : never;

/** The names of the places where the form of a word goes by the number that is given. */
type CountedPlaces<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${infer Name}|${string}` ? Name : never) | CountedPlaces<Rest>
  : never;

/**
 * What a sentence has to be given; nothing where it has no places. What a word goes by is a number: written out, "1.000" would be read as
 * one again.
 */
export type GivenFor<Text extends string> = [Places<Text>] extends [never]
  ? []
  : [given: { readonly [Name in Places<Text>]: Name extends CountedPlaces<Text> ? number : Given }];

/** Something to be said. The compiler asks for its German and for what stands in its places. */
export function sentence<const Text extends SentenceText>(text: Text, ...[given]: GivenFor<Text>): Sentence {
  return { text, given: given ?? {} };
}

/** What a schema of ours says of what does not fit it, and stands behind the field's name. The compiler asks for its German. */
export function problemText<const Text extends SentenceText>(text: Text): Text {
  return text;
}

/** What verifying found, in English, as a report of it has it. Whoever reads it in another language has it found again by its words. */
export function finding<const Text extends SentenceText>(text: Text, ...given: GivenFor<Text>): string {
  return inEnglish(sentence(text, ...given));
}

/** What others said, such as the system or an upstream: it stays as it is. */
export function verbatim(text: string): Sentence {
  return { text: "{text}", given: { text } };
}

/** A language that sentences are told in. */
export interface SentenceLanguage {
  readonly locale: string;
  /** Its own text for each English one; English has none. */
  readonly texts: Readonly<Record<string, string>>;
  /** How a word is written that is given, such as a day; left out: as it is, as a terminal and programs have it everywhere. */
  readonly wordText?: (word: string) => string;
}

export const englishSentences: SentenceLanguage = { locale: "en-US", texts: {} };

const pluralOrder: readonly Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

/** The sentence in words. Counts, amounts, lists and plurals follow the rules of the language. */
export function tell({ text, given }: Sentence, language: SentenceLanguage): string {
  const { locale, texts } = language;
  return (texts[text] ?? text).replaceAll(/\{(\w+)(?:\|([^}]*))?\}/gu, (place, name: string, forms?: string) => {
    const value = given[name];
    if (value === undefined) return place;
    return forms === undefined ? valueIn(value, language) : formFor(Number(value), forms.split("|"), locale);
  });
}

/** A sentence in English, as logs, tests and programs that know no other words have it. */
export function inEnglish(said: Sentence): string {
  return tell(said, englishSentences);
}

function valueIn(value: Given, language: SentenceLanguage): string {
  const { locale, wordText } = language;
  if (typeof value === "string") return wordText ? wordText(value) : value;
  if (typeof value === "number") return value.toLocaleString(locale);
  const listed = (values: readonly Given[], options: Intl.ListFormatOptions) =>
    new Intl.ListFormat(locale, options).format(values.map((each) => valueIn(each, language)));
  if (isList(value)) return listed(value, { type: "unit", style: "short" });
  if ("oneOf" in value) return listed(value.oneOf, { type: "disjunction" });
  return "text" in value
    ? tell(value, language)
    : formatMoney(value.amountMinor, value.currency, { locale, currencyDisplay: "code" });
}

function isList(value: Given): value is readonly Given[] {
  return Array.isArray(value);
}

/** The form of a word for a count: one for each category that the language has, in the order of {@link pluralOrder}. */
function formFor(count: number, forms: readonly string[], locale: string): string {
  const rules = new Intl.PluralRules(locale);
  const { pluralCategories } = rules.resolvedOptions();
  const categories = pluralOrder.filter((category) => pluralCategories.includes(category));
  return forms[categories.indexOf(rules.select(count))] ?? forms.at(-1) ?? "";
}

/** What was said as answers carry it: in English, and as it can be said in other languages. */
export interface Told {
  readonly message: string;
  /** Missing where others said it, and where an older version wrote it down. */
  readonly sentence?: Sentence | undefined;
}

export function told(said: Sentence): Told {
  const message = inEnglish(said);
  return said.text === "{text}" ? { message } : { message, sentence: said };
}

/**
 * An answer as it is read by somebody in one language: what was said stands as its message, in that language, and no longer as a sentence
 * that could be told in others.
 */
export function inWords(value: unknown, language: SentenceLanguage): unknown {
  if (Array.isArray(value)) return value.map((each) => inWords(each, language));
  if (typeof value !== "object" || value === null) return value;
  const { sentence: said, ...rest } = value as Partial<Told>;
  const entries = Object.entries(rest).map(([name, each]) => [name, inWords(each, language)] as const);
  return { ...Object.fromEntries(entries), ...(said && { message: tell(said, language) }) };
}
