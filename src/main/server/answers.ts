import type { FastifyReply } from "fastify";
import type { AppError, Result } from "../../shared/errors.ts";
import { errorStatus } from "./error-status.ts";

/** Sends what a call came to, with the status that fits or the one that is given. */
export function sendResult(
  reply: FastifyReply,
  result: Result<unknown>,
  status = result.ok ? 200 : errorStatus[result.error.code],
): FastifyReply {
  return reply.code(status).header("cache-control", "no-store").send(result);
}

/** Sends a refusal that the host itself makes, in the shape in which the engine makes its own. */
export function sendRefusal(reply: FastifyReply, refusal: AppError, status?: number): FastifyReply {
  return sendResult(reply, { ok: false, error: refusal.toView() }, status);
}
