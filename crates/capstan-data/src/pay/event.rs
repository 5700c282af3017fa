//! The pay event.

use crate::money::Currency;
use crate::pay::When;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// One paid job. Every field but the worker may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PayEvent {
    /// The worker's pseudonym; empty where only one person's events are held.
    pub worker: String,
    /// The platform, in small letters.
    pub platform: Option<String>,
    /// When the job began.
    pub start: Option<When>,
    /// When the job ended.
    pub end: Option<When>,
    /// Pay by the platform's rule, without promotion and tip, in minor units.
    pub base: Option<i64>,
    /// What the platform paid on top, in minor units.
    pub promotion: Option<i64>,
    /// What the customer gave, in minor units.
    pub tip: Option<i64>,
    /// All that was paid to the worker, in minor units.
    pub total: Option<i64>,
    /// What the customer was charged: the order's total or the rider's price,
    /// in minor units.
    pub order_total: Option<i64>,
    /// Tolls, taxes and fees within the order total that go to neither the
    /// platform nor the worker, in minor units.
    pub fees: Option<i64>,
    /// The currency of all amounts.
    pub currency: Option<Currency>,
    /// Where it was read, such as `screenshot`, `export` or `typed`.
    pub source: Option<String>,
    /// Seconds of waiting for the job while online.
    pub waiting: Option<i64>,
    /// Seconds on the way to the job.
    pub en_route: Option<i64>,
    /// Seconds on the job.
    pub on_job: Option<i64>,
    /// How far the job went, in metres.
    pub distance: Option<i64>,
    /// Where the job was.
    pub place: Option<String>,
    /// Whether it comes from a full log or was picked by the worker.
    pub record: Option<Record>,
    /// How sure the reading of a field is, from 0 to 1; a field that no
    /// machine guessed at has no entry.
    pub confidence: BTreeMap<Field, f64>,
}

/// How an event came to be among those we have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// It is one of all the events of a period.
    FullLog,
    /// The worker chose to send it.
    Picked,
}

impl Record {
    /// What the name of a source says: exports and logs hold all events of a
    /// period, pictures and typed events were picked. Nothing for other names.
    pub fn of_source(source: &str) -> Option<Self> {
        let source = source.to_lowercase();
        let named = |words: &[&str]| words.iter().any(|w| source.contains(w));
        if named(&["export", "log", "full"]) {
            Some(Self::FullLog)
        } else if named(&[
            "screenshot",
            "photo",
            "picture",
            "receipt",
            "picked",
            "typed",
        ]) {
            Some(Self::Picked)
        } else {
            None
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FullLog => "full-log",
            Self::Picked => "picked",
        })
    }
}

impl FromStr for Record {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "full-log" => Ok(Self::FullLog),
            "picked" => Ok(Self::Picked),
            _ => Err(()),
        }
    }
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal),* $(,)?) => {
        /// A field of a pay event, by the name of its column.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[doc = $doc])* $name,)*
        }

        impl Field {
            /// All fields, in the order of the columns of a file.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name of its column.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

fields! {
    /// The worker's pseudonym.
    Worker = "worker",
    /// The platform.
    Platform = "platform",
    /// When the job began.
    Start = "start",
    /// When the job ended.
    End = "end",
    /// Pay by the platform's rule.
    Base = "base",
    /// What the platform paid on top.
    Promotion = "promotion",
    /// What the customer gave.
    Tip = "tip",
    /// All that was paid to the worker.
    Total = "total",
    /// What the customer was charged.
    OrderTotal = "order_total",
    /// The currency.
    Currency = "currency",
    /// Where it was read.
    Source = "source",
    /// Fees within the order total.
    Fees = "fees",
    /// Seconds of waiting.
    Waiting = "waiting_seconds",
    /// Seconds on the way to the job.
    EnRoute = "en_route_seconds",
    /// Seconds on the job.
    OnJob = "on_job_seconds",
    /// Metres.
    Distance = "distance_metres",
    /// Where the job was.
    Place = "place",
    /// Full log or picked.
    Record = "record",
}

impl Field {
    /// The fields that every file of events has; the others may be left out.
    pub const ALWAYS: &[Self] = Self::ALL.split_at(11).0;

    /// The fields that hold money.
    pub const MONEY: &[Self] = &[
        Self::Base,
        Self::Promotion,
        Self::Tip,
        Self::Total,
        Self::OrderTotal,
        Self::Fees,
    ];

    /// The field whose column is called `name`, whatever its case.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim();
        let all = Self::ALL.iter().copied();
        all.into_iter()
            .find(|f| f.name().eq_ignore_ascii_case(name))
    }
}

impl serde::Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Field {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let unknown = || serde::de::Error::custom(format!("{name:?} is no field of a pay event"));
        Self::of_name(&name).ok_or_else(unknown)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl PayEvent {
    /// The amount in a field of money; nothing if it is missing, or for a
    /// field that holds no money.
    pub fn amount(&self, field: Field) -> Option<i64> {
        match field {
            Field::Base => self.base,
            Field::Promotion => self.promotion,
            Field::Tip => self.tip,
            Field::Total => self.total,
            Field::OrderTotal => self.order_total,
            Field::Fees => self.fees,
            _ => None,
        }
    }

    /// The place of a whole number: an amount, a span or a distance.
    pub fn number_mut(&mut self, field: Field) -> Option<&mut Option<i64>> {
        Some(match field {
            Field::Base => &mut self.base,
            Field::Promotion => &mut self.promotion,
            Field::Tip => &mut self.tip,
            Field::Total => &mut self.total,
            Field::OrderTotal => &mut self.order_total,
            Field::Fees => &mut self.fees,
            Field::Waiting => &mut self.waiting,
            Field::EnRoute => &mut self.en_route,
            Field::OnJob => &mut self.on_job,
            Field::Distance => &mut self.distance,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_that_every_file_has() {
        let names: Vec<&str> = Field::ALWAYS.iter().map(|f| f.name()).collect();
        assert_eq!(
            names.join(", "),
            "worker, platform, start, end, base, promotion, tip, total, order_total, currency, source"
        );
        assert_eq!(Field::of_name(" Order_Total"), Some(Field::OrderTotal));
        assert_eq!(Field::of_name("order"), None);
    }

    #[test]
    fn every_amount_can_be_read_and_set() {
        for &field in Field::ALL {
            let mut event = PayEvent::default();
            let money = Field::MONEY.contains(&field);
            if let Some(place) = event.number_mut(field) {
                *place = Some(5);
                assert_eq!(event.amount(field), money.then_some(5), "{field}");
            } else {
                assert!(!money, "{field}");
            }
        }
    }

    #[test]
    fn sources_say_whether_events_were_picked() {
        for (source, record) in [
            ("screenshot", Some(Record::Picked)),
            ("Full log", Some(Record::FullLog)),
            ("export", Some(Record::FullLog)),
            ("table", None),
        ] {
            assert_eq!(Record::of_source(source), record, "{source}");
        }
    }
}
