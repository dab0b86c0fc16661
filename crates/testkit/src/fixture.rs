//! An `App` whose clock stands still and whose randomness is seeded.

use std::sync::{Arc, Mutex};

use app::{App, Clock, audit::Chain};
use domain::time::Instant;
use store::Store;

/// 2026-11-24 09:00 WIB, the moment at which fixtures start.
pub const START: Instant = Instant(1_795_485_600 * Instant::SECOND);

/// A clock that moves only when told.
#[derive(Debug)]
pub struct Still(Mutex<Instant>);

impl Clock for Still {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }
}

/// An app on a database, with the hand on its clock.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// The app.
    pub app: App,
    clock: Arc<Still>,
}

impl Fixture {
    /// Moves the clock forward by `micros`.
    pub fn wait(&self, micros: i64) {
        let mut now = self.clock.0.lock().unwrap();
        *now = now.plus(micros);
    }

    /// Sets the clock.
    pub fn set_clock(&self, now: Instant) {
        *self.clock.0.lock().unwrap() = now;
    }
}

/// An app on `store`.
pub fn app_on(store: Store) -> Fixture {
    let clock = Arc::new(Still(Mutex::new(START)));
    let random = Arc::new(vault::random::Seeded::new(7));
    let key = vault::Key::from_slice(&[7; 32]).unwrap();
    let chain = Chain { name: "main".to_owned(), key };
    let app = App::new(store, clock.clone(), random, chain).unwrap();
    Fixture { app, clock }
}
