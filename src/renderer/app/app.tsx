import { MantineProvider } from "@mantine/core";
import { QueryClientProvider, replaceEqualDeep, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { BookCurrencyContext } from "../components/money.tsx";
import { AwayBanner } from "./away-banner.tsx";
import { Announcer } from "../foundation/announcer.tsx";
import type { BookInfo } from "../../shared/contract/book.ts";
import { BookContext, EntryCountContext, type Book } from "../foundation/book.ts";
import { useEngineQuery } from "../foundation/engine.ts";
import { connectEvents } from "../foundation/engine-events.ts";
import { LockScreen } from "../features/access/lock-screen.tsx";
import { useSession } from "../foundation/session.ts";
import { SignInPage } from "../features/access/sign-in-page.tsx";
import { Frame } from "./frame.tsx";
import { createQueryClient } from "./query-client.ts";
import { ScreenBoundary } from "./screen-boundary.tsx";
import { StartFailure } from "./start-failure.tsx";
import { text } from "../foundation/text.ts";
import { appearanceManager, cssVariablesResolver, theme } from "./theme.ts";
import { Welcome } from "./welcome.tsx";

/** The application: its providers around the open book, or around why there is none. */
export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={appearanceManager}
        defaultColorScheme="auto"
      >
        <EventConnection>
          <Announcer />
          <ScreenBoundary>
            <OpenBook />
          </ScreenBoundary>
        </EventConnection>
      </MantineProvider>
    </QueryClientProvider>
  );
}

function EventConnection({ children }: { readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  useEffect(() => connectEvents(queryClient), [queryClient]);
  return children;
}

function OpenBook() {
  const book = useEngineQuery("book.info", {});
  const [failure, setFailure] = useState(book.error);
  if (book.error && book.error !== failure) setFailure(book.error);
  const tryAgain = () => void book.refetch();
  // Of a book that is locked the answers from before are still there.
  const operator = useSession(book.data !== undefined)?.operator ?? null;
  const [lastOperator, setLastOperator] = useState(operator);
  if (operator !== null && operator !== lastOperator) setLastOperator(operator);
  const isLocked = book.error?.view.code === "sign_in_required";
  if (!book.data) {
    // The book is looked for again and again, and meanwhile there is no error: the page stays, with what was typed into it.
    if (!failure) return <Opening />;
    const { view } = failure;
    if (view.code === "sign_in_required") return <SignInPage />;
    if (view.code === "book_missing") return <Welcome missing={view} onCreated={tryAgain} />;
    return (
      <main className="whole-window">
        <StartFailure error={view} isTrying={book.isFetching} onRetry={tryAgain} />
      </main>
    );
  }
  return (
    <BookAround info={book.data}>
      {/* The screens stay as they are: what was typed is still there, and is saved, when the book is back. */}
      {book.error && !isLocked && <AwayBanner error={book.error.view} />}
      <Frame />
      {isLocked && <LockScreen lastOperator={lastOperator} />}
    </BookAround>
  );
}

/** Hands the open book to all that is inside, as the same object for as long as nothing but the count of its entries changes. */
function BookAround({ info, children }: { readonly info: BookInfo; readonly children: ReactNode }) {
  const { entryCount, ...others } = info;
  const [known, setKnown] = useState<Book>(others);
  const book = replaceEqualDeep(known, others);
  if (book !== known) setKnown(book);
  return (
    <BookContext value={book}>
      <EntryCountContext value={entryCount}>
        <BookCurrencyContext value={book.currency}>{children}</BookCurrencyContext>
      </EntryCountContext>
    </BookContext>
  );
}

function Opening() {
  return (
    <main className="opening" aria-busy="true">
      {text.start.opening}
    </main>
  );
}
