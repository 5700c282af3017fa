// Every page of the router, as every kind of person who may see it.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, BrowserContextOptions, Response } from "playwright-core";
import { LOOKS, type Look, PLAIN, barriers, launch, overflow, signIn, watch, weigh } from "./browser";
import { ROLES, type Role, Server, routes } from "./server";

/** The most bytes of a first load without scripts. */
const LIGHT = 60_000;

/** A folder for pictures of all pages, if they are asked for. */
const shots = process.env["E2E_SHOTS"];

let server: Server;
let browser: Browser;
const sessions = new Map<Role, Promise<BrowserContextOptions["storageState"]>>();

before(async () => {
  server = await Server.start();
  browser = await launch();
  if (shots) mkdirSync(shots, { recursive: true });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function session(role: Exclude<Role, "anonymous">): Promise<BrowserContextOptions["storageState"]> {
  const context = await browser.newContext();
  await signIn(context, server.url, server.demo.people[role]);
  // Each look asks for its own language.
  await context.clearCookies({ name: "lang" });
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A browser of one person. Each signs in once, then keeps the session. */
async function open(role: Role, look: Look): Promise<BrowserContext> {
  if (role === "anonymous") return browser.newContext(look.options);
  const state = sessions.get(role) ?? session(role);
  sessions.set(role, state);
  const storageState = await state;
  return browser.newContext({ ...look.options, ...(storageState && { storageState }) });
}

/** The address of a page of the demonstration. */
function address(pattern: string): string {
  if (!pattern.includes("{")) return pattern;
  const path = server.demo.paths[pattern];
  assert.ok(path, `${pattern}: demo.json has no address for this page`);
  return path;
}

/** Whether an answer is the page itself, not the way to sign in. */
const isPage = (answer: Response | null, path: string) =>
  answer?.status() === 200 && new URL(answer.url()).pathname === path.split("?")[0];

/** Who sees a page: the first role that may, and a steward, who sees most. */
async function visitors(path: string): Promise<Role[]> {
  const found: Role[] = [];
  for (const role of ROLES) {
    if (found.length > 0 && role !== "steward") continue;
    const context = await open(role, PLAIN);
    const answer = await (await context.newPage()).goto(server.url + path);
    await context.close();
    if (isPage(answer, path)) found.push(role);
  }
  assert.notEqual(found.length, 0, `${path}: nobody gets this page with status 200`);
  return found;
}

/** Whether a policy lets nothing in but our own files. */
const isStrict = (policy: string) => /default-src '(none|self)'/.test(policy) && !/unsafe|\*/.test(policy);

async function check(path: string, pattern: string, role: Role, look: Look): Promise<void> {
  const context = await open(role, look);
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
      const path = address(pattern);
      for (const role of await visitors(path)) {
        for (const look of [...LOOKS, PLAIN]) {
          await t.test(`${pattern} ${role} ${look.name}`, () => check(path, pattern, role, look));
        }
      }
    }),
  );
  await Promise.all(tests);
});
