import { loadPdfKit } from "./libraries.ts";
import { printablePicture } from "./picture.ts";
import { forgetShapes, type Weight } from "./fonts.ts";
import { linesOf, type TextLine } from "./text-lines.ts";

/** How a text is written. */
export interface TextStyle {
  /** In points. */
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
}

/** Where a text stands: its left edge, how wide it may be, and at which side of that its lines are. */
export interface Place {
  readonly x: number;
  readonly width: number;
  readonly align?: "start" | "end";
}

/** A4 in points, and what stays white of it. */
const page = { width: 595.28, height: 841.89, left: 48, right: 48, top: 48, bottom: 60 };
export const contentLeft = page.left;
export const contentWidth = page.width - page.left - page.right;
const contentBottom = page.height - page.bottom;

export const ink = { black: "#000000", quiet: "#444444", rule: "#bbbbbb" } as const;

/** Below each other as the lines of a paragraph are. */
const lineHeight = 1.4;
/** How far below its upper edge a line's letters stand. */
const ascent = 1.05;

/** What a document says of itself. */
export interface SheetDetails {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  /** Stands in the file as the moment of its making, so that the same paper is the same bytes. */
  readonly madeAtMs: number;
  /** What every page but the first begins with. */
  readonly pageHead: string;
  readonly pageFoot: (page: string, of: string) => string;
}

/** A paper that grows page by page, from the top down. */
export interface Sheet {
  /** How far down the page the next thing stands. */
  y: number;
  /** Begin another page unless there is room for so much. @returns whether it did. */
  makeRoom(height: number): boolean;
  /** Write a text at a height without moving on. @returns how high it is. */
  put(text: string, at: Place & { readonly y: number }, style: TextStyle): number;
  /** How high a text is. */
  heightOf(text: string, width: number, style: TextStyle): number;
  /** How wide a text is on one line. */
  widthOf(text: string, style: TextStyle): number;
  /** Write a text line by line from page to page, and move on. */
  flow(text: string, at: Place, style: TextStyle): void;
  rule(
    at: { readonly x: number; readonly width: number },
    style: { readonly color: string; readonly width: number },
  ): void;
  picture(
    content: Uint8Array,
    at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  ): void;
  /** Write the head and the foot of every page, and end. */
  finish(): Uint8Array;
}

/** Make a paper of a picture alone. @throws Error where it cannot be made. */
export function tryPicture(content: Uint8Array): void {
  const nothing = { title: "", author: "", pageHead: "", pageFoot: () => "" };
  const sheet = createSheet({ ...nothing, language: "en", madeAtMs: 0 });
  sheet.picture(content, { x: 0, y: 0, width: 10, height: 10 });
  sheet.finish();
}

/** Begin a paper: PDF/A-3, with every font that it uses inside of it. */
export function createSheet(details: SheetDetails): Sheet {
  const PDFDocument = loadPdfKit();
  forgetShapes();
  const madeAt = new Date(details.madeAtMs);
  const document = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    bufferPages: true,
    pdfVersion: "1.7",
    subset: "PDF/A-3b",
    lang: details.language,
    displayTitle: true,
    info: {
      Title: details.title,
      Author: details.author,
      Producer: "Countinghouse",
      Creator: "Countinghouse",
      CreationDate: madeAt,
      ModDate: madeAt,
    },
  });
  const known = new Set<string>();

  function writeLine(
    { runs, width, isRightToLeft }: TextLine,
    at: Place & { readonly y: number },
    style: TextStyle,
  ): void {
    const isAtEnd = (at.align === "end") !== isRightToLeft;
    let x = isAtEnd ? at.x + at.width - width * style.size : at.x;
    for (const { text, face, width: runWidth } of runs) {
      if (!known.has(face.name)) {
        document.registerFont(face.name, face.font as unknown as PDFKit.Mixins.PDFFontSource);
        known.add(face.name);
      }
      document
        .font(face.name)
        .fontSize(style.size)
        .fillColor(style.color ?? ink.black);
      // Given features, even none, the library lays out the whole run and not one word after another.
      document.text(text, x, at.y + style.size * ascent, { lineBreak: false, baseline: "alphabetic", features: [] });
      x += runWidth * style.size;
    }
  }

  const layOut = (text: string, width: number, { size, weight = "regular" }: TextStyle) =>
    linesOf(text, weight, width / size);

  const sheet: Sheet = {
    y: page.top,
    makeRoom(height) {
      if (sheet.y + height <= contentBottom) return false;
      document.addPage();
      sheet.y = page.top;
      return true;
    },
    put(text, at, style) {
      const lines = layOut(text, at.width, style);
      lines.forEach((line, index) => writeLine(line, { ...at, y: at.y + index * style.size * lineHeight }, style));
      return lines.length * style.size * lineHeight;
    },
    heightOf: (text, width, style) => layOut(text, width, style).length * style.size * lineHeight,
    widthOf: (text, style) =>
      Math.max(0, ...layOut(text, Number.POSITIVE_INFINITY, style).map(({ width }) => width * style.size)),
    flow(text, at, style) {
      for (const line of layOut(text, at.width, style)) {
        sheet.makeRoom(style.size * lineHeight);
        writeLine(line, { ...at, y: sheet.y }, style);
        sheet.y += style.size * lineHeight;
      }
    },
    rule({ x, width }, style) {
      document
        .lineWidth(style.width)
        .moveTo(x, sheet.y)
        .lineTo(x + width, sheet.y)
        .stroke(style.color);
    },
    picture(content, { x, y, width, height }) {
      document.image(Buffer.from(printablePicture(content)), x, y, { fit: [width, height], align: "right" });
    },
    finish() {
      const { start, count } = document.bufferedPageRange();
      const style = { size: 8, color: ink.quiet };
      const whole = { x: contentLeft, width: contentWidth };
      for (let index = 0; index < count; index += 1) {
        document.switchToPage(start + index);
        if (index > 0) sheet.put(details.pageHead, { ...whole, y: page.top - 22 }, style);
        const foot = details.pageFoot(String(index + 1), String(count));
        sheet.put(foot, { ...whole, y: contentBottom + 18, align: "end" }, style);
      }
      document.end();
      // Everything has been written by now: the library makes a document without waiting for anything.
      const content = document.read() as Buffer | null;
      if (content === null) throw new Error("The paper was not written to its end");
      return content;
    },
  };
  return sheet;
}
