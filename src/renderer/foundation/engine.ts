import { useMutation, useQuery, useQueryClient, type QueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { MethodAnswer, MethodInput, MethodName, MethodNameOf } from "../../shared/contract/index.ts";
import { errorRemedies, noBookCodes, type ErrorCode, type ErrorView, type Result } from "../../shared/errors.ts";
import { platform } from "../platform/platform.ts";
import { createKeyedRunner, type KeyedRunner } from "./idempotency.ts";
import { refusalText } from "./refusal-text.ts";
import { text } from "./text.ts";

/** A refusal by the engine, as an exception: `view` is what a screen shows. */
export class EngineError extends Error {
  readonly view: ErrorView;

  constructor(view: ErrorView) {
    const told = refusalText(view);
    super(told.message);
    this.name = "EngineError";
    this.view = told;
  }
}

/**
 * The codes that mean there is no open book to work in: the window shows why, instead of its screens at the start and above them
 * later. What a screen asks meanwhile waits, so that none of them is taken away with what was typed in it.
 */
const startFailureCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "unauthorized",
  ...noBookCodes,
  "engine_stopped",
]);

function isStartFailure(error: unknown): error is EngineError {
  return error instanceof EngineError && startFailureCodes.has(error.view.code);
}

/** Whether the engine was started again under a call; a query that is to blame for it is not asked more than twice. */
function isRestart(error: EngineError): boolean {
  return error.view.code === "engine_restarted";
}

/** What a host that cannot be reached comes to. */
const noAnswer: Result<never> = {
  ok: false,
  error: { code: "engine_stopped", message: text.start.noAnswer, remedy: errorRemedies.engine_stopped },
};

/** The codes that leave open what came of a try, so that only another one can tell. */
export const unansweredCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "engine_stopped",
  "engine_restarted",
  "unauthorized",
]);

/** How often a book that is away is looked for. */
const bookAwaitedMs = 1_000;

const startFailureListeners = new Set<() => void>();

/** For what shows whether there is a book to work in, and who is at the desk. @returns ends the subscription. */
export function onStartFailure(listener: () => void): () => void {
  startFailureListeners.add(listener);
  return () => startFailureListeners.delete(listener);
}

/**
 * Call a method of the contract.
 *
 * @throws EngineError with the engine's refusal, or with `engine_stopped` where the host could not be reached.
 */
export async function callEngine<Name extends MethodName>(
  name: Name,
  input: MethodInput<Name>,
): Promise<MethodAnswer<Name>> {
  const result = await platform.call(name, input).catch(() => noAnswer);
  if (result.ok) return result.value as MethodAnswer<Name>;
  const error = new EngineError(result.error);
  const concernsDesk = error.view.code === "sign_in_required" || isStartFailure(error);
  if (concernsDesk && name !== "book.info") for (const listener of startFailureListeners) listener();
  throw error;
}

/** What a screen may say about a query beside its input. */
export interface EngineQueryOptions {
  /** False keeps the query from being asked at all. Default true. */
  readonly isEnabled?: boolean;
  /** Show the answer to the input before while the next one is on its way, so that nothing jumps. Default false. */
  readonly keepsPrevious?: boolean;
}

/** Ask a query and stay current: the answer is asked again when a change event names what it shows. */
export function useEngineQuery<Name extends MethodNameOf<"query">>(
  name: Name,
  input: MethodInput<Name>,
  { isEnabled = true, keepsPrevious = false }: EngineQueryOptions = {},
): UseQueryResult<MethodAnswer<Name>, EngineError> {
  return useQuery<MethodAnswer<Name>, EngineError>({
    queryKey: [name, input],
    queryFn: () => callEngine(name, input),
    enabled: isEnabled,
    retry: (count, error) => name !== "book.info" && (isStartFailure(error) || (isRestart(error) && count === 0)),
    retryDelay: bookAwaitedMs,
    refetchInterval: ({ state }) => name === "book.info" && isStartFailure(state.error) && bookAwaitedMs,
    ...(keepsPrevious ? { placeholderData: ((previous: unknown) => previous) as unknown as () => undefined } : {}),
  });
}

/** What a screen passes to a command: its input without the key, which is made here. */
export type InputWithoutKey<Name extends MethodName> = Omit<MethodInput<Name>, "idempotencyKey">;

