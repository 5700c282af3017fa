// Passkeys, with the device that Chromium's tools for developers make up: it
// keeps keys and checks who holds it, as a phone does. Only programs built
// with the feature have them: `CAPSTAN_FEATURES=passkeys script/e2e passkeys`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { LOOKS, type Look, PLAIN, barriers, launch, overflow, signIn, watch } from "./browser";
import { Server, routes } from "./server";

const built = routes().includes("/you/passkeys");
const skip = built ? false : "this program was built without passkeys";

let server: Server;
let browser: Browser;
/** Keys belong to a name: an address of numbers has none. */
let url: string;

before(async () => {
  if (!built) return;
  server = await Server.start();
  url = server.url.replace("127.0.0.1", "localhost");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page whose browser has a device that keeps keys. */
async function withDevice(context: BrowserContext): Promise<{ page: Page; tools: CDPSession; device: string }> {
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send("WebAuthn.enable");
  const { authenticatorId } = await tools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { page, tools, device: authenticatorId };
}

async function sound(page: Page, faults: string[]): Promise<void> {
  const found = [...faults.splice(0), ...(await overflow(page)), ...(await barriers(page))];
  if (found.length > 0) assert.fail(`${page.url()}\n${found.join("\n")}`);
}

async function add(page: Page, name: string): Promise<void> {
  await page.goto(`${url}/you/passkeys`);
  await page.getByLabel("Name of the passkey").last().fill(name);
  await page.getByRole("button", { name: "Add it on this device" }).click();
}

async function journey(look: Look): Promise<void> {
  const context = await browser.newContext(look.options);
  await signIn(context, url, server.demo.people.member);
  await context.clearCookies({ name: "lang" });
  const { page, tools, device } = await withDevice(context);
  const faults = watch(page);

  await page.goto(`${url}/you`);
  await page.getByRole("link", { name: "Passkeys" }).click();
  await sound(page, faults);
  await add(page, "My phone");
  await page.getByText("The passkey is added.").waitFor();
  await page.getByRole("heading", { name: "My phone" }).waitFor();
  await sound(page, faults);

  const { credentials } = await tools.send("WebAuthn.getCredentials", { authenticatorId: device });
  assert.equal(credentials.length, 1);
  const [key] = credentials;
  assert.ok(key?.isResidentCredential, "the device cannot find the key by itself");
  assert.equal(key.rpId, "localhost");
  assert.equal(atob(key.userHandle ?? "").length, 16);
  assert.equal(key.userName, "My phone");

  // The same device is not asked for two keys.
  await add(page, "Again");
  await page.getByRole("alert").getByText("has a passkey for your account already").waitFor();

  await page.goto(`${url}/you/passkeys`);
  await page.getByText("Rename", { exact: true }).first().click();
  await page.getByLabel("Name of the passkey").first().fill("Old phone");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByText("The passkey has its new name.").waitFor();
  await page.getByRole("heading", { name: "Old phone" }).waitFor();

  await page.goto(`${url}/you`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((at) => at.pathname === "/");
  await page.goto(`${url}/sign-in?back=%2Fyou%2Fpasskeys`);
  await sound(page, faults);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL((at) => at.pathname === "/you/passkeys");
  await page.getByText("You are signed in").first().waitFor();

  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("The passkey is removed.").waitFor();
  await page.goto(`${url}/you`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((at) => at.pathname === "/");
  await page.goto(`${url}/sign-in`);
  assert.deepEqual(faults.splice(0), []);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("alert").getByText("No account opens with this passkey.").waitFor();
  await context.close();
}

for (const name of ["phone", "desktop"]) {
  test(`a passkey is added, renamed, signs in, and is removed (${name})`, { skip }, async () => {
    const look = LOOKS.find((one) => one.name === name);
    assert.ok(look);
    await journey(look);
  });
}

test("a device that says no changes nothing", { skip }, async () => {
  const context = await browser.newContext(LOOKS[0]?.options);
  await signIn(context, url, server.demo.people.organiser);
  const { page, tools, device } = await withDevice(context);
  await tools.send("WebAuthn.setUserVerified", { authenticatorId: device, isUserVerified: false });
  await add(page, "My phone");
  await page.getByRole("alert").getByText("The device gave no passkey.").waitFor();
  await page.reload();
  assert.equal(await page.locator(".card").count(), 0);
  await context.close();
});

test("at an address without a name, or without scripts, there is only the phrase", { skip }, async () => {
  const context = await browser.newContext(LOOKS[0]?.options);
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Sign in with a passkey" }).isVisible(), false);
  await context.close();
  const plain = await browser.newContext(PLAIN.options);
  const bare = await plain.newPage();
  await bare.goto(`${url}/sign-in`);
  assert.equal(await bare.getByRole("button", { name: "Sign in with a passkey" }).isVisible(), false);
  await plain.close();
});
