//! The value of one player.

use capstan_stats::Interval;
use serde::{Deserialize, Serialize};

/// What one record, person or group adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// Who or what: the id in the data, or the number of the row.
    pub id: String,
    /// The estimate, in the unit of the metric.
    pub value: f64,
    /// The lower limit of the 95 % interval.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
    /// How many single numbers the estimate is the mean of: test points, or
    /// subsets.
    pub evaluations: u64,
}

impl Value {
    /// A value with its interval.
    pub fn new(id: impl Into<String>, interval: Interval, evaluations: u64) -> Self {
        Self {
            id: id.into(),
            value: interval.value,
            low: interval.low,
            high: interval.high,
            evaluations,
        }
    }

    /// The value and its limits.
    pub fn interval(&self) -> Interval {
        Interval {
            value: self.value,
            low: self.low,
            high: self.high,
        }
    }

    /// How many more evaluations would halve the interval: three times as many
    /// as there were, since a mean's interval shrinks with the root of their
    /// number.
    pub fn to_halve(&self) -> u64 {
        self.evaluations.saturating_mul(3)
    }
}

/// The table `id,value,low,high` as text, in the order given. Numbers are as
/// short as they can be and read back as the same bits.
pub fn csv(values: &[Value]) -> String {
    let mut text = String::with_capacity(64 * (values.len() + 1));
    text.push_str("id,value,low,high\n");
    for v in values {
        text.push_str(&quoted(&v.id));
        text.push_str(&format!(",{},{},{}\n", v.value, v.low, v.high));
    }
    text
}

/// A field of a table of commas, in quotation marks where it needs them
/// (RFC 4180).
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_keeps_ids_and_bits() {
        let value = 0.1 + 0.2;
        let values = [
            Value::new("a,\"b\"", Interval::around(value, 0.5), 10),
            Value::new("7", Interval::around(-1.0, 0.0), 1),
        ];
        assert_eq!(
            csv(&values),
            "id,value,low,high\n\"a,\"\"b\"\"\",0.30000000000000004,-0.19999999999999996,0.8\n7,-1,-1,-1\n"
        );
        assert_eq!(values[0].to_halve(), 30);
        assert_eq!(values[0].interval().value, value);
    }
}
