//! How a round was made.

use super::Room;
use crate::dividend::Rounding;
use crate::dividend::gauge::DRAWS;
use capstan_report::{Block, Fact, args};

/// The key of the sentence about a way of rounding.
pub(super) fn rounding(method: Rounding) -> &'static str {
    match method {
        Rounding::LargestRemainder => "rounding-largest-remainder",
        Rounding::Webster => "rounding-webster",
        Rounding::Cumulative => "rounding-cumulative",
    }
}

impl Room<'_> {
    /// Everything that it takes to make the round again.
    pub(super) fn made(&self) -> Vec<Block> {
        let round = self.round;
        let mut facts: Vec<(String, Fact)> = Vec::new();
        let mut add = |key: &str, fact| facts.push((self.say(key), fact));
        add(
            "made-budget",
            Fact::Said(self.money(round.budget.minor as u64)),
        );
        if !round.source.file.is_empty() {
            add("made-file", Fact::Verbatim(round.source.file.clone()));
            add("made-hash", Fact::Verbatim(round.source.hash.clone()));
        }
        add("made-seed", Fact::Said(round.seed.to_string()));
        add(
            "made-rounding",
            Fact::Said(self.say(rounding(round.chain.method))),
        );
        add("made-version", Fact::Said(round.capstan.clone()));
        let certain = (round.members.iter()).all(|m| m.member.low == m.member.high);
        let mut blocks = vec![Block::Facts(facts), Block::Text(self.say("made-ties"))];
        if !certain {
            let draws = DRAWS as f64;
            let words = self.voice.say("made-intervals", args![draws = draws]);
            blocks.push(Block::Text(words));
        }
        // A chain that was read from TOML, or made in its image, can be written.
        if let Ok(chain) = toml::to_string(&round.chain) {
            blocks.push(Block::Text(self.say("made-chain")));
            blocks.push(Block::Code(chain));
        }
        blocks.push(Block::Text(self.say("made-verify")));
        blocks.push(Block::Code("capstan verify dividends.json".into()));
        blocks
    }
}
