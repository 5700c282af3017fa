// Runs when a message comes, also while no page is open: it shows what the
// message says, and opens the inbox. It keeps nothing and asks for nothing.

/** What the message holds: sentences of the server, in the person's language. */
interface Told {
  readonly title: string;
  readonly text: string;
}

interface Waits extends Event {
  waitUntil(what: Promise<unknown>): void;
}

interface Came extends Waits {
  readonly data: { json(): Told } | null;
}

interface Clicked extends Waits {
  readonly notification: Notification;
}

interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { openWindow(url: string): Promise<unknown> };
  addEventListener(type: "push", then: (event: Came) => void): void;
  addEventListener(type: "notificationclick", then: (event: Clicked) => void): void;
}

const worker = self as unknown as Worker;

worker.addEventListener("push", (event) => {
  const { title, text } = event.data?.json() ?? { title: "Capstan", text: "" };
  // A newer one takes the place of one that was not looked at.
  event.waitUntil(worker.registration.showNotification(title, { body: text, tag: "inbox" }));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow("/inbox"));
});
