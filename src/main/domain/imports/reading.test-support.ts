import type { CivilDate } from "../../../shared/calendar.ts";
import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import { equalityKey } from "../../../shared/folding.ts";
import { textPieces } from "../../../shared/text-pieces.ts";
import type { BookAccountFacts, BookPlanFacts, ImportFacts, InspectedFile } from "./batch.ts";
import type { ImportMemory } from "./import-memory.ts";
import { createInspection } from "./inspection.ts";
import { readImportFiles } from "./read-files.ts";

export interface BookContents {
  readonly accounts?: readonly (BookAccountFacts & { contact: string; isSubscribed?: boolean })[];
  readonly plans?: readonly BookPlanFacts[];
  readonly credit?: Readonly<Record<string, { ledgerMinor: number; hasOpening: boolean }>>;
}

/** A book with only this in it. */
export function factsOf({ accounts = [], plans = [], credit = {} }: BookContents): ImportFacts {
  let made = 0;
  return {
    currency: "USD",
    timeZone: "Europe/Helsinki",
    todayOn: "2026-01-31" as CivilDate,
    latestTodayOn: "2026-02-01" as CivilDate,
    closedThroughOn: null,
    latestInvoiceOn: "2027-01-31" as CivilDate,
    findAccount: (id) => accounts.find((account) => account.id === id) ?? null,
    findChangeable: () => null,
    whatFixesCurrency: () => null,
    findAccountsByContact: (contact) =>
      accounts.filter((account) => equalityKey(account.contact) === equalityKey(contact)),
    hasSubscription: (id) => accounts.some((account) => account.id === id && account.isSubscribed === true),
    findPlan: (slug) => plans.find((plan) => plan.slug === equalityKey(slug)) ?? null,
    hasPlanId: (id) => plans.some((plan) => plan.id === id),
    findCredit: (id, currency) => credit[`${id} ${currency}`] ?? null,
    makeId: (kind) => `${kind}_made${(made += 1)}`,
  };
}

/** A file with a text, looked through. */
export function inspected(kind: ImportFileKind, name: string, text: string): InspectedFile {
  const inspection = createInspection();
  for (const piece of textPieces(text)) inspection.take(piece);
  return inspection.finish({ kind, name, pieces: () => textPieces(text) });
}

export type Texts = Partial<Record<ImportFileKind, string>>;

/** A memory for a few rows. */
export function smallMemory(): ImportMemory {
  const maps = new Map<string, Map<string, string>>();
  const lists = new Map<string, { rank: number; text: string }[]>();
  return {
    map<Value>(name: string) {
      const texts = maps.get(name) ?? new Map<string, string>();
      maps.set(name, texts);
      return {
        get(key) {
          const text = texts.get(key);
          return text === undefined ? undefined : (JSON.parse(text) as Value);
        },
        set: (key, value) => void texts.set(key, JSON.stringify(value)),
      };
    },
    list<Item>(name: string) {
      const items = lists.get(name) ?? [];
      lists.set(name, items);
      return {
        push: (item, rank = 0) => void items.push({ rank, text: JSON.stringify(item) }),
        *[Symbol.iterator]() {
          for (const { text } of items.toSorted((a, b) => a.rank - b.rank)) yield JSON.parse(text) as Item;
        },
      };
    },
  };
}

/** Read files of these kinds to the end. */
export function read(texts: Texts, book: BookContents = {}) {
  const files = Object.entries(texts).map(([kind, text]) => inspected(kind as ImportFileKind, `${kind}.csv`, text));
  const steps = readImportFiles(files, factsOf(book), smallMemory());
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { batch, ...reading } = step.value;
  return {
    ...reading,
    batch: {
      plans: [...batch.plans],
      accounts: [...batch.accounts],
      subscriptions: [...batch.subscriptions],
      openingBalances: [...batch.openingBalances],
      ledgerEntries: [...batch.ledgerEntries],
    },
  };
}

export const plans =
  'slug,name,for,currency,monthly_fee,annual_monthly_fee\npro,Pro,user,USD,20.00,\nteam,Team,organization,EUR,"1,250.00",1000\n';
export const users = "name,email\nAnn,ann@example.com\nBob,bob@example.com\n";
export const proPlan: BookPlanFacts = {
  priceId: "cprice_pro",
  id: "cplan_1",
  slug: "pro",
  forKind: "user",
  currency: "USD",
  hasMonthlyFee: true,
  hasAnnualFee: false,
  hasSeats: false,
  isFree: false,
  isArchived: false,
};
export const bookAnn = { id: "user_ann", kind: "user", currency: "USD", contact: "ann@example.com" } as const;
