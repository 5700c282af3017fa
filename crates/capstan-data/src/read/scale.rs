//! The scale that ratings were given on, from the ratings themselves.

use crate::ratings::Scale;

/// What is known of the ratings so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    min: f32,
    max: f32,
    whole: bool,
    halves: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            min: f32::INFINITY,
            max: f32::NEG_INFINITY,
            whole: true,
            halves: true,
        }
    }
}

impl Seen {
    /// Takes the rating `value` into account.
    pub(crate) fn note(&mut self, value: f32) {
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        // A cast costs less than `trunc`; past its range no scale is meant.
        let whole = |x: f32| x == x as i32 as f32;
        self.halves &= whole(value * 2.0);
        self.whole &= whole(value);
    }

    /// The narrowest scale in common use that holds all ratings seen, or
    /// else the range of the ratings themselves.
    ///
    /// In this order: whole numbers from 1 are 1 to 5; half steps from 0.5
    /// are 0.5 to 5; what does not go past 1 is 0 to 1; half steps are 0 to
    /// 5, 1 to 10 or 0 to 10; what goes past 10 is 0 to 100.
    pub(crate) fn scale(&self) -> Scale {
        let holds = |min: f32, max: f32| min <= self.min && self.max <= max;
        let scale = |min, max| Scale { min, max };
        match () {
            () if self.whole && holds(1.0, 5.0) => scale(1.0, 5.0),
            () if self.halves && holds(0.5, 5.0) => scale(0.5, 5.0),
            () if holds(0.0, 1.0) => scale(0.0, 1.0),
            () if self.halves && holds(0.0, 5.0) => scale(0.0, 5.0),
            () if self.halves && holds(1.0, 10.0) => scale(1.0, 10.0),
            () if self.halves && holds(0.0, 10.0) => scale(0.0, 10.0),
            () if holds(0.0, 100.0) && self.max > 10.0 => scale(0.0, 100.0),
            () => scale(self.min, self.max),
        }
    }
}

/// The rating from which an item counts as liked where nobody said so: the
/// place that 4 has among 5 stars.
///
/// On a scale that starts near 0 (at most a fifth of its maximum) that is
/// four fifths of the maximum: 4 of 5, 8 of 10, 80 of 100. On any other scale
/// it is three quarters of the way up, which is the same place seen from 1.
pub(crate) fn relevant_of(scale: Scale) -> f32 {
    let Scale { min, max } = scale;
    if 0.0 <= min && min <= max / 5.0 {
        max * 4.0 / 5.0
    } else {
        min + (max - min) * 0.75
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale_of(values: &[f32]) -> [f32; 3] {
        let mut seen = Seen::default();
        values.iter().for_each(|&v| seen.note(v));
        let scale = seen.scale();
        [scale.min, scale.max, relevant_of(scale)]
    }

    #[test]
    fn known_scales_are_found() {
        assert_eq!(scale_of(&[2.0, 4.0]), [1.0, 5.0, 4.0]);
        assert_eq!(scale_of(&[1.0]), [1.0, 5.0, 4.0]);
        assert_eq!(scale_of(&[2.5, 4.0]), [0.5, 5.0, 4.0]);
        assert_eq!(scale_of(&[0.0, 4.0]), [0.0, 5.0, 4.0]);
        assert_eq!(scale_of(&[3.0, 7.0]), [1.0, 10.0, 8.0]);
        assert_eq!(scale_of(&[0.0, 10.0]), [0.0, 10.0, 8.0]);
        assert_eq!(scale_of(&[12.0, 70.0]), [0.0, 100.0, 80.0]);
        assert_eq!(scale_of(&[0.0, 1.0]), [0.0, 1.0, 0.8]);
        assert_eq!(scale_of(&[0.5, 1.0]), [0.5, 5.0, 4.0]);
    }

    #[test]
    fn other_ratings_are_their_own_scale() {
        assert_eq!(scale_of(&[-10.0, 10.0]), [-10.0, 10.0, 5.0]);
        assert_eq!(scale_of(&[1.25, 4.0]), [1.25, 4.0, 3.3125]);
        assert_eq!(scale_of(&[1000.0]), [1000.0, 1000.0, 1000.0]);
    }
}
