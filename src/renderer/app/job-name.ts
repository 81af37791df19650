import type { MethodNameOf } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { text } from "../foundation/text.ts";

/** What a job is called, and that it is at another host where it is. The type keeps the catalogue complete. */
export function jobName({ method, isAtOtherHost }: Pick<JobView, "method" | "isAtOtherHost">): string {
  const names: Readonly<Record<MethodNameOf<"job">, string>> = text.jobs.names;
  const name = names[method as MethodNameOf<"job">];
  return isAtOtherHost ? text.jobs.atOtherHost(name) : name;
}
