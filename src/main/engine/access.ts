import { methodDefinition, type MethodName } from "../../shared/contract/index.ts";
import { ownerRights, rights } from "../../shared/contract/rights.ts";
import { AppError } from "../../shared/errors.ts";
import type { Caller } from "./engine.ts";

/**
 * The one check of who may do what (BEHAVIOUR 11.1); every call passes it, whichever door it came through.
 *
 * @throws AppError `not_allowed`; `unknown_method` for what only hosts do, so that nobody takes their place.
 */
export function requireRight(method: MethodName, { agent, operator }: Caller): void {
  const { right } = methodDefinition(method);
  if ((agent?.rights ?? ownerRights).includes(right)) return;
  if (right === "host") throw new AppError("unknown_method", `Only the host of the book may ask "${method}".`);
  throw new AppError("not_allowed", `"${operator}" lacks the right "${right}": to ${rights[right]}.`, { right });
}
