import type { FastifyInstance, FastifyRequest } from "fastify";
import { methodNames } from "../../shared/contract/index.ts";
import { AppError } from "../../shared/errors.ts";
import type { Engine } from "../engine/engine.ts";
import type { Desk } from "../hosts/desk.ts";
import { sendRefusal, sendResult } from "./answers.ts";

/** Nothing has a reason to be longer: files that are imported come in pieces. */
const bodyLimit = 1024 * 1024;

/**
 * Adds `POST /rpc/<method>` for every method of the contract: JSON in, `{"ok":true,"value":…}` or
 * `{"ok":false,"error":{…}}` out.
 *
 * @param deskOf where a request that was let in comes from.
 */
export function addRpcRoutes(server: FastifyInstance, engine: Engine, deskOf: (request: FastifyRequest) => Desk): void {
  for (const method of methodNames) {
    server.post(`/rpc/${method}`, { bodyLimit }, async (request, reply) => {
      // A request without a body has no content type that could have been refused.
      if (request.body === undefined) {
        return sendRefusal(reply, new AppError("invalid_input", `${method} was called without a body of JSON.`));
      }
      return sendResult(reply, await deskOf(request).dispatch(engine, method, request.body));
    });
  }
  server.post("/rpc/*", { bodyLimit }, (_request, reply) => {
    void sendRefusal(reply, new AppError("unknown_method", "The contract has no such method."));
  });
}
