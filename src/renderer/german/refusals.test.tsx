import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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
    expect(notice).toContain(`>${said.remedy}<`);
  }
});
