// The dialogue by text messages, from signed webhooks to answers, before the
// running program and its demonstration. Twilio's own side is made up here: it
// holds pictures, and takes answers.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { type Server as Http, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { Server } from "./server";

const TOKEN = "a token of the demonstration";
const PUBLIC = "https://capstan.example.org";
const FROM = "+14155550123";
const PATIENCE = 60_000;

let far: Http;
let server: Server;
let picture: Buffer;
let origin: string;
const sent: string[] = [];
const deleted: string[] = [];
let count = 0;

before(async () => {
  far = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      if (request.method === "GET") {
        response.writeHead(200, { "content-type": "image/png" }).end(picture);
      } else if (request.method === "DELETE") {
        deleted.push(request.url ?? "");
        response.writeHead(204).end();
      } else {
        sent.push(new URLSearchParams(body).get("Body") ?? "");
        response.writeHead(201).end("{}");
      }
    });
  });
  await new Promise<void>((ready) => far.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${(far.address() as AddressInfo).port}`;
  server = await Server.start({
    CAPSTAN_TWILIO_TOKEN: TOKEN,
    CAPSTAN_PUBLIC_URL: PUBLIC,
    CAPSTAN_TWILIO_URL: origin,
  });
  const sample = await fetch(`${server.url}/donations/sample.png`);
  picture = Buffer.from(await sample.arrayBuffer());
});

after(async () => {
  await server?.stop();
  far?.close();
});

/** What Twilio would send, signed. */
function webhook(text: string, media: string[] = []): { form: URLSearchParams; tag: string } {
  const form = new URLSearchParams({
    MessageSid: `SM${String(++count).padStart(32, "0")}`,
    AccountSid: "AC1",
    From: FROM,
    To: "+12025550123",
    Body: text,
    NumMedia: String(media.length),
  });
  media.forEach((url, n) => {
    form.set(`MediaUrl${n}`, url);
    form.set(`MediaContentType${n}`, "image/png");
  });
  const pairs = [...form].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value);
  const tag = createHmac("sha1", TOKEN).update(`${PUBLIC}/hooks/twilio${pairs.join("")}`).digest("base64");
  return { form, tag };
}

async function post(form: URLSearchParams, tag: string): Promise<Response> {
  return fetch(`${server.url}/hooks/twilio`, { method: "POST", headers: { "x-twilio-signature": tag }, body: form });
}

/** What is answered at once. */
async function say(text: string, media: string[] = []): Promise<string> {
  const { form, tag } = webhook(text, media);
  const answer = await post(form, tag);
  assert.equal(answer.status, 200);
  return (await answer.text()).replaceAll("\u00a0", " ");
}

/** What is sent next. */
async function next(): Promise<string> {
  const until = Date.now() + PATIENCE;
  while (sent.length === 0) {
    assert.ok(Date.now() < until, "no answer was sent");
    await new Promise((more) => setTimeout(more, 100));
  }
  return sent.shift() ?? "";
}

test("a worker joins, shares a picture, learns their pay and leaves", async () => {
  assert.match(await say("hello"), /Send pictures of your pay/);
  assert.match(await say("yes"), /figures of the group/);
  assert.match(await say("yes"), /Keep my picture/);
  assert.match(await say("no"), /You are in, as member-/);

  const at = `${origin}/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1`;
  assert.match(await say("", [at]), /We got 1 picture/);
  let found = await next();
  // The picture of the demonstration has a field that is hard to read.
  while (/Reply (YES|with the amount)/.test(found)) {
    found = await say(/with the amount/.test(found) ? "3.00" : "yes");
  }
  assert.match(found, /new job/);
  assert.match(await say("pay"), /jobs? paid/);
  assert.match(await say("propinas"), /[Tt]ips?|propina/);
  assert.match(await say("group"), /group|workers/);
  assert.deepEqual(deleted, [new URL(at).pathname]);

  const link = /\/texts\/(\w+)/.exec(await say("receipt"))?.[1];
  const page = await fetch(`${server.url}/texts/${link}`);
  assert.equal(page.status, 200);
  const get = () =>
    fetch(`${server.url}/texts/${link}`, { method: "POST", body: new URLSearchParams({ csrf: "" }) });
  assert.match(await (await get()).text(), /donat/);
  assert.equal((await get()).status, 404);

  assert.match(await say("delete"), /Send DELETE again/);
  assert.match(await say("delete"), /Nothing of you is kept/);
  assert.match(await say("pay"), /Send pictures of your pay/);
});

test("what is not signed is refused, and what comes again changes nothing", async () => {
  const { form, tag } = webhook("stop");
  const forged = new URLSearchParams(form);
  forged.set("Body", "delete");
  assert.equal((await post(forged, tag)).status, 403);
  assert.equal((await post(form, "")).status, 403);
  assert.match(await (await post(form, tag)).text(), /<Message>/);
  assert.doesNotMatch(await (await post(form, tag)).text(), /<Message>/);
});
