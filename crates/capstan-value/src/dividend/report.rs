//! The report: a round of dividends as a page and as text for a terminal, in
//! English and Spanish.
//!
//! First what everyone gets and what must be said about it; then how unequal
//! that is, and how every other rule would have shared the same money; then
//! what the rules keep and break, with an example of each break.

mod figures;
mod made;
mod properties;
mod say;
mod tables;
mod told;

pub use told::{Told, told};

use super::Dividends;
use capstan_data::Money;
use capstan_report::{
    Bar, Block, Colour, Format, Lang, Page, Section, Voice, Words, args, paragraph,
};

/// The sentences of the room of dividends.
pub fn words() -> Words {
    Words::room("dividends")
}

/// The width of text for a terminal, in characters.
const WIDTH: usize = 80;

/// Up to how many members each has a row of their own.
const ROWS: usize = 40;

/// A round and the voice that tells it.
struct Room<'a> {
    round: &'a Dividends,
    voice: Voice,
}

impl<'a> Room<'a> {
    fn new(round: &'a Dividends, lang: Lang) -> Self {
        Self {
            round,
            voice: Voice::own(lang, &[words()]),
        }
    }

    fn say(&self, key: &str) -> String {
        self.voice.say(key, args![])
    }

    /// Coins as money, the way the language writes it.
    fn money(&self, coins: u64) -> String {
        let money = self.round.budget.currency.minor(coins as i64);
        format!("{}\u{a0}{}", self.amount(money), money.currency)
    }

    fn amount(&self, money: Money) -> String {
        // Whole numbers up to 2^53 are exact; what is above is written plainly.
        if money.minor >= 1 << 53 {
            return money.amount();
        }
        let digits = money.currency.decimals();
        let value = money.minor as f64 / 10f64.powi(digits.into());
        self.voice.format(value, Format::number(digits))
    }

    fn many(&self) -> bool {
        self.round.members.len() > ROWS
    }
}

/// The report as a page: one file that opens offline, `report.html`.
pub fn page(round: &Dividends, lang: Lang) -> String {
    let room = Room::new(round, lang);
    let section = |heading: &str, blocks: Vec<Block>| Section {
        heading: room.say(heading),
        blocks,
    };
    let (version, seed) = (round.capstan.as_str(), round.seed.to_string());
    let page = Page {
        title: room.title(),
        room: room.say(Bar::Share.key()),
        bar: Some(Bar::Share),
        lead: room.opening(),
        sections: vec![
            section("section-dividends", room.dividends()),
            section("section-inequality", room.unequal()),
            section("section-rules", room.compared()),
            section("section-properties", room.properties()),
            section("section-made", room.made()),
        ],
        footer: (room.voice).say("made-footer", args![version = version, seed = seed]),
    };
    page.html(&room.voice)
}

