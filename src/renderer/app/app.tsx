import { MantineProvider } from "@mantine/core";
import { QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { BookCurrencyContext } from "../components/money.tsx";
import { Announcer } from "./announcer.tsx";
import { BookContext } from "./book.ts";
import { connectEvents, useEngineQuery } from "./engine.ts";
import { Frame } from "./frame.tsx";
import { createQueryClient } from "./query-client.ts";
import { ScreenBoundary } from "./screen-boundary.tsx";
import { StartFailure } from "./start-failure.tsx";
import { text } from "./text.ts";
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
  const tryAgain = () => void book.refetch();
  const failure = book.error && <StartFailure error={book.error.view} isTrying={book.isFetching} onRetry={tryAgain} />;
  if (!book.data) {
    if (book.error?.view.code === "book_missing") return <Welcome missing={book.error.view} onCreated={tryAgain} />;
    return failure ? <main className="whole-window">{failure}</main> : <Opening />;
  }
  return (
    <BookContext value={book.data}>
      <BookCurrencyContext value={book.data.currency}>
        <Frame />
        {/* The screens stay behind it as they are: what was typed is still there when the book is back. */}
        {failure && <div className="over-everything">{failure}</div>}
      </BookCurrencyContext>
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
