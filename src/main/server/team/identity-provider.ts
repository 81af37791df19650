import * as client from "openid-client";
import { connectionProblem } from "../../../shared/connection-problem.ts";
import { AppError } from "../../../shared/errors.ts";
import { inEnglish, sentence } from "../../../shared/sentences/sentence.ts";
import type { SignOnSettings } from "./sign-on-settings.ts";

/** Who the provider says somebody is. */
export interface Person {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** By what else they go there: a name to sign in by, an address of mail and what stands in front of its @. */
  readonly knownAs: readonly string[];
  readonly groups: readonly string[];
}

/** What a host has to know again when somebody comes back from the provider. */
export interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where they come back to. */
  readonly returnAddress: string;
  /** Where it was asked that they say anew who they are: when, in seconds; else null. */
  readonly askedAnewAtS: number | null;
}

export interface IdentityProvider {
  /** @returns where the provider asks who it is. @throws AppError `sign_on_unavailable`. */
  begin(returnAddress: string, asksAnew: boolean): Promise<{ readonly address: string; readonly journey: Journey }>;
  /**
   * @param query what the provider has sent them back with.
   * @throws AppError `sign_on_unavailable`; `sign_on_refused` where it, or what it says, is not to be believed.
   */
  finish(journey: Journey, query: string): Promise<Person>;
}

/** For each question to the provider. */
const timeoutS = 10;
/** Ten thousand groups by their ids take half of it. */
const answerLimitBytes = 1024 * 1024;
/** How far the clocks of provider and host may be apart. */
const clockToleranceS = 60;
/** What the provider says of itself is asked anew after so long. */
const discoveredMs = 60 * 60_000;

/** What keeps the provider from answering; what it answers is not it. */
class NoAnswer extends Error {}

/** A provider that speaks OpenID Connect: asked by authorization code with PKCE, state and nonce; signatures are checked. */
export function createIdentityProvider(settings: SignOnSettings): IdentityProvider {
  let found: { readonly discovering: Promise<client.Configuration>; readonly atMs: number } | null = null;

  /** Whoever asks meanwhile waits for the same answer; one that failed is asked for again. */
  function discover(): Promise<client.Configuration> {
    if (found !== null && performance.now() - found.atMs < discoveredMs) return found.discovering;
    const discovering = discoverAnew(settings);
    found = { discovering, atMs: performance.now() };
    discovering.catch(() => (found = null));
    return discovering;
  }

  async function configuration(): Promise<client.Configuration> {
    try {
      return await discover();
    } catch (error) {
      throw new AppError(
        "sign_on_unavailable",
        sentence("{name} is no provider to ask: {problem}", { name: settings.name, problem: problemOf(error) }),
      );
    }
  }

  return {
    async begin(returnAddress, asksAnew) {
      const config = await configuration();
      const journey: Journey = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
        returnAddress,
        askedAnewAtS: asksAnew ? Math.floor(Date.now() / 1000) : null,
      };
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: returnAddress,
        scope: ["openid", ...settings.scopes].join(" "),
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(journey.codeVerifier),
        code_challenge_method: "S256",
        ...(asksAnew && { prompt: "login", max_age: "0" }),
      });
      return { address: address.href, journey };
    },

    async finish(journey, query) {
      const config = await configuration();
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(`${journey.returnAddress}?${query}`), {
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          pkceCodeVerifier: journey.codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error("It sent no token that says who it is.");
        requireAskedAnew(claims, journey);
        return personOf(await withGroups(config, claims, tokens.access_token));
      } catch (error) {
        const code = isNoAnswer(error) ? "sign_on_unavailable" : "sign_on_refused";
        throw new AppError(
          code,
          sentence("What {name} says is not taken: {problem}", { name: settings.name, problem: problemOf(error) }),
        );
      }
    },
  };

  /** Some providers keep tokens short and tell the groups only where they are asked for. */
  async function withGroups(
    config: client.Configuration,
    claims: client.IDToken,
    accessToken: string,
  ): Promise<Claims> {
    const isTold = at(claims, settings.groupsPath) !== undefined;
    if (isTold || config.serverMetadata().userinfo_endpoint === undefined) return claims;
    const told = await client.fetchUserInfo(config, accessToken, claims.sub);
    return { ...told, ...claims };
  }

  function personOf(claims: Claims): Person {
    const { preferred_username: account, email } = claims;
    const ownNames = [account, email, typeof email === "string" ? email.split("@")[0] : undefined];
    const knownAs = ownNames.filter((each): each is string => isName(each) && each.length <= 320);
    const name = [claims["name"], account, email, claims.sub].find(isName) ?? claims.sub;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      // One line, as long as the book's names may be.
      name:
        name
          .replaceAll(/[\p{C}\p{Z}]+/gu, " ")
          .trim()
          .slice(0, 100)
          .trim() || claims.sub.slice(0, 100),
      knownAs,
      groups: groupsOf(claims),
    };
  }

  /** @throws where it is something else than names; whoever has none is told so by their role. */
  function groupsOf(claims: Claims): readonly string[] {
    const groups = at(claims, settings.groupsPath);
    const path = settings.groupsPath.join(".");
    if (groups === undefined && at(claims, ["_claim_names", ...settings.groupsPath]) !== undefined) {
      throw new Error(`They are in more groups than it lists in "${path}".`);
    }
    if (groups === undefined) return [];
    if (Array.isArray(groups) && groups.every((group) => typeof group === "string")) return groups;
    throw new Error(`"${path}" is not a list of names.`);
  }
}

