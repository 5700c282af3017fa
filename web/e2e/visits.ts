// Visiting the pages of a demonstration as every kind of person.

import assert from "node:assert/strict";
import type { Browser, BrowserContext, BrowserContextOptions, Response } from "playwright-core";
import { type Look, PLAIN, signIn } from "./browser";
import { ROLES, type Role, type Server } from "./server";

type State = BrowserContextOptions["storageState"];

/** Whether an answer is the page itself, not the way to sign in. */
export const isPage = (answer: Response | null, path: string) =>
  answer?.status() === 200 && new URL(answer.url()).pathname === path.split("?")[0];

/** The people of a demonstration, in one browser. */
export class Visits {
  private readonly sessions = new Map<Role, Promise<State>>();

  constructor(
    readonly server: Server,
    readonly browser: Browser,
  ) {}

  /** A browser of one person. Each signs in once, then keeps the session. */
  async open(role: Role, look: Look): Promise<BrowserContext> {
    if (role === "anonymous") return this.browser.newContext(look.options);
    const state = this.sessions.get(role) ?? this.session(role);
    this.sessions.set(role, state);
    const storageState = await state;
    return this.browser.newContext({ ...look.options, ...(storageState && { storageState }) });
  }

  private async session(role: Exclude<Role, "anonymous">): Promise<State> {
    const context = await this.browser.newContext();
    await signIn(context, this.server.url, this.server.demo.people[role]);
    // Each look asks for its own language.
    await context.clearCookies({ name: "lang" });
    const state = await context.storageState();
    await context.close();
    return state;
  }

  /** The address of a page of the demonstration. */
  address(pattern: string): string {
    if (!pattern.includes("{")) return pattern;
    const path = this.server.demo.paths[pattern];
    assert.ok(path, `${pattern}: demo.json has no address for this page`);
    return path;
  }

  /** Who sees a page: the first role that may, and a steward, who sees most. */
  async visitors(path: string): Promise<Role[]> {
    const found: Role[] = [];
    for (const role of ROLES) {
      if (found.length > 0 && role !== "steward") continue;
      const context = await this.open(role, PLAIN);
      const answer = await (await context.newPage()).goto(this.server.url + path);
      await context.close();
      if (isPage(answer, path)) found.push(role);
    }
    assert.notEqual(found.length, 0, `${path}: nobody gets this page with status 200`);
    return found;
  }
}
