//! What is told of groups beside their values, in sentences and tables, for
//! reports on people's ratings and on records alike.

use crate::interaction::Bond;
use capstan_report::{
    Block, Cell, Colour, Column, Format, Section, Table, Voice, Words, args, paragraph,
};
use capstan_stats::Interval;

/// Pairs that have a sentence each, at most.
const SAID: usize = 6;

/// The sentences of this part of the room.
pub fn words() -> Words {
    Words::room("values of groups")
}

/// How to tell of groups. The voice must know [`words`].
pub struct Telling<'a> {
    /// Who speaks.
    pub voice: &'a Voice,
    /// How numbers are written.
    pub format: Format,
    /// What is measured, and its unit.
    pub what: String,
}

/// A number with its interval, or why there is none.
pub type Figure = Result<Interval, String>;

/// Leverage and stand-alone value of a group.
pub struct Alone<'a> {
    /// The group.
    pub name: &'a str,
    /// What is lost when it leaves.
    pub leverage: Figure,
    /// What it adds to nobody else.
    pub stand_alone: Figure,
}

/// A union of groups.
pub struct Union<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its groups.
    pub groups: &'a [String],
    /// What it gets.
    pub value: Figure,
}

/// Two groups.
pub struct Pair<'a> {
    /// The one and the other.
    pub names: [&'a str; 2],
    /// What they add together.
    pub interaction: Figure,
    /// What is lost when both leave beyond what is lost when each does.
    pub synergy: Figure,
    /// What the interaction says.
    pub bond: Option<Bond>,
}

/// Groups that were asked about as one.
pub struct Coalition<'a> {
    /// Its groups.
    pub groups: &'a [String],
    /// Leverage, stand-alone value and synergy.
    pub figures: [Figure; 3],
}

/// All that is told of groups beside their values.
pub struct Beside<'a> {
    /// Each group.
    pub alone: Vec<Alone<'a>>,
    /// Unions, where they share the whole first.
    pub unions: Vec<Union<'a>>,
    /// Pairs, where they are known.
    pub pairs: Vec<Pair<'a>>,
    /// Coalitions that were asked about.
    pub coalitions: Vec<Coalition<'a>>,
}