/// The same for a terminal of 80 columns, without colour; with `compare` also
/// every rule side by side.
pub fn text(round: &Dividends, lang: Lang, compare: bool) -> String {
    let room = Room::new(round, lang);
    let mut out = vec![paragraph("", &room.title(), WIDTH)];
    let table = |t: &capstan_report::Table| t.terminal(&room.voice, WIDTH, Colour::Never);
    let mut add = |block: Block| match block {
        Block::Caution(text) => out.push(paragraph("! ", &text, WIDTH)),
        Block::Lead(text) | Block::Text(text) => out.push(paragraph("", &text, WIDTH)),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|i| paragraph("- ", i, WIDTH)).collect();
            out.push(items.join("\n"));
        }
        Block::Table(t) => out.push(table(&t)),
        _ => {}
    };
    room.opening().into_iter().for_each(&mut add);
    add(Block::Table(room.main_table()));
    if compare {
        add(Block::Table(room.inequality_table(&tables::NARROW)));
        room.properties_tables()
            .into_iter()
            .for_each(|t| add(Block::Table(t)));
    }
    room.properties().into_iter().for_each(&mut add);
    out.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::{
        Chain, Fee, INDICES, Member, Pool, Property, Rounding, Source, dividends, rules,
    };
    use capstan_report::faults;

    fn talk(chain: &Chain) -> Dividends {
        let members: Vec<Member> = [("ana", -1.0), ("ben", 0.0), ("cho", 1.0)]
            .map(|(id, value)| Member {
                low: value - 0.5,
                high: value + 0.5,
                group: Some(if id == "ana" { "north" } else { "south" }.to_owned()),
                ..Member::new(id, value)
            })
            .to_vec();
        let budget = "1000.00 EUR".parse().unwrap();
        dividends(Source::default(), &members, chain, budget, 1, None).unwrap()
    }

    fn rule(name: &str) -> Chain {
        Chain::of(name, Default::default())
    }

    #[test]
    fn both_languages_say_the_same() {
        let sources = [
            include_str!("report.rs"),
            include_str!("report/figures.rs"),
            include_str!("report/made.rs"),
            include_str!("report/properties.rs"),
            include_str!("report/say.rs"),
            include_str!("report/tables.rs"),
        ];
        assert_eq!(faults(&words(), &sources), Vec::<String>::new());
    }

    #[test]
    fn every_rule_index_property_and_rounding_has_its_words() {
        for lang in Lang::ALL {
            let voice = Voice::own(lang, &[words()]);
            let mut keys: Vec<String> = Vec::new();
            keys.extend(rules().iter().map(|r| format!("rule-{}", r.info().name)));
            keys.extend(INDICES.iter().map(|i| format!("head-{}", i.0)));
            for p in Property::ALL {
                keys.extend(["property", "keeps", "breaks"].map(|k| format!("{k}-{}", p.name())));
            }
            for r in [
                Rounding::LargestRemainder,
                Rounding::Webster,
                Rounding::Cumulative,
            ] {
                keys.push(made::rounding(r).to_owned());
            }
            for key in keys {
                assert!(voice.knows(&key), "{key}");
            }
        }
    }

    #[test]
    fn texts_are_as_they_were() {
        insta::assert_snapshot!("shift_en", text(&talk(&rule("shift")), Lang::En, true));
        let mut chain = rule("clip");
        chain.equal = Some(0.5);
        chain.public_good = Some(0.1);
        chain.minimum = Some("200.00".into());
        chain.fee = Some(Fee {
            each: "0.20".into(),
            cap: 0.1,
        });
        insta::assert_snapshot!("clip_es", text(&talk(&chain), Lang::Es, false));
    }

    #[test]
    fn what_must_be_said_is_said_first() {
        let abs = text(&talk(&rule("abs")), Lang::En, false);
        let warning = abs.find("pays harm like help").unwrap();
        assert!(warning < abs.find("The highest dividend").unwrap(), "{abs}");
    }

    #[test]
    fn pages_are_whole_whatever_the_chain() {
        let chains = [
            rule("equal"),
            Chain {
                lottery: Some(2),
                ..rule("softmax")
            },
            Chain {
                gini: Some(0.2),
                pool: Some(Pool {
                    by: "home".into(),
                    inside: "equal".into(),
                }),
                ..rule("shift")
            },
        ];
        for lang in Lang::ALL {
            for chain in &chains {
                let page = page(&talk(chain), lang);
                assert!(!page.contains("NaN") && !page.contains("{ $"));
                for part in ["id=\"lorenz\"", "id=\"dividends\"", "id=\"rules\""] {
                    assert!(page.contains(part), "{part}");
                }
            }
        }
    }

    #[test]
    fn many_members_are_told_by_tenths() {
        let members: Vec<Member> = (0..100)
            .map(|i| Member::new(format!("m{i}"), f64::from(i)))
            .collect();
        let budget = "4950.00 EUR".parse().unwrap();
        let chain = rule("shift");
        let made = dividends(Source::default(), &members, &chain, budget, 1, None).unwrap();
        let told = text(&made, Lang::En, false);
        assert!(
            told.contains("tenth 10 of 10") && !told.contains("m57"),
            "{told}"
        );
        // 90 to 99 of 4950.
        assert!(told.contains("has about 2 in 10 (19"), "{told}");
    }
}
