//! The bootstrap over people.

/// Weights of people.
#[derive(Debug)]
pub struct UserWeights;