impl Telling<'_> {
    /// The sections of a page.
    pub fn sections(&self, beside: &Beside<'_>) -> Vec<Section> {
        let section = |heading: &str, blocks: Vec<Block>| Section {
            heading: self.say(heading),
            blocks,
        };
        let mut sections = vec![section(
            "groups-section-alone",
            vec![
                Block::Text(self.say("groups-leverage-means")),
                Block::Table(self.alone_table(&beside.alone)),
            ],
        )];
        if !beside.unions.is_empty() {
            let blocks = vec![
                Block::Text(self.say("groups-unions-means")),
                Block::Table(self.unions_table(&beside.unions)),
            ];
            sections.push(section("groups-section-unions", blocks));
        }
        if !beside.pairs.is_empty() {
            let blocks = vec![
                Block::List(self.pairs(&beside.pairs)),
                Block::Text(self.say("groups-pairs-means")),
                match Block::Table(self.pairs_table(&beside.pairs)) {
                    table if beside.pairs.len() > SAID => {
                        let count = beside.pairs.len();
                        let all = self.voice.say("groups-pairs-all", args![count = count]);
                        Block::Folded(all, vec![table])
                    }
                    table => table,
                },
            ];
            sections.push(section("groups-section-pairs", blocks));
        }
        if !beside.coalitions.is_empty() {
            let blocks = vec![
                Block::List(self.coalitions(&beside.coalitions)),
                Block::Text(self.say("groups-synergy-means")),
                Block::Table(self.coalitions_table(&beside.coalitions)),
            ];
            sections.push(section("groups-section-coalitions", blocks));
        }
        sections
    }

    /// The same for a terminal of `width` columns, where sentences stand for
    /// the table of pairs.
    pub fn terminal(&self, beside: &Beside<'_>, width: usize) -> Vec<String> {
        let table = |table: Table| table.terminal(self.voice, width, Colour::Never);
        let list = |said: Vec<String>| {
            let items = said.iter().map(|item| paragraph("- ", item, width));
            items.collect::<Vec<_>>().join("\n")
        };
        let mut out = vec![table(self.alone_table(&beside.alone))];
        if !beside.unions.is_empty() {
            out.push(table(self.unions_table(&beside.unions)));
        }
        if !beside.pairs.is_empty() {
            out.push(list(self.pairs(&beside.pairs)));
        }
        if !beside.coalitions.is_empty() {
            out.push(list(self.coalitions(&beside.coalitions)));
            out.push(table(self.coalitions_table(&beside.coalitions)));
        }
        out
    }

    fn say(&self, key: &str) -> String {
        self.voice.say(key, args![])
    }

    fn cell(&self, figure: &Figure) -> Cell {
        match figure {
            Ok(i) if i.high.is_finite() => Cell::Change(*i, self.format.signed()),
            Ok(i) => Cell::Number(i.value, self.format.signed()),
            Err(why) => Cell::refused(why.clone()),
        }
    }

    /// Names one after the other: "north, south and west".
    fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let (first, last) = (first.join(", "), last.as_str());
                self.voice
                    .say("groups-and", args![first = first, last = last])
            }
        }
    }

    /// What is lost when each group leaves, and what it adds alone.
    fn alone_table(&self, groups: &[Alone<'_>]) -> Table {
        let what = self.what.as_str();
        let mut table = Table::new(
            self.voice.say("groups-table-alone", args![what = what]),
            vec![
                Column::new("group", self.say("groups-head-group")),
                Column::new("leverage", self.say("groups-head-leverage")),
                Column::new("alone", self.say("groups-head-alone")),
            ],
        );
        for group in groups {
            let cells = [&group.leverage, &group.stand_alone].map(|f| self.cell(f));
            let mut row = vec![Cell::text(group.name)];
            row.extend(cells);
            table.push(row);
        }
        table
    }

    /// What each union gets.
    fn unions_table(&self, unions: &[Union<'_>]) -> Table {
        let what = self.what.as_str();
        let mut table = Table::new(
            self.voice.say("groups-table-unions", args![what = what]),
            vec![
                Column::new("union", self.say("groups-head-union")),
                Column::new("groups", self.say("groups-head-groups")),
                Column::new("value", self.say("groups-head-value")),
            ],
        );
        for union in unions {
            table.push(vec![
                Cell::text(union.name),
                Cell::text(self.list(union.groups)),
                self.cell(&union.value),
            ]);
        }
        table
    }

    /// What pairs of groups are to each other, in sentences: of many, the
    /// strongest.
    fn pairs(&self, pairs: &[Pair<'_>]) -> Vec<String> {
        let known = |pair: &&Pair<'_>| matches!(pair.bond, Some(Bond::Allies | Bond::Substitutes));
        let mut told: Vec<&Pair<'_>> = pairs.iter().filter(known).collect();
        let (unknown, more) = (pairs.len() - told.len(), told.len().saturating_sub(SAID));
        if more > 0 {
            let strength =
                |pair: &Pair<'_>| pair.interaction.as_ref().map_or(0.0, |i| i.value.abs());
            told.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
            told.truncate(SAID);
        }
        let mut out = Vec::new();
        for pair in told {
            let [a, b] = pair.names;
            out.push(match pair.bond {
                Some(Bond::Allies) => self.voice.say("groups-pair-allies", args![a = a, b = b]),
                _ => self
                    .voice
                    .say("groups-pair-substitutes", args![a = a, b = b]),
            });
        }
        if more > 0 {
            out.push(self.voice.say("groups-pair-more", args![count = more]));
        }
        if out.is_empty() && unknown > 0 {
            out.push(self.say("groups-pair-none"));
        } else if unknown > 0 {
            out.push(
                self.voice
                    .say("groups-pair-unknown", args![count = unknown]),
            );
        }
        out
    }

    /// The same with their numbers.
    fn pairs_table(&self, pairs: &[Pair<'_>]) -> Table {
        let what = self.what.as_str();
        let mut table = Table::new(
            self.voice.say("groups-table-pairs", args![what = what]),
            vec![
                Column::new("pair", self.say("groups-head-pair")),
                Column::new("interaction", self.say("groups-head-interaction")),
                Column::new("synergy", self.say("groups-head-synergy")),
                Column::new("bond", self.say("groups-head-bond")),
            ],
        );
        for pair in pairs {
            let bond = match pair.bond {
                Some(Bond::Allies) => self.say("groups-bond-allies"),
                Some(Bond::Substitutes) => self.say("groups-bond-substitutes"),
                Some(Bond::Unknown) | None => self.say("groups-bond-unknown"),
            };
            table.push(vec![
                Cell::text(format!("{} – {}", pair.names[0], pair.names[1])),
                self.cell(&pair.interaction),
                self.cell(&pair.synergy),
                Cell::text(bond),
            ]);
        }
        table
    }

    /// What coalitions that were asked about have together, in a sentence
    /// each.
    fn coalitions(&self, coalitions: &[Coalition<'_>]) -> Vec<String> {
        let each = coalitions.iter().map(|coalition| {
            let who = self.list(coalition.groups);
            let who = who.as_str();
            match &coalition.figures[2] {
                Ok(i) if i.low > 0.0 => self.voice.say("groups-stronger", args![who = who]),
                Ok(i) if i.high < 0.0 => self.voice.say("groups-weaker", args![who = who]),
                _ => self.voice.say("groups-alike", args![who = who]),
            }
        });
        each.collect()
    }

    /// The same with their numbers.
    fn coalitions_table(&self, coalitions: &[Coalition<'_>]) -> Table {
        let what = self.what.as_str();
        let mut table = Table::new(
            self.voice
                .say("groups-table-coalitions", args![what = what]),
            vec![
                Column::new("coalition", self.say("groups-head-coalition")),
                Column::new("leverage", self.say("groups-head-leverage")),
                Column::new("alone", self.say("groups-head-alone")),
                Column::new("synergy", self.say("groups-head-synergy")),
            ],
        );
        for coalition in coalitions {
            let mut row = vec![Cell::text(self.list(coalition.groups))];
            row.extend(coalition.figures.iter().map(|f| self.cell(f)));
            table.push(row);
        }
        table
    }

    /// Whether any set of groups has a reason to leave, whatever the shares;
    /// `amount` writes a number with its unit.
    pub fn excess(&self, excess: &Figure, amount: impl Fn(f64) -> String) -> Option<String> {
        let excess = excess.as_ref().ok()?;
        let most = amount(excess.value.abs());
        let most = most.as_str();
        Some(if excess.low > 0.0 {
            self.voice.say("groups-excess-some", args![most = most])
        } else if excess.high < 0.0 {
            self.voice.say("groups-excess-none", args![most = most])
        } else {
            self.say("groups-excess-unknown")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_report::{Lang, faults};

    #[test]
    fn both_languages_say_the_same() {
        let sources = [include_str!("report.rs")];
        assert_eq!(faults(&words(), &sources), Vec::<String>::new());
    }

    #[test]
    fn what_is_told_has_names_and_numbers() {
        let voice = Voice::own(Lang::En, &[words()]);
        let telling = Telling {
            voice: &voice,
            format: Format::number(2),
            what: "accuracy".to_owned(),
        };
        let known = |value: f64| Ok(Interval::around(value, 0.25));
        let groups = ["north", "south", "west"].map(str::to_owned);
        assert_eq!(telling.list(&groups), "north, south and west");
        let asked = |synergy| Coalition {
            groups: &groups,
            figures: [known(0.5), Err("nobody".to_owned()), known(synergy)],
        };
        let said = telling.coalitions(&[asked(0.5), asked(-0.5), asked(0.1)]);
        assert!(said[0].contains("north, south and west") && said[0].contains("more than"));
        assert!(said[1].contains("less than"), "{said:?}");
        assert!(said[2].contains("cannot tell"), "{said:?}");
        let table = telling.coalitions_table(&[asked(0.5)]);
        let text = table.terminal(&voice, 80, Colour::Never);
        assert!(
            text.contains("(+0.25 to +0.75)") && text.contains("nobody"),
            "{text}"
        );
        let amount = |x| voice.format(x, Format::number(2));
        let sure = |value| telling.excess(&known(value), amount).unwrap();
        assert!(sure(0.5).contains("0.50") && sure(-0.5).contains("0.50"));
        assert_ne!(sure(0.5), sure(-0.5));
        assert!(sure(0.1).contains("cannot tell"));
        assert_eq!(telling.excess(&Err(String::new()), amount), None);
        let pair = |strength: f64| Pair {
            names: ["north", if strength > 0.6 { "west" } else { "south" }],
            interaction: known(strength),
            synergy: known(0.0),
            bond: Some(Bond::of(Interval::around(strength, 0.25))),
        };
        let mut pairs: Vec<Pair<'_>> = (0..8).map(|_| pair(0.5)).collect();
        pairs.push(pair(0.75));
        pairs.push(pair(0.1));
        let said = telling.pairs(&pairs);
        // The strongest first, then how many more there are, then the rest.
        assert_eq!(said.len(), 8);
        assert!(said[0].starts_with("north and west are allies"), "{said:?}");
        assert!(
            said[6].contains('3') && said[7].contains("one pair"),
            "{said:?}"
        );
        let union = Union {
            name: "coast",
            groups: &groups[..2],
            value: Ok(Interval::around(0.25, f64::INFINITY)),
        };
        let text = telling
            .unions_table(&[union])
            .terminal(&voice, 80, Colour::Never);
        assert!(text.contains("north and south    +0.25"), "{text}");
    }
}
