// Someone with a browser, who finds that every page they come to is sound.

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { barriers, overflow, watch } from "./browser";

/** Someone with a browser. */
export class Visitor {
  private readonly faults: string[];

  constructor(
    readonly page: Page,
    private readonly url: string,
    readonly scripts: boolean,
  ) {
    this.faults = watch(page);
  }

  /** Looks at the page one has come to: nothing in it may be in the way. */
  async look(): Promise<void> {
    const faults = this.faults.splice(0);
    if (this.scripts) faults.push(...(await overflow(this.page)), ...(await barriers(this.page)));
    if (faults.length > 0) assert.fail(`${this.page.url()}\n${faults.join("\n")}`);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.look();
  }

  /** Without scripts the browser never says that an element stands still. */
  async click(what: Locator): Promise<void> {
    await what.click({ force: !this.scripts });
  }

  async follow(name: string): Promise<void> {
    await this.click(this.page.getByRole("link", { name, exact: true }).first());
    await this.page.waitForLoadState();
    await this.look();
  }

  async press(name: string): Promise<void> {
    await this.click(this.page.getByRole("button", { name, exact: true }).first());
    await this.page.waitForLoadState();
    await this.look();
  }

  /** Presses a button or a link that gives a file, and says where it is. */
  async save(name: string): Promise<string> {
    const button = this.page.getByRole("button", { name, exact: true });
    const link = this.page.getByRole("link", { name, exact: true });
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.click(button.or(link)),
    ]);
    const path = await download.path();
    // The browser calls a page that became a file one that was broken off.
    this.faults.splice(0);
    return path;
  }

  async says(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }
}
