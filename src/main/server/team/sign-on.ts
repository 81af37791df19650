import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import type { SignOnOffer } from "../../../shared/contract/operators.ts";
import { AppError, type ErrorView, type Result } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { Engine } from "../../engine/engine.ts";
import { hostCaller } from "../../hosts/callers.ts";
import { comingBackPage } from "../entrance-pages.ts";
import { isFromAnotherSite } from "../request-guard.ts";
import { addressOf } from "./client-address.ts";
import type { Journey, Person } from "./identity-provider.ts";
import { createSeal } from "./sealed-text.ts";
import { createSignInRate } from "./sign-in-rate.ts";
import { roleOfGroups, type SignOnSettings } from "./sign-on-settings.ts";
import type { TeamDesks } from "./team-desks.ts";

/** What a browser keeps of a sign-on for its host. */
const cookies = {
  /** Between leaving for the provider and coming back. */
  journey: "__Host-countinghouse-journey",
  /** Who came back and may be an operator who signs in by passphrase. */
  unlinked: "__Host-countinghouse-unlinked",
  /** That somebody has left this browser, and has to say anew who they are. */
  left: "__Host-countinghouse-left",
} as const;
const terms = { path: "/", httpOnly: true, secure: true, sameSite: "strict" } as const;
/** For a sign-on that another site's page began, such as the provider's list of applications. */
const lastingTerms = { ...terms, sameSite: "lax" } as const;

const journeyMs = 10 * 60_000;
const comingBackPath = "/sign-on/return";

/** Failures in a minute, and how many come back at once, from one address; behind one there may be a whole office at nine o'clock. */
const limits = { failuresPerMinute: 30, atOnce: 30 };

const host = hostCaller("Single sign-on");

type SignedInAnswer = MethodAnswer<"operators.signInByIdentity">;

/** Somebody whom the provider has named, and the operator who they may be. */
interface Unlinked {
  readonly operatorId: string;
  readonly issuer: string;
  readonly subject: string;
}

/** The single sign-on of a team's host. */
export interface SignOn {
  /** How it is offered at the door. */
  readonly offer: SignOnOffer;
  /** @throws AppError `sign_on_required` where passphrases are not taken. */
  requirePassphrasesAllowed(): void;
  /** Somebody has signed in by passphrase: where they came back unlinked before, the sign-on knows them from now on. */
  signedIn(request: FastifyRequest, reply: FastifyReply, result: Result<unknown>): Promise<void>;
  /** Somebody has left: the provider asks the next one anew. */
  signedOut(reply: FastifyReply): void;
  /** Adds `GET /sign-on/start`, which leads to the provider, and `GET /sign-on/return`, which comes back from it. */
  addRoutes(server: FastifyInstance, desks: TeamDesks): void;
}

