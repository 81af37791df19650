import { onTestFinished } from "vitest";
import type { TeamHost } from "../../src/main/server/team/team-host.ts";
import { keepCookies, startProvider, type TestProvider } from "./identity-provider.ts";
import { callTeam, sendTo, type TeamAnswer } from "./team.ts";

export type { TestProvider } from "./identity-provider.ts";

/** The name by which the tests' browsers call the host, and the provider knows it. */
const ownName = "desk.example";

/** A provider until the test is over. */
export async function startTestProvider(...options: Parameters<typeof startProvider>): Promise<TestProvider> {
  const provider = await startProvider(...options);
  onTestFinished(() => provider.stop());
  return provider;
}

/** A browser of the team, which keeps cookies as browsers do. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<TeamAnswer>;
  call(method: string, input?: unknown): Promise<TeamAnswer>;
  /** Leaves for the provider and comes back. @returns what the host answers then. */
  signOn(provider: TestProvider, place?: string): Promise<TeamAnswer>;
}

export function openTestBrowser(host: Pick<TeamHost, "port">): TestBrowser {
  const cookies = new Map<string, string>();
  const withCookies = () => ({ host: ownName, cookie: [...cookies].map((pair) => pair.join("=")).join("; ") });
  const keep = (answer: TeamAnswer) => {
    keepCookies(cookies, answer.headers["set-cookie"] ?? []);
    return answer;
  };
  const browser: TestBrowser = {
    cookies,
    get: async (path, headers = {}) => keep(await sendTo(host, { path, headers: { ...withCookies(), ...headers } })),
    call: async (method, input) => keep(await callTeam(host, method, input, withCookies())),
    async signOn(provider, place = "#/accounts") {
      const { headers } = await browser.get(`/sign-on/start?to=${encodeURIComponent(place)}`);
      const { pathname, search } = await provider.browse(headers.location ?? "");
      return browser.get(`${pathname}${search}`);
    },
  };
  return browser;
}
