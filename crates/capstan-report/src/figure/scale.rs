//! From values to pixels, and where the marks stand.

/// A stretch of values on a stretch of pixels.
#[derive(Clone, Copy, Debug)]
pub struct Linear {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Linear {
    /// `low` stands at the pixel `from`, `high` at `to`.
    pub fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        Self {
            low,
            high,
            from,
            to,
        }
    }

    /// The pixel of `value`; values outside stop at the ends.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.from + share.clamp(0.0, 1.0) * (self.to - self.from)
    }

    /// The marks inside, and the step between them.
    pub fn marks(&self, about: usize) -> (Vec<f64>, f64) {
        let step = step(self.high - self.low, about);
        let first = (self.low / step - 1e-9).ceil() as i64;
        let last = (self.high / step + 1e-9).floor() as i64;
        ((first..=last).map(|i| i as f64 * step).collect(), step)
    }
}

/// A step of 1, 2 or 5 times a power of ten that cuts `length` into about
/// `about` pieces, and never into more than half as many again.
fn step(length: f64, about: usize) -> f64 {
    let rough = length / about as f64;
    let ten = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|s| s * ten)
        .find(|s| length / s <= about as f64 * 1.5)
        .unwrap_or(10.0 * ten)
}

/// The values an axis must show, with a little air: all of `values`, and zero
/// if `zero`. Values that are no finite numbers are passed over; without any
/// it is 0 to 1.
pub fn domain(values: impl IntoIterator<Item = f64>, zero: bool) -> (f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.into_iter().filter(|v| v.is_finite()) {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        return (0.0, 1.0);
    }
    if zero {
        low = low.min(0.0);
        high = high.max(0.0);
    }
    let length = high - low;
    if length <= 1e-12 * low.abs().max(high.abs()).max(1e-12) {
        let air = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
        return (low - air, high + air);
    }
    let air = length * 0.05;
    let touches = |end: f64| zero && end == 0.0;
    (
        if touches(low) { low } else { low - air },
        if touches(high) { high } else { high + air },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pixels_follow_values() {
        let y = Linear::new(0.0, 10.0, 200.0, 100.0);
        assert_eq!(y.at(0.0), 200.0);
        assert_eq!(y.at(2.5), 175.0);
        assert_eq!(y.at(99.0), 100.0);
        let (marks, step) = Linear::new(0.7585, 0.776, 0.0, 1.0).marks(5);
        assert!((step - 0.005).abs() < 1e-12);
        assert_eq!(marks.len(), 4);
        assert!((marks[0] - 0.76).abs() < 1e-12);
    }

    #[test]
    fn the_axis_shows_what_it_must() {
        assert_eq!(domain([1.0, 2.0], false), (0.95, 2.05));
        assert_eq!(domain([1.0, 2.0, f64::NAN], true), (0.0, 2.1));
        assert_eq!(domain([-2.0], true), (-2.1, 0.0));
        assert_eq!(domain([], false), (0.0, 1.0));
        assert_eq!(domain([5.0], false), (4.5, 5.5));
        assert_eq!(domain([0.0], true), (-1.0, 1.0));
    }

    proptest! {
        #[test]
        fn marks_are_few_and_inside(low in -1e6..1e6f64, length in 1e-3..1e6f64) {
            let high = low + length;
            let (marks, step) = Linear::new(low, high, 0.0, 1.0).marks(5);
            prop_assert!((2..=9).contains(&marks.len()), "{marks:?}");
            for mark in marks {
                prop_assert!(mark >= low - step * 1e-6 && mark <= high + step * 1e-6);
            }
        }
    }
}
