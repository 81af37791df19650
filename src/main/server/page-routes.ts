import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { findPageFile, type PageFiles } from "../hosts/page-files.ts";
import type { Access } from "./access.ts";
import { createFileReader } from "./compressed-files.ts";
import { enteringPage } from "./entrance-pages.ts";
import { isFromAnotherSite } from "./request-guard.ts";

/** Adds the built page's files. A request that comes as far as here has a session. */
export function addPageRoutes(server: FastifyInstance, files: PageFiles): void {
  const read = createFileReader();
  server.get("/*", async (request, reply) => {
    const [pathname = ""] = request.raw.url?.split("?") ?? [];
    const file = findPageFile(files, pathname);
    if (file === undefined) return reply.callNotFound();
    const { body, headers } = await read(file, request.headers["accept-encoding"]?.toString());
    return reply.headers({ ...file.headers, ...headers }).send(body);
  });
}

/**
 * Lets a browser in that brings an unused token in `/?token=…`: gives it a session and sends it on to an address without
 * the token. Someone who has a session already, and opens the printed address once more, is sent on as well.
 *
 * @returns whether the request was answered.
 */
export function enterByToken(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, cookieName, hasSession }: { access: Access; cookieName: string; hasSession: boolean },
): boolean {
  if (request.method !== "GET") return false;
  const { pathname, searchParams } = new URL(request.raw.url ?? "/", "http://127.0.0.1");
  const token = searchParams.get("token");
  if (pathname !== "/" || token === null) return false;

  const session = access.redeemToken(token);
  if (session !== undefined) setSession(reply, cookieName, session);
  else if (!hasSession) return false;

  void reply.header("cache-control", "no-store");
  if (isFromAnotherSite(request.headers)) {
    void reply.header("refresh", "0; url=/").type("text/html; charset=utf-8").send(enteringPage);
  } else {
    void reply.redirect("/", 303);
  }
  return true;
}

/** The session goes into a cookie that no script can read and no other site's request carries. */
export function setSession(reply: FastifyReply, cookieName: string, session: string): void {
  void reply.setCookie(cookieName, session, { path: "/", httpOnly: true, sameSite: "strict" });
}
