//! capstan-worlds
