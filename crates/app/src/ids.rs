//! Time and identifiers, as parameters.

use std::{fmt, sync::Arc};

use domain::time::Instant;
use uuid::Uuid;
use vault::Random;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Instant;
}

/// Makes UUIDv7 identifiers from the injected clock and randomness.
#[derive(Clone)]
pub struct Ids {
    clock: Arc<dyn Clock>,
    random: Random,
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}

impl Ids {
    /// Identifiers of this clock and randomness.
    pub fn new(clock: Arc<dyn Clock>, random: Random) -> Self {
        Self { clock, random }
    }

    /// A new identifier, ordered by time to the millisecond.
    ///
    /// Without randomness of the system the time alone is used: an identifier is no secret, and
    /// the unique index refuses the rare second of the same millisecond.
    pub fn next(&self) -> Uuid {
        let millis = u64::try_from(self.clock.now().0 / 1_000).unwrap_or(0);
        let bytes = vault::random::bytes::<10>(&*self.random).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}
