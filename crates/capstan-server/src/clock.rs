//! What time it is for the service.

use capstan_store::{Micros, id};
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that never goes back. In a demonstration, people may put it
/// forward, to see what happens later.
#[derive(Debug, Default)]
pub struct Clock {
    ahead: AtomicI64,
    last: AtomicI64,
}

impl Clock {
    /// A clock that is behind the machine's by a span: for what is told as if
    /// it had happened then.
    pub fn behind(by: Micros) -> Self {
        Self {
            ahead: AtomicI64::new(-by.max(0)),
            last: AtomicI64::default(),
        }
    }

    /// The time in microseconds UTC.
    pub fn now(&self) -> Micros {
        let now = id::now().saturating_add(self.ahead.load(Ordering::Relaxed));
        self.last.fetch_max(now, Ordering::Relaxed).max(now)
    }

    /// How far it is ahead of the machine's clock.
    pub fn ahead(&self) -> Micros {
        self.ahead.load(Ordering::Relaxed)
    }

    /// Puts it forward by a span. A span below 0 changes nothing.
    pub fn forward(&self, by: Micros) {
        self.ahead.fetch_add(by.max(0), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_forward_only() {
        let clock = Clock::default();
        let first = clock.now();
        clock.forward(id::DAY);
        assert!(clock.now() >= first + id::DAY);
        clock.forward(-2 * id::DAY);
        assert!(clock.now() >= first + id::DAY);
        let put_back = Clock {
            last: AtomicI64::new(first + id::DAY),
            ..Clock::default()
        };
        assert_eq!(put_back.now(), first + id::DAY, "the machine's went back");
    }
}
