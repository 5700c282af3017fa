//! How a forecast was made.

use super::reasons::said;
use super::room::Room;
use capstan_report::{Block, Fact, args};

impl Room<'_> {
    /// Everything that it takes to make the forecast again, and the command
    /// that does.
    pub(super) fn made(&self) -> Vec<Block> {
        let mut facts: Vec<(String, Fact)> = Vec::new();
        let mut add = |key: &str, fact: Fact| facts.push((self.voice.say(key, args![]), fact));
        let (f, design, data) = (self.forecast, &self.forecast.design, &self.forecast.data);
        add(
            "made-data",
            Fact::Said(self.voice.say(
                "made-data-size",
                args![
                    name = data.name.as_str(),
                    users = data.users as f64,
                    items = data.items as f64,
                    ratings = data.ratings as f64,
                    low = data.scale[0],
                    high = data.scale[1],
                    relevant = data.relevant
                ],
            )),
        );
        add("made-hash", Fact::Verbatim(data.hash.clone()));
        add("made-seed", Fact::Said(f.seed.to_string()));
        add("made-model", Fact::Said(self.model_words(&f.model.name)));
        let params: Vec<String> = f
            .model
            .params
            .iter()
            .map(|(name, setting)| format!("{name}={setting}"))
            .collect();
        add(
            "made-params",
            if params.is_empty() {
                Fact::Said(self.voice.say("none-set", args![]))
            } else {
                Fact::Verbatim(params.join(" "))
            },
        );
        add("made-source", Fact::Verbatim(f.model.source.clone()));
        add(
            "made-unknown",
            Fact::Said(said(&self.voice, &f.model.unknown)),
        );
        add(
            "made-counterpart",
            Fact::Said(self.model_words(&f.model.counterpart)),
        );
        for action in &f.scenario {
            let (lever, group) = (action.lever.as_str(), action.group.as_str());
            let people = action.people as f64;
            let whole = self.voice.say(
                "made-scenario-line",
                args![lever = lever, group = group, people = people],
            );
            add(
                "made-scenario",
                Fact::Said(if action.share < 1.0 {
                    let part = self.percent(action.share);
                    self.voice
                        .say("made-scenario-part", args![line = whole, part = part])
                } else {
                    whole
                }),
            );
        }
        let protocol = match design.protocol.as_str() {
            "published" => "made-published",
            _ => "made-paired",
        };
        add(
            "made-protocol",
            Fact::Said(self.voice.say(protocol, args![])),
        );
        add(
            "made-replicates",
            Fact::Said(self.voice.say(
                "made-replicates-of",
                args![
                    replicates = design.replicates,
                    asked = design.asked,
                    folds = design.folds
                ],
            )),
        );
        add(
            "made-intervals",
            Fact::Said(
                self.voice
                    .say("made-intervals-how", args![draws = design.draws as f64]),
            ),
        );
        if let Some(target) = &design.target {
            add("made-target", Fact::Verbatim(target.clone()));
        }
        add(
            "made-version",
            Fact::Said(self.voice.say(
                "made-version-of",
                args![
                    version = f.capstan.as_str(),
                    processor = f.processor.as_str()
                ],
            )),
        );
        vec![
            Block::Facts(facts),
            Block::Text(self.voice.say("made-words", args![])),
            Block::Text(self.voice.say("made-verify", args![])),
            Block::Code(
                "capstan verify forecast.json\ncapstan verify forecast.json --share 5%".into(),
            ),
        ]
    }

    /// A model by name, with a line that says what it does.
    fn model_words(&self, model: &str) -> String {
        let key = format!("model-{model}");
        if self.voice.knows(&key) {
            let what = self.voice.say(&key, args![]);
            self.voice
                .say("model-named", args![name = model, what = what])
        } else {
            model.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;
    use capstan_report::Lang;

    #[test]
    fn every_model_has_its_line() {
        let forecast = samples::strike();
        for lang in Lang::ALL {
            let room = Room::new(&forecast, lang);
            for model in capstan_learn::models() {
                let name = model.info().name;
                assert!(room.model_words(name).len() > name.len() + 2, "{name}");
            }
            assert_eq!(room.model_words("of the future"), "of the future");
        }
    }
}
