//! The report: values of records as a page and as text for a terminal, in
//! English and Spanish. First what was found, in sentences; then how values
//! are spread; then the ends of the list; then what values are good for.

mod figures;
mod groups;
mod views;

use super::ask::Over;
use super::result::{DataNote, RecordsResult};
use super::told::SeenLine;
use crate::sampling::Stopped;
use crate::usefulness::report as usefulness;
use crate::value::Value;
use capstan_report::{
    Bar, Block, Cell, Colour, Column, Fact, Format, Lang, Page, Section, Table, Voice, Words, args,
    paragraph,
};

/// The sentences of this part of the room.
pub fn words() -> Words {
    Words::room("values of records")
}

/// The width of text for a terminal, in characters.
const WIDTH: usize = 80;
/// Rows at each end of the list.
const ENDS: usize = 5;

/// Values in one language.
struct Room<'a> {
    result: &'a RecordsResult,
    /// From the highest to the lowest.
    values: Vec<&'a Value>,
    voice: Voice,
    format: Format,
}

impl<'a> Room<'a> {
    fn new(result: &'a RecordsResult, values: &'a [Value], lang: Lang) -> Self {
        let mut sorted: Vec<&Value> = values.iter().collect();
        sorted.sort_by(|a, b| b.value.total_cmp(&a.value));
        let widest = values.iter().fold(0.0f64, |w, v| w.max(v.value.abs()));
        Self {
            result,
            values: sorted,
            voice: Voice::own(
                lang,
                &[words(), crate::groups::report::words(), usefulness::words()],
            ),
            format: match result.together {
                Some(_) => borne(result, values),
                None => format(widest),
            },
        }
    }

    fn say(&self, key: &str) -> String {
        self.voice.say(key, args![])
    }

    fn number(&self, x: f64) -> String {
        self.voice.format(x, self.format)
    }

    fn score(&self, x: f64) -> String {
        self.voice.format(x, Format::number(4))
    }

    /// Whether intervals have ends.
    fn bounded(&self) -> bool {
        self.values.iter().all(|v| v.high.is_finite())
    }

    fn title(&self) -> String {
        let r = self.result;
        let (players, unit) = (r.players as f64, r.unit.as_str());
        let (above, below) = (r.above as f64, r.below as f64);
        if self.bounded() && above + below == 0.0 {
            self.voice.say(
                "records-title-unknown",
                args![players = players, unit = unit],
            )
        } else if self.bounded() {
            self.voice.say(
                "records-title",
                args![above = above, players = players, unit = unit, below = below],
            )
        } else {
            self.voice
                .say("records-title-open", args![players = players, unit = unit])
        }
    }

    fn lead(&self) -> String {
        let r = self.result;
        let (players, unit) = (r.players as f64, r.unit.as_str());
        let (above, below) = (r.above as f64, r.below as f64);
        self.voice.say(
            "records-lead",
            args![players = players, unit = unit, above = above, below = below],
        )
    }

