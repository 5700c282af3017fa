//! The exponential function, in a form that the compiler makes wide.

use super::fma;
use std::f64::consts::LOG2_E;

/// The logarithm of 2 in two parts, the first with bits to spare so that it
/// times a whole number is exact.
const LN_2: [f64; 2] = [0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];
/// To which adding rounds to a whole number, found in the lowest bits.
const WHOLE: f64 = 6_755_399_441_055_744.0;
/// One over the products of the first numbers, the last one first.
const SERIES: [f64; 14] = {
    let mut series = [1.0; 14];
    let (mut at, mut product) = (1, 1.0);
    while at < 14 {
        product *= at as f64;
        series[13 - at] = 1.0 / product;
        at += 1;
    }
    series
};

/// e to the power `x`, to a few units of the last place. Below -708 and above
/// 709 it is as there.
#[inline(always)]
pub fn exp<const FUSED: bool>(x: f64) -> f64 {
    let x = x.clamp(-708.0, 709.0);
    let whole = fma::<FUSED>(x, LOG2_E, WHOLE);
    let bits = whole.to_bits();
    let whole = whole - WHOLE;
    let rest = fma::<FUSED>(-whole, LN_2[0], x);
    let rest = fma::<FUSED>(-whole, LN_2[1], rest);
    let mut sum = SERIES[0];
    for term in &SERIES[1..] {
        sum = fma::<FUSED>(sum, rest, *term);
    }
    // The whole number becomes the exponent.
    sum * f64::from_bits((bits << 52).wrapping_add(1.0f64.to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_those_of_the_library() {
        for at in -70_800..=70_900 {
            let x = f64::from(at) / 100.0;
            for got in [exp::<true>(x), exp::<false>(x)] {
                assert!((got / x.exp() - 1.0).abs() < 1e-15, "{x} {got}");
            }
        }
        assert_eq!(exp::<true>(0.0), 1.0);
        assert_eq!(exp::<true>(f64::NEG_INFINITY), exp::<true>(-708.0));
        assert!(exp::<true>(f64::INFINITY).is_finite());
        assert!(exp::<true>(f64::NAN).is_nan());
    }
}
