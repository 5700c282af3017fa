// Every page of the router, as every kind of person who may see it.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { LOOKS, type Look, PLAIN, barriers, launch, overflow, watch, weigh } from "./browser";
import { type Role, Server, routes } from "./server";
import { Visits, isPage } from "./visits";

/** The most bytes of a first load without scripts. */
const LIGHT = 60_000;

/** A folder for pictures of all pages, if they are asked for. */
const shots = process.env["E2E_SHOTS"];

let server: Server;
let browser: Browser;
let visits: Visits;

before(async () => {
  server = await Server.start();
  browser = await launch();
  visits = new Visits(server, browser);
  if (shots) mkdirSync(shots, { recursive: true });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Whether a policy lets nothing in but our own files. */
const isStrict = (policy: string) => /default-src '(none|self)'/.test(policy) && !/unsafe|\*/.test(policy);

async function check(path: string, pattern: string, role: Role, look: Look): Promise<void> {
  const context = await visits.open(role, look);
  try {
    const page = await context.newPage();
    const faults = watch(page);
    const bytes = await weigh(page);
    const answer = await page.goto(server.url + path);
    assert.ok(isPage(answer, path), `${answer?.status()} at ${answer?.url()}`);
    const policy = (await answer?.headerValue("content-security-policy")) ?? "none";
    if (!isStrict(policy)) faults.push(`Content-Security-Policy is not strict: ${policy}`);
    const headings = await page.locator("h1").count();
    if (headings !== 1) faults.push(`${headings} h1, not one`);
    if (!(await page.title()).trim()) faults.push("no title");
    const lang = await page.locator("html").getAttribute("lang");
    if (!lang || !look.options.locale?.startsWith(lang)) faults.push(`lang ${lang}, not ${look.options.locale}`);
    if (look.options.javaScriptEnabled === false) {
      if (bytes() === 0 || bytes() > LIGHT) faults.push(`${bytes()} bytes without scripts, not 1 to ${LIGHT}`);
    } else {
      faults.push(...(await overflow(page)), ...(await barriers(page)));
    }
    if (shots) {
      const name = pattern.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "home";
      await page.screenshot({ path: join(shots, `${name}.${role}.${look.name}.png`), fullPage: true });
    }
    if (faults.length > 0) assert.fail(faults.join("\n"));
  } finally {
    await context.close();
  }
}

test("every page of the router is sound", { concurrency: availableParallelism() }, async (t) => {
  const patterns = routes();
  assert.ok(patterns.includes("/"), "the router names no home page");
  const tests = patterns.map((pattern) =>
    t.test(pattern, async (t) => {
      const path = visits.address(pattern);
      for (const role of await visits.visitors(path)) {
        for (const look of [...LOOKS, PLAIN]) {
          await t.test(`${pattern} ${role} ${look.name}`, () => check(path, pattern, role, look));
        }
      }
    }),
  );
  await Promise.all(tests);
});
