import type { MethodName } from "../../src/shared/contract/index.ts";
import type { TestBook } from "./book.ts";

/** Wait until no job runs. @param method left out: whichever it is. */
export async function untilAtRest(book: TestBook, method?: MethodName): Promise<void> {
  let wake = () => {};
  const unsubscribe = book.engine.subscribe((event) => {
    if (event.type === "job" && event.job.state !== "running") wake();
  });
  try {
    for (;;) {
      const ended = new Promise<void>((resolve) => (wake = resolve));
      const { jobs } = await book.ask("jobs.list", {});
      const isAwaited = (job: (typeof jobs)[number]) => method === undefined || job.method === method;
      if (!jobs.some((job) => job.state === "running" && isAwaited(job))) return;
      await ended;
    }
  } finally {
    unsubscribe();
  }
}
