import type { LinkView } from "../../src/shared/contract/link.ts";
import type { OutboxItem } from "../../src/shared/contract/outbox.ts";
import { startTestApi, type TestApi } from "./api.ts";
import { createTestBook, type TestBook } from "./book.ts";
import { creditOf } from "./company.ts";
import { startFaultyProxy, type FaultyProxy } from "./faulty-proxy.ts";
import { linkPassphrase } from "./link-passphrase.ts";

/** Two books on this machine: one that has the Backend API, and one that is to be linked to it, by a way on which things can go wrong. */
export interface LinkedBooks {
  readonly upstream: TestApi;
  readonly proxy: FaultyProxy;
  readonly here: TestBook;
  readonly address: string;
}

export async function startTwoBooks(): Promise<LinkedBooks> {
  const upstream = await startTestApi();
  const proxy = await startFaultyProxy(upstream.origin);
  return { upstream, proxy, here: await createTestBook(), address: proxy.address };
}

/** The same, linked, with all pulled that the upstream has by then. */
export async function linkTwoBooks(
  furnish: (upstream: TestBook) => Promise<void> = () => Promise.resolve(),
): Promise<LinkedBooks> {
  const books = await startTwoBooks();
  await furnish(books.upstream.book);
  await link(books);
  return books;
}

/** Two linked books that both know a user without credit. */
export async function linkWithUser(): Promise<LinkedBooks & { readonly accountId: string }> {
  let accountId = "";
  const books = await linkTwoBooks(async (upstream) => {
    ({ accountId } = await upstream.ask("accounts.create", { kind: "user", name: "Ada", contact: "ada@example.com" }));
  });
  return { ...books, accountId };
}

export async function link({ here, address, upstream }: Omit<LinkedBooks, "proxy">): Promise<void> {
  await here.ask("link.create", { address, secretKey: upstream.key, passphrase: linkPassphrase });
  await untilLink(here, ({ lastPullAtMs, isAtWork }) => lastPullAtMs !== null && !isAtWork);
}

/** Wait until the link is as it should be. */
export async function untilLink(book: TestBook, isReached: (link: LinkView) => boolean): Promise<LinkView> {
  return untilChanged(book, async () => {
    const { link: shown } = await book.ask("link.show", {});
    return shown && isReached(shown) ? shown : null;
  });
}

/** Wait until the adjustment with this entry has come so far. */
export async function untilItem(
  book: TestBook,
  entryId: string,
  isReached: (item: OutboxItem) => boolean,
): Promise<OutboxItem> {
  return untilChanged(book, async () => {
    const { rows } = await book.ask("outbox.list", { limit: 500 });
    const item = rows.find((row) => row.entryId === entryId);
    return item && isReached(item) ? item : null;
  });
}

/** Pull what the upstream has by now, and wait until it is here. */
export async function refresh(book: TestBook): Promise<LinkView> {
  const { link: before } = await book.ask("link.show", {});
  await book.ask("link.sync", {});
  return untilLink(
    book,
    ({ lastPullAtMs, isAtWork }) => !isAtWork && lastPullAtMs !== null && lastPullAtMs !== before?.lastPullAtMs,
  );
}

/** Send again and again, until the upstream has or has refused all that was meant for it. */
export async function drainOutbox(book: TestBook): Promise<void> {
  for (;;) {
    await book.ask("outbox.retry", { entryId: null });
    const { queuedCount } = await untilLink(book, ({ isAtWork }) => !isAtWork);
    if (queuedCount === 0) return;
  }
}

/** What each account has here and at the upstream; in a book that is at one with it the two are equal. */
export async function creditOnBothSides(
  { here, upstream }: Pick<LinkedBooks, "here" | "upstream">,
  accountIds: readonly string[],
): Promise<{ readonly here: number | null; readonly there: number | null }[]> {
  return Promise.all(
    accountIds.map(async (accountId) => ({
      here: await creditOf(here, accountId),
      there: await creditOf(upstream.book, accountId),
    })),
  );
}

async function untilChanged<Value>(book: TestBook, look: () => Promise<Value | null>): Promise<Value> {
  let wake = () => {};
  const unsubscribe = book.engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("link")) wake();
  });
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      const found = await look();
      if (found !== null) return found;
      await changed;
    }
  } finally {
    unsubscribe();
  }
}
