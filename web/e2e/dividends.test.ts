// The rule explorer: its script says what the engine says, and a slider is
// followed at once.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Ask, type Shared, type Step, share } from "../src/dividends/share";
import { launch, watch } from "./browser";
import { Server } from "./server";

type Numbers = Pick<Shared, "each" | "gini" | "theil" | "atkinsonHalf" | "atkinsonOne" | "topTenth">;

interface Case {
  readonly steps: readonly Step[];
  readonly ask: Ask;
  readonly answer: Numbers | string;
}

test("the script says what the engine says", () => {
  const file = new URL("../../../src/dividends/cases.json", import.meta.url);
  const cases: Case[] = JSON.parse(readFileSync(file, "utf8"));
  assert.ok(cases.length > 50);
  for (const { steps, ask, answer } of cases) {
    const about = JSON.stringify({ steps, ask });
    const found = share(steps, ask);
    if (typeof found === "string" || typeof answer === "string") {
      assert.equal(found, answer, about);
      continue;
    }
    // A coin that cannot be split is the engine's to give.
    const near = (a: number, b: number, slack: number): boolean => Math.abs(a - b) <= slack;
    answer.each.forEach((x, i) => assert.ok(near(x, found.each[i] ?? NaN, 0.011), `${about}: ${found.each}`));
    for (const name of ["gini", "theil", "atkinsonHalf", "atkinsonOne", "topTenth"] as const) {
      assert.ok(near(answer[name], found[name], 2e-6), `${about}: ${name} ${found[name]}, not ${answer[name]}`);
    }
  }
});

test("a slider is followed at once, and the engine's answer comes", async () => {
  const server = await Server.start();
  const browser = await launch();
  try {
    const page = await browser.newPage({ locale: "en" });
    const faults = watch(page);
    const path = server.demo.paths["/coalitions/{coalition}/dividends"];
    await page.goto(`${server.url}${path}?on=example&rule=shift&budget=900`);
    const said = page.locator("#said");
    assert.match(await said.innerText(), /highest dividend is 600\.00\sEUR/);
    await page.locator("#rule").selectOption("equal");
    assert.match(await said.innerText(), /highest dividend is 300\.00\sEUR/);
    const sliders = page.locator("#sharing input[type=range]");
    assert.equal(await sliders.count(), 4);
    // What all use gets a third of it: 30 of 90 places.
    await sliders.nth(0).focus();
    await page.keyboard.press("Home");
    for (let n = 0; n < 10; n++) await page.keyboard.press("ArrowRight");
    const kept = Number(await page.locator("#public_good").inputValue());
    assert.equal(kept, 9);
    assert.match(await said.innerText(), /highest dividend is 273\.00\sEUR/);
    const cell = page.locator("#steps tbody tr").first().locator("td").last();
    assert.equal(await cell.innerText(), "273.00");
    await page.waitForURL(/rule=equal.*public_good=9|public_good=9.*rule=equal/);
    assert.equal(await cell.innerText(), "273.00", "the engine says the same");
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
