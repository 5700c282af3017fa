//! What every request shares.

use crate::api::once::UnderWay;
use crate::clock::Clock;
use crate::config::Config;
use crate::directory::Live;
use crate::limits::Limits;
use crate::messages::work::Texts;
use crate::metrics::Metrics;
use crate::outside::Outside;
use crate::people::People;
use crate::pledges::queue::Queue;
use crate::push::vapid::Vapid;
use crate::words;
use capstan_report::Lang;
use capstan_report::words::Voice;
use capstan_store::{Micros, Store};
use std::ops::Deref;
use std::sync::Arc;

/// Something for each language.
#[derive(Debug)]
pub struct Langs<T>([T; Lang::ALL.len()]);

impl<T> Langs<T> {
    /// What `make` makes for each language.
    pub fn new(make: impl FnMut(Lang) -> T) -> Self {
        Self(Lang::ALL.map(make))
    }

    /// That of one language.
    pub fn of(&self, lang: Lang) -> &T {
        &self.0[lang as usize]
    }
}

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Shared>);

/// What every request shares.
#[derive(Debug)]
pub struct Shared {
    /// What is kept.
    pub store: Store,
    /// How this installation is set up.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// How it is doing.
    pub metrics: Metrics,
    /// How often things may be done.
    pub limits: Limits,
    /// What is held in memory for people.
    pub people: People,
    /// What can be found.
    pub directory: Live,
    /// Who speaks.
    pub voices: Langs<Voice>,
    /// What people do with their pledges.
    pub pledges: Queue,
    /// What asks servers elsewhere.
    pub outside: Outside,
    /// Who brings text messages.
    pub texts: Texts,
    /// Who sends pushes.
    pub vapid: Vapid,
    /// The writes with a key that are being done.
    pub under_way: UnderWay,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// The service over a store.
    pub fn new(store: Store, config: Config) -> Self {
        Self::with_clock(store, config, Clock::default())
    }

    /// The service over a store, at a time of its own.
    pub fn with_clock(store: Store, config: Config, clock: Clock) -> Self {
        let voices = words::voices();
        let limits = Limits::new(config.limits, config.demo);
        let outside = Outside::new(&config.push_servers);
        let vapid = Vapid::new(&store.keys);
        let texts = Texts::new(&config);
        Self(Arc::new(Shared {
            store,
            config,
            clock,
            metrics: Metrics::default(),
            limits,
            people: People::default(),
            directory: Live::default(),
            voices,
            pledges: Queue::default(),
            outside,
            texts,
            vapid,
            under_way: UnderWay::default(),
        }))
    }

    /// The time, in microseconds UTC. It never goes back, even if the
    /// machine's clock does.
    pub fn now(&self) -> Micros {
        self.clock.now()
    }
}
