import { useInfiniteQuery } from "@tanstack/react-query";
import type { MethodInput, MethodOutput, MethodNameOf } from "../../../shared/contract/index.ts";
import { callEngine, type EngineError } from "../../foundation/engine.ts";

/** Reports whose rows come in pages. */
export type PagedReport = {
  [Name in MethodNameOf<"query">]: Name extends `reports.${string}`
    ? MethodOutput<Name> extends { readonly nextCursor: string | null }
      ? Name
      : never
    : never;
}[MethodNameOf<"query">];

export type ReportRowOf<Name extends PagedReport> = MethodOutput<Name>["rows"][number];
/** What chooses the rows. */
export type ReportOptions<Name extends PagedReport> = Omit<MethodInput<Name>, "after" | "limit">;

/** Rows that are read a page at a time, as somebody asks for more. */
export interface RowSource<Row> {
  readonly rows: readonly Row[];
  readonly total: { readonly count: number; readonly isExact: boolean } | null;
  readonly error: EngineError | null;
  readonly isPending: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export interface RowPage<Row, Place> {
  readonly rows: readonly Row[];
  readonly next: Place | null;
  readonly total: { readonly count: number; readonly isExact: boolean };
}

const pageLimit = 100;

/** A page of a report's rows. */
async function readReportPage<Name extends PagedReport>(
  name: Name,
  options: ReportOptions<Name>,
  after: string | null,
  limit: number,
): Promise<RowPage<ReportRowOf<Name>, string>> {
  const page = (await callEngine(name, {
    ...options,
    after,
    limit,
  } as MethodInput<Name>)) as MethodOutput<Name>;
  return { rows: page.rows, next: page.nextCursor, total: page.total };
}

/**
 * @param name the method that is asked, by which changes are told apart.
 * @param options what it is asked with.
 */
export function useRowPages<Row, Place>(
  name: MethodNameOf<"query">,
  options: object,
  read: (after: Place | null, limit: number) => Promise<RowPage<Row, Place>>,
): RowSource<Row> {
  const pages = useInfiniteQuery<
    RowPage<Row, Place>,
    EngineError,
    { pages: RowPage<Row, Place>[] },
    unknown[],
    Place | null
  >({
    queryKey: [name, options, "pages"],
    queryFn: ({ pageParam }) => read(pageParam as Place | null, pageLimit),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
  });
  return {
    rows: pages.data?.pages.flatMap(({ rows }) => rows) ?? [],
    total: pages.data?.pages.at(-1)?.total ?? null,
    error: pages.error,
    isPending: pages.isPending,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
  };
}

/** A report's rows, a page at a time. */
export function useReportRows<Name extends PagedReport>(
  name: Name,
  options: ReportOptions<Name>,
): RowSource<ReportRowOf<Name>> {
  return useRowPages(name, options, (after: string | null, limit) => readReportPage(name, options, after, limit));
}
