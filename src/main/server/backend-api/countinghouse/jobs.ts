import { z } from "zod";
import { contract, methodDefinition, methodNames } from "../../../../shared/contract/index.ts";
import type { JobView } from "../../../../shared/contract/jobs.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { answerOf, recordOf } from "./wire.ts";

const jobNames = methodNames.filter((name) => methodDefinition(name).kind === "job");
const results = new Map<string, ReturnType<typeof answerOf>>(
  jobNames.map((name) => [name, answerOf(methodDefinition(name).output)]),
);

const { result: _result, ...progressShape } = contract["jobs.get"].output.shape;
const progressAnswer = recordOf(z.strictObject(progressShape), "job");
const jobSchema = (progressAnswer.schema as z.ZodObject)
  .extend({
    result: z
      .union([...results.values()].map((answer) => answer.schema))
      .nullable()
      .describe("Once it is done, by its method; of a billing run also once it is stopped."),
  })
  .meta({ id: "Job" });

function toJob({ result, ...progress }: JobView): z.output<typeof jobSchema> {
  const answer = results.get(progress.method);
  const written = progressAnswer.write(progress, null) as object;
  return { ...written, result: result === undefined || !answer ? null : answer.write(result, null) };
}

/** Work that takes a while: begun here, then asked about until it is over. */
export const jobRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: "/billing_runs",
    asks: "billing.runs",
    list: "runs",
    object: "billing_run_summary",
  }),
  contractRoute({
    method: "GET",
    path: "/billing_runs/{run_id}",
    asks: "billing.getRun",
    object: "billing_run",
  }),
  contractRoute({
    method: "POST",
    path: "/billing_runs/dry_run",
    asks: "billing.dryRun",
    object: "started_job",
  }),
  contractRoute({
    method: "POST",
    path: "/billing_runs",
    asks: "billing.run",
    object: "started_job",
  }),
  contractRoute({
    method: "POST",
    path: "/billing_runs/{run_id}/resume",
    asks: "billing.resume",
    object: "started_job",
  }),
  contractRoute({
    method: "POST",
    path: "/billing_runs/{run_id}/retry_parked",
    asks: "billing.retryParked",
    object: "started_job",
  }),
  contractRoute({
    method: "POST",
    path: "/verifications",
    asks: "ledger.verify",
    object: "started_job",
  }),
  route({
    method: "GET",
    path: "/countinghouse/jobs",
    asks: "jobs.list",
    summary: contract["jobs.list"].summary,
    answer: z.strictObject({ data: z.array(jobSchema) }),
    async respond({ ask }) {
      const { jobs } = await ask("jobs.list", {});
      return { data: jobs.map(toJob) };
    },
  }),
  route({
    method: "GET",
    path: "/countinghouse/jobs/{job_id}",
    asks: "jobs.get",
    summary: contract["jobs.get"].summary,
    answer: jobSchema,
    async respond({ ask, path }) {
      return toJob(await ask("jobs.get", { jobId: path["job_id"] ?? "" }));
    },
  }),
  contractRoute({
    method: "DELETE",
    path: "/jobs/{job_id}",
    asks: "jobs.cancel",
    object: "job_cancellation",
  }),
];
