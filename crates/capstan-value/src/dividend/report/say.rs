//! The first sentences.

use super::Room;
use crate::dividend::Note;
use capstan_report::{Block, Format, args};

impl Room<'_> {
    /// What happens, in one sentence without its full stop.
    pub(super) fn title(&self) -> String {
        let names: Vec<String> = (self.round.chain.rule.iter())
            .map(|p| p.name.clone())
            .collect();
        let rules = match &names[..] {
            [one] => {
                let rule = one.as_str();
                self.voice.say("rule-named", args![rule = rule])
            }
            all => {
                let rules = all.join(", ");
                self.voice.say("rules-mixed", args![rules = rules])
            }
        };
        let people = self.round.members.len() as f64;
        let money = self.money(self.round.budget.minor as u64);
        self.voice.say(
            "title",
            args![people = people, money = money, rules = rules],
        )
    }

    /// What a rule is called.
    pub(super) fn called(&self, rule: &str) -> String {
        self.voice.say("rule-called", args![rule = rule])
    }

    /// What comes before any heading.
    pub(super) fn opening(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut plain = Vec::new();
        for note in &self.round.notes {
            let (caution, words) = self.note(note);
            if caution {
                blocks.push(Block::Caution(words));
            } else {
                plain.push(words);
            }
        }
        blocks.push(Block::Lead(self.extremes()));
        let mut more: Vec<String> = self.spread();
        more.extend(plain);
        blocks.push(Block::Text(more.join(" ")));
        let kept = self.kept_back();
        if !kept.is_empty() {
            blocks.push(Block::List(kept));
        }
        blocks
    }

    /// The dividends in a sentence or two.
    fn extremes(&self) -> String {
        let mut amounts: Vec<u64> = self.round.members.iter().map(|m| m.amount).collect();
        amounts.sort_unstable();
        let at = |i: usize| self.money(amounts.get(i).copied().unwrap_or(0));
        let last = amounts.len().saturating_sub(1);
        if last == 0 {
            return self.voice.say("lead-alone", args![most = at(0)]);
        }
        let (least, middle, most) = (at(0), at(last / 2), at(last));
        let text = self.voice.say(
            "lead-extremes",
            args![most = most, middle = middle, least = least],
        );
        let unpaid = amounts.iter().filter(|&&a| a == 0).count() as f64;
        let unpaid = if unpaid > 0.0 {
            self.voice.say("lead-unpaid", args![count = unpaid])
        } else {
            self.say("lead-all-paid")
        };
        format!("{text} {unpaid}")
    }

    /// How unequal the dividends are and how sure that is.
    fn spread(&self) -> Vec<String> {
        let digits = Format::number(2);
        let mut out = Vec::new();
        if let Some(index) = self.index("gini")
            && let Some(value) = index.value
        {
            let gini = self.voice.format(value, digits);
            out.push(self.voice.say("lead-gini", args![gini = gini]));
            let certain = (self.round.members.iter()).all(|m| m.member.low == m.member.high);
            out.push(match (certain, index.low, index.high) {
                (false, Some(low), Some(high)) => {
                    // Two digits would hide the narrow interval of many members.
                    let digits = if high - low < 0.02 {
                        Format::number(4)
                    } else {
                        digits
                    };
                    let low = self.voice.format(low, digits);
                    let high = self.voice.format(high, digits);
                    self.voice
                        .say("lead-uncertain", args![low = low, high = high])
                }
                _ => self.say("lead-certain"),
            });
        }
        if self.many()
            && let Some(top) = self.index("top-tenth").and_then(|i| i.value)
        {
            let share = self.voice.about(top);
            out.push(self.voice.say("lead-tenth", args![share = share]));
        }
        if let Some(gini) = self.round.gini_drawn {
            let gini = self.voice.format(gini, digits);
            out.push(self.voice.say("lead-lottery", args![gini = gini]));
        }
        out
    }

    /// What does not go to members now.
    fn kept_back(&self) -> Vec<String> {
        let round = self.round;
        let mut out = Vec::new();
        if round.public_good > 0 {
            let money = self.money(round.public_good);
            out.push(self.voice.say("lead-public-good", args![money = money]));
        }
        if round.fees_reserved > 0 {
            let money = self.money(round.fees_reserved);
            let cost = self.money(round.fees);
            out.push(
                self.voice
                    .say("lead-fees", args![money = money, cost = cost]),
            );
        }
        let carried: Vec<u64> = (round.members.iter().map(|m| m.carried))
            .filter(|&c| c > 0)
            .collect();
        if !carried.is_empty() {
            let money = self.money(carried.iter().sum());
            let count = carried.len() as f64;
            out.push(
                self.voice
                    .say("lead-carried", args![count = count, money = money]),
            );
        }
        if !round.left.is_empty() {
            let money = self.money(round.left.iter().map(|l| l.paid).sum());
            let count = round.left.len() as f64;
            out.push(
                self.voice
                    .say("lead-left", args![count = count, money = money]),
            );
        }
        out
    }

    /// A note, and whether it is a warning.
    fn note(&self, note: &Note) -> (bool, String) {
        match note {
            Note::NobodyAbove { rule } => {
                let rule = rule.as_str();
                (true, self.voice.say("note-nobody", args![rule = rule]))
            }
            Note::PaysHarm { rule } => {
                let rule = rule.as_str();
                (true, self.voice.say("note-harm", args![rule = rule]))
            }
            Note::Deflated { factor } => {
                let factor = self.voice.percent(*factor, 0);
                (
                    false,
                    self.voice.say("note-deflated", args![factor = factor]),
                )
            }
            Note::AlreadyMoreEqual { gini } => {
                let gini = self.voice.format(*gini, Format::number(2));
                (false, self.voice.say("note-more-equal", args![gini = gini]))
            }
            Note::MixedEqual { part } => {
                let part = self.voice.percent(*part, 0);
                (false, self.voice.say("note-mixed", args![part = part]))
            }
        }
    }
}
