// Notices on a device, as far as a browser without a network goes: Chromium
// subscribes only where it reaches its maker's push service, so the
// subscription is made up; all else is real. What a push service would hand to
// the browser comes through the tools for developers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { LOOKS, launch, signIn, watch } from "./browser";
import { Server } from "./server";

/** Keys of RFC 8291, section 5. */
const SUBSCRIPTION = {
  endpoint: "https://push.example.org/send/fVZ7Kd3",
  keys: {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  },
};

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

test("a browser is turned on, shows what comes, and is turned off", async () => {
  const desktop = LOOKS.find(({ name }) => name === "desktop");
  const context = await browser.newContext({ ...desktop?.options, permissions: ["notifications"] });
  await signIn(context, server.url, server.demo.people.member);
  await context.addInitScript((subscription) => {
    PushManager.prototype.subscribe = (options) => {
      if (new Uint8Array(options?.applicationServerKey as ArrayBuffer).length !== 65) throw new Error("key");
      return Promise.resolve({ toJSON: () => subscription } as unknown as PushSubscription);
    };
  }, SUBSCRIPTION);
  const page = await context.newPage();
  const faults = watch(page);
  await page.goto(`${server.url}/you/devices`);
  assert.equal(await page.getByText("only if it runs scripts").isVisible(), false);

  const tools = await context.newCDPSession(page);
  const registered = new Promise<string>((found) => {
    tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const { registrationId, isDeleted } of registrations) if (!isDeleted) found(registrationId);
    });
  });
  await tools.send("ServiceWorker.enable");
  await page.getByRole("button", { name: "Turn on in this browser" }).click();
  await page.getByText("This browser tells you from now on.").waitFor();

  const text = { title: "Something waits for you", text: "Open your inbox to see what it is." };
  await tools.send("ServiceWorker.deliverPushMessage", {
    origin: server.url,
    registrationId: await registered,
    data: JSON.stringify(text).padEnd(256),
  });
  const shown = await page.waitForFunction(async () => {
    const [worker] = await navigator.serviceWorker.getRegistrations();
    const [notification] = (await worker?.getNotifications()) ?? [];
    return notification && { title: notification.title, text: notification.body };
  });
  assert.deepEqual(await shown.jsonValue(), text);

  await page.getByRole("button", { name: "Turn off in this browser" }).click();
  await page.getByText("Nothing is sent there any more.").waitFor();
  const workers = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  assert.equal(workers, 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a browser that may not tell says so", async () => {
  const context = await browser.newContext(LOOKS[0]?.options);
  await signIn(context, server.url, server.demo.people.member);
  await context.addInitScript(() => {
    Notification.requestPermission = () => Promise.resolve("denied");
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/you/devices`);
  await page.getByRole("button", { name: "Turn on in this browser" }).click();
  await page.getByRole("alert").getByText("does not let this page").waitFor();
  await context.close();
});
