import { z } from "zod";
import { moneyObject, toMoney } from "../money.ts";
import { wireNameOf, wireWordOf } from "../wire-name.ts";

/**
 * The contract's records in the words of the API, whose style is Clerk's: names with underscores, also where a value is such a name,
 * amounts as money with its currency, instants without their unit in the name. Schema and conversion are derived together from the contract's own schema, so that a field
 * that is added there is described and answered here without a further word.
 */
export interface WireAnswer {
  readonly schema: z.ZodType;
  /**
   * @param value what the contract's schema describes.
   * @param currency of the record around it; a record with a currency of its own has that.
   */
  readonly write: (value: unknown, currency: string | null) => unknown;
}

/** What a program sends, and how the contract's input is made of it. */
export interface WireInput {
  readonly schema: z.ZodType;
  /** @param value what the schema has accepted. */
  readonly read: (value: unknown) => unknown;
}

const isAmount = (field: string): boolean => field.endsWith("Minor");

const answers = new WeakMap<z.ZodType, WireAnswer>();

/**
 * How what a schema of the contract describes is answered.
 *
 * Parts that the contract has a name for have it in the description as well, instead of being written out wherever they occur.
 */
export function answerOf(source: z.ZodType): WireAnswer {
  const known = answers.get(source);
  if (known) return known;
  const { schema, write } = makeAnswer(source);
  const id = z.globalRegistry.get(source)?.id;
  const made = { schema: id === undefined || schema === source ? schema : schema.meta({ id }), write };
  answers.set(source, made);
  return made;
}

const records = new WeakMap<z.ZodType, WireAnswer & { readonly object: string }>();

/**
 * How a whole record is answered: with a field that says what it is, as every object of Clerk's has one.
 *
 * @param object what it calls itself, such as `ledger_entry`.
 * @param id the name that the description has for its shape.
 */
export function recordOf(source: z.ZodType, object: string, id = pascalCase(object)): WireAnswer {
  const known = records.get(source);
  if (known?.object === object) return known;
  if (known) throw new TypeError(`A ${known.object} is called a ${object} elsewhere`);
  if (!(source instanceof z.ZodObject)) throw new TypeError(`A ${object} is described by an object`);
  const { schema, write } = objectAnswer(source.shape, { object: z.literal(object) });
  const made = { object, schema: schema.meta({ id }), write };
  records.set(source, made);
  return made;
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/gu, (_match, letter: string) => letter.toUpperCase());
}

function makeAnswer(source: z.ZodType): WireAnswer {
  if (source instanceof z.ZodObject) return objectAnswer(source.shape);
  if (source instanceof z.ZodArray) return listOf(answerOf(source.element as z.ZodType));
  if (source instanceof z.ZodNullable) return nullable(answerOf(source.unwrap() as z.ZodType));
  if (source instanceof z.ZodOptional) return optional(answerOf(source.unwrap() as z.ZodType));
  if (source instanceof z.ZodDiscriminatedUnion) return unionAnswer(source);
  const words = wordsOf(source);
  if (words) return { schema: words.schema, write: (value) => wireWordOf(value as string) };
  // A text, a number, a list of words: said here as it is said there.
  return { schema: source, write: (value) => value };
}

interface Words {
  readonly schema: z.ZodType;
  /** The contract's words by the API's. */
  readonly byWireWord: ReadonlyMap<string, string>;
}

/** The words that something can be, where the API has others for some of them: the fields of a row, the kinds of a copy. */
function wordsOf(source: z.ZodType): Words | null {
  const words = source instanceof z.ZodEnum ? source.options : source instanceof z.ZodLiteral ? [...source.values] : [];
  if (!words.every((word) => typeof word === "string")) return null;
  const byWireWord = new Map(words.map((word) => [wireWordOf(word), word]));
  if (words.every((word) => byWireWord.has(word))) return null;
  const schema = z.enum([...byWireWord.keys()]);
  return { schema: source.description === undefined ? schema : schema.describe(source.description), byWireWord };
}

type Shape = Readonly<Record<string, z.ZodType>>;

function objectAnswer(shape: Shape, head: Readonly<Record<string, z.ZodLiteral<string>>> = {}): WireAnswer {
  const fields = Object.entries(shape)
    // What a message says is told in words here.
    .filter(([name]) => name !== "sentence")
    .map(([name, field]) => ({
      name,
      wireName: wireNameOf(name),
      answer: isAmount(name) ? moneyAnswer(field) : answerOf(field),
    }));
  const said = Object.fromEntries(Object.entries(head).map(([name, literal]) => [name, literal.value]));
  return {
    schema: z.strictObject({
      ...head,
      ...Object.fromEntries(fields.map((field) => [field.wireName, field.answer.schema])),
    }),
    write(value, outerCurrency) {
      const record = value as Readonly<Record<string, unknown>>;
      const currency = currencyOf(record) ?? outerCurrency ?? currencyInside(record);
      const written = fields
        .filter(({ name }) => record[name] !== undefined)
        .map(({ name, wireName, answer }) => [wireName, answer.write(record[name], currency)]);
      return { ...said, ...Object.fromEntries(written) };
    },
  };
}

