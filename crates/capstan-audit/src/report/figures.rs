//! The figures: who was cut and who gained, and the share under every choice.

use super::room::Room;
use capstan_report::{Block, Cell, Column, Dot, Dots, Figure, Format, Picture, Table, args};
use capstan_stats::interval::{Interval, wilson};

impl Room<'_> {
    /// Who was cut and who gained.
    pub(super) fn verdicts(&self) -> Vec<Block> {
        let Some(headline) = &self.audit.headline else {
            return Vec::new();
        };
        let (counts, of) = (headline.verdicts, headline.share.of);
        let rows = [
            (self.voice.say("dot-cut", args![]), counts.cut),
            (self.voice.say("dot-gain", args![]), counts.gain),
            (self.voice.say("dot-not-clear", args![]), counts.not_clear),
            (self.voice.say("dot-less", args![]), headline.share.cut),
        ];
        let head = |key: &str| self.voice.say(key, args![]);
        let caption = self.voice.say(
            "caption-verdicts",
            args![margin = self.chosen(self.audit.recipe.choices.margin)],
        );
        let mut data = Table::new(
            caption.clone(),
            vec![
                Column::new("workers", head("head-verdict")),
                Column::new("people", head("head-people")),
                Column::new("share", head("head-share")),
            ],
        );
        let mut dots = Vec::new();
        for (label, n) in rows {
            let Some(value) = wilson(n as u64, of as u64) else {
                continue;
            };
            data.push(vec![
                Cell::text(label.clone()),
                Cell::Number(n as f64, Format::number(0)),
                Cell::Estimate(value, Format::percent(0)),
            ]);
            dots.push(dot(label, value));
        }
        let (cut, gain, unclear) = (counts.cut, counts.gain, counts.not_clear);
        let figure = Dots {
            title: self
                .voice
                .say("figure-verdicts", args![cut = cut, gain = gain]),
            description: self.voice.say(
                "figure-verdicts-description",
                args![of = of, cut = cut, gain = gain, unclear = unclear],
            ),
            x_label: self.voice.say("axis-workers", args![of = of]),
            before: String::new(),
            rows: dots,
        };
        vec![picture("verdicts", figure, caption, data)]
    }

    /// Between what the share cut lies under all choices; nothing if no other
    /// choice may be shown.
    pub(super) fn choices_title(&self) -> Option<String> {
        let shown = || self.audit.sensitivity.iter().filter_map(|v| v.figures);
        let shares = || shown().map(|f| f.cut.value);
        let low = self.percent(shares().fold(f64::INFINITY, f64::min));
        let high = self.percent(shares().fold(f64::NEG_INFINITY, f64::max));
        (shown().count() > 1).then(|| {
            self.voice
                .say("figure-choices", args![low = low, high = high])
        })
    }

    /// The share under every choice, as a figure.
    pub(super) fn choices_figure(&self) -> Option<Block> {
        let of = self.audit.headline.as_ref()?.share.of;
        let figure = Dots {
            title: self.choices_title()?,
            description: self.voice.say("figure-choices-description", args![]),
            x_label: self.voice.say("axis-workers", args![of = of]),
            before: String::new(),
            rows: (self.audit.sensitivity.iter())
                .filter_map(|v| Some(dot(self.choice(v.choice), v.figures?.cut)))
                .collect(),
        };
        let caption = self.voice.say("caption-choices", args![]);
        Some(picture("choices", figure, caption, self.variants_table()))
    }
}

fn dot(label: String, value: Interval) -> Dot {
    Dot {
        label,
        value,
        before: None,
    }
}

fn picture(name: &str, figure: Dots, caption: String, data: Table) -> Block {
    Block::Figure(Box::new(Picture {
        name: name.into(),
        figure: Figure::Dots(figure),
        caption,
        data,
    }))
}
