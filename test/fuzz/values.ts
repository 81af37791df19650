import { z } from "zod";
import type { Random } from "../../src/main/sample/random.ts";
import { addDays, civilDateAt, lastInstantMs, type CivilDate } from "../../src/shared/calendar.ts";
import { idPrefixes, type IdKind } from "../../src/shared/ids.ts";

/** What is known of a book while it is called at random: whom one may ask for, and what day it is. */
export interface Known {
  nowMs: number;
  readonly timeZone: string;
  readonly currency: string;
  /** Ids that the book has answered with, by their prefix. */
  readonly ids: Map<string, string[]>;
}

export const timeZones = [
  "UTC",
  "America/New_York",
  "America/St_Johns",
  "Pacific/Auckland",
  "Pacific/Kiritimati",
  "Pacific/Niue",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Antarctica/Troll",
] as const;
/** Of no decimals, of two, of three and of four. */
export const currencies = ["USD", "EUR", "JPY", "KWD", "CLF"] as const;

const texts = [
  "Ann",
  "ann@x.com",
  "ANN@X.com",
  "acme-inc",
  "Żółć O’Connor",
  "田中 美咲",
  "a",
  "",
  " ",
  "\0",
  "a\0b",
  "\uD800",
  "\u0301",
  "\u200B",
  '"',
  "'",
  "* OR NEAR(a)",
  "%_\\",
  "=1+1",
  "-1",
  "__proto__",
  "constructor",
  "9999-12-31",
  "\u{1F600}".repeat(40),
  "x".repeat(300),
  "x".repeat(5000),
] as const;

const days = [
  "1969-12-31",
  "1970-01-01",
  "2024-02-29",
  "2025-02-29",
  "9999-12-31",
  "10000-01-01",
  "0000-00-00",
] as const;

/** Values that are none of the asked kind, or only just. */
const oddValues: readonly unknown[] = [
  null,
  undefined,
  "",
  "\0",
  "\uD800",
  0,
  -0,
  -1,
  0.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  true,
  [],
  {},
  [[]],
  new Date(0),
  new Map([["a", 1]]),
];

/** Which kinds of record a field names. */
const kindsByField: Readonly<Record<string, readonly IdKind[]>> = {
  accountId: ["user", "organization"],
  fromAccountId: ["user", "organization"],
  toAccountId: ["user", "organization"],
  afterAccountId: ["user", "organization"],
  reference: ["user", "organization"],
  idOrSlug: ["user", "organization"],
  ids: ["user", "organization"],
  planId: ["plan"],
  priceId: ["price"],
  invoiceId: ["invoice"],
  entryId: ["ledgerEntry"],
  blockId: ["creditBlock"],
  taxRateId: ["taxRate"],
  discountId: ["discount"],
  runId: ["billingRun"],
  jobId: ["job"],
  paymentId: ["payment"],
  paymentMethodId: ["paymentMethod"],
  chargeId: ["pendingCharge"],
  endpointId: ["webhookEndpoint"],
  deliveryId: ["webhookDelivery"],
  keyId: ["apiKey"],
  itemId: ["subscriptionItem"],
  batchId: ["adjustmentBatch"],
  requestId: ["approvalRequest"],
  operatorId: ["operator"],
  creditNoteId: ["creditNote"],
  upstreamId: ["user", "organization"],
};

/** What everybody signs in by. */
export const fuzzPassphrase = "a passphrase of the fuzz";

/** Texts that have a form of their own, which chance would not hit. */
const textsByField: Readonly<Record<string, readonly string[]>> = {
  reasonCode: ["courtesy", "billing_error", "contract", "other", "none_of_them"],
  slug: ["pro", "team", "pro-2", "PRO", "-"],
  token: ["4242424242424242", "4000000000000002", "4000002500003155", "4111"],
  address: ["http://127.0.0.1:9/hooks", "https://user:pass@x.com", "ftp://x", "http://[", "//"],
  secret: [`whsec_${"A".repeat(32)}`, "whsec_"],
  secretHash: ["0".repeat(64), "f".repeat(64), "0"],
  credential: [`sk_${"a".repeat(40)}`, ""],
  keyId: ["key_01hzzzzzzzzzzzzzzzzzzzzzzz"],
  signInName: ["owner", "ann", "cleo", "ANN", "nobody"],
  passphrase: [fuzzPassphrase, fuzzPassphrase, "another passphrase"],
  currentPassphrase: [fuzzPassphrase],
};

