// Donating in a real browser: a picture of a pay card is sent, looked at, put
// right, kept and withdrawn, with scripts and without. And what leaves the
// device is what was shown on it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { LOOKS, type Look, PLAIN, launch, signIn } from "./browser";
import { Server, capstan } from "./server";
import { Visitor } from "./visitor";

/** How many random cases are sent. */
const CASES = 60;

let server: Server;
let browser: Browser;
let folder: string;
let card: string;
let donate: string;

before(async () => {
  server = await Server.start();
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "capstan-donate-"));
  card = join(folder, "card.png");
  const made = await fetch(`${server.url}/donations/sample.png`);
  assert.equal(made.status, 200, "no card: is a font there (fonts-dejavu-core)?");
  writeFileSync(card, Buffer.from(await made.arrayBuffer()));
  donate = server.demo.paths["/coalitions/{coalition}/donate"] ?? "";
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

/** Covers a part of the picture with the keyboard, and one with the mouse. */
async function cover(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  const picture = page.locator(".picture canvas");
  await picture.waitFor();
  await page.getByRole("button", { name: "Cover parts" }).click();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByText("That part is covered.").waitFor();
  await visitor.look();
  await page.getByRole("button", { name: "Uncover the last" }).click();
  const area = await picture.boundingBox();
  assert.ok(area);
  await page.mouse.move(area.x + area.width * 0.4, area.y + 4);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width * 0.9, area.y + area.height * 0.06, { steps: 3 });
  await page.mouse.up();
  await page.getByText("sent as a new picture").waitFor();
}

/** Sends the card, and comes to what was read of it. */
async function send(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await visitor.open("/you");
  await visitor.open(donate);
  for (const text of ["Read what I send", "Count my jobs"]) {
    await page.getByRole("checkbox", { name: text }).setChecked(true, { force: true });
  }
  await page.getByLabel("Take a picture").setInputFiles(card);
  if (visitor.scripts) {
    await cover(visitor);
    await page.getByLabel("Pictures or files").setInputFiles({ name: "wrong.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n") });
    await page.getByRole("button", { name: "Do not send this" }).nth(1).click();
    await page.getByText("wrong.csv: It is not sent.").waitFor();
  }
  await page.getByRole("button", { name: "Read it" }).click();
  await page.waitForURL(/donations\/[0-9a-f-]+$/);
  await visitor.look();
}

async function journey(look: Look): Promise<void> {
  const context = await browser.newContext(look.options);
  try {
    await signIn(context, server.url, server.demo.people.member);
    const visitor = new Visitor(await context.newPage(), server.url, look.options.javaScriptEnabled !== false);
    const { page } = visitor;
    await send(visitor);

    await visitor.says("Look at what was read");
    assert.equal(await page.getByRole("checkbox", { name: "Keep this job" }).count(), 2);
    for (const yes of await page.getByRole("checkbox", { name: "Yes" }).all()) await yes.setChecked(true, { force: true });
    await page.locator("[name=keep][value='1']").setChecked(false, { force: true });
    await visitor.click(page.getByText("Put something right").first());
    await page.locator("[name='fix-0-place']").or(page.locator("[name='fix-0-platform']")).first().fill("Northport Meals");
    await visitor.press("Keep what is ticked");
    await visitor.says("It is kept. Here is your receipt.");
    await visitor.says("Northport Meals");
    const kept = new URL(page.url()).pathname;

    const receipt = await visitor.save("Save the receipt");
    assert.match(capstan("verify", receipt), /holds/);
    const text = readFileSync(receipt, "utf8");
    assert.ok(!text.includes("Northport"), "a receipt says nothing of the pay");
    await visitor.open(donate.replace(/donate$/, "pay"));

    await visitor.open(kept);
    await visitor.press("Withdraw it");
    await visitor.says("Your donation is gone.");
    const gone = await visitor.save("Save the receipt");
    assert.match(capstan("verify", gone), /withdrawn/);
    const answer = await page.request.get(server.url + kept);
    assert.equal(answer.status(), 404);
  } finally {
    await context.close();
  }
}

const [phone] = LOOKS;

test("donating from a phone", async () => {
  assert.ok(phone);
  await journey(phone);
});

test("the same without scripts", async () => {
  await journey(PLAIN);
});

/** What happened in one random case, told by the page itself. */
interface Outcome {
  shown: string[];
  sent: string[];
  says: boolean;
}

