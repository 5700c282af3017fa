// Playing with a forecast. The page says everything without this; here the
// sentences and the line in the figure follow the slider at once.

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Point {
  readonly participation: number;
  readonly people: number;
  readonly operator: Estimate | null;
  readonly bystanders: Estimate | null;
  readonly own: Estimate | null;
}

interface Curve {
  readonly id: string;
  readonly lever: string;
  readonly group: string;
  readonly more: boolean;
  readonly points: readonly Point[];
  readonly under_way: readonly number[];
}

type Words = Readonly<Record<string, string>>;

/** How long the numbers must rest before they are read out, in milliseconds. */
const REST = 400;
/** How often it is asked whether a point is there, in milliseconds. */
const ASK = 2000;
/** How long a play through all shares takes, in milliseconds. */
const PLAY = 8000;

const root = document.getElementById("explore");
if (root) void start(root);

async function start(root: HTMLElement): Promise<void> {
  const form = root.querySelector("form");
  const slider = root.querySelector<HTMLInputElement>("#participation");
  const lever = root.querySelector<HTMLSelectElement>("#lever");
  const group = root.querySelector<HTMLSelectElement>("#group");
  const said = root.querySelector<HTMLElement>("#said");
  const ask = root.querySelector<HTMLFormElement>("#ask");
  const play = root.querySelector<HTMLButtonElement>("[data-play]");
  const look = form?.querySelector<HTMLButtonElement>("button:not([data-play])");
  const source = root.dataset["curves"];
  if (!form || !slider || !lever || !group || !said || !ask || !source) return;
  const words: Words = JSON.parse(root.dataset["words"] ?? "{}");
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 });
  const signed = new Intl.NumberFormat(document.documentElement.lang, {
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  });

  const load = async (): Promise<readonly Curve[]> => {
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(String(answer.status));
    return ((await answer.json()) as { items: readonly Curve[] }).items;
  };
  let curves: readonly Curve[];
  try {
    curves = await load();
  } catch {
    return; // The page goes on without us.
  }

  // May the visitor ask at all? The form is there for members only; whether it
  // is shown follows the point from now on.
  const mayAsk = ask.dataset["ours"] === "yes";
  slider.type = "range";
  slider.step = "1";
  if (look) look.hidden = true;

  const chosen = (): Curve | undefined =>
    curves.find((c) => c.lever === lever.value && c.group === group.value);
  const share = (): number => Number(slider.value) / 100;

  const fill = (key: string, values: Readonly<Record<string, string>>): string =>
    (words[key] ?? "").replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);

  const line = (key: string, e: Estimate | null, write: (x: number) => string): string => {
    if (!e) return words[`${key}None`] ?? "";
    const text = fill(key, { value: write(e.value), low: write(e.low), high: write(e.high) });
    return e.low <= 0 && e.high >= 0 && share() > 0 ? `${text} ${words["zero"]}` : text;
  };

  const percent = (x: number): string =>
    new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(x);

  let timer = 0;
  const show = (): void => {
    const curve = chosen();
    for (const part of root.querySelectorAll<HTMLElement>("[data-curve]")) {
      part.hidden = part.dataset["curve"] !== curve?.id;
    }
    for (const mark of root.querySelectorAll<SVGLineElement>(".here")) {
      const left = Number(mark.dataset["left"]);
      const right = Number(mark.dataset["right"]);
      const x = String(left + share() * (right - left));
      mark.setAttribute("x1", x);
      mark.setAttribute("x2", x);
    }
    slider.setAttribute("aria-valuetext", percent(share()));
    clearTimeout(timer);
    timer = window.setTimeout(tell, playing ? 0 : REST);
    const [point, key] = curve ? at(curve, share()) : [undefined, "noCurve"];
    ask.hidden = !(mayAsk && curve?.more && key === "between" && share() >= 0.01);
    field(ask, "curve", curve?.id ?? "");
    field(ask, "participation", slider.value);
    next = { point, key };
  };

  let next: { point: Point | undefined; key: string } = { point: undefined, key: "noCurve" };
  const tell = (): void => {
    const { point, key } = next;
    const head = document.createElement("p");
    if (!point) {
      head.textContent = words[key] ?? "";
      said?.replaceChildren(head);
      return;
    }
    const strong = document.createElement("strong");
    strong.textContent = fill("at", {
      share: percent(point.participation),
      people: number.format(point.people),
    });
    head.append(strong, ` ${words[key]}`);
    const list = document.createElement("ul");
    const items = (x: number): string => signed.format(x);
    for (const text of [
      line("operator", point.operator, percent),
      line("bystanders", point.bystanders, items),
      line("own", point.own, items),
    ]) {
      const item = document.createElement("li");
      item.textContent = text;
      list.append(item);
    }
    said?.replaceChildren(head, list);
  };

  // Play moves the slider by itself. It begins only when asked, also for those
  // who want less motion: then it goes in ten steps.
  let playing = 0;
  const stop = (): void => {
    cancelAnimationFrame(playing);
    playing = 0;
    said.setAttribute("aria-live", "polite");
    if (play) play.textContent = play.dataset["play"] ?? "";
  };
  if (play) {
    play.hidden = false;
    play.addEventListener("click", () => {
      if (playing) {
        stop();
        show();
        return;
      }
      play.textContent = play.dataset["pause"] ?? "";
      said.setAttribute("aria-live", "off");
      const last = Math.max(...(chosen()?.points ?? []).map((p) => p.participation), 0) * 100;
      const coarse = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const begun = performance.now();
      const step = (now: number): void => {
        const done = Math.min((now - begun) / PLAY, 1);
        const moved = coarse ? Math.floor(done * 10) / 10 : done;
        const value = String(Math.round(moved * last));
        if (value !== slider.value) {
          slider.value = value;
          show();
        }
        if (done < 1) playing = requestAnimationFrame(step);
        else {
          stop();
          show();
        }
      };
      playing = requestAnimationFrame(step);
    });
  }

  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(ask)) body.append(name, String(value));
    void (async () => {
      const answer = await fetch(ask.action, { method: "POST", body });
      if (!answer.ok) {
        ask.submit(); // The page says what is wrong.
        return;
      }
      await wait();
    })();
  });

  const wait = async (): Promise<void> => {
    for (;;) {
      curves = await load();
      show();
      if (!curves.some((c) => c.under_way.length > 0)) return;
      await new Promise((then) => setTimeout(then, ASK));
    }
  };

  slider.addEventListener("input", () => {
    stop();
    show();
  });
  for (const one of [lever, group]) one.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

