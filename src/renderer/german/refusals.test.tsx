import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dateText } from "../foundation/day-text.ts";
import { sentence, told } from "../../shared/sentences/sentence.ts";
import * as german from "./index.ts";

// What is loaded already is in English, and so is what other tests load.
beforeEach(() => void vi.resetModules());
afterEach(() => void vi.resetModules());

test("a refusal is told in the language of the desk, whether it was thrown or stands in an answer, and told once", async () => {
  const { speak } = await import("../foundation/language.ts");
  speak(german);
  const { ErrorNotice } = await import("../components/error-notice.tsx");
  const { EngineError } = await import("../foundation/engine.ts");
  const refusal = { code: "book_damaged", message: "Page 7 is not readable.", remedy: "Restore it." } as const;
  const said = german.errors.book_damaged;
  for (const error of [refusal, new EngineError(refusal)]) {
    const notice = renderToStaticMarkup(
      <MantineProvider>
        <ErrorNotice error={error} />
      </MantineProvider>,
    );
    expect(notice).toContain(`>${said.message} (Page 7 is not readable.)<`);
    // A command in it stands in letters of its own, without what marks it in plain text.
    const remedy = notice.replaceAll(/<code[^>]*>(.*?)<\/code>/gu, "`$1`");
    expect(remedy).toContain(`>${said.remedy}<`);
    expect(notice).toContain(">countinghouse book mend</code>");
  }
  // A job's refusal comes as it is, and asks for approval in the same words.
  const { AskFields } = await import("../features/approvals/ask-fields.tsx");
  const needed = told(sentence('"{name}" is suspended in this book.', { name: "Ann" }));
  const asking = { comment: "", files: [] };
  const fields = renderToStaticMarkup(
    <MantineProvider>
      <AskFields needed={needed} asking={asking} onChange={() => undefined} />
    </MantineProvider>,
  );
  expect(fields).toContain("„Ann“ ist in diesem Buch gesperrt.");
  // What the book wrote down in English is found again by its words.
  const { toldText } = await import("../foundation/refusal-text.ts");
  expect(toldText({ message: "Its fee is below zero." })).toBe("Seine Gebühr liegt unter null.");
  // Days are written as everywhere at the desk.
  const closed = sentence("Today in the book is {today}; {countsOn} has not come yet.", {
    today: "2026-03-01",
    countsOn: "2026-03-05",
  });
  expect(toldText(told(closed))).toBe(
    `Im Buch ist heute der ${dateText("2026-03-01")}; der ${dateText("2026-03-05")} ist noch nicht da.`,
  );
});
