// How money is shared by a rule, and how unequal that is: the same as the
// engine's, for people in steps of about the same value. The end-to-end test
// of the explorer holds both to the same numbers.

/** People whose values are near each other: how many, and their mean. */
export type Step = readonly [people: number, value: number];

/** What is tried. Amounts are in whole units of the currency. */
export interface Ask {
  readonly rule: string;
  /** The part that is kept for what all use, 0 to below 1. */
  readonly publicGood: number;
  /** The Gini index to reach by mixing in equal pay. */
  readonly gini: number | null;
  readonly floor: number | null;
  readonly cap: number | null;
  /** What there is to share among those in the steps. */
  readonly budget: number;
}

export interface Shared {
  /** What each of a step gets. */
  readonly each: readonly number[];
  readonly gini: number;
  readonly theil: number;
  readonly atkinsonHalf: number;
  readonly atkinsonOne: number;
  /** The part that the tenth has who get most. */
  readonly topTenth: number;
  /** Which part of the people, poorest first, has which part of the money. */
  readonly lorenz: readonly (readonly [number, number])[];
}

/** What nobody can be given: the floors are too high, or the caps too low. */
export type Refused = "floors" | "caps";

type Weigh = (values: readonly number[], people: readonly number[]) => number[];

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const aboveLeast: Weigh = (values) => {
  const least = Math.min(...values);
  return values.map((v) => v - least);
};

/** The mean place of each step, from 1; steps of the same value share theirs. */
const ranks: Weigh = (values, people) =>
  values.map((v) => {
    const below = total(people.filter((_, i) => (values[i] ?? 0) < v));
    const alike = total(people.filter((_, i) => values[i] === v));
    return below + (alike + 1) / 2;
  });

const RULES: Readonly<Record<string, Weigh>> = {
  equal: (values) => values.map(() => 1),
  rank: ranks,
  bins: (values, people) => {
    const n = total(people);
    return ranks(values, people).map((rank) => Math.min(Math.floor(((rank - 0.5) / n) * 3), 2));
  },
  positive: (values) => values.map((v) => (v > 0 ? 1 : 0)),
  shift: aboveLeast,
  power: (values, people) => {
    const above = aboveLeast(values, people);
    const most = Math.max(...above) || 1;
    return above.map((w) => Math.sqrt(w / most));
  },
  softmax: (values) => {
    const most = Math.max(...values);
    return values.map((v) => Math.exp(v - most));
  },
  clip: (values) => values.map((v) => Math.max(v, 0)),
  abs: (values) => values.map(Math.abs),
};

/** Shares out a budget. */
export function share(steps: readonly Step[], ask: Ask): Shared | Refused {
  const people = steps.map(([n]) => n);
  const values = steps.map(([, value]) => value);
  const n = total(people);
  let weights = (RULES[ask.rule] ?? aboveLeast)(values, people);
  // Where nobody has a claim, all have the same.
  if (!weights.some((w) => w > 0)) weights = values.map(() => 1);
  const sum = total(weights.map((w, i) => w * (people[i] ?? 0)));
  let shares = weights.map((w) => w / sum);
  if (ask.gini !== null) {
    const now = unequal(shares, people).gini;
    const mixed = now > ask.gini ? 1 - ask.gini / now : 0;
    shares = shares.map((s) => mixed / n + (1 - mixed) * s);
  }
  const left = ask.budget * (1 - ask.publicGood);
  const each = within(shares, people, left, ask.floor ?? 0, ask.cap ?? left);
  return typeof each === "string" ? each : { each, ...unequal(each, people) };
}

/** Amounts of at least `floor` and at most `cap` by shares, that add up. */
function within(
  shares: readonly number[],
  people: readonly number[],
  left: number,
  floor: number,
  cap: number,
): number[] | Refused {
  const sum = (each: readonly number[]): number => total(each.map((x, i) => x * (people[i] ?? 0)));
  const slack = left * 1e-9;
  if (floor * total(people) > left + slack) return "floors";
  if (sum(shares.map((s) => (s > 0 ? cap : floor))) < left - slack) return "caps";
  const at = (level: number): number[] => shares.map((s) => Math.min(Math.max(level * s, floor), cap));
  let [low, high] = [0, left];
  while (sum(at(high)) < left - slack && high < left * 1e15) high *= 2;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (sum(at(middle)) < left) low = middle;
    else high = middle;
  }
  return at(high);
}

/** How unequal amounts are. */
function unequal(each: readonly number[], people: readonly number[]): Omit<Shared, "each"> {
  const n = total(people);
  const money = total(each.map((x, i) => x * (people[i] ?? 0)));
  const holdings = each.map((x, i) => [x, people[i] ?? 0] as const).sort((a, b) => a[0] - b[0]);
  const lorenz: [number, number][] = [[0, 0]];
  let [reached, held, below] = [0, 0, 0];
  for (const [x, p] of holdings) {
    const before = held;
    reached += p / n;
    held += (x * p) / money;
    below += (p / n) * (before + held);
    lorenz.push([reached, held]);
  }
  const mean = money / n;
  const average = (f: (x: number) => number): number =>
    total(holdings.map(([x, p]) => p * f(x / mean))) / n;
  const poorest = holdings[0]?.[0] ?? 0;
  return {
    gini: Math.max(1 - below, 0),
    theil: Math.max(average((x) => (x > 0 ? x * Math.log(x) : 0)), 0),
    atkinsonHalf: Math.max(1 - average(Math.sqrt) ** 2, 0),
    atkinsonOne: poorest > 0 ? Math.max(1 - Math.exp(average(Math.log)), 0) : 1,
    topTenth: 1 - heldBy(lorenz, 0.9),
    lorenz,
  };
}

/** Which part of the money the poorest part of the people has. */
function heldBy(lorenz: readonly (readonly [number, number])[], part: number): number {
  for (let i = 1; i < lorenz.length; i++) {
    const [x0, y0] = lorenz[i - 1] ?? [0, 0];
    const [x1, y1] = lorenz[i] ?? [1, 1];
    if (x1 >= part) return x1 > x0 ? y0 + ((y1 - y0) * (part - x0)) / (x1 - x0) : y1;
  }
  return 1;
}