/** A command of the contract as a screen uses it. */
export interface EngineCommand<Name extends MethodNameOf<"command">> {
  /**
   * Run it. One key is made before the first try and kept through retries of the same content until one succeeds
   * (BEHAVIOUR 3.2); while a try is under way, running the same content again joins it. Where nobody answers, it is tried until
   * somebody does, for as long as the form is open.
   *
   * @throws EngineError
   */
  readonly run: (input: InputWithoutKey<Name>) => Promise<MethodAnswer<Name>>;
  readonly isPending: boolean;
  readonly error: EngineError | null;
  /** Forget the error that is shown. */
  readonly clearError: () => void;
}

/** @param keptRunner keeps the key where a form can be left and come back to; without it, the key goes with the form. */
export function useEngineCommand<Name extends MethodNameOf<"command">>(
  name: Name,
  keptRunner?: KeyedRunner,
): EngineCommand<Name> {
  const [ownRunner] = useState(createKeyedRunner);
  const runner = keptRunner ?? ownRunner;
  const isLeft = useIsLeft();
  const queryClient = useQueryClient();
  const mutation = useMutation<MethodAnswer<Name>, EngineError, InputWithoutKey<Name>>({
    mutationKey: [name],
    mutationFn: (input) =>
      runner(input, (idempotencyKey) =>
        onceSignedIn(
          operatorAt(queryClient),
          () => callEngine(name, { ...input, idempotencyKey } as unknown as MethodInput<Name>),
          isLeft,
        ),
      ),
    retry: (_count, error) => !isLeft.current && unansweredCodes.has(error.view.code),
    retryDelay: bookAwaitedMs,
  });
  return {
    run: mutation.mutateAsync,
    isPending: mutation.isPending,
    error: mutation.error,
    clearError: mutation.reset,
  };
}

/** Who is at the desk, as far as the page knows. */
function operatorAt(queryClient: QueryClient): string | null {
  const current = queryClient.getQueryData<MethodAnswer<"operators.current">>(["operators.current", {}]);
  return current?.operator?.id ?? null;
}

/**
 * Do what an operator asked for, whose session may be over by then: once the same operator has signed in again, it goes on
 * (BEHAVIOUR 13.4). What somebody else finds at the desk is not done in their name.
 */
async function onceSignedIn<Answer>(
  operatorId: string | null,
  work: () => Promise<Answer>,
  isLeft: { readonly current: boolean },
): Promise<Answer> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isOver = error instanceof EngineError && error.view.code === "sign_in_required";
      if (!isOver || operatorId === null) throw error;
      const nextId = await nextOperator(isLeft);
      if (nextId !== operatorId) throw error;
    }
  }
}

/** Waits until somebody is at the desk. @returns who; null where the form was left meanwhile. @throws EngineError where nobody answers. */
export async function nextOperator(isLeft: { readonly current: boolean }): Promise<string | null> {
  while (!isLeft.current) {
    await untilAskedAgain();
    const { operator } = await callEngine("operators.current", {});
    if (operator !== null) return operator.id;
  }
  return null;
}

/** As long as a book that is away is left alone before it is asked again. */
export function untilAskedAgain(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, bookAwaitedMs));
}

/**
 * What is written down and not remembered under a key, such as a passphrase, and a look that takes a secret. It is sent once; what was refused
 * is sent again by a person. What was sent is forgotten with the form that it was typed into.
 */
export function useEngineRecord<Name extends MethodNameOf<"record"> | "link.probe">(
  name: Name,
): Pick<EngineCommand<MethodNameOf<"command">>, "isPending" | "error"> & {
  readonly run: (input: MethodInput<Name>) => Promise<MethodAnswer<Name>>;
} {
  const mutation = useMutation<MethodAnswer<Name>, EngineError, MethodInput<Name>>({
    mutationFn: (input) => callEngine(name, input),
    retry: false,
    gcTime: 0,
  });
  return { run: mutation.mutateAsync, isPending: mutation.isPending, error: mutation.error };
}

/** Whether the component is gone: what was asked for in a form that somebody left is not asked for again. */
export function useIsLeft(): { readonly current: boolean } {
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  return isLeft;
}
