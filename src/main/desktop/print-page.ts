import { writeFile } from "node:fs/promises";
import { app, type BrowserWindow, dialog } from "electron";
import { chooseFile } from "./save-file.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { inDesktopLanguage } from "./desktop-language.ts";

/** Where people print on Letter; everywhere else it is A4. */
const letterCountries: ReadonlySet<string> = new Set("US CA MX BZ CL CO CR DO GT HT NI PA PH PR SV VE".split(" "));

/**
 * Prints the page as it stands, on the paper of the person's country. Where there is no printer Chromium would do nothing and say
 * nothing; then it is saved as a PDF.
 */
export async function printPage(window: BrowserWindow): Promise<void> {
  const pageSize = letterCountries.has(app.getLocaleCountryCode()) ? "Letter" : "A4";
  const printers = await window.webContents.getPrintersAsync();
  if (printers.length === 0) await saveAsPdf(window, pageSize);
  else await print(window, pageSize);
}

async function saveAsPdf(window: BrowserWindow, pageSize: "A4" | "Letter"): Promise<void> {
  const path = await chooseFile(
    window,
    `${window.getTitle()}.pdf`,
    inDesktopLanguage(sentence("There is no printer: save as PDF")),
  );
  if (path === null) return;
  await writeFile(path, await window.webContents.printToPDF({ printBackground: true, pageSize }));
}

function print(window: BrowserWindow, pageSize: "A4" | "Letter"): Promise<void> {
  return new Promise((resolve) => {
    window.webContents.print({ printBackground: true, pageSize }, (hasPrinted, failureReason) => {
      resolve();
      // Closing the dialog is an answer of the person, not a failure.
      if (hasPrinted || /cancel/iu.test(failureReason)) return;
      void dialog.showMessageBox(window, {
        type: "error",
        message: inDesktopLanguage(sentence("The page was not printed.")),
        detail: failureReason,
      });
    });
  });
}
