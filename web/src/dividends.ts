// The rule explorer. The page says everything without this; here sliders stand
// beside the fields, and the first sentences, the table and the curve follow
// them at once. The engine's whole answer, with intervals and properties,
// comes when they rest.

import { type Ask, type Shared, type Step, share } from "./dividends/share";

type Words = Readonly<Record<string, string>>;

interface Ground {
  readonly people: number;
  readonly bins: readonly Step[];
}

/** How long a slider must rest before the engine is asked, in milliseconds. */
const REST = 400;
/** How many places a slider has. */
const PLACES = 100;

const root = document.getElementById("sharing");
if (root) start(root);

function start(root: HTMLElement): void {
  const form = root.querySelector("form");
  const said = root.querySelector<HTMLElement>("#said");
  const whole = root.querySelector<HTMLElement>("#whole");
  if (!form || !said || !whole) return;
  const words: Words = JSON.parse(root.dataset["words"] ?? "{}");
  const ground: Ground = JSON.parse(root.dataset["bins"] ?? '{"people":0,"bins":[]}');
  const lang = document.documentElement.lang;
  const standing = ground.bins.reduce((sum, [people]) => sum + people, 0);

  const field = (name: string): HTMLInputElement | null =>
    form.querySelector<HTMLInputElement>(`#${name}`);
  const text = (name: string): string => field(name)?.value.trim() ?? "";
  const number = (name: string): number | null => (text(name) === "" ? null : Number(text(name)));

  const fill = (key: string, values: Words): string =>
    (words[key] ?? "").replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
  const percent = (x: number): string =>
    new Intl.NumberFormat(lang, { style: "percent" }).format(x);

  /** An amount as the page writes it, without the currency. */
  const amount = (x: number): string => {
    let digits = 2;
    try {
      const style = { style: "currency", currency: text("currency") } as const;
      digits = new Intl.NumberFormat(lang, style).resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      // The page says what is wrong with a currency that is none.
    }
    const both = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return new Intl.NumberFormat(lang, both).format(x);
  };

  const asked = (): Ask | null => {
    const numbers = ["public_good", "gini", "floor", "cap", "budget"].map(number);
    if (numbers.some(Number.isNaN)) return null;
    const [publicGood, gini = null, floor = null, cap = null, budget] = numbers;
    if (!budget || budget <= 0) return null;
    return {
      rule: form.querySelector<HTMLSelectElement>("#rule")?.value ?? "",
      publicGood: (publicGood ?? 0) / 100,
      gini,
      floor,
      cap,
      budget: (budget * standing) / ground.people,
    };
  };

  const tell = (...lines: string[]): void => {
    const parts = lines.map((line) => {
      const part = document.createElement("p");
      part.textContent = line;
      return part;
    });
    said.replaceChildren(...parts);
  };

  const follow = (shared: Shared): void => {
    const order = ground.bins
      .flatMap(([people], i) => Array<number>(people).fill(shared.each[i] ?? 0))
      .sort((a, b) => a - b);
    const last = order.length - 1;
    const at = (i: number): string => `${amount(order[i] ?? 0)}\u00a0${text("currency")}`;
    tell(
      fill("at", { most: at(last), middle: at(Math.floor(last / 2)), least: at(0) }),
      fill("gini", {
        gini: new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format(shared.gini),
        top: percent(shared.topTenth),
      }),
    );
    root.querySelectorAll("#steps tbody tr").forEach((row, i) => {
      const cell = row.lastElementChild;
      if (cell) cell.textContent = amount(shared.each[i] ?? 0);
    });
    whole.querySelectorAll<SVGElement>("#lorenz svg").forEach((svg) => bend(svg, shared));
  };

  let timer = 0;
  let latest = 0;
  const show = (): void => {
    const ask = asked();
    const shared = ask && share(ground.bins, ask);
    if (!shared) tell(words["wrong"] ?? "");
    else if (typeof shared === "string") tell(words[shared] ?? "");
    else follow(shared);
    clearTimeout(timer);
    if (shared && typeof shared !== "string") timer = window.setTimeout(() => void answer(), REST);
  };

  /** Puts the engine's answer in its place. */
  const answer = async (): Promise<void> => {
    const mine = ++latest;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) query.append(name, String(value));
    const address = `${location.pathname}?${query}`;
    const came = await fetch(address);
    if (!came.ok || mine !== latest) return;
    const page = new DOMParser().parseFromString(await came.text(), "text/html");
    const fresh = page.getElementById("whole");
    if (!fresh || mine !== latest) return;
    whole.replaceChildren(...fresh.childNodes);
    history.replaceState(null, "", address);
  };

  /** A slider beside a field; at `none` the field is empty. */
  const slide = (name: string, least: number, most: () => number, none: "start" | "end" | null): void => {
    const input = field(name);
    if (!input) return;
    const slider = document.createElement("input");
    slider.type = "range";
    slider.max = String(PLACES);
    slider.setAttribute("aria-label", input.labels?.[0]?.textContent ?? name);
    const place = (): void => {
      const empty = none === "end" ? PLACES : 0;
      const part = (Number(input.value) - least) / (most() - least);
      slider.value = input.value.trim() === "" ? String(empty) : String(part * PLACES);
    };
    slider.addEventListener("input", () => {
      const at = Number(slider.value);
      const off = (none === "start" && at === 0) || (none === "end" && at === PLACES);
      const value = least + (at / PLACES) * (most() - least);
      input.value = off ? "" : value.toFixed(name === "public_good" ? 0 : 2);
      slider.setAttribute("aria-valuetext", input.value || "–");
      show();
    });
    input.addEventListener("input", place);
    place();
    input.after(slider);
  };
  const budget = (): number => Number(text("budget")) || 1;
  slide("public_good", 0, () => 90, null);
  slide("gini", 0, () => 1, "end");
  slide("floor", 0, () => budget() / ground.people, "start");
  slide("cap", 0, budget, "end");

  form.addEventListener("input", show);
  form.querySelector("#on")?.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("submit", () => clearTimeout(timer));
}

/** Lets the curve of a drawing follow, between the ends of the straight line. */
function bend(svg: SVGElement, shared: Shared): void {
  const curve = svg.querySelector("path.series:not([stroke-dasharray])");
  const straight = svg.querySelector("path.series[stroke-dasharray]");
  const ends = straight?.getAttribute("d")?.match(/-?\d+(?:\.\d+)?/g)?.map(Number);
  if (!curve || ends?.length !== 4) return;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ends;
  const points = shared.lorenz.map(([people, money]) => {
    const x = x0 + people * (x1 - x0);
    const y = y0 + money * (y1 - y0);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  curve.setAttribute("d", `M${points.join("L")}`);
  for (const dot of svg.querySelectorAll("circle")) dot.remove();
}
