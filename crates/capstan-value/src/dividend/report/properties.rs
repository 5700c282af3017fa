//! What the rules keep and break.

use super::Room;
use crate::dividend::{Base, Counter, Outcome};
use capstan_report::{Block, Format, args};

impl Room<'_> {
    /// Two lists: what is kept, and what is broken with an example each.
    pub(super) fn properties(&self) -> Vec<Block> {
        let (broken, whole): (Vec<&Outcome>, Vec<&Outcome>) =
            (self.round.properties.iter()).partition(|o| o.broken_by.is_some());
        let (kept, untried): (Vec<&Outcome>, Vec<&Outcome>) =
            whole.into_iter().partition(|o| o.tried > 0);
        let mut blocks = Vec::new();
        if !kept.is_empty() {
            let name = |o: &&Outcome| self.say(&format!("keeps-{}", o.property.name()));
            blocks.push(Block::Text(self.say("properties-kept") + ":"));
            blocks.push(Block::List(kept.iter().map(name).collect()));
        }
        if !broken.is_empty() {
            blocks.push(Block::Text(self.say("properties-broken") + ":"));
            blocks.push(Block::List(broken.iter().map(|o| self.broken(o)).collect()));
        }
        if !untried.is_empty() {
            blocks.push(Block::Text(self.say("untried")));
        }
        let tried = self.round.properties.iter().map(|o| o.tried).max();
        let tried = tried.unwrap_or(0) as f64;
        let how = self.voice.say("properties-how", args![tried = tried]);
        blocks.push(Block::Text(how));
        let chain = &self.round.chain;
        if chain.base == Base::Low {
            blocks.push(Block::Text(self.say("properties-low")));
        }
        if chain.pool.is_some() {
            blocks.push(Block::Text(self.say("properties-pool")));
        }
        blocks
    }

    fn broken(&self, outcome: &Outcome) -> String {
        let what = self.say(&format!("breaks-{}", outcome.property.name()));
        match &outcome.broken_by {
            Some(counter) => format!("{what} {}", self.example(counter)),
            None => what,
        }
    }

    fn example(&self, counter: &Counter) -> String {
        let values = self.list(&counter.values, Format::number(2));
        let shares = self.list(&counter.shares, Format::percent(0));
        if counter.changed.is_empty() {
            return (self.voice).say("example-one", args![values = values, shares = shares]);
        }
        let changed = self.list(&counter.changed, Format::number(2));
        let changed_shares = self.list(&counter.changed_shares, Format::percent(0));
        self.voice.say(
            "example-two",
            args![
                values = values,
                shares = shares,
                changed = changed,
                changed_shares = changed_shares
            ],
        )
    }

    /// Numbers one after the other, in brackets and with a mark between them
    /// that neither language uses inside a number.
    fn list(&self, numbers: &[f64], format: Format) -> String {
        let short = |x: f64| {
            let whole = x.fract() == 0.0 && format == Format::number(2);
            let format = if whole { Format::number(0) } else { format };
            self.voice.format(x, format)
        };
        let all: Vec<String> = numbers.iter().map(|&x| short(x)).collect();
        format!("({})", all.join("; "))
    }
}
