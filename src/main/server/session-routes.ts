import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { sendRefusal } from "./answers.ts";
import type { PageProofs } from "./page-proofs.ts";

const introduction = z.strictObject({ publicKey: z.string().max(200) });
const proof = introduction.extend({ challenge: z.string().max(100), signature: z.string().max(200) });

/** Whether a request is part of coming back, which is asked for without a session. */
export function isForComingBack({ method, raw }: FastifyRequest): boolean {
  return method === "POST" && (raw.url === "/session/challenge" || raw.url === "/session/renewal");
}

/**
 * Adds what a page needs to come back after its host was started anew: `POST /session/page` with a session says by which key the
 * page will be known, `POST /session/challenge` answers a text to sign, and `POST /session/renewal` gives a session for it.
 *
 * @param giveSession lets the browser in that is answered, as whoever had signed in there.
 */
export function addSessionRoutes(
  server: FastifyInstance,
  proofs: PageProofs,
  giveSession: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): void {
  const options = { bodyLimit: 4096 };
  server.post("/session/page", options, (request, reply) => {
    const page = introduction.safeParse(request.body);
    if (page.success && proofs.remember(page.data.publicKey)) void reply.code(204).send();
    else
      void sendRefusal(
        reply,
        new AppError("invalid_input", sentence("The page has not said by which key it is known.")),
      );
  });
  server.post("/session/challenge", options, (_request, reply) => {
    void reply.header("cache-control", "no-store").send({ challenge: proofs.challenge() });
  });
  server.post("/session/renewal", options, async (request, reply) => {
    const given = proof.safeParse(request.body);
    // The host's name was checked before; the page signs the one under which it was opened.
    if (!given.success || !proofs.holds(given.data, `http://${request.headers.host}`)) {
      return sendRefusal(reply, new AppError("unauthorized", sentence("The page is none that had a session here.")));
    }
    await giveSession(request, reply);
    return reply.code(204).header("cache-control", "no-store").send();
  });
}
