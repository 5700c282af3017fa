// The whole way of a person, in a real browser: find a campaign, read what
// would happen, join, pledge, confirm, act, leave. Once with scripts, and once
// without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { LOOKS, type Look, PLAIN, launch, signIn } from "./browser";
import { Server, capstan } from "./server";
import { Visitor } from "./visitor";

const CAMPAIGN = "A film feed we can check";
const COALITION = "Fair Feeds";

let server: Server;
let browser: Browser;

before(async () => {
  server = await Server.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Finds the campaign by a word of its name, with a slip. */
async function find(visitor: Visitor): Promise<void> {
  await visitor.open("/");
  await visitor.follow("Campaigns");
  await visitor.page.getByLabel("Search", { exact: true }).fill("film fedd");
  await visitor.press("Search");
  await visitor.follow(CAMPAIGN);
}

async function playWithScripts(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  const slider = page.locator("#participation[type=range]");
  const said = page.locator("#said");
  await slider.waitFor();
  assert.equal(await said.getAttribute("aria-live"), "polite");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await said.getByText("31%").waitFor();
  await said.getByText("a straight line between two points").waitFor();
  const track = await slider.boundingBox();
  assert.ok(track);
  await page.mouse.move(track.x + track.width * 0.31, track.y + track.height / 2);
  await page.mouse.down();
  await page.mouse.move(track.x + track.width * 0.6, track.y + track.height / 2, { steps: 5 });
  await page.mouse.up();
  const dragged = Number(await slider.inputValue());
  assert.ok(dragged > 50 && dragged < 70, `dragged to ${dragged}`);
  await said.getByText(`${dragged}%`).waitFor();
  const line = page.locator("[data-curve]:not([hidden]) svg:visible line.here");
  const before = await line.getAttribute("x1");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction((x) => {
    const lines = [...document.querySelectorAll("[data-curve]:not([hidden]) line.here")];
    return lines.some((l) => (l as SVGElement).checkVisibility() && l.getAttribute("x1") !== x);
  }, before);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await visitor.look();
}

async function playWithoutScripts(visitor: Visitor): Promise<void> {
  await visitor.page.locator("#participation").fill("60");
  await visitor.press("Look");
  await visitor.page.locator("#said").getByText("60 %").waitFor();
}

/** Makes an account and gives its phrase. */
async function signUp(visitor: Visitor): Promise<string> {
  const { page } = visitor;
  await visitor.follow("Make an account");
  const words = await page.locator("ol.phrase li").allInnerTexts();
  assert.equal(words.length, 12);
  await visitor.press("I have written them down");
  for (const label of await page.getByText(/^Word \d+$/).all()) {
    const asked = await label.innerText();
    const word = words[Number(asked.replace(/\D/g, "")) - 1];
    assert.ok(word, asked);
    await page.getByLabel(asked, { exact: true }).fill(word);
  }
  await visitor.press("Make my account");
  await visitor.says("Your account is ready");
  return words.join(" ");
}

/** Leaves the coalition, and gives the signed statement. */
async function leave(visitor: Visitor): Promise<string> {
  await visitor.follow(COALITION);
  await visitor.follow("Leave");
  await visitor.press("Leave now");
  return visitor.save("Keep it as a file");
}

async function journey(look: Look, handle: string): Promise<void> {
  const scripts = look.options.javaScriptEnabled !== false;
  const context = await browser.newContext(look.options);
  try {
    const visitor = new Visitor(await context.newPage(), server.url, scripts);
    const { page } = visitor;

    await find(visitor);
    const campaign = new URL(page.url()).pathname;
    await page.locator("figure svg:visible").first().waitFor();
    await visitor.follow("Read the whole forecast");
    await visitor.open(campaign);
    await visitor.follow("Play with it");
    await (scripts ? playWithScripts : playWithoutScripts)(visitor);

    await visitor.press("Get an invitation");
    const phrase = await signUp(visitor);
    await visitor.follow("Choose a handle and join");
    await page.getByLabel("Handle").fill(handle);
    await visitor.click(page.getByRole("checkbox"));
    await visitor.press("Join");
    await visitor.says("You are a member now.");

    await visitor.open(campaign);
    await visitor.follow("Take part");
    await page.getByLabel("You take part").selectOption("100");
    await visitor.click(page.getByRole("radio", { name: "All who take part" }));
    await visitor.press("Pledge");
    await visitor.says("Your pledge is kept. Nobody is told.");

    await visitor.press("One day forward");
    assert.equal(new URL(page.url()).pathname, campaign, "the clock leads back");
    await visitor.says("Enough people have pledged.");
    await visitor.follow("Inbox Something is unread");
    await visitor.says(`Enough people have pledged in “${CAMPAIGN}”`);
    await visitor.press("Open");
    await visitor.says("Do you want to take part and be shown?");
    await visitor.click(page.getByRole("checkbox"));
    await visitor.press("Confirm");
    await visitor.says("Nobody is shown yet.");

    await visitor.press("One week forward");
    await visitor.says("You take part and are shown.");
    await visitor.follow("Who takes part");
    await visitor.says(handle);
    const stranger = await browser.newContext(look.options);
    const people = await (await stranger.newPage()).goto(`${server.url}${campaign}/people`);
    assert.ok(!(await people?.text())?.includes(handle), "everyone sees who chose other people");
    await stranger.close();

    await visitor.open(campaign);
    await visitor.follow("What to do");
    await visitor.press("I have done this");
    await visitor.says("The step is marked as done.");

    await visitor.open(campaign);
    const statement = await leave(visitor);
    assert.match(capstan("verify", statement), /holds/);
    await visitor.open(`${campaign}/people`);
    assert.equal(await page.getByText(handle).count(), 0, "who left is not shown");

    await visitor.open("/you");
    await visitor.press("Sign out");
    await signIn(context, server.url, phrase);
    await visitor.open("/you");
    assert.equal(await page.getByText(handle).count(), 0, "a handle of a coalition they left");
  } finally {
    await context.close();
  }
}

const [phone] = LOOKS;

test("the way of a person on a phone", async () => {
  assert.ok(phone);
  await journey(phone, "passing-by");
});

test("the same way without scripts", async () => {
  await journey(PLAIN, "plain-walker");
});
