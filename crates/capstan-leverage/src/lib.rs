//! capstan-leverage