/** Makes values that a schema describes, now and then others. */
export function createValues(random: Random, known: Known) {
  function text(field: string, schema: z.ZodString): string {
    const own = textsByField[field];
    if (own && random.chance(0.8)) return random.pick(own);
    const kinds = kindsByField[field];
    const ids = (kinds ?? []).flatMap((kind) => known.ids.get(idPrefixes[kind]) ?? []);
    if (ids.length > 0 && random.chance(0.9)) return random.pick(ids);
    if (isDay(schema, field)) return day();
    if (field === "timeZone") return random.chance(0.95) ? random.pick(timeZones) : random.pick(texts);
    if (field === "fingerprint") return "f";
    if (field === "month") return day().slice(0, 7);
    if (field === "idempotencyKey") return random.chance(0.97) ? `key-${random.next()}` : random.pick(texts);
    return random.chance(0.5) ? `${random.pick(texts.slice(0, 6))} ${random.between(1, 20)}` : random.pick(texts);
  }

  function day(): string {
    if (random.chance(0.08)) return random.pick(days);
    const today = civilDateAt(known.nowMs, known.timeZone);
    return nearby(today, random.pick([0, 1, -1, 7, 31, -31, 365, -365, random.between(-800, 800)]));
  }

  function number(field: string, schema: z.ZodNumber): number {
    const least = Math.max(schema.minValue ?? 0, Number.MIN_SAFE_INTEGER);
    const most = Math.min(schema.maxValue ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    if (field.endsWith("AtMs") || field === "nowMs") {
      const near = known.nowMs + random.between(-400, 400) * 86_400_000;
      return random.chance(0.9) ? near : random.pick([0, lastInstantMs, lastInstantMs + 1, -1]);
    }
    if (random.chance(0.08)) return random.pick([least, most, least - 1, most + 1, 0.5, -0]);
    return Math.min(most, Math.max(least, random.between(1, random.pick([3, 100, 10_000, 1_000_000_000]))));
  }

  function json(depth: number): unknown {
    if (depth === 0 || random.chance(0.5)) return random.pick([null, true, 1.5, ...texts]);
    return random.chance(0.5) ? [json(depth - 1)] : { [random.pick(texts)]: json(depth - 1) };
  }

  function value(schema: z.ZodType, field: string): unknown {
    if (random.chance(0.004)) return oddValues[random.between(0, oddValues.length - 1)];
    if (schema instanceof z.ZodObject) return object(schema);
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
      return random.chance(0.5) ? undefined : value(schema.unwrap() as z.ZodType, field);
    }
    if (schema instanceof z.ZodNullable) {
      return random.chance(0.4) ? null : value(schema.unwrap() as z.ZodType, field);
    }
    if (schema instanceof z.ZodArray) {
      const count = random.pick([0, 1, 1, 2, 3]);
      return Array.from({ length: count }, () => value(schema.element as z.ZodType, field));
    }
    if (schema instanceof z.ZodUnion) return value(random.pick(schema.options) as z.ZodType, field);
    if (schema instanceof z.ZodEnum) {
      if (field === "currency" && random.chance(0.75)) return known.currency;
      return random.pick(field === "currency" && random.chance(0.95) ? currencies : schema.options);
    }
    if (schema instanceof z.ZodLiteral) return schema.value;
    if (schema instanceof z.ZodBoolean) return random.chance(0.5);
    if (schema instanceof z.ZodNumber) return number(field, schema);
    if (schema instanceof z.ZodString) return text(field, schema);
    return schema instanceof z.ZodRecord ? { [random.pick(texts)]: json(4) } : json(3);
  }

  function object(schema: z.ZodObject): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [field, inner] of Object.entries(schema.shape)) {
      const chosen = value(inner as z.ZodType, field);
      if (chosen !== undefined || random.chance(0.01)) made[field] = chosen;
    }
    if (random.chance(0.005)) made["surplus"] = 1;
    return made;
  }

  return {
    value,
    /** An input that fits a method, as far as its form goes; sometimes one that does not. */
    input(schema: z.ZodType): unknown {
      let made = value(schema, "");
      for (let again = 0; again < 8 && !schema.safeParse(made).success; again += 1) {
        if (random.chance(0.1)) break;
        made = value(schema, "");
      }
      return made;
    },
    day,
  };
}

const isDay = (schema: z.ZodType, field: string): boolean =>
  z.globalRegistry.get(schema)?.["format"] === "date" || field === "on" || field.endsWith("On");

function nearby(today: CivilDate, by: number): string {
  try {
    return addDays(today, by);
  } catch {
    return today;
  }
}
