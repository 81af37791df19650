import { useState } from "react";
import { Choice } from "../../components/choice.tsx";
import { useBook } from "../../foundation/book.ts";
import { reportsText as words } from "./reports-text.ts";

/** One of the currencies that a report has rows in: the chosen one, else the book's, else the first. */
export function useReportCurrency(rows: readonly { readonly currency: string }[] | undefined) {
  const book = useBook();
  const [chosen, setChosen] = useState<string | null>(null);
  const currencies = [...new Set(rows?.map(({ currency }) => currency))];
  const currency = [chosen, book.currency].find((each) => each !== null && currencies.includes(each)) ?? currencies[0];
  return { currencies, currency: currency ?? book.currency, setCurrency: setChosen };
}

/** Offered where there is a choice: amounts of different currencies are never added up (BEHAVIOUR 1.7). */
export function ReportCurrency({ currencies, currency, setCurrency }: ReturnType<typeof useReportCurrency>) {
  if (currencies.length < 2) return null;
  return (
    <Choice
      size="xs"
      w={96}
      label={words.currency}
      data={currencies}
      value={currency}
      onChange={setCurrency}
      allowDeselect={false}
    />
  );
}