function field(form: HTMLFormElement, name: string, value: string): void {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement) input.value = value;
}

/** What a curve says at a share, and the name of the words that say how it is known. */
function at(curve: Curve, share: number): [Point | undefined, string] {
  const same = (x: number): boolean => Math.abs(x - share) < 1e-9;
  const zero: Estimate = { value: 0, low: 0, high: 0 };
  let before: Point = {
    participation: 0,
    people: 0,
    operator: curve.points[0]?.operator ? zero : null,
    bystanders: zero,
    own: null,
  };
  for (const point of [before, ...curve.points]) {
    if (same(point.participation)) return [point, "computed"];
    if (point.participation > share) {
      const key = curve.under_way.some((p) => Math.abs(p - share) < 0.005) ? "underWay" : "between";
      return [between(before, point, share), key];
    }
    before = point;
  }
  return [undefined, "beyond"];
}

function between(a: Point, b: Point, share: number): Point {
  const part = (share - a.participation) / (b.participation - a.participation);
  const mix = (x: number, y: number): number => x + part * (y - x);
  const both = (x: Estimate | null, y: Estimate | null): Estimate | null =>
    x && y
      ? { value: mix(x.value, y.value), low: mix(x.low, y.low), high: mix(x.high, y.high) }
      : null;
  return {
    participation: share,
    people: Math.round(mix(a.people, b.people)),
    operator: both(a.operator, b.operator),
    bystanders: both(a.bystanders, b.bystanders),
    own: both(a.own, b.own),
  };
}