function currencyOf(value: unknown): string | null {
  const currency = typeof value === "object" && value !== null && "currency" in value ? value.currency : null;
  return typeof currency === "string" ? currency : null;
}

/** What stands beside an invoice or an entry is in the currency of that. */
function currencyInside(record: Readonly<Record<string, unknown>>): string | null {
  return (
    Object.values(record)
      .map(currencyOf)
      .find((currency) => currency !== null) ?? null
  );
}

const money: WireAnswer = {
  schema: moneyObject,
  write(value, currency) {
    if (currency === null) throw new TypeError("An amount is answered inside of a record that has a currency");
    return toMoney(value as number, currency);
  },
};

/** An amount, in whatever the contract wraps it. */
function moneyAnswer(source: z.ZodType): WireAnswer {
  if (source instanceof z.ZodNullable) return nullable(moneyAnswer(source.unwrap() as z.ZodType));
  if (source instanceof z.ZodOptional) return optional(moneyAnswer(source.unwrap() as z.ZodType));
  if (source instanceof z.ZodArray) return listOf(moneyAnswer(source.element as z.ZodType));
  return money;
}

export function nullable({ schema, write }: WireAnswer): WireAnswer {
  return { schema: schema.nullable(), write: (value, currency) => (value === null ? null : write(value, currency)) };
}

function optional({ schema, write }: WireAnswer): WireAnswer {
  return { schema: schema.optional(), write };
}

function listOf({ schema, write }: WireAnswer): WireAnswer {
  return {
    schema: z.array(schema),
    write: (value, currency) => (value as readonly unknown[]).map((each) => write(each, currency)),
  };
}

function unionAnswer(source: z.ZodDiscriminatedUnion): WireAnswer {
  const { discriminator } = source.def;
  const options = source.options.map((option) => {
    const literal = (option as z.ZodObject).shape[discriminator] as z.ZodLiteral<string>;
    return { values: literal.values, answer: answerOf(option as z.ZodType) };
  });
  const schemas = options.map((option) => option.answer.schema) as unknown as readonly [z.ZodObject];
  return {
    schema: z.discriminatedUnion(wireNameOf(discriminator), schemas),
    write(value, currency) {
      const kind = (value as Readonly<Record<string, string>>)[discriminator] ?? "";
      const option = options.find(({ values }) => values.has(kind));
      if (!option) throw new TypeError(`No part of the contract describes "${kind}"`);
      return option.answer.write(value, currency);
    },
  };
}

/**
 * What a program sends for an input of the contract: the same fields under the API's names, amounts as whole minor units.
 *
 * @param without fields that come from elsewhere, such as the path.
 */
export function inputOf(source: z.ZodType, without: readonly string[] = []): WireInput {
  if (source instanceof z.ZodObject) return objectInput(source, without);
  if (source instanceof z.ZodArray) {
    const element = inputOf(source.element as z.ZodType);
    return {
      schema: source.clone({ ...source.def, element: element.schema }),
      read: (value) => (value as readonly unknown[]).map(element.read),
    };
  }
  if (source instanceof z.ZodNullable)
    return wrapped(source, (innerType) => source.clone({ ...source.def, innerType }));
  if (source instanceof z.ZodOptional)
    return wrapped(source, (innerType) => source.clone({ ...source.def, innerType }));
  if (source instanceof z.ZodDefault) return wrapped(source, (innerType) => source.clone({ ...source.def, innerType }));
  if (source instanceof z.ZodUnion) return unionInput(source);
  const words = wordsOf(source);
  if (words) return { schema: words.schema, read: (value) => words.byWireWord.get(value as string) ?? value };
  return { schema: source, read: (value) => value };
}

function wrapped(source: { unwrap(): unknown }, wrap: (inner: z.ZodType) => z.ZodType): WireInput {
  const inner = inputOf(source.unwrap() as z.ZodType);
  return {
    schema: wrap(inner.schema),
    read: (value) => (value === null || value === undefined ? value : inner.read(value)),
  };
}

function objectInput(source: z.ZodObject, without: readonly string[]): WireInput {
  const fields = Object.entries(source.shape as Shape)
    .filter(([name]) => !without.includes(name))
    .map(([name, field]) => ({ name, wireName: wireNameOf(name), input: inputOf(field) }));
  const shape = Object.fromEntries(fields.map((field) => [field.wireName, field.input.schema]));
  return {
    schema: source.clone({ ...source.def, shape }),
    read(value) {
      const record = value as Readonly<Record<string, unknown>>;
      const read = fields
        .filter(({ wireName }) => record[wireName] !== undefined)
        .map(({ name, wireName, input }) => [name, input.read(record[wireName])]);
      return Object.fromEntries(read);
    },
  };
}

function unionInput(source: z.ZodUnion): WireInput {
  const options = source.options.map((option) => inputOf(option as z.ZodType));
  return {
    schema: source.clone({ ...source.def, options: options.map((option) => option.schema) }),
    read: (value) => options.find(({ schema }) => schema.safeParse(value).success)?.read(value),
  };
}