/** @param say tells whoever runs the host why somebody was not let in. */
export async function createSignOn(
  engine: Engine,
  settings: SignOnSettings,
  say: (text: string) => void,
): Promise<SignOn> {
  // What it takes to speak with a provider is loaded where there is one.
  const { createIdentityProvider } = await import("./identity-provider.ts");
  const provider = createIdentityProvider(settings);
  const journeys = createSeal<Journey & { readonly place: string }>(journeyMs);
  const unlinked = createSeal<Unlinked>(journeyMs);
  const rate = createSignInRate(limits);

  /** Lets whoever came back in. */
  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    desks: TeamDesks,
    journey: Journey,
  ): Promise<Result<unknown>> {
    const person = await provider.finish(journey, request.raw.url?.split("?")[1] ?? "");
    const { groups: _groups, ...known } = person;
    const input = { ...known, grantedRole: roleOfGroups(person.groups, settings) };
    const result = await desks.signIn(request, reply, async ({ door }) => {
      const answer = await engine.dispatch("operators.signInByIdentity", input, { ...host, ...(door && { door }) });
      return answer as Result<SignedInAnswer>;
    });
    if (!result.ok) remember(reply, person, result.error);
    return result;
  }

  function remember(reply: FastifyReply, { issuer, subject }: Person, { code, details }: ErrorView): void {
    if (code !== "sign_on_unlinked") return;
    const operatorId = String(details?.["operatorId"]);
    void reply.setCookie(cookies.unlinked, unlinked.close({ operatorId, issuer, subject }), terms);
  }

  /** Back to the page, which says what went wrong. */
  function turnBack(reply: FastifyReply, place: string, { code, message }: Pick<ErrorView, "code" | "message">) {
    say(`A sign-on came to nothing (${code}): ${message}`);
    return reply.redirect(`/?sign-on=${code}${place}`, 303);
  }

  async function start(request: FastifyRequest<{ Querystring: { to?: unknown } }>, reply: FastifyReply) {
    const place = placeIn(request.query.to);
    // The name by which the browser knows the host, which has been checked, and which the provider has to know as well.
    const returnAddress = `https://${request.headers.host}${comingBackPath}`;
    try {
      const begun = await provider.begin(returnAddress, request.cookies[cookies.left] !== undefined);
      void reply.setCookie(cookies.journey, journeys.close({ ...begun.journey, place }), terms);
      return reply.redirect(begun.address, 303);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return turnBack(reply, place, error);
    }
  }

  async function comeBack(request: FastifyRequest, reply: FastifyReply, desks: TeamDesks) {
    // A browser keeps the strict cookies back for as long as another site leads the way; from a page of ours it is the host's own.
    if (isFromAnotherSite(request.headers)) {
      const query = new URLSearchParams(request.raw.url?.split("?")[1]);
      const address = `${comingBackPath}?${query.toString()}`;
      return reply
        .header("refresh", `0; url=${address}`)
        .type("text/html; charset=utf-8")
        .send(comingBackPage(address));
    }
    const journey = journeys.open(request.cookies[cookies.journey] ?? "");
    // Good for one try.
    void reply.clearCookie(cookies.journey, terms);
    if (journey === null) {
      return turnBack(
        reply,
        "",
        new AppError("sign_on_refused", sentence("The browser did not begin one here, or too long ago.")),
      );
    }
    try {
      const result = await rate(addressOf(request), () => attempt(() => enter(request, reply, desks, journey)));
      if (!result.ok) return turnBack(reply, journey.place, result.error);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return turnBack(reply, journey.place, error);
    }
    void reply.clearCookie(cookies.left, lastingTerms);
    return reply.redirect(`/${journey.place}`, 303);
  }

  return {
    offer: { name: settings.name, allowsPassphrases: settings.allowsPassphrases },

    requirePassphrasesAllowed() {
      if (settings.allowsPassphrases) return;
      throw new AppError(
        "sign_on_required",
        sentence("From other machines everybody signs in by {name}.", { name: settings.name }),
      );
    },

    async signedIn(request, reply, result) {
      const cookie = request.cookies[cookies.unlinked];
      if (!result.ok || cookie === undefined) return;
      void reply.clearCookie(cookies.unlinked, terms);
      const waiting = unlinked.open(cookie);
      const { operator } = result.value as MethodAnswer<"operators.signIn">;
      // Whoever else signs in there is somebody else.
      if (waiting?.operatorId !== operator.id) return;
      const linked = await engine.dispatch("operators.linkIdentity", waiting, host);
      if (!linked.ok) say(`"${operator.name}" was not tied to the single sign-on: ${linked.error.message}`);
    },

    signedOut(reply) {
      void reply.setCookie(cookies.left, "1", { ...lastingTerms, maxAge: 30 * 24 * 60 * 60 });
    },

    addRoutes(server, desks) {
      const noStore = { "cache-control": "no-store" };
      server.get<{ Querystring: { to?: unknown } }>("/sign-on/start", { exposeHeadRoute: false }, (request, reply) =>
        start(request, reply.headers(noStore)),
      );
      server.get(comingBackPath, { exposeHeadRoute: false }, (request, reply) =>
        comeBack(request, reply.headers(noStore), desks),
      );
    },
  };
}

/** What is refused counts as a failure, as a passphrase does that is not right. */
async function attempt(work: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, error: error.toView() };
  }
}

/** Where in the page somebody was: what stands behind the `#` of its address, so that nobody is led anywhere else. */
function placeIn(to: unknown): string {
  return typeof to === "string" && to.length <= 500 && /^#\/[!-~]*$/u.test(to) ? to : "";
}
