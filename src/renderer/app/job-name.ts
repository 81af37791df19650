import type { MethodNameOf } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { text } from "../foundation/text.ts";

/** What a job is called. The type keeps the catalogue complete. */
export function jobName({ method }: Pick<JobView, "method">): string {
  const names: Readonly<Record<MethodNameOf<"job">, string>> = text.jobs.names;
  return names[method as MethodNameOf<"job">];
}
