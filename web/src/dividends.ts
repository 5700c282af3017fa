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
/** The fields that hold numbers. */
const NUMBERS = [
  "public_good",
  "gini",
  "floor",
  "cap",
  "budget",
  "mixed_part",
  "equal",
  "fee",
  "fee_cap",
  "lottery",
];
/** The fields of settings of rules. */
const SETTINGS = ["count", "first", "zero", "g", "t", "mad"];
/** The fields in per cent, which a slider leaves whole. */
const WHOLE = ["public_good", "mixed_part", "equal"];
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
  const chosen = (name: string): string =>
    form.querySelector<HTMLSelectElement>(`#${name}`)?.value ?? "";

  const fill = (key: string, values: Words): string =>
    (words[key] ?? "").replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
  /** With a space in every language, as the page writes it. */
  const percent = (x: number): string => `${Math.round(x * 100)}\u00a0%`;

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
    const typed = [...NUMBERS, ...SETTINGS].map((name) => [name, number(name)] as const);
    if (typed.some(([, value]) => Number.isNaN(value))) return null;
    const all = new Map(typed);
    const of = (name: string): number | null => all.get(name) ?? null;
    const part = (name: string, usual: number): number => (of(name) ?? usual) / 100;
    const [gini, floor, cap, budget] = [of("gini"), of("floor"), of("cap"), of("budget")];
    const [fee, mixed, mixedPart] = [of("fee"), chosen("mixed"), part("mixed_part", 50)];
    if (!budget || budget <= 0 || (mixed && (mixedPart <= 0 || mixedPart >= 1))) return null;
    const settings = SETTINGS.flatMap((name) => {
      const value = of(name);
      return value === null ? [] : [[name, value]];
    });
    return {
      rule: chosen("rule"),
      settings: Object.fromEntries(settings),
      mixed: mixed ? { rule: mixed, part: mixedPart } : null,
      equal: part("equal", 0),
      fee: fee === null ? null : { each: fee, cap: part("fee_cap", 100) },
      lottery: of("lottery") !== null,
      publicGood: part("public_good", 0),
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
    const order = shared.amounts
      .flatMap(([people, each]) => Array<number>(people).fill(each))
      .sort((a, b) => a - b);
    const last = order.length - 1;
    const at = (i: number): string => `${amount(order[i] ?? 0)}\u00a0${text("currency")}`;
    const lots = text("lottery") !== "";
    tell(
      fill(lots ? "expected" : "at", { most: at(last), middle: at(Math.floor(last / 2)), least: at(0) }),
      fill("gini", {
        gini: new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format(shared.gini),
        top: percent(shared.topTenth),
      }),
    );
    root.querySelectorAll("#steps tbody tr").forEach((row, i) => {
      const cell = row.lastElementChild;
      if (cell) cell.textContent = amount(shared.each[i] ?? 0);
    });
    // The curve of a lottery is that of the prizes as they fall.
    if (!lots) {
      whole.querySelectorAll<SVGElement>("#lorenz svg").forEach((svg) => bend(svg, shared));
    }
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
    const page = new DOMParser().parseFromString(await came.text(), "text/html");
    if (mine !== latest) return;
    // The engine is stricter than the script, and says what is wrong.
    const wrong = page.querySelector(".wrong p");
    const fresh = page.getElementById("whole");
    if (wrong) tell(wrong.textContent ?? "");
    if (!fresh || (!came.ok && !wrong)) return;
    whole.replaceChildren(...fresh.childNodes);
    if (came.ok) history.replaceState(null, "", address);
  };

  /** A slider beside a field; at the end `none` the field is empty. Where that
   * is a number, it is what an empty field means. */
  const slide = (
    name: string,
    least: number,
    most: () => number,
    none: "start" | "end" | number,
  ): void => {
    const input = field(name);
    if (!input) return;
    const slider = document.createElement("input");
    slider.type = "range";
    slider.max = String(PLACES);
    slider.setAttribute("aria-label", input.labels?.[0]?.textContent ?? name);
    const say = (): void =>
      slider.setAttribute("aria-valuetext", input.value.trim() || (words["none"] ?? ""));
    const place = (): void => {
      const usual = none === "start" ? least : none === "end" ? most() : none;
      const value = input.value.trim() === "" ? usual : Number(input.value);
      slider.value = String(((value - least) / (most() - least)) * PLACES);
      say();
    };
    slider.addEventListener("input", () => {
      const at = Number(slider.value);
      const off = (none === "start" && at === 0) || (none === "end" && at === PLACES);
      const value = least + (at / PLACES) * (most() - least);
      input.value = off ? "" : value.toFixed(WHOLE.includes(name) ? 0 : 2);
      say();
      show();
    });
    input.addEventListener("input", place);
    place();
    input.after(slider);
  };
  const budget = (): number => Number(text("budget")) || 1;
  slide("public_good", 0, () => 90, 0);
  slide("gini", 0, () => 1, "end");
  slide("floor", 0, () => budget() / ground.people, "start");
  slide("cap", 0, budget, "end");
  slide("mixed_part", 1, () => 99, 50);
  slide("equal", 0, () => 100, "start");
  slide("g", 0.01, () => 4, 0.5);

  form.addEventListener("input", show);
  // What is reckoned with is another then: the page brings it.
  for (const field of form.querySelectorAll("#on, #base, #pool, [name=everyone]")) {
    field.addEventListener("change", () => form.requestSubmit());
  }
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
