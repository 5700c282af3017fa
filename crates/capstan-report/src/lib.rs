//! capstan-report
