/** A column as far as its place matters. */
export interface SizedColumn {
  readonly id: string;
  /** It is never narrower. */
  readonly width: number;
  /** Its share of the room that is left; 0 for one that keeps its width. */
  readonly growth: number;
  /** Figures stand at the end of their column. */
  readonly isFigure: boolean;
}

/** Where every column of a row stands. */
export interface ColumnLayout {
  /** How many lines a row has. */
  readonly lineCount: number;
  /** As CSS writes it: `grid-template-columns`. */
  readonly tracks: string;
  /** How wide a row is at the least; wider than the list only where nothing else helps. */
  readonly width: number;
  /** By column, counted from 1 as CSS does. */
  readonly places: ReadonlyMap<string, ColumnPlace>;
}

interface ColumnPlace {
  readonly line: number;
  readonly track: number;
  /** Whether it stands at the end of its track: figures do, and what stands above or below one. */
  readonly isAtEnd: boolean;
}

const mostLines = 6;

/**
 * Lay the columns out without cutting any: on one line where they fit, otherwise in pairs one above the other, then in threes and more,
 * in their order, so that what stands side by side stays together.
 *
 * @param availableWidth of the list, in pixels.
 */
export function layOutColumns(columns: readonly SizedColumn[], availableWidth: number): ColumnLayout {
  let lineCount = 1;
  while (lineCount < mostLines && widthOf(stack(columns, lineCount)) > availableWidth) lineCount += 1;
  const stacks = stack(columns, lineCount);
  const places = stacks.flatMap((stacked, track) => {
    // What grows is words, which begin where their column does, though a figure stands below them.
    const isOfFigures = stacked.at(0)?.isFigure || (growthOf(stacked) === 0 && stacked.some(isFigure));
    return stacked.map((column, line): [string, ColumnPlace] => [
      column.id,
      { line: line + 1, track: track + 1, isAtEnd: isOfFigures || column.isFigure },
    ]);
  });
  const grows = stacks.some((stacked) => growthOf(stacked) > 0);
  const tracks = stacks.map((stacked) => {
    const width = `${leastWidth(stacked)}px`;
    const growth = growthOf(stacked);
    return growth === 0 ? width : `minmax(${width}, ${growth}fr)`;
  });
  return {
    lineCount,
    // What is left over stays at the end where nothing grows.
    tracks: [...tracks, ...(grows ? [] : ["1fr"])].join(" "),
    width: widthOf(stacks),
    places: new Map(places),
  };
}

const isFigure = (column: SizedColumn): boolean => column.isFigure;

function stack(columns: readonly SizedColumn[], lineCount: number): SizedColumn[][] {
  const stacks: SizedColumn[][] = [];
  for (let index = 0; index < columns.length; index += lineCount) stacks.push(columns.slice(index, index + lineCount));
  return stacks;
}

function leastWidth(stacked: readonly SizedColumn[]): number {
  return Math.max(...stacked.map(({ width }) => width));
}

function growthOf(stacked: readonly SizedColumn[]): number {
  return Math.max(...stacked.map(({ growth }) => growth));
}

function widthOf(stacks: readonly (readonly SizedColumn[])[]): number {
  return stacks.reduce((sum, stacked) => sum + leastWidth(stacked), 0);
}
