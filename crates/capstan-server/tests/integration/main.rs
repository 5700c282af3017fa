//! The service as browsers and programs meet it.

mod shell;
mod support;
mod words;
