// What leaves the device, shown before it does. Files are chosen as without
// scripts; here each is shown as it will be sent, parts of pictures can be
// covered, and files taken back. The page's own form sends it all.

import { plain } from "./donate/plain";

/** A part of a picture, in shares of its width and height. */
interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The longest side of a picture as it is shown, in pixels. */
const SHOWN = 1600;
/** How far a key moves the frame, as a share of the picture. */
const STEP = 0.02;
/** Where the arrow keys lead. */
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** The most letters of a table that are shown. */
const LETTERS = 20_000;

const box = document.querySelector<HTMLElement>("[data-donate]");
const form = box?.closest("form");
const section = box?.querySelector<HTMLElement>("[data-sent]");
const template = box?.querySelector("template");
const inputs = [...(box?.querySelectorAll<HTMLInputElement>("input[type=file]") ?? [])];
const last = inputs[inputs.length - 1];
const sent: Sent[] = [];
/** What arrived when it was sent before, by hash. */
const before = new Set(box?.dataset.arrived?.split(" ").filter(Boolean));

if (form && section && template && last) {
  for (const input of inputs) {
    input.addEventListener("change", () => {
      for (const file of input.files ?? []) sent.push(new Sent(file, section, template));
      // So that the same input takes another picture.
      input.value = "";
      section.hidden = sent.length === 0;
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, last);
  });
}

/**
 * Sends what is shown, in that order, one by one, so that what arrived is there
 * when the network fails. Then the form itself says that it is all.
 */
async function send(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button:not([type])");
  if (button) button.disabled = true;
  for (const one of sent.filter((one) => !one.there)) {
    const file = await one.outgoing();
    const arrived = before.has(await hash(file)) || (await arrives(form, file));
    if (arrived === undefined) {
      if (button) button.disabled = false;
      const said = section?.querySelector("[role=status]");
      if (said) said.textContent = section?.dataset.stopped ?? "";
      return;
    }
    if (!arrived) {
      // Sent by the form, it is said on a page what is wrong with it.
      const all = new DataTransfer();
      all.items.add(file);
      input.files = all.files;
      break;
    }
    one.arrived();
  }
  form.submit();
}

/** Whether a file was taken; nothing if it did not arrive. */
async function arrives(form: HTMLFormElement, file: File): Promise<boolean | undefined> {
  const body = new FormData(form);
  body.delete("file");
  body.set("more", "1");
  body.append("file", file);
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) return false;
    const { donation } = (await answer.json()) as { donation: string };
    const earlier = form.querySelector<HTMLInputElement>("input[name=donation]");
    if (earlier) earlier.value = donation;
    return true;
  } catch {
    return undefined;
  }
}