type Claims = client.IDToken & Readonly<Record<string, unknown>>;

async function discoverAnew({ issuer, clientId, clientSecret }: SignOnSettings): Promise<client.Configuration> {
  const address = new URL(issuer);
  const isOnThisMachine = address.protocol === "http:";
  const config = await client.discovery(
    address,
    clientId,
    { [client.clockTolerance]: clockToleranceS },
    clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
    {
      timeout: timeoutS,
      [client.customFetch]: ask,
      execute: [client.enableNonRepudiationChecks, ...(isOnThisMachine ? [client.allowInsecureRequests] : [])],
    },
  );
  const { issuer: told, authorization_endpoint: entrance = "", token_endpoint: desk } = config.serverMetadata();
  // A provider for many companies names each in its tokens, and has an issuer that is none of theirs.
  if (new URL(told).href !== address.href) throw new Error("It speaks for another issuer.");
  const isSafe = entrance.startsWith("https://") || (isOnThisMachine && entrance.startsWith("http://"));
  if (!isSafe || desk === undefined) throw new Error("It does not say where to ask.");
  return config;
}

/** A question to the provider, with as much of an answer as anybody needs. */
async function ask(address: string, options: client.CustomFetchOptions): Promise<Response> {
  let response: Response;
  let bytes: Uint8Array[];
  try {
    response = await fetch(address, options as RequestInit);
    bytes = [];
    let length = 0;
    for await (const piece of response.body ?? []) {
      length += piece.length;
      if (length > answerLimitBytes) throw new NoAnswer("Its answer is too long.");
      bytes.push(piece);
    }
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    throw new NoAnswer(inEnglish(connectionProblem(error)));
  }
  if (response.status >= 500) throw new NoAnswer(`It answered with the status ${response.status}.`);
  const { status, headers } = response;
  return new Response(bytes.length === 0 ? null : Buffer.concat(bytes), { status, headers });
}

/** A provider that let somebody in by what they did earlier, where it was asked not to (BEHAVIOUR 11.7: a locked desk stays locked). */
function requireAskedAnew({ auth_time: atS }: client.IDToken, { askedAnewAtS }: Journey): void {
  if (askedAnewAtS !== null && atS !== undefined && atS < askedAnewAtS - clockToleranceS) {
    throw new Error("It did not ask anew who it is.");
  }
}

function at(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => {
    const isRecord = typeof value === "object" && value !== null && Object.hasOwn(value, name);
    return isRecord ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }, values);
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isNoAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof NoAnswer || (error as { code?: string }).code === "OAUTH_TIMEOUT" || isNoAnswer(error.cause);
}

/** In a line for whoever runs the host, without the signs that could act on a terminal. */
function problemOf(error: unknown): string {
  const sentences: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) sentences.push(each.message);
  return [...new Set(sentences)].join(": ").replaceAll(/\p{C}/gu, " ").slice(0, 300);
}