/** Chooses random files, covers and removes at random, and sends. */
function play(page: Page, seed: number): Promise<Outcome> {
  return page.evaluate(async (seed) => {
    let state = seed * 2654435761 + 1;
    const random = (most: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * most);
    };
    const canary = new TextEncoder().encode("canary-place");
    const part = (bytes: number[]) => Uint8Array.from(bytes);
    const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((p) => [...p]));
    const picture = async (type: string) => {
      const canvas = document.createElement("canvas");
      canvas.width = 20 + random(120);
      canvas.height = 20 + random(120);
      const pen = canvas.getContext("2d", { alpha: false })!;
      for (let n = 0; n < 30; n++) {
        pen.fillStyle = `rgb(${random(256)} ${random(256)} ${random(256)})`;
        pen.fillRect(random(canvas.width), random(canvas.height), random(60), random(60));
      }
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.8));
      return new Uint8Array(await blob!.arrayBuffer());
    };
    const files: File[] = [];
    for (let n = 1 + random(3); n > 0; n--) {
      const kind = random(4);
      if (kind === 0) {
        files.push(new File([`a,b\n${random(99)},${random(99)}\n`], `${n}.csv`, { type: "text/csv" }));
      } else if (kind === 1) {
        const png = await picture("image/png");
        const text = join(part([0, 0, 0, canary.length]), new TextEncoder().encode("tEXt"), canary, part([0, 0, 0, 0]));
        files.push(new File([join(png.subarray(0, 33), text, png.subarray(33))], `${n}.png`, { type: "image/png" }));
      } else if (kind === 2) {
        // Turned in one of eight ways, with a text in its Exif and a file behind.
        const jpeg = await picture("image/jpeg");
        const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 1 + random(8), 0, 0, 0, 0, 0, 0, 0];
        const said = join(part([0xff, 0xe1, 0, 2 + exif.length + canary.length]), part(exif), canary);
        files.push(new File([join(jpeg.subarray(0, 2), said, jpeg.subarray(2), canary)], `${n}.jpg`, { type: "image/jpeg" }));
      } else {
        files.push(new File([await picture("image/webp")], `${n}.webp`, { type: "image/webp" }));
      }
    }
    const input = document.querySelector<HTMLInputElement>("#choose")!;
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    input.files = all.files;
    input.dispatchEvent(new Event("change"));
    const ready = () => [...document.querySelectorAll("[data-sent] li")].every((li) => li.querySelector("pre:not([hidden]), .picture:not([hidden])"));
    while (!ready()) await new Promise((next) => setTimeout(next, 5));

    const pixels = (canvas: HTMLCanvasElement) => {
      const { data, width, height } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return `${width}x${height}:${data.join()}`;
    };
    const shown: string[] = [];
    for (const item of [...document.querySelectorAll<HTMLElement>("[data-sent] li")]) {
      const press = (what: string) => item.querySelector<HTMLElement>(`[data-do=${what}]`)!.click();
      const canvas = item.querySelector("canvas")!;
      if (random(4) === 0) {
        press("remove");
        continue;
      }
      if (item.querySelector(".picture:not([hidden])") && random(2) === 0) {
        press("black");
        for (let n = random(12); n > 0; n--) {
          const key = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter"][random(5)]!;
          canvas.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: random(2) === 0, cancelable: true }));
        }
        if (random(3) === 0) press("undo");
      }
      const text = item.querySelector("pre:not([hidden])");
      shown.push(text ? (text.textContent ?? "") : pixels(canvas));
    }
    const form = document.querySelector<HTMLFormElement>("form:has([data-donate])")!;
    const left: [string, FormDataEntryValue][] = [];
    const network = window.fetch;
    window.fetch = (_, asked) => {
      left.push(...(asked?.body as FormData));
      return Promise.resolve(Response.json({ donation: "" }));
    };
    await new Promise<void>((done) => {
      form.submit = () => {
        left.push(...new FormData(form));
        done();
      };
      form.requestSubmit();
    });
    window.fetch = network;
    const sent: string[] = [];
    let says = false;
    for (const [name, value] of left) {
      if (!(value instanceof File) || !value.name) continue;
      const bytes = new Uint8Array(await value.arrayBuffer());
      says ||= new TextDecoder("latin1").decode(bytes).includes("canary") || name !== "file";
      if (value.name.endsWith(".csv")) {
        sent.push(new TextDecoder().decode(bytes));
        continue;
      }
      const whole = await createImageBitmap(value);
      const canvas = document.createElement("canvas");
      canvas.width = whole.width;
      canvas.height = whole.height;
      canvas.getContext("2d")!.drawImage(whole, 0, 0);
      sent.push(pixels(canvas));
    }
    return { shown, sent, says };
  }, seed);
}

test("what arrived stays when the network fails, and only the rest is sent again", async () => {
  const context = await browser.newContext(phone?.options);
  await signIn(context, server.url, server.demo.people.member);
  const page = await context.newPage();
  const files = [1, 2, 3].map((n) => ({
    name: `week-${n}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from(`start,total,currency\n2020-08-0${n},${n}.00,USD\n`),
  }));
  const choose = async () => {
    await page.getByRole("checkbox", { name: "Read what I send" }).setChecked(true, { force: true });
    await page.getByLabel("Pictures or files").setInputFiles(files);
    await page.locator("[data-sent] pre").nth(2).waitFor();
    await page.getByRole("button", { name: "Read it" }).click();
  };
  let posts = 0;
  let lost = 1;
  await page.route("**/donate", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    posts += 1;
    return posts > lost ? route.abort() : route.continue();
  });
  await page.goto(server.url + donate);
  await choose();
  await page.getByText("Not everything arrived.").waitFor();
  // The phone is put away, and the page opened again.
  await page.goto(server.url + donate);
  await page.getByText("These files did.").waitFor();
  assert.equal(await page.getByText("week-1.csv").count(), 1);
  [posts, lost] = [0, 9];
  await choose();
  await page.waitForURL(/donations\/[0-9a-f-]+$/);
  assert.equal(posts, 3, "two files, and that it is all");
  assert.equal(await page.getByRole("checkbox", { name: "Keep this job" }).count(), 3);
  await page.getByRole("button", { name: "Let go" }).or(page.locator("button.danger")).first().click();
  await context.close();
});

test("what leaves is what was shown, less what was taken back", async () => {
  const context = await browser.newContext(phone?.options);
  await signIn(context, server.url, server.demo.people.member);
  const page = await context.newPage();
  let pictures = 0;
  for (let seed = 1; seed <= CASES; seed++) {
    await page.goto(server.url + donate);
    const { shown, sent, says } = await play(page, seed);
    assert.deepEqual(sent, shown, `case ${seed}`);
    assert.ok(!says, `case ${seed}: what a file says beside its picture left with it`);
    pictures += sent.filter((one) => /^\d+x/.test(one)).length;
  }
  assert.ok(pictures > CASES / 2, `${pictures} pictures in ${CASES} cases`);
  await context.close();
});