    fn cautions(&self) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(label) = &self.result.only_label {
            let label = label.as_str();
            all.push(self.voice.say("records-only-label", args![label = label]));
        }
        if !self.bounded() {
            all.push(self.say("records-one-part"));
        }
        if let Some(bias) = self.result.bias {
            let bias = self.score(bias);
            all.push(self.voice.say("records-bias", args![bias = bias]));
        }
        all
    }

    /// What there is to know beside the first sentence.
    fn further(&self) -> String {
        let r = self.result;
        let unit = r.unit.as_str();
        let mut all = Vec::new();
        if self.bounded() && r.unclear > 0 {
            let unclear = r.unclear as f64;
            all.push(self.voice.say("records-unclear", args![unclear = unclear]));
        }
        if let Some(together) = self.groups() {
            all.extend(self.about_groups(together));
        }
        if r.unit == "owner" && r.plan.method.starts_with("knn-") {
            all.push(self.say("records-owned"));
        }
        all.extend(self.view());
        all.push(match r.sum {
            Some(sum) => {
                let sum = self.score(sum);
                self.voice.say("records-sum", args![sum = sum])
            }
            None => self.voice.say("records-no-sum", args![unit = unit]),
        });
        match (r.worth.all, r.worth.nobody) {
            (Some(with), Some(without)) => {
                let (with, without) = (self.score(with), self.score(without));
                all.push(
                    self.voice
                        .say("records-worth-both", args![all = with, nobody = without]),
                );
            }
            (Some(with), None) => {
                let with = self.score(with);
                all.push(self.voice.say("records-worth", args![all = with]));
            }
            _ => {}
        }
        all.join(" ")
    }

    /// What the intervals are about, and what would halve them.
    fn intervals(&self) -> String {
        let more = self.result.to_halve as f64;
        let (about, halve) = match self.result.interval {
            Over::Tests => (
                self.say("records-over-tests"),
                self.voice.say("records-halve-tests", args![more = more]),
            ),
            Over::Both => (
                self.say("records-over-both"),
                self.say("records-halve-both"),
            ),
            Over::Samples => (
                self.say("records-over-samples"),
                self.voice.say("records-halve-samples", args![more = more]),
            ),
        };
        let mut all = vec![about, halve];
        match self.result.stopped {
            Some(Stopped::Tolerance) => all.push(self.say("records-stopped-tolerance")),
            Some(Stopped::Budget) => all.push(self.say("records-stopped-budget")),
            None => {}
        }
        all.join(" ")
    }

    /// How to tell of trials.
    fn trials(&self) -> usefulness::Telling<'_> {
        usefulness::Telling {
            voice: &self.voice,
            scorer: match self.result.test {
                Some(_) => usefulness::Scorer::Model,
                None => usefulness::Scorer::Command,
            },
            halves: usefulness::Halves::Independent,
            // More is better of every metric here.
            lower_is_better: false,
        }
    }

    /// The ends of the list.
    fn ends(&self) -> Table {
        let columns = vec![
            Column::new("id", self.say("records-id")),
            Column::new("value", self.say("records-value")),
        ];
        let mut table = Table::new(self.say("records-ends-caption"), columns);
        let low = self.values.len().saturating_sub(ENDS).max(ENDS);
        for (at, value) in self.values.iter().enumerate() {
            if at < ENDS || at >= low {
                let cell = match value.high.is_finite() {
                    true => Cell::Change(value.interval(), self.format.signed()),
                    false => Cell::Number(value.value, self.format.signed()),
                };
                table.push(vec![Cell::text(&value.id), cell]);
            }
        }
        table
    }

    fn opening(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.cautions().into_iter().map(Block::Caution).collect();
        if self.bounded() {
            blocks.push(Block::Lead(self.lead()));
        }
        blocks.push(Block::Text(self.further()));
        if self.bounded() {
            blocks.push(Block::Text(self.intervals()));
        }
        blocks
    }

    fn made(&self) -> Vec<Block> {
        let r = self.result;
        let mut facts: Vec<(String, Fact)> = Vec::new();
        let mut add = |key: &str, fact: Fact| facts.push((self.say(key), fact));
        let size = |note: &DataNote| {
            let (records, features) = (note.records as f64, note.features as f64);
            let name = note.name.as_str();
            Fact::Said(self.voice.say(
                "records-made-size",
                args![name = name, records = records, features = features],
            ))
        };
        add("records-made-train", size(&r.train));
        add("records-made-hash", Fact::Verbatim(r.train.hash.clone()));
        if let Some(test) = &r.test {
            add("records-made-test", size(test));
            add("records-made-hash", Fact::Verbatim(test.hash.clone()));
        }
        add("records-made-method", Fact::Verbatim(r.plan.method.clone()));
        add(
            "records-made-source",
            Fact::Verbatim(r.method_source.clone()),
        );
        let set = r
            .settings
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let set: Vec<String> = set.collect();
        add(
            "records-made-settings",
            match set.is_empty() {
                true => Fact::Said(self.say("records-none-set")),
                false => Fact::Verbatim(set.join(" ")),
            },
        );
        add("records-made-model", Fact::Verbatim(r.model.clone()));
        add("records-made-metric", Fact::Verbatim(r.metric.clone()));
        if let Some(together) = self.groups() {
            add("records-made-groups", Fact::Verbatim(together.hash.clone()));
        }
        if let Some(subsets) = r.subsets {
            add("records-made-subsets", Fact::Said(subsets.to_string()));
        }
        add(
            "records-made-evaluations",
            Fact::Said(r.evaluations.to_string()),
        );
        add("records-made-seed", Fact::Said(r.seed.to_string()));
        vec![
            Block::Facts(facts),
            Block::Text(self.say("records-made-again")),
            Block::Code("capstan verify values.json".to_owned()),
        ]
    }
}

/// As many digits as tell values of this size apart.
fn format(widest: f64) -> Format {
    let digits = if widest > 0.0 && widest.is_finite() {
        (3.0 - widest.log10().floor()).clamp(0.0, 12.0)
    } else {
        3.0
    };
    Format::number(digits as u8)
}

/// As many digits as the interval in the middle bears, in the view where it
/// bears most.
fn borne(result: &RecordsResult, values: &[Value]) -> Format {
    let views = 0..result.seen.first().map_or(0, |line| line.views.len());
    let reaches = |view: usize| {
        let of = |line: &SeenLine| line.views[view].interval();
        let of = result.seen.iter().filter_map(of);
        of.map(|i| i.reach()).collect::<Vec<f64>>()
    };
    let main = values.iter().map(|v| v.interval().reach()).collect();
    let all = views.map(reaches).chain([main]);
    Format::number(all.filter_map(digits).max().unwrap_or(4))
}

/// As many digits as the middle one of some intervals bears, if it has ends.
fn digits(mut reaches: Vec<f64>) -> Option<u8> {
    reaches.retain(|r| *r > 0.0 && r.is_finite());
    reaches.sort_unstable_by(f64::total_cmp);
    let middle = reaches.get(reaches.len() / 2)?;
    Some((-middle.log10()).ceil().clamp(0.0, 12.0) as u8)
}

