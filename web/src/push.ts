// Turning notices on and off in this browser. The page's own forms say it to
// the server; here they are filled with what the browser's push service gives.

import { bytes } from "./shared/base64";

const said = document.getElementById("push-said");
const on = document.querySelector<HTMLFormElement>("form[data-push]");
const off = document.querySelector<HTMLFormElement>("form[data-push-off]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

if (said && on) {
  if (able) {
    said.hidden = true;
    on.hidden = false;
    on.addEventListener("submit", (event) => {
      event.preventDefault();
      void turnOn(on, said);
    });
  } else {
    say(said, "unable");
  }
}

off?.addEventListener("submit", (event) => {
  event.preventDefault();
  void turnOff(off);
});

function say(said: HTMLElement, key: "unable" | "denied" | "failed"): void {
  said.hidden = false;
  said.setAttribute("role", "alert");
  said.textContent = said.dataset[key] ?? "";
}

async function turnOn(form: HTMLFormElement, said: HTMLElement): Promise<void> {
  said.hidden = true;
  if ((await Notification.requestPermission()) !== "granted") {
    say(said, "denied");
    return;
  }
  try {
    const worker = await navigator.serviceWorker.register(form.dataset["worker"] ?? "");
    await active(worker);
    // One that was left behind may be known to another account.
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    const { endpoint, keys } = (
      await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytes(form.dataset["push"] ?? ""),
      })
    ).toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value ?? "";
    }
    form.submit();
  } catch {
    say(said, "failed");
  }
}

async function turnOff(form: HTMLFormElement): Promise<void> {
  try {
    for (const worker of await navigator.serviceWorker.getRegistrations()) {
      await (await worker.pushManager.getSubscription())?.unsubscribe();
      await worker.unregister();
    }
  } finally {
    form.submit();
  }
}

/** Waits until a script that was just registered runs. */
function active(worker: ServiceWorkerRegistration): Promise<void> {
  const coming = worker.installing ?? worker.waiting;
  if (worker.active || !coming) return Promise.resolve();
  return new Promise((done, failed) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") done();
      if (coming.state === "redundant") failed(new Error(coming.state));
    });
  });
}
