import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { MethodInput, MethodNameOf } from "../../shared/contract/index.ts";
import type { JobStarted, JobView } from "../../shared/contract/jobs.ts";
import { isReadingJob } from "../../shared/contract/reading-jobs.ts";
import { callEngine, useEngineCommand, useEngineQuery, type EngineError, type InputWithoutKey } from "./engine.ts";
import { askAgain } from "./ask-again.ts";
import { isOfJobs, onEngineChange, onJobChange } from "./engine-events.ts";
import { createKeyedRunner } from "./idempotency.ts";

/** Which jobs are commands too: those whose input carries an idempotency key. The type keeps the table true. */
const jobTakesKey: {
  readonly [Name in MethodNameOf<"job">]: MethodInput<Name> extends { idempotencyKey: string } ? true : false;
} = {
  "accounts.import": true,
  "batches.inspect": false,
  "batches.check": false,
  "batches.apply": true,
  "batches.undo": true,
  "billing.dryRun": false,
  "billing.run": true,
  "billing.resume": true,
  "billing.retryParked": true,
  "billing.catchUp": true,
  "book.backup": false,
  "book.export": false,
  "exports.make": false,
  "invoices.exportPdfs": false,
  "imports.inspect": false,
  "journal.export": false,
  "ledger.verify": false,
};

/** A job of the contract as a screen uses it. */
export interface EngineJob<Name extends MethodNameOf<"job">> {
  /** @throws EngineError where it could not be started; what fails later is the job's own `error`. */
  readonly start: (input: InputWithoutKey<Name>) => Promise<void>;
  /** The job started here, with its progress and at the end its result; else the running one of this method, if any. */
  readonly job: JobView | null;
  readonly isStarting: boolean;
  readonly startError: EngineError | null;
  /** Ask it to stop after the batch it is in. */
  readonly cancel: () => Promise<void>;
  /** Put the finished job aside, so that the screen is as before it was started. */
  readonly dismiss: () => void;
}

/** Start a job and follow it. A job that runs already, started in another window say, is followed too. */
export function useJob<Name extends MethodNameOf<"job">>(name: Name): EngineJob<Name> {
  const queryClient = useQueryClient();
  const [runner] = useState(createKeyedRunner);
  const [startedJobId, setStartedJobId] = useState<string | null>(null);
  const jobs = useEngineQuery("jobs.list", {});
  const cancellation = useEngineCommand("jobs.cancel");
  const starting = useMutation<void, EngineError, InputWithoutKey<Name>>({
    mutationFn: async (input) => {
      const started = await runner(input, (idempotencyKey) => {
        const fullInput = jobTakesKey[name] ? { ...input, idempotencyKey } : input;
        return callEngine(name, fullInput as unknown as MethodInput<Name>) as Promise<JobStarted>;
      });
      setStartedJobId(started.jobId);
      // Events that came before this answer may be the only ones: a short job is over by now.
      await askAgain(queryClient, isOfJobs);
    },
  });
  const job = useMemo(() => {
    const all = jobs.data?.jobs ?? [];
    const own = all.find((candidate) => candidate.id === startedJobId);
    // What only reads, and another host of the book does, says nothing of it here in the end.
    const isFollowed = ({ method, state, isAtOtherHost }: JobView): boolean =>
      method === name && state === "running" && !(isAtOtherHost && isReadingJob(method));
    return own ?? all.find(isFollowed) ?? null;
  }, [jobs.data, startedJobId, name]);

  return {
    start: starting.mutateAsync,
    job,
    isStarting: starting.isPending,
    startError: starting.error,
    cancel: async () => {
      if (job?.state === "running") await cancellation.run({ jobId: job.id });
    },
    dismiss: () => setStartedJobId(null),
  };
}

/**
 * Start a job and wait until it is over, whatever screen is shown by then.
 *
 * @throws EngineError where it could not be started, or was lost with the engine.
 */
export async function runJob<Name extends MethodNameOf<"job">>(name: Name, input: MethodInput<Name>): Promise<JobView> {
  const { jobId } = (await callEngine(name, input)) as JobStarted;
  const { promise, resolve, reject } = Promise.withResolvers<JobView>();
  const take = (job: JobView) => {
    if (job.id === jobId && job.state !== "running") resolve(job);
  };
  const look = () => void callEngine("jobs.get", { jobId }).then(take, reject);
  const stopListening = onJobChange(take);
  // A change of the book as a whole is what comes after the stream was lost, and jobs were missed then as well.
  const stopLooking = onEngineChange(({ topics }) => topics.includes("book") && look());
  // What was told before the answer came, is not told again.
  look();
  try {
    return await promise;
  } finally {
    stopListening();
    stopLooking();
  }
}