/// The report as a page: one file that opens offline, `report.html`.
pub fn page(result: &RecordsResult, values: &[Value], lang: Lang) -> String {
    let room = Room::new(result, values, lang);
    let section = |heading: &str, blocks: Vec<Block>| Section {
        heading: room.say(heading),
        blocks,
    };
    let mut sections = Vec::new();
    match room.groups() {
        Some(together) => {
            let figure = vec![room.groups_figure(together)];
            sections.push(section("records-section-groups", figure));
            sections.extend(room.together(together));
        }
        None => {
            let mut spread = vec![room.spread()];
            spread.extend(room.views_table().map(Block::Table));
            sections.push(section("records-section-spread", spread));
            let ends = vec![Block::Table(room.ends())];
            sections.push(section("records-section-ends", ends));
        }
    }
    let mut tried = room.trials().blocks(result.usefulness.as_ref());
    tried.extend(room.tried_on().map(Block::Text));
    sections.push(section("records-section-use", tried));
    sections.push(section("records-section-made", room.made()));
    let (version, seed) = (result.capstan.as_str(), result.seed.to_string());
    let page = Page {
        title: room.title(),
        room: room.say(Bar::Measure.key()),
        bar: Some(Bar::Measure),
        lead: room.opening(),
        sections,
        footer: room
            .voice
            .say("records-footer", args![version = version, seed = seed]),
    };
    page.html(&room.voice)
}

/// The same for a terminal of 80 columns, without colour.
pub fn text(result: &RecordsResult, values: &[Value], lang: Lang) -> String {
    let room = Room::new(result, values, lang);
    let mut out = vec![paragraph("", &room.title(), WIDTH)];
    for block in room.opening() {
        match block {
            Block::Caution(text) => out.push(paragraph("! ", &text, WIDTH)),
            Block::Lead(text) | Block::Text(text) => out.push(paragraph("", &text, WIDTH)),
            _ => {}
        }
    }
    let tried = room.trials().lines(result.usefulness.as_ref());
    for text in tried.into_iter().chain(room.tried_on()) {
        out.push(paragraph("", &text, WIDTH));
    }
    let tables = match room.groups() {
        Some(together) => vec![room.groups_table(together)],
        None => [room.ends()]
            .into_iter()
            .chain(room.views_table())
            .collect(),
    };
    for table in tables {
        out.push(table.terminal(&room.voice, WIDTH, Colour::Never));
    }
    out.extend(
        room.groups()
            .map(|together| room.together_lines(together))
            .into_iter()
            .flatten(),
    );
    out.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::clouds;
    use crate::records::{Ask, Found, Plan, run};
    use capstan_report::faults;

    fn found(check: bool, method: &str, tests: usize) -> Found {
        let (train, tests) = (clouds(60, 2, 1), clouds(tests, 2, 2));
        let plan = Plan {
            method: method.to_owned(),
            set: Vec::new(),
            model: None,
            metric: None,
            owners: false,
            view: None,
            coalitions: Vec::new(),
            seed: 1,
            tolerance: None,
            budget: Some(200),
        };
        let ask = Ask {
            plan: &plan,
            train: &train,
            tests: Some(&tests),
            stored: None,
            units: None,
            outside: None,
            source: serde_json::Value::Null,
            keep: None,
            check,
        };
        run(&ask, &()).unwrap()
    }

    #[test]
    fn both_languages_say_the_same() {
        let sources = [
            include_str!("report.rs"),
            include_str!("report/figures.rs"),
            include_str!("report/groups.rs"),
            include_str!("report/views.rs"),
        ];
        assert_eq!(faults(&words(), &sources), Vec::<String>::new());
    }

    #[test]
    fn the_page_says_what_was_found_first() {
        let found = found(true, "knn-shapley", 40);
        for lang in Lang::ALL {
            let page = page(&found.result, &found.values, lang);
            assert!(page.contains("<svg") && page.contains("knn-shapley"));
        }
        let text = text(&found.result, &found.values, Lang::En);
        let first = text.lines().next().unwrap();
        let (above, below) = (found.result.above, found.result.below);
        assert!(first.starts_with(&format!("{above} of 60 records help")));
        assert!(first.contains(&format!("and {below} d")));
        assert!(text.contains("Chance gives 50"), "{text}");
    }

    #[test]
    fn one_test_example_leaves_intervals_open() {
        let found = found(false, "knn-shapley", 1);
        let text = text(&found.result, &found.values, Lang::En);
        assert!(text.starts_with("What 60 records add\n\n! There is only one score"));
        assert!(page(&found.result, &found.values, Lang::Es).contains("no tienen límites"));
    }

    #[test]
    fn digits_follow_the_size_of_values() {
        assert_eq!(format(0.0123), Format::number(5));
        assert_eq!(format(12.3), Format::number(2));
        assert_eq!(format(0.0), Format::number(3));
        assert_eq!(digits(vec![0.0, 0.0021, 0.002]), Some(3));
        assert_eq!(digits(vec![f64::INFINITY]), None);
    }
}
