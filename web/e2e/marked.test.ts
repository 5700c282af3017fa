// Every sentence comes from the words: a service that puts brackets around
// each of them shows no letter outside of them, but in what people typed,
// names, times and code.

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { LOOKS, launch } from "./browser";
import { type Role, Server, routes } from "./server";
import { Visits } from "./visits";

/** Where letters need no words. */
const APART = "bdi, [translate=no], time, code, pre, textarea, .code, script, style";

/** Attributes that are read out or shown. */
const SAID = ["alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext", "placeholder", "title"];

let server: Server;
let browser: Browser;
let visits: Visits;

before(async () => {
  server = await Server.start({ CAPSTAN_MARK_WORDS: "1" });
  browser = await launch();
  visits = new Visits(server, browser);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The texts of a page that have letters outside of the brackets. */
function unmarked(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ APART, SAID }) => {
      const outside = (text: string): string => {
        let depth = 0;
        return [...text]
          .filter((letter) => {
            if (letter === "\u27e6") depth += 1;
            if (letter === "\u27e7") depth -= 1;
            return depth === 0;
          })
          .join("");
      };
      // A number with the sign of its unit is the same in every language.
      const bare = (text: string) => /\p{L}/u.test(outside(text));
      const found: string[] = [];
      // A sentence may have marks inside it, so a whole block is looked at.
      const block = (element: Element): string => {
        let text = "";
        for (const child of element.childNodes) {
          if (child.nodeType === Node.TEXT_NODE) text += child.textContent;
          if (!(child instanceof Element) || child.matches(APART)) continue;
          if (child.localName === "svg") drawn(child);
          else {
            const display = getComputedStyle(child).display;
            const inline = display.startsWith("inline") || display === "contents";
            if (inline) text += block(child);
            else look(child);
          }
        }
        return text;
      };
      // In a drawing a sentence may take several lines, each a text of its own.
      const drawn = (svg: Element): void => {
        const texts = [...svg.querySelectorAll("title, desc, text")];
        const text = texts.map((t) => t.textContent).join(" ");
        if (bare(text)) found.push(`<svg> ${outside(text).trim().slice(0, 120)}`);
      };
      const look = (element: Element): void => {
        const text = block(element);
        if (bare(text)) found.push(`<${element.localName}> ${text.trim().slice(0, 120)}`);
      };
      look(document.body);
      for (const element of document.querySelectorAll("*")) {
        if (element.closest(APART)) continue;
        for (const name of SAID) {
          const text = element.getAttribute(name);
          if (text && bare(text)) found.push(`<${element.localName} ${name}> ${text.slice(0, 120)}`);
        }
      }
      return found;
    },
    { APART, SAID },
  );
}

async function check(path: string, role: Role): Promise<void> {
  const [phone] = LOOKS;
  assert.ok(phone);
  const context = await visits.open(role, phone);
  try {
    const page = await context.newPage();
    await page.goto(server.url + path);
    assert.ok((await page.content()).includes("\u27e6"), "no sentence is marked");
    const found = await unmarked(page);
    if (found.length > 0) assert.fail(found.join("\n"));
  } finally {
    await context.close();
  }
}

test("no page says anything that is not translated", { concurrency: availableParallelism() }, async (t) => {
  const tests = routes().map((pattern) =>
    t.test(pattern, async () => {
      const path = visits.address(pattern);
      for (const role of await visits.visitors(path)) await check(path, role);
    }),
  );
  await Promise.all(tests);
});
