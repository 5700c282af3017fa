//! What else could have been chosen, what more workers could say, and what
//! false donors could have moved.

use super::room::Room;
use crate::choices::{Promotion, Records, Which};
use crate::needed::Saying;
use crate::sensitivity::Choice;
use capstan_report::{Block, args};

impl Room<'_> {
    /// A choice in words.
    pub(super) fn choice(&self, choice: Choice) -> String {
        let say = |key: &str| self.voice.say(key, args![]);
        match choice {
            Choice::AsMade => say("choice-made"),
            Choice::Margin(x) => self
                .voice
                .say("choice-margin", args![value = self.chosen(x)]),
            Choice::Tolerance(x) => {
                let value = self.exact(x);
                self.voice.say("choice-tolerance", args![value = value])
            }
            Choice::MinJobs(n) => self.voice.say("choice-min-jobs", args![value = n]),
            Choice::Jobs(Which::Changed) => say("choice-jobs-changed"),
            Choice::Jobs(Which::All) => say("choice-jobs-all"),
            Choice::Promotion(Promotion::Apart) => say("choice-promotion-apart"),
            Choice::Promotion(Promotion::Folded) => say("choice-promotion-folded"),
            Choice::Promotion(Promotion::FoldedMean) => say("choice-promotion-folded-mean"),
            Choice::Cap(x) if x >= 1.0 => say("choice-cap-none"),
            Choice::Cap(x) => self.voice.say("choice-cap", args![value = self.chosen(x)]),
            Choice::Records(records) => self.way(records),
            Choice::Middle => say("choice-middle"),
            Choice::Doubted(true) => say("choice-doubted-yes"),
            Choice::Doubted(false) => say("choice-doubted-no"),
        }
    }

    /// A way in which jobs came in, in words.
    pub(super) fn way(&self, records: Records) -> String {
        let name = records.name();
        self.voice.say("choice-records", args![way = name])
    }

    /// The headline under every choice.
    pub(super) fn choices(&self) -> Vec<Block> {
        self.choices_figure().into_iter().collect()
    }

    /// What more workers could say.
    pub(super) fn needed(&self) -> Vec<Block> {
        let lines: Vec<String> = (self.audit.needed.iter())
            .map(|needed| {
                let what = match needed.saying {
                    Saying::Anything => self.voice.say("saying-anything", args![]),
                    Saying::Half => self.voice.say("saying-half", args![]),
                    Saying::FivePoints => self.voice.say("saying-five-points", args![]),
                    Saying::Direction => self.voice.say("saying-direction", args![]),
                    Saying::DirectionOfPay => self.voice.say("saying-direction-of-pay", args![]),
                };
                match needed.more {
                    Some(0) => self.voice.say("needed-now", args![what = what]),
                    Some(more) => self
                        .voice
                        .say("needed-more", args![more = more, what = what]),
                    None => self.voice.say("needed-never", args![what = what]),
                }
            })
            .collect();
        vec![
            Block::List(lines),
            Block::Text(self.voice.say("needed-note", args![])),
        ]
    }

    /// What false donors could have moved.
    pub(super) fn falsified(&self) -> Vec<Block> {
        let Some(one) = self.audit.falsified.iter().find(|f| f.share >= 0.1) else {
            return Vec::new();
        };
        let [low, high] = one.cut.map(|x| self.percent(x));
        let share = self.chosen(one.share);
        let cap = self.chosen(self.audit.recipe.choices.cap);
        let mut lines = vec![
            self.voice.say("false-cap", args![cap = cap]),
            self.voice
                .say("false-lead", args![share = share, low = low, high = high]),
        ];
        if let Some(share) = self.audit.turned_by {
            let share = self.percent(share);
            lines.push(self.voice.say("false-turned", args![share = share]));
        }
        vec![Block::List(lines), Block::Table(self.falsified_table())]
    }
}
