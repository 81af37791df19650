import { createRequire } from "node:module";
import type { Bidi } from "bidi-js";
import type * as FastPng from "fast-png";
import type * as FontKit from "fontkit";
import type PdfKit from "pdfkit";

// Papers are made now and then: what makes them is not loaded with the application.
const load = createRequire(import.meta.url);

export const loadPdfKit = () => load("pdfkit") as typeof PdfKit;
export const loadFontKit = () => load("fontkit") as typeof FontKit;
export const loadFastPng = () => load("fast-png") as typeof FastPng;
/** Its types say that the factory is a field of the package; it is the package. */
export const loadBidi = () => (load("bidi-js") as () => Bidi)();
