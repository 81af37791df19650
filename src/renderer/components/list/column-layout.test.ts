import { describe, expect, it } from "vitest";
import { layOutColumns, type SizedColumn } from "./column-layout.ts";

const words = (id: string, width: number, growth = 1): SizedColumn => ({ id, width, growth, isFigure: false });
const figure = (id: string, width: number): SizedColumn => ({ id, width, growth: 0, isFigure: true });

const columns = [
  words("name", 150, 2),
  words("contact", 120),
  words("plan", 84),
  words("status", 90, 0),
  figure("balance", 130),
  words("nextOn", 110, 0),
  figure("next", 110),
];
const needed = 150 + 120 + 84 + 90 + 130 + 110 + 110;

describe("the columns of a list", () => {
  it("stand on one line where they all fit, and those of words share what is left", () => {
    const layout = layOutColumns(columns, needed);
    expect(layout).toMatchObject({ lineCount: 1, width: needed });
    expect(layout.tracks).toBe("minmax(150px, 2fr) minmax(120px, 1fr) minmax(84px, 1fr) 90px 130px 110px 110px");
    expect(layout.places.get("next")).toEqual({ line: 1, track: 7, isAtEnd: true });
  });

  it("stand in pairs where a pixel is missing, each pair as wide as its wider one", () => {
    const layout = layOutColumns(columns, needed - 1);
    expect(layout).toMatchObject({ lineCount: 2, width: 150 + 90 + 130 + 110 });
    expect(layout.places.get("contact")).toEqual({ line: 2, track: 1, isAtEnd: false });
    expect(layout.places.get("balance")).toEqual({ line: 1, track: 3, isAtEnd: true });
  });

  it("align what stands below a figure with it", () => {
    const layout = layOutColumns(columns, needed - 1);
    expect(layout.places.get("nextOn")).toEqual({ line: 2, track: 3, isAtEnd: true });
  });

  it("stand in threes and more where it is narrower still, and are never narrower than what is in them", () => {
    expect(layOutColumns(columns, 400)).toMatchObject({ lineCount: 3, width: 150 + 130 + 110 });
    expect(layOutColumns(columns, 300)).toMatchObject({ lineCount: 4, width: 150 + 130 });
    // Where nothing helps the list scrolls sideways; nothing is cut.
    expect(layOutColumns(columns, 100)).toMatchObject({ lineCount: 6, width: 260 });
  });

  it("leave what is left over at the end where no column grows", () => {
    expect(layOutColumns([figure("total", 100)], 500).tracks).toBe("100px 1fr");
  });
});