/** The SHA-256 of a file; nothing where the browser makes none. */
async function hash(file: File): Promise<string> {
  if (before.size === 0 || !globalThis.crypto?.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A file that is to be sent. */
class Sent {
  /** Whether it arrived. */
  there = false;
  private readonly item: HTMLElement;
  private readonly picture: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly frame: HTMLElement;
  private readonly covered: Part[] = [];
  private readonly ready: Promise<void>;
  private drawn: ImageBitmap | undefined;
  private now: Part = { left: 0.3, top: 0.45, width: 0.4, height: 0.1 };

  constructor(
    private readonly file: File,
    private readonly section: HTMLElement,
    template: HTMLTemplateElement,
  ) {
    this.item = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    this.picture = this.find(".picture");
    this.canvas = this.find("canvas");
    this.frame = this.find(".frame");
    this.find("strong").textContent = file.name;
    this.tell("");
    this.on("remove", () => this.remove());
    this.on("undo", () => void this.uncover());
    this.on("black", () => this.toggle());
    section.querySelector("ul")?.append(this.item);
    this.ready = this.show();
  }

  /** The file as it leaves: covered parts are gone, and what it says beside. */
  async outgoing(): Promise<File> {
    await this.ready;
    if (this.covered.length === 0) {
      const bytes = plain(new Uint8Array(await this.file.arrayBuffer()));
      if (bytes) return new File([bytes], this.file.name, { type: this.file.type });
      if (!this.drawn || !this.file.type.startsWith("image/")) return this.file;
    }
    const whole = await createImageBitmap(this.file);
    const canvas = document.createElement("canvas");
    canvas.width = whole.width;
    canvas.height = whole.height;
    const pen = canvas.getContext("2d");
    pen?.drawImage(whole, 0, 0);
    for (const part of this.covered) cover(canvas, part);
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    // Rather nothing than what was covered.
    return new File(made ? [made] : [], `${this.file.name.replace(/\.\w+$/, "")}.png`, { type: "image/png" });
  }

  /** Says that it arrived; it cannot be changed any more. */
  arrived(): void {
    this.there = true;
    this.find(".actions").hidden = true;
    if (this.picture.classList.contains("covering")) this.toggle();
    this.tell("there");
  }

  private find<T extends HTMLElement>(selector: string): T {
    return this.item.querySelector(selector) as T;
  }

  private on(what: string, act: () => void): void {
    this.find(`[data-do=${what}]`).addEventListener("click", act);
  }

  private announce(key: "removed" | "black"): void {
    const said = this.section.querySelector("[role=status]");
    if (said) said.textContent = `${this.file.name}: ${this.section.dataset[key] ?? ""}`;
  }

  private tell(key: "" | "changed" | "unseen" | "there"): void {
    const size = (this.file.size / 1024).toFixed(0);
    const words = key ? ` – ${this.section.dataset[key] ?? ""}` : "";
    this.find("small").textContent = `${size} kB${words}`;
  }

  private async show(): Promise<void> {
    if (/\.(csv|tsv|txt)$/i.test(this.file.name)) {
      const text = this.find("pre");
      text.textContent = (await this.file.text()).slice(0, LETTERS);
      text.hidden = false;
      return;
    }
    try {
      const whole = await createImageBitmap(this.file);
      const scale = Math.min(1, SHOWN / Math.max(whole.width, whole.height));
      this.canvas.width = Math.round(whole.width * scale);
      this.canvas.height = Math.round(whole.height * scale);
      this.drawn = await createImageBitmap(whole, { resizeWidth: this.canvas.width, resizeHeight: this.canvas.height });
      whole.close();
    } catch {
      this.tell("unseen");
      return;
    }
    this.draw();
    this.picture.hidden = false;
    this.find("[data-do=black]").hidden = false;
    this.listen();
  }

  private draw(): void {
    if (this.drawn) this.canvas.getContext("2d")?.drawImage(this.drawn, 0, 0);
    for (const part of this.covered) cover(this.canvas, part);
    this.find("[data-do=undo]").hidden = this.covered.length === 0;
    this.tell(this.covered.length > 0 ? "changed" : "");
  }

  private remove(): void {
    sent.splice(sent.indexOf(this), 1);
    this.item.remove();
    this.section.hidden = sent.length === 0;
    this.announce("removed");
  }

  private uncover(): void {
    this.covered.pop();
    this.draw();
  }

  private toggle(): void {
    const on = this.picture.classList.toggle("covering");
    this.find("[data-do=black]").setAttribute("aria-pressed", String(on));
    this.frame.hidden = !on;
    this.place();
    if (on) this.canvas.focus();
  }

  /** Shows where the frame is. */
  private place(): void {
    for (const side of ["left", "top", "width", "height"] as const) this.frame.style[side] = `${this.now[side] * 100}%`;
  }

  private cover(): void {
    if (this.now.width * this.now.height === 0) return;
    this.covered.push({ ...this.now });
    this.draw();
    this.announce("black");
  }

  private listen(): void {
    let from: { x: number; y: number } | undefined;
    const at = (event: PointerEvent) => {
      const area = this.canvas.getBoundingClientRect();
      return {
        x: within((event.clientX - area.left) / area.width, 1),
        y: within((event.clientY - area.top) / area.height, 1),
      };
    };
    const covering = () => this.picture.classList.contains("covering");
    this.canvas.addEventListener("pointerdown", (event) => {
      if (!covering()) return;
      from = at(event);
      this.canvas.setPointerCapture(event.pointerId);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = at(event);
      this.now = {
        left: Math.min(from.x, to.x),
        top: Math.min(from.y, to.y),
        width: Math.abs(to.x - from.x),
        height: Math.abs(to.y - from.y),
      };
      this.place();
    });
    this.canvas.addEventListener("pointerup", () => {
      if (from) this.cover();
      from = undefined;
    });
    this.canvas.addEventListener("pointercancel", () => (from = undefined));
    this.canvas.addEventListener("keydown", (event) => {
      if (covering() && this.key(event)) event.preventDefault();
    });
  }

  /** Does what a key says. Whether it says something. */
  private key(event: KeyboardEvent): boolean {
    const { now } = this;
    const [x, y] = ARROWS[event.key] ?? [0, 0];
    if (event.key === "Enter" || event.key === " ") this.cover();
    else if (event.key === "Escape") this.toggle();
    else if (x === 0 && y === 0) return false;
    else if (event.shiftKey) {
      now.width = Math.max(STEP, within(now.width + x * STEP, 1 - now.left));
      now.height = Math.max(STEP, within(now.height + y * STEP, 1 - now.top));
    } else {
      now.left = within(now.left + x * STEP, 1 - now.width);
      now.top = within(now.top + y * STEP, 1 - now.height);
    }
    this.place();
    return true;
  }
}

const within = (value: number, most: number) => Math.max(0, Math.min(most, value));

/** Covers a part of a picture: every pixel that it touches. */
function cover(canvas: HTMLCanvasElement, part: Part): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const [left, top] = [Math.floor(part.left * canvas.width), Math.floor(part.top * canvas.height)];
  const right = Math.ceil((part.left + part.width) * canvas.width);
  const bottom = Math.ceil((part.top + part.height) * canvas.height);
  pen.fillStyle = "#000";
  pen.fillRect(left, top, right - left, bottom - top);
}
