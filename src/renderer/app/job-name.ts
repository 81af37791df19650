import type { MethodNameOf } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { text } from "../foundation/text.ts";

/** What a job is called, and at which other host it is where it is at one. The type keeps the catalogue complete. */
export function jobName({ method, hostName }: Pick<JobView, "method" | "hostName">): string {
  const names: Readonly<Record<MethodNameOf<"job">, string>> = text.jobs.names;
  const name = names[method as MethodNameOf<"job">];
  return hostName === undefined ? name : text.jobs.atOtherHost(name, hostName);
}
