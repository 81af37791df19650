import { ink, type Sheet, type TextStyle } from "./sheet.ts";

/** A column of a table; the first one takes the room that the others leave. */
export interface TableColumn<Row> {
  readonly heading: string;
  readonly align?: "start" | "end";
  readonly cell: (row: Row) => string;
  /** In points; wider texts are broken. Left out, the column is as wide as its widest text, because a figure is never broken. */
  readonly maximumWidth?: number;
}

interface TableDetails {
  readonly x: number;
  readonly width: number;
  readonly style: TextStyle;
  readonly headStyle: TextStyle;
}

const gap = 10;
/** What the first column has at least; figures that leave less are written smaller. */
const firstColumnWidth = 110;
const padding = 4;

/** Write rows below their headings, which every page repeats. A row stays on one page. */
export function writeTable<Row>(
  sheet: Sheet,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  details: TableDetails,
): void {
  const { style, headStyle, widths } = fit(sheet, columns, rows, details);
  const lefts = widths.map(
    (_width, index) => details.x + widths.slice(0, index).reduce((sum, width) => sum + width + gap, 0),
  );
  const heightOf = (cells: readonly string[], of: TextStyle) =>
    Math.max(...cells.map((cell, index) => sheet.heightOf(cell, widths[index] ?? 0, of)));
  const write = (cells: readonly string[], of: TextStyle, height: number) => {
    cells.forEach((cell, index) => {
      const { align } = columns[index] ?? {};
      sheet.put(cell, { x: lefts[index] ?? 0, width: widths[index] ?? 0, y: sheet.y, ...(align && { align }) }, of);
    });
    sheet.y += height;
  };
  const headings = columns.map(({ heading }) => heading);
  const headHeight = heightOf(headings, headStyle);
  const writeHead = () => {
    write(headings, headStyle, headHeight);
    sheet.y += padding;
    sheet.rule(details, { color: ink.black, width: 0.8 });
    sheet.y += padding;
  };

  const cellsOf = (row: Row) => columns.map(({ cell }) => cell(row));
  const [first] = rows;
  sheet.makeRoom(headHeight + 2 * padding + (first === undefined ? 0 : heightOf(cellsOf(first), style) + 2 * padding));
  writeHead();
  for (const row of rows) {
    const cells = cellsOf(row);
    const height = heightOf(cells, style);
    if (sheet.makeRoom(height + 2 * padding)) writeHead();
    write(cells, style, height);
    sheet.y += padding;
    sheet.rule(details, { color: ink.rule, width: 0.5 });
    sheet.y += padding;
  }
}

/** How wide the columns are, in letters that are small enough for every figure to stand whole. */
function fit<Row>(
  sheet: Sheet,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  { width, style, headStyle }: TableDetails,
): { readonly style: TextStyle; readonly headStyle: TextStyle; readonly widths: readonly number[] } {
  const others = columns
    .slice(1)
    .map(({ heading, cell, maximumWidth = Number.POSITIVE_INFINITY }) =>
      Math.min(
        maximumWidth,
        Math.max(sheet.widthOf(heading, headStyle), ...rows.map((row) => sheet.widthOf(cell(row), style))) + 0.5,
      ),
    );
  const taken = others.reduce((sum, each) => sum + each + gap, 0);
  const room = width - firstColumnWidth;
  if (taken <= room) return { style, headStyle, widths: [width - taken, ...others] };
  const scale = (room - others.length * gap) / (taken - others.length * gap);
  const scaled = (of: TextStyle) => ({ ...of, size: of.size * scale });
  return {
    style: scaled(style),
    headStyle: scaled(headStyle),
    widths: [firstColumnWidth, ...others.map((each) => each * scale)],
  };
}
