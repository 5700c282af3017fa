//! The progress bar: scenarios done, rate, time left.

use capstan_leverage::Watch;
use capstan_worlds::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Shows how a run goes on standard error.
pub struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar that waits for work.
    pub fn new() -> Self {
        let bar = ProgressBar::new(0);
        let style = "{bar:30} {pos} of {len} scenarios, {per_sec}, {eta} left{msg}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Self { bar }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Progress for Bar {
    fn done(&self, worlds: usize, found: bool) {
        self.bar.inc(worlds as u64);
        if found {
            self.bar.set_message(" (some kept from before)");
        }
    }
}

impl capstan_value::sampling::Watch for Bar {
    fn evaluated(&self, done: u64, most: u64) {
        self.bar.set_length(most);
        self.bar.set_position(done);
    }
}

impl capstan_value::recommender::Watch for Bar {
    fn begins(&self, worlds: u64) {
        self.bar.set_length(worlds);
    }
}

impl Watch for Bar {
    fn begins(&self, worlds: u64, _folds: u8) {
        self.bar.set_length(worlds);
    }

    fn more(&self, worlds: u64) {
        self.bar.inc_length(worlds);
        self.bar.set_message(", looking for the critical mass");
    }
}
