import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { methodNames } from "../../shared/contract/index.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { sendRefusal, sendResult } from "./answers.ts";

/** Nothing has a reason to be longer: files that are imported come in pieces. */
const bodyLimit = 1024 * 1024;

/**
 * Adds `POST /rpc/<method>` for every method of the contract: JSON in, `{"ok":true,"value":…}` or
 * `{"ok":false,"error":{…}}` out.
 *
 * @param answer asks the engine what a request that was let in asks for, on behalf of whoever is where it comes from.
 */
export function addRpcRoutes(
  server: FastifyInstance,
  answer: (request: FastifyRequest, reply: FastifyReply, method: string) => Promise<Result<unknown>>,
): void {
  for (const method of methodNames) {
    server.post(`/rpc/${method}`, { bodyLimit }, async (request, reply) => {
      // A request without a body has no content type that could have been refused.
      if (request.body === undefined) {
        return sendRefusal(
          reply,
          new AppError("invalid_input", sentence("{method} was called without a body of JSON.", { method })),
        );
      }
      return sendResult(reply, await answer(request, reply, method));
    });
  }
  server.post("/rpc/*", { bodyLimit }, (_request, reply) => {
    void sendRefusal(reply, new AppError("unknown_method", sentence("The contract has no such method.")));
  });
}
