import { generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type KoaContextWithOIDC } from "oidc-provider";
import type { SignOnSettings } from "../../src/main/server/team/sign-on-settings.ts";

/** Who sits in front of the provider, as it knows them: a subject and whatever else it says. */
interface TestPerson {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface TestProvider {
  readonly settings: SignOnSettings;
  /** Where it sends browsers back to, once it has been asked for something; the address is known to it by then. */
  returnsTo: string;
  /** Who signs in there from now on. */
  person: TestPerson;
  /** Changes what the provider says, as one would that lies; left out: it is honest. */
  tamper: (ctx: KoaContextWithOIDC) => void;
  readonly signingKey: KeyObject;
  /** What it was asked for, without what was asked of a page. */
  readonly asked: string[];
  /** Follows the provider's way through from where a host has sent a browser. @returns where it is sent back to. */
  browse(address: string): Promise<URL>;
  stop(): Promise<void>;
}

/**
 * A real provider of OpenID Connect on this machine, whose page for signing in says yes to whoever is in front of it.
 *
 * @param isShort whether its tokens tell no more than who it is, and it has to be asked for the rest.
 */
export async function startProvider(settings: Partial<SignOnSettings> = {}, isShort = false): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientSecret = randomBytes(24).toString("base64url");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const test: TestProvider = {
    settings: {
      issuer,
      clientId: "countinghouse",
      clientSecret,
      name: "Acme login",
      scopes: ["profile", "email"],
      groupsPath: ["groups"],
      groups: { clerk: ["finance"], admin: ["ledger-admins"] },
      allowsPassphrases: true,
      ...settings,
    },
    returnsTo: "https://desk.example/sign-on/return",
    person: { sub: "u-1", name: "Eve Adams", preferred_username: "eve", email: "eve@example.com", groups: ["finance"] },
    tamper: () => undefined,
    signingKey: privateKey,
    asked: [],
    async browse(address) {
      const cookies = new Map<string, string>();
      for (let next = new URL(address); ;) {
        if (next.origin !== issuer) return next;
        const answer = await fetch(next, {
          redirect: "manual",
          headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
        });
        keepCookies(cookies, answer.headers.getSetCookie());
        const location = answer.headers.get("location");
        if (location === null) throw new Error(`The provider stays at ${next.href}: ${await answer.text()}`);
        next = new URL(location, next);
      }
    },
    stop,
  };

  function makeProvider(): RequestListener {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: "countinghouse",
          client_secret: clientSecret,
          redirect_uris: [test.returnsTo],
          id_token_signed_response_alg: "ES256",
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256", kid: "one" }] },
      cookies: { keys: [randomBytes(16).toString("hex")] },
      claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups", "_claim_names"], email: ["email"] },
      conformIdTokenClaims: isShort,
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => Promise.resolve({ ...test.person, sub }) }),
      async loadExistingGrant(ctx) {
        const grant = new provider.Grant({
          clientId: ctx.oidc.client?.clientId ?? "",
          accountId: ctx.oidc.session?.accountId ?? "",
        });
        grant.addOIDCScope("openid profile email");
        await grant.save();
        return grant;
      },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    });
    provider.use(async (ctx, next) => {
      test.asked.push(ctx.path);
      if (ctx.path.startsWith("/interaction/")) {
        ctx.respond = false;
        await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: test.person.sub } });
        return;
      }
      await next();
      test.tamper(ctx as KoaContextWithOIDC);
    });
    const handle = provider.callback();
    return (request, response) => void handle(request, response);
  }

  let handle: RequestListener | null = null;
  server.on("request", (request, response) => {
    handle ??= makeProvider();
    handle(request, response);
  });
  return test;
}

/** Keeps what an answer sets, as browsers do. */
export function keepCookies(cookies: Map<string, string>, given: readonly string[]): void {
  for (const each of given) {
    const [, name = "", value = "", rest = ""] = /^([^=]+)=([^;]*)(.*)$/u.exec(each) ?? [];
    if (/Expires=Thu, 01 Jan 1970/iu.test(rest)) cookies.delete(name);
    else cookies.set(name, value);
  }
}
