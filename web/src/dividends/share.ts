// How money is shared by a rule, and how unequal that is: the same as the
// engine's, for people in steps of about the same value. The end-to-end test
// of the explorer holds both to the same numbers.

/** People whose values are near each other: how many, their mean, and in how
 * many households or groups they are paid as one (0 for each alone). */
export type Step = readonly [people: number, value: number, pools: number];

/** Those who are paid as one, or alone: how many such, how many people each,
 * what their data add together, and the place of their step. */
interface Unit {
  readonly count: number;
  readonly size: number;
  readonly value: number;
  readonly step: number;
}

/** Settings of rules by name; what is left out has its default. */
export type Settings = Readonly<Record<string, number>>;

/** What is tried. Amounts are in whole units of the currency. */
export interface Ask {
  readonly rule: string;
  readonly settings: Settings;
  /** Another rule, and its part of the mixture, above 0 and below 1. */
  readonly mixed: { readonly rule: string; readonly part: number } | null;
  /** The part that everyone gets alike, 0 to 1. */
  readonly equal: number;
  /** What a transfer costs, and the part of the budget that may go there. */
  readonly fee: { readonly each: number; readonly cap: number } | null;
  /** Whether prizes are drawn: then each gets what they can expect. */
  readonly lottery: boolean;
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
  /** What each of a step gets, as a mean. */
  readonly each: readonly number[];
  /** How many people get how much, in the order of the steps. */
  readonly amounts: readonly (readonly [people: number, amount: number])[];
  readonly gini: number;
  readonly theil: number;
  readonly atkinsonHalf: number;
  readonly atkinsonOne: number;
  /** The part that the tenth has who get most. */
  readonly topTenth: number;
  /** Which part of the people, poorest first, has which part of the money. */
  readonly lorenz: readonly (readonly [number, number])[];
}

/** Why nobody can be given anything: the floors are too high, the caps too low,
 * the fees leave nothing, or two parts exclude each other. */
export type Refused = "floors" | "caps" | "fees" | "conflict";

type Weigh = (
  values: readonly number[],
  people: readonly number[],
  setting: (name: string, usual: number) => number,
) => number[];

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const aboveLeast = (values: readonly number[]): number[] => {
  const least = Math.min(...values);
  return values.map((v) => v - least);
};

/** The mean place of each step, from 1; steps of the same value share theirs. */
const ranks = (values: readonly number[], people: readonly number[]): number[] =>
  values.map((v) => {
    const below = total(people.filter((_, i) => (values[i] ?? 0) < v));
    const alike = total(people.filter((_, i) => values[i] === v));
    return below + (alike + 1) / 2;
  });

/** The middle of numbers, each so many times; of an even count the mean of two. */
function median(numbers: readonly number[], people: readonly number[]): number {
  const all = numbers
    .flatMap((x, i) => Array<number>(people[i] ?? 0).fill(x))
    .sort((a, b) => a - b);
  const at = (all.length - 1) / 2;
  return ((all[Math.floor(at)] ?? 0) + (all[Math.ceil(at)] ?? 0)) / 2;
}

const RULES: Readonly<Record<string, Weigh>> = {
  equal: (values) => values.map(() => 1),
  rank: ranks,
  bins: (values, people, setting) => {
    const n = total(people);
    const count = Math.round(setting("count", 3));
    const bin = (rank: number): number => Math.min(Math.floor(((rank - 0.5) / n) * count), count - 1);
    return ranks(values, people).map((rank) => setting("first", 0) + bin(rank));
  },
  positive: (values, _, setting) =>
    values.map((v) => (v > 0 || (v === 0 && setting("zero", 0) > 0) ? 1 : 0)),
  shift: aboveLeast,
  power: (values, _, setting) => {
    const above = aboveLeast(values);
    const most = Math.max(...above) || 1;
    return above.map((w) => (w / most) ** setting("g", 0.5));
  },
  softmax: (values, people, setting) => {
    const middle = median(values, people);
    const off = values.map((v) => Math.abs(v - middle));
    const spread = setting("mad", 0) > 0 ? median(off, people) : 1;
    const t = setting("t", 1) * (spread || 1);
    const most = Math.max(...values);
    return values.map((v) => Math.exp((v - most) / t));
  },
  clip: (values) => values.map((v) => Math.max(v, 0)),
  abs: (values) => values.map(Math.abs),
};

/** The people of steps, as they are paid; sizes differ by one at most. */
function unitsOf(steps: readonly Step[]): Unit[] {
  const units = steps.flatMap(([people, value, pools], step) => {
    if (pools === 0) return [{ count: people, size: 1, value, step }];
    const size = Math.floor(people / pools);
    const larger = people % pools;
    return [
      { count: pools - larger, size, value: value * size, step },
      { count: larger, size: size + 1, value: value * (size + 1), step },
    ];
  });
  return units.filter(({ count }) => count > 0);
}

/** The share of each unit by one rule. */
function byRule(rule: string, units: readonly Unit[], settings: Settings): number[] {
  const people = units.map(({ count }) => count);
  const values = units.map(({ value }) => value);
  const setting = (name: string, usual: number): number => settings[name] ?? usual;
  let weights = (RULES[rule] ?? aboveLeast)(values, people, setting);
  // Where nobody has a claim, all have the same.
  if (!weights.some((w) => w > 0)) weights = values.map(() => 1);
  const sum = total(weights.map((w, i) => w * (people[i] ?? 0)));
  return weights.map((w) => w / sum);
}

/** Shares out a budget. */
export function share(steps: readonly Step[], ask: Ask): Shared | Refused {
  const bounds = ask.floor !== null || ask.cap !== null;
  if ((ask.gini !== null && ask.equal > 0) || (ask.lottery && bounds)) return "conflict";
  const units = unitsOf(steps);
  const counts = units.map(({ count }) => count);
  const n = total(counts);
  let shares = byRule(ask.rule, units, ask.settings);
  if (ask.mixed) {
    const { rule, part } = ask.mixed;
    const others = byRule(rule, units, ask.settings);
    shares = shares.map((s, i) => (1 - part) * s + part * (others[i] ?? 0));
  }
  let alike = ask.equal;
  if (ask.gini !== null) {
    const now = unequal(shares, counts).gini;
    alike = now > ask.gini ? 1 - ask.gini / now : 0;
  }
  shares = shares.map((s) => alike / n + (1 - alike) * s);
  // A transfer goes to each person.
  const people = total(steps.map(([many]) => many));
  const fees = ask.fee ? Math.min(ask.fee.each * people, ask.fee.cap * ask.budget) : 0;
  const left = ask.budget * (1 - ask.publicGood) - fees;
  if (left <= 0) return "fees";
  const paid = within(shares, counts, left, ask.floor ?? 0, ask.cap ?? left);
  if (typeof paid === "string") return paid;
  const each = steps.map(([many], step) => {
    const own = units.map((unit, i) => (unit.step === step ? unit.count * (paid[i] ?? 0) : 0));
    return total(own) / many;
  });
  const amounts = units.map(({ count, size }, i) => [count * size, (paid[i] ?? 0) / size] as const);
  return { each, amounts, ...unequal(paid, counts) };
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
function unequal(
  each: readonly number[],
  people: readonly number[],
): Omit<Shared, "each" | "amounts"> {
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
