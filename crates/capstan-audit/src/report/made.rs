//! How the audit was made: the recipe, and what to keep in mind.

use super::room::Room;
use crate::choices::Promotion;
use crate::rule::Kind;
use capstan_report::{Block, Fact, args};

impl Room<'_> {
    /// How it was made.
    pub(super) fn made(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Facts(self.facts())];
        let how = self.checks();
        if !how.is_empty() {
            blocks.push(Block::List(how));
        }
        let keep = self.voice.say("made-conditions", args![]);
        blocks.push(Block::Text(format!("{keep}:")));
        blocks.push(Block::List(self.conditions()));
        blocks.push(Block::Text(self.voice.say("made-verify", args![])));
        blocks.push(Block::Code("capstan verify audit.json".into()));
        blocks
    }

    fn facts(&self) -> Vec<(String, Fact)> {
        let recipe = &self.audit.recipe;
        let (rule, data, choices) = (&recipe.rule, &recipe.data, &recipe.choices);
        let (jobs, workers) = (self.audit.jobs, self.audit.workers);
        let say = |key: &str| self.voice.say(key, args![]);
        let said = |key: &str, words: String| (say(key), Fact::Said(words));
        let verbatim = |key: &str, text: &str| (say(key), Fact::Verbatim(text.to_owned()));
        let margin = self.chosen(choices.margin);
        let tolerance = self.exact(choices.tolerance);
        let cap = self.chosen(choices.cap);
        vec![
            said(
                "made-rule",
                self.voice.say(
                    "made-rule-of",
                    args![
                        title = self.rule(),
                        name = rule.name.as_str(),
                        version = rule.version
                    ],
                ),
            ),
            verbatim("made-formula", &rule.formula),
            verbatim("made-source", &rule.source),
            verbatim("made-rule-hash", &rule.hash),
            match data.events {
                Some(events) => said(
                    "made-data",
                    self.voice.say(
                        "made-data-of",
                        args![file = data.file.as_str(), events = events],
                    ),
                ),
                None => verbatim("made-data", &data.file),
            },
            verbatim("made-hash", &data.hash),
            said(
                "made-jobs",
                self.voice.say(
                    "made-jobs-of",
                    args![
                        beside = jobs.beside_rule,
                        by_rule = jobs.by_rule,
                        changed = jobs.changed,
                        counted = jobs.counted
                    ],
                ),
            ),
            said("made-left-out", self.left_out()),
            said(
                "made-workers",
                self.voice.say(
                    "made-workers-of",
                    args![
                        all = workers.all,
                        with = workers.with_jobs,
                        counted = workers.counted,
                        min = choices.min_jobs
                    ],
                ),
            ),
            said(
                "made-choices",
                self.voice.say(
                    "made-choices-of",
                    args![margin = margin, tolerance = tolerance, cap = cap],
                ),
            ),
            said(
                "made-intervals",
                self.voice
                    .say("made-intervals-how", args![draws = choices.draws]),
            ),
            verbatim("made-seed", &choices.seed.to_string()),
            said(
                "made-version",
                self.voice.say(
                    "made-version-of",
                    args![version = self.audit.capstan.as_str()],
                ),
            ),
        ]
    }

    fn left_out(&self) -> String {
        let reasons = self.audit.jobs.left_out.reasons();
        let mut said: Vec<String> = (reasons.iter())
            .filter_map(|(name, n)| Some((name, n.filter(|n| *n > 0)?)))
            .map(|(name, n)| self.voice.say(&format!("left-{name}"), args![n = n]))
            .collect();
        if reasons.iter().any(|(_, n)| n.is_none()) {
            said.push(self.voice.say("left-few", args![]));
        }
        if said.is_empty() {
            return self.voice.say("made-left-none", args![]);
        }
        said.join("; ")
    }

    /// Further figures that stand beside the headline.
    fn checks(&self) -> Vec<String> {
        let Some(headline) = &self.audit.headline else {
            return Vec::new();
        };
        let share = self.percent(headline.share.shrunk);
        let mut out = vec![match headline.share.bootstrap {
            Some(i) => {
                let range = self.range(i, &Self::percent);
                self.voice
                    .say("made-shrunk", args![share = share, range = range])
            }
            None => self.voice.say("made-shrunk-only", args![share = share]),
        }];
        out.extend(headline.reweighted.map(|i| {
            let range = self.signed(i, &Self::percent);
            self.voice.say("made-reweighted", args![range = range])
        }));
        if let Some(weighed) = headline.weighed {
            let (parts, workers) = (weighed.parts, weighed.workers);
            let share = self.percent(weighed.cut.value);
            let range = self.range(weighed.cut, &Self::percent);
            let mean = self.signed(weighed.worker_mean, &Self::percent);
            out.push(self.voice.say(
                "made-weighed",
                args![
                    parts = parts,
                    workers = workers,
                    share = share,
                    range = range,
                    mean = mean
                ],
            ));
        }
        out
    }

    fn conditions(&self) -> Vec<String> {
        let say = |key: &str| self.voice.say(key, args![]);
        let mut out = vec![say("condition-same")];
        if self.audit.recipe.rule.kind == Kind::Paid {
            out.push(say("condition-order"));
        }
        out.push(say("condition-volunteers"));
        let how = match self.audit.recipe.choices.promotion {
            Promotion::Apart => say("promotion-apart"),
            Promotion::Folded => say("promotion-folded"),
            Promotion::FoldedMean => say("promotion-folded-mean"),
        };
        out.push(self.voice.say("condition-promotion", args![how = how]));
        out
    }
}
