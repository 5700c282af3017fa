// The rule explorer: its script says what the engine says, and a slider is
// followed at once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Ask, type Shared, type Step, share } from "../src/dividends/share";
import { launch, watch } from "./browser";
import { Server } from "./server";

interface Answer {
  readonly people: number;
  readonly steps: readonly { people: number; pools: number; value: number; each: number }[];
  readonly inequality: readonly { name: string; value: number | null }[];
}

/** What the script and the engine call the same number. */
const INDICES = {
  gini: "gini",
  theil: "theil",
  atkinsonHalf: "atkinson-half",
  atkinsonOne: "atkinson-one",
  topTenth: "top-tenth",
} as const satisfies Partial<Record<keyof Shared, string>>;

const RULES = ["equal", "rank", "bins", "positive", "shift", "power", "softmax", "clip", "abs"];
const BUDGET = 1_000_000;

let server: Server;

before(async () => {
  server = await Server.start();
});

after(async () => {
  await server?.stop();
});

/** What the engine says; nothing if it refuses. */
async function engine(query: Record<string, string>): Promise<Answer | null> {
  const path = server.demo.paths["/coalitions/{coalition}/dividends"];
  const answer = await fetch(`${server.url}/api/v1${path}?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${server.demo.tokens.member}` },
  });
  if (answer.status === 422) return null;
  assert.equal(answer.status, 200, await answer.clone().text());
  return (await answer.json()) as Answer;
}

test("the script says what the engine says", async () => {
  let refused = 0;
  for (const [on, pool] of [
    ["values", ""],
    ["values", "group"],
    ["example", ""],
  ] as const) {
    const ground = await engine({ on, pool, budget: String(BUDGET) });
    assert.ok(ground, "there is a valuation in the demonstration");
    const steps: Step[] = ground.steps.map(({ people, value, pools }) => [people, value, pools]);
    assert.ok(on === "example" || steps.length > 1, "steps of people");
    assert.equal(steps.some(([, , pools]) => pools > 0), pool !== "", "groups stand in it");
    const each = BUDGET / ground.people;
    const settings: Partial<Ask>[] = [
      {},
      { settings: { count: 4, first: 1, zero: 1, g: 0.8, t: 2, mad: 1 }, equal: 0.25 },
      { mixed: { rule: "softmax", part: 0.3 }, settings: { t: 0.5 }, gini: 0.2 },
      { fee: { each: Math.round(each / 10), cap: 0.05 }, lottery: true },
      { lottery: true, cap: Math.round(each) },
      { publicGood: 0.3, gini: 0.1 },
      { floor: Math.round(each / 3) },
      { cap: Math.round(each * 1.2), publicGood: 0.1 },
      { floor: Math.round(each / 2), cap: Math.round(each * 1.5), gini: 0.3 },
    ];
    for (const rule of RULES) {
      for (const changes of settings) {
        const usual = {
          settings: {},
          mixed: null,
          equal: 0,
          fee: null,
          lottery: false,
          publicGood: 0,
          gini: null,
          floor: null,
          cap: null,
          budget: BUDGET,
        };
        const ask: Ask = { ...usual, rule, ...changes };
        const about = `${on} ${pool} ${JSON.stringify(ask)}`;
        const text = (x: number | null): string => (x === null ? "" : String(x));
        const answer = await engine({
          on,
          pool,
          rule,
          budget: String(BUDGET),
          public_good: String(Math.round(ask.publicGood * 100)),
          gini: text(ask.gini),
          floor: text(ask.floor),
          cap: text(ask.cap),
          mixed: ask.mixed?.rule ?? "",
          mixed_part: text(ask.mixed && ask.mixed.part * 100),
          equal: String(ask.equal * 100),
          fee: text(ask.fee && ask.fee.each),
          fee_cap: text(ask.fee && ask.fee.cap * 100),
          lottery: ask.lottery ? "3" : "",
          ...Object.fromEntries(Object.entries(ask.settings).map(([n, x]) => [n, String(x)])),
        });
        const found = share(steps, ask);
        if (!answer || typeof found === "string") {
          assert.equal(typeof found === "string", answer === null, about);
          refused += 1;
          continue;
        }
        const near = (a: number | undefined, b: number | undefined, slack: number, what: string): void =>
          assert.ok(Math.abs((a ?? NaN) - (b ?? NaN)) <= slack, `${about}: ${what} ${a}, not ${b}`);
        // A coin that cannot be split is the engine's to give.
        answer.steps.forEach((step, i) => near(found.each[i], step.each, 0.011, `step ${i}`));
        for (const [mine, name] of Object.entries(INDICES)) {
          const index = answer.inequality.find((i) => i.name === name)?.value ?? undefined;
          near(found[mine as keyof typeof INDICES], index, 2e-6, name);
        }
      }
    }
  }
  assert.ok(refused > 0, "some caps are too low");
});

test("a slider is followed at once, and the engine's answer comes", async () => {
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
    assert.equal(await sliders.count(), 7);
    assert.equal(await sliders.nth(1).getAttribute("aria-valuetext"), "none", "it is read aloud");
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
    assert.equal(await sliders.nth(0).getAttribute("aria-valuetext"), "9");
    assert.deepEqual(faults, []);
    // What only the engine refuses is said too.
    await page.locator("summary", { hasText: "Paying" }).click();
    await page.locator("#lottery").fill("2.5");
    await said.getByText("Write a number of prizes").waitFor();
  } finally {
    await browser.close();
  }
});
