import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { TextItem } from "pdfjs-dist/types/src/display/api.js";

/** The text of each page of a PDF as somebody who marks and copies it gets it, its pieces in the order in which they are written. */
export async function pagesOf(content: Uint8Array): Promise<string[]> {
  const loading = getDocument({ data: new Uint8Array(content), verbosity: 0 });
  const document = await loading.promise;
  try {
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push((items as TextItem[]).map(({ str, hasEOL }) => str + (hasEOL ? "\n" : " ")).join(""));
    }
    return pages;
  } finally {
    await loading.destroy();
  }
}
