//! What a reader should know beside the figures.

use super::reasons::said;
use super::room::Room;
use crate::lever::date;
use crate::result::Note;
use capstan_report::args;
use capstan_worlds::METRICS;

impl Room<'_> {
    /// What must be known before anything else.
    pub(super) fn cautions(&self) -> Vec<String> {
        let order = [
            Note::Simulated,
            Note::Synthetic,
            Note::NoGap,
            Note::OneReplicate,
            Note::Published,
        ];
        let notes = &self.forecast.notes;
        let there = order.into_iter().filter(|n| notes.contains(n));
        there.map(|n| self.note(n)).collect()
    }

    /// What should be known beside the figures.
    pub(super) fn notes(&self) -> Vec<String> {
        let order = [Note::Stopped, Note::ToleranceMissed];
        let notes = &self.forecast.notes;
        let there = order.into_iter().filter(|n| notes.contains(n));
        let mut out: Vec<String> = there.map(|n| self.note(n)).collect();
        if let Some(time) = self.forecast.design.measured_from {
            let date = date(time);
            out.push(self.voice.say("note-measured-from", args![date = date]));
        }
        out
    }

    fn note(&self, note: Note) -> String {
        let replicates = self.forecast.design.replicates;
        match note {
            Note::Simulated => self.voice.say("note-simulated", args![]),
            Note::Synthetic => self.voice.say("note-synthetic", args![]),
            Note::OneReplicate => self.voice.say("note-one-replicate", args![]),
            Note::Published => self.voice.say("note-published", args![]),
            Note::Stopped => self
                .voice
                .say("note-stopped", args![replicates = replicates]),
            Note::ToleranceMissed => self
                .voice
                .say("note-tolerance-missed", args![replicates = replicates]),
            Note::NoGap => self.no_gap(),
        }
    }

    fn no_gap(&self) -> String {
        let gap = self.gap(self.metric);
        let reason = gap.and_then(|g| g.reason.as_deref()).unwrap_or_default();
        if gap.is_none_or(|g| g.value.is_none()) {
            let reason = said(&self.voice, reason);
            return self.voice.say("note-no-gap-other", args![reason = reason]);
        }
        let model = self.forecast.model.name.as_str();
        let counterpart = self.forecast.model.counterpart.as_str();
        if model == counterpart {
            return self.voice.say("note-plain", args![model = model]);
        }
        let data = if self.forecast.notes.contains(&Note::Synthetic) {
            "--sample"
        } else {
            "FILE"
        };
        let mut command = format!("capstan tune {data} --model {model}");
        if self.metric > 0 {
            command += &format!(" --metric {}", METRICS[self.metric].name);
        }
        let known = gap.is_some_and(|g| g.low.zip(g.high).is_some_and(|(l, h)| l * h > 0.0));
        if known {
            self.voice.say(
                "note-gap-below",
                args![model = model, counterpart = counterpart, command = command],
            )
        } else {
            self.voice.say(
                "note-no-gap",
                args![model = model, counterpart = counterpart, command = command],
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;
    use capstan_report::Lang;

    #[test]
    fn every_note_is_said_once() {
        let mut forecast = samples::strike();
        forecast.notes = vec![
            Note::NoGap,
            Note::OneReplicate,
            Note::Published,
            Note::Synthetic,
            Note::Stopped,
            Note::ToleranceMissed,
            Note::Simulated,
        ];
        for lang in Lang::ALL {
            let room = Room::new(&forecast, lang);
            let mut said = room.cautions();
            said.extend(room.notes());
            assert_eq!(said.len(), 7);
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), 7);
        }
    }

    #[test]
    fn a_simulation_says_so_before_anything_else() {
        let mut forecast = samples::strike();
        forecast.scenario[0].lever = "poison".into();
        forecast.notes = vec![Note::Synthetic, Note::Simulated];
        for (lang, says, does) in [
            (Lang::En, "This is a simulation.", "give false ratings"),
            (Lang::Es, "Esto es una simulación.", "valoraciones falsas"),
        ] {
            let room = Room::new(&forecast, lang);
            assert!(room.cautions()[0].starts_with(says));
            assert!(room.actions(0.3).contains(does));
            let told = crate::report::told(&forecast, lang);
            assert!(told.title.contains(does), "{}", told.title);
            assert!(room.x_label().contains(match lang {
                Lang::En => "who give false ratings",
                Lang::Es => "que da valoraciones falsas",
            }));
        }
    }

    #[test]
    fn a_missing_gap_is_told_from_a_negative_one() {
        let caution = |f: &crate::Forecast| Room::new(f, Lang::En).cautions().join(" ");
        let mut forecast = samples::no_gap();
        assert!(caution(&forecast).contains("no gap that we can tell"));
        (forecast.gaps[0].low, forecast.gaps[0].high) = (Some(-0.03), Some(-0.01));
        assert!(caution(&forecast).contains("serves people worse than item-mean"));
        forecast.gaps[0].value = None;
        assert!(caution(&forecast).contains("Nothing can be said as a share"));
        forecast.gaps[0].value = Some(0.0);
        forecast.model.name = forecast.model.counterpart.clone();
        assert!(caution(&forecast).contains("shows everyone the same"));
    }
}
