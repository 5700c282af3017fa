//! The service, killed and started again and again while people act.

use super::client::{Client, Request};
use super::service::Place;
use capstan_store::testing::crowd;
use capstan_store::{Conn, Micros, id};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// How many threads of people there are.
const THREADS: u64 = 4;

/// The number of a person of the crowd, with what they did.
pub type Person<Life> = (u64, Mutex<Life>);

/// What people do, and what must be true of it.
pub trait Story {
    /// What one person did, as far as it was acknowledged.
    type Life: Default + Send;

    /// How many people act in each thread.
    const EACH: u64;

    /// Makes what must be there beside the crowd and its campaign.
    async fn fill(_: &mut Conn, _: Micros) {}

    /// Some of the people, who act one after another until the gate is shut.
    fn act(seed: u64, gate: &Gate, people: &[Person<Self::Life>]);

    /// Sees, whenever the service has started, whether all is as it must be.
    async fn check(place: &Place, people: &[Person<Self::Life>]);

    /// Whether anyone has got as far as people can.
    fn told(people: &[Person<Self::Life>]) -> bool;
}

/// What there is in the end.
pub struct Ended<S: Story> {
    pub people: Vec<Person<S::Life>>,
    /// What all services have said of themselves.
    pub log: String,
}

/// Says where the service is, while it is there.
#[derive(Default)]
pub struct Gate {
    state: Mutex<(Option<SocketAddr>, bool)>,
    changed: Condvar,
    answers: AtomicU32,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, (Option<SocketAddr>, bool)> {
        self.state.lock().unwrap()
    }

    /// Waits until the service is there; nothing if it will not be again.
    fn wait(&self) -> Option<SocketAddr> {
        let mut state = self.state();
        loop {
            match *state {
                (_, true) => return None,
                (Some(address), _) => return Some(address),
                _ => state = self.changed.wait(state).unwrap(),
            }
        }
    }

    /// Sends a request, again and again, until it is answered; nothing if the
    /// gate is shut.
    pub fn ask(&self, client: &mut Client, request: &Request) -> Option<(u16, String)> {
        loop {
            let address = self.wait()?;
            if let Ok(answer) = client.send(address, request) {
                self.answers.fetch_add(1, Ordering::Relaxed);
                return Some(answer);
            }
        }
    }

    /// Says where the service is now, or that it is not there.
    pub fn open(&self, address: Option<SocketAddr>) {
        self.state().0 = address;
        self.changed.notify_all();
    }

    fn shut(&self) {
        self.state().1 = true;
        self.changed.notify_all();
    }
}

/// Shuts a gate when it is dropped, so that nobody waits at it any more.
pub struct Shut<'a>(pub &'a Gate);

impl Drop for Shut<'_> {
    fn drop(&mut self) {
        self.0.shut();
    }
}

async fn fill<S: Story>(place: &Place) {
    let store = place.store().await;
    let now = id::now();
    let mut tx = store.begin().await.unwrap();
    crowd::open(&mut tx, crowd::terms(10, now)).await.unwrap();
    S::fill(&mut tx, now).await;
    tx.commit().await.unwrap();
    crowd::join_all(&store, 0..THREADS * S::EACH, now)
        .await
        .unwrap();
    store.close().await;
}

/// Kills the service so many times, or more often where it is too slow for the
/// story to be told meanwhile.
pub fn killed<S: Story>(server: Option<&str>, times: u32) -> Ended<S> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let place = runtime.block_on(Place::new(server));
    runtime.block_on(fill::<S>(&place));
    let people: Vec<Person<S::Life>> = (0..THREADS * S::EACH)
        .map(|n| (n, Mutex::default()))
        .collect();
    let gate = Gate::default();
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    // Connecting to a server takes its time.
    let longest = if server.is_some() { 600_000 } else { 120_000 };
    let began = Instant::now();
    thread::scope(|scope| {
        for (group, seed) in people.chunks(S::EACH as usize).zip(1..) {
            let gate = &gate;
            scope.spawn(move || S::act(seed, gate, group));
        }
        // Whatever fails here, nobody waits for the service any more.
        let _shut = Shut(&gate);
        for kill in 0..10 * times {
            if kill >= times && S::told(&people) {
                break;
            }
            let mut service = place.start();
            if rng.random_range(0..10) == 0 {
                thread::sleep(Duration::from_micros(rng.random_range(0..150_000)));
                continue;
            }
            let address = service.address();
            runtime.block_on(S::check(&place, &people));
            gate.open(Some(address));
            thread::sleep(Duration::from_micros(rng.random_range(0..longest)));
            drop(service);
            gate.open(None);
        }
        let mut service = place.start();
        gate.open(Some(service.address()));
        // What is in doubt is sent again by now, and answered.
        thread::sleep(Duration::from_millis(500));
        drop(service);
    });
    runtime.block_on(S::check(&place, &people));
    let log = place.log();
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
    let answers = gate.answers.into_inner();
    eprintln!("{times} kills, {answers} answers, {:?}", began.elapsed());
    assert!(S::told(&people), "nobody got to the end of the story");
    Ended { people, log }
}

/// As [`killed`], beside a server if there is one.
pub fn killed_beside_a_server<S: Story>(times: u32) -> Option<Ended<S>> {
    let server = std::env::var("CAPSTAN_TEST_POSTGRES").ok();
    if server.is_none() {
        eprintln!("CAPSTAN_TEST_POSTGRES is not set: this test did nothing");
    }
    server.map(|server| killed(Some(&server), times))
}
