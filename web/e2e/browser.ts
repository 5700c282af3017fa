// Chromium as people have it: a cheap phone or a desktop, light or dark, in
// one of the languages, with scripts or without.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from "playwright-core";

/** How a page is looked at. */
export interface Look {
  name: string;
  options: BrowserContextOptions;
}

const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 900 } };

/** Spanish and dark are seen on the phone, where words have the least room. */
export const LOOKS: Look[] = [
  { name: "phone", options: { ...phone, locale: "en-GB", colorScheme: "light" } },
  { name: "phone-dark-es", options: { ...phone, locale: "es-ES", colorScheme: "dark" } },
  { name: "desktop", options: { ...desktop, locale: "en-GB", colorScheme: "light" } },
];

/** The phone of someone who keeps scripts off. */
export const PLAIN: Look = {
  name: "phone-plain",
  options: { ...phone, locale: "en-GB", javaScriptEnabled: false },
};

/** The Chromium that `CAPSTAN_CHROMIUM` names, else Debian's. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CAPSTAN_CHROMIUM"] ?? "/usr/bin/chromium",
    // Chromium's own sandbox does not start for root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"],
  });
}

/** Signs a person in by the recovery phrase, through the page itself. */
export async function signIn(context: BrowserContext, url: string, phrase: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  const form = page.locator("form:has([name=phrase])");
  await form.locator("[name=phrase]").fill(phrase);
  await form.getByRole("button").click();
  await page.waitForURL((at) => at.pathname !== "/sign-in");
  await page.close();
}

/** Collects what a person would not see but a page should not do. */
export function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on("console", (said) => {
    if (said.type() === "error") faults.push(`console: ${said.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    // Who goes on to the next page stops what the last one still loads.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") faults.push(`no answer: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  return faults;
}

/** The bytes that a page moves over the network, from now on. */
export async function weigh(page: Page): Promise<() => number> {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  let bytes = 0;
  network.on("Network.loadingFinished", (done) => (bytes += done.encodedDataLength));
  return () => bytes;
}

/** What stands out over the right edge, if the page scrolls sideways. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 0.5);
    return [`scrolls sideways: ${document.documentElement.scrollWidth} px, not ${room}`, ...out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  impact?: string | null;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe finds that is serious or critical. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const findings: Finding[] = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } };
    // WCAG 2.2 asks for targets that a finger can hit; axe leaves that off.
    return (await axe.run({ rules: { "target-size": { enabled: true } } })).violations;
  });
  return findings
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `axe ${id}: ${help}\n${nodes.map((n) => `  ${n.html} ${n.failureSummary}`).join("\n")}`);
}
