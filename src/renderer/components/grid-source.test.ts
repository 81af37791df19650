import type { IGetRowsParams } from "ag-grid-community";
import { describe, expect, it } from "vitest";
import { createGridDatasource, type GridSource, type GridSort } from "./grid-source.ts";
import type { KeysetPlace } from "./keyset.ts";

type Asked = KeysetPlace<string | number> & { readonly sort: GridSort | null };

/** A list of numbers, 250 long, whose cursors are the numbers themselves. */
function countingList() {
  const asked: Asked[] = [];
  const source: GridSource<number> = {
    load(place, sort) {
      asked.push({ ...place, sort });
      const first = Number(place.after ?? 0) + place.skip;
      const rows = Array.from({ length: Math.max(0, Math.min(place.limit, 250 - first)) }, (_, index) => first + index);
      const end = first + rows.length;
      return Promise.resolve({ rows, next: end < 250 ? end : null, total: { count: 250, isExact: true } });
    },
    isMadeOldBy: () => true,
  };
  return { source, asked };
}

const ignoring = { onLoaded: () => undefined, onFailed: () => undefined };

function rowsFrom(
  datasource: ReturnType<typeof createGridDatasource>,
  startRow: number,
  sortModel: { colId: string; sort: "asc" | "desc" }[] = [],
): Promise<{ rows: readonly number[]; lastRow: number | undefined }> {
  return new Promise((resolve, reject) => {
    datasource.getRows({
      startRow,
      endRow: startRow + 100,
      sortModel,
      filterModel: {},
      successCallback: (rows: number[], lastRow?: number) => resolve({ rows, lastRow }),
      failCallback: () => reject(new Error("The grid was told of a failure")),
    } as unknown as IGetRowsParams);
  });
}

describe("the grid's rows", () => {
  it("are read on from page to page without passing over any", async () => {
    const { source, asked } = countingList();
    const datasource = createGridDatasource(source, ignoring);
    await rowsFrom(datasource, 0);
    await rowsFrom(datasource, 100);
    const last = await rowsFrom(datasource, 200);
    expect(asked.map(({ after, skip }) => [after, skip])).toEqual([
      [null, 0],
      [100, 0],
      [200, 0],
    ]);
    expect(last).toEqual({ rows: Array.from({ length: 50 }, (_, index) => 200 + index), lastRow: 250 });
  });

  it("are found from the start again once they may have moved", async () => {
    const { source, asked } = countingList();
    const datasource = createGridDatasource(source, ignoring);
    await rowsFrom(datasource, 0);
    datasource.forgetPlaces();
    await rowsFrom(datasource, 100);
    expect(asked.at(-1)).toMatchObject({ after: null, skip: 100 });
  });

  it("leave no place behind from before they may have moved", async () => {
    const { source, asked } = countingList();
    const datasource = createGridDatasource(source, ignoring);
    const underWay = rowsFrom(datasource, 0);
    datasource.forgetPlaces();
    await underWay;
    await rowsFrom(datasource, 100);
    expect(asked.at(-1)).toMatchObject({ after: null, skip: 100 });
  });

  it("start over in another order", async () => {
    const { source, asked } = countingList();
    const datasource = createGridDatasource(source, ignoring);
    await rowsFrom(datasource, 0);
    await rowsFrom(datasource, 100, [{ colId: "name", sort: "desc" }]);
    expect(asked.at(-1)).toEqual({
      after: null,
      skip: 100,
      limit: 100,
      sort: { columnId: "name", direction: "descending" },
    });
  });

  it("tell of a failure where there is one", async () => {
    const failures: string[] = [];
    const datasource = createGridDatasource(
      { load: () => Promise.reject(new Error("gone")), isMadeOldBy: () => true },
      { onLoaded: () => undefined, onFailed: ({ message }) => failures.push(message) },
    );
    await expect(rowsFrom(datasource, 0)).rejects.toThrow("The grid was told of a failure");
    expect(failures).toEqual(["gone"]);
  });
});
