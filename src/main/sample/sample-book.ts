import type { MethodInput, MethodName, MethodNameOf, MethodOutput } from "../../shared/contract/index.ts";
import type { CivilDate } from "../../shared/calendar.ts";
import type { BookClock } from "../../shared/contract/book.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { AppError, requireOk, type ErrorCode, type Result } from "../../shared/errors.ts";
import type { Caller, Engine } from "../engine/engine.ts";
import { runJob } from "../hosts/run-job.ts";

/** The input of a method without its key, which the sample makes. */
type Keyless<Name extends MethodName> = Omit<MethodInput<Name>, "idempotencyKey">;

/** The open book of a sample company: every step of its history goes through the contract, like anyone's. */
export class SampleBook {
  readonly #engine: Engine;
  readonly #operator: string;
  #stepCount = 0;
  readonly #catchUpIds = new Set<string>();
  #catchUpFailure: AppError | null = null;
  #caughtUp: () => void = () => undefined;

  /** @param operator who makes the company; the people at its desk have names of their own. */
  constructor(engine: Engine, operator: string) {
    this.#engine = engine;
    this.#operator = operator;
    engine.subscribe((event) => {
      if (event.type === "job" && event.job.method === "billing.catchUp") this.#followCatchUp(event.job);
    });
  }

  /** @throws AppError what the book refuses. */
  async command<Name extends MethodNameOf<"command">>(
    name: Name,
    input: Keyless<Name>,
    operator = this.#operator,
  ): Promise<MethodOutput<Name>> {
    return this.#require(name, { ...input, idempotencyKey: this.#nextKey() }, operator) as Promise<MethodOutput<Name>>;
  }

  async query<Name extends MethodNameOf<"query">>(name: Name, input: MethodInput<Name>): Promise<MethodOutput<Name>> {
    return this.#require(name, input, this.#operator) as Promise<MethodOutput<Name>>;
  }

  /**
   * Ask for something that may be refused as things stand.
   *
   * @returns null where it is refused for one of the expected reasons.
   * @throws AppError any other refusal.
   */
  async attempt<Name extends MethodNameOf<"query">>(
    name: Name,
    input: MethodInput<Name>,
    expected: readonly ErrorCode[],
  ): Promise<MethodOutput<Name> | null> {
    const result = await this.#engine.dispatch(name, input, this.#caller(this.#operator));
    if (!result.ok && expected.includes(result.error.code)) return null;
    return requireOk(result as Result<MethodOutput<Name>>);
  }

  async job<Name extends MethodNameOf<"job">>(
    name: Name,
    input: Keyless<Name>,
    operator = this.#operator,
  ): Promise<MethodOutput<Name>> {
    const isKeyless = name === "ledger.verify" || name === "billing.dryRun";
    const complete = isKeyless ? input : { ...input, idempotencyKey: this.#nextKey() };
    return requireOk(await runJob(this.#engine, name, complete as MethodInput<Name>, this.#caller(operator)));
  }

  /** Set the test clock to an hour of a day, in coordinated universal time, and let the book do what the day asks for. */
  async setClock(day: CivilDate, hour: number, minute = 0): Promise<void> {
    const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
    await this.#follow({ kind: "test", nowMs: Date.parse(`${day}T${time}:00Z`) });
  }

  /** The history is over: the book lives by the system's clock from now on. */
  async followSystemClock(): Promise<void> {
    await this.#follow({ kind: "system" });
  }

  /** Whatever comes after the clock was set has to come after what the day set off, or the same company would differ by chance. */
  async #follow(clock: BookClock): Promise<void> {
    await this.command("book.setClock", { clock });
    if (this.#catchUpIds.size > 0) await new Promise<void>((resolve) => (this.#caughtUp = resolve));
    if (this.#catchUpFailure) throw this.#catchUpFailure;
  }

  #followCatchUp({ id, state, error }: JobView): void {
    if (state === "running") {
      this.#catchUpIds.add(id);
      return;
    }
    if (error) this.#catchUpFailure = AppError.from(error);
    this.#catchUpIds.delete(id);
    if (this.#catchUpIds.size === 0) this.#caughtUp();
  }

  async #require(name: MethodName, input: unknown, operator: string): Promise<unknown> {
    return requireOk(await this.#engine.dispatch(name, input, this.#caller(operator)));
  }

  #caller(operator: string): Caller {
    return { origin: operator === this.#operator ? "cli" : "desk", operator };
  }

  /** Keys follow from the order of the steps, so the same company is made of the same commands. */
  #nextKey(): string {
    this.#stepCount += 1;
    return `sample-${this.#stepCount}`;
  }
}
