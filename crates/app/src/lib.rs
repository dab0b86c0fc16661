//! Use cases: the only floor where transaction, rule, key and audit meet.
//!
//! One file per noun, one free function per verb. A use case reads like a sentence: open, load,
//! may I, decide, write, record, commit.

use std::sync::Arc;

use domain::time::{Instant, Zone};
use store::Store;
use vault::Random;

pub mod account;
pub mod action;
pub mod agency;
pub mod audit;
pub mod demo;
mod error;
pub mod file;
pub mod home;
mod ids;
pub mod instrument;
pub mod job;
pub mod letter;
pub mod meeting;
pub mod notice;
pub mod outreach;
pub mod plan;
pub mod region;
mod rules;
pub mod stats;
pub mod taskforce;

pub use domain::access::{Act, Actor, ActorKind, Scope, check};
pub use error::{Error, Result};
pub use ids::{Clock, Ids};
pub use rules::Rules;

/// Everything a use case needs from outside; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for keys, tokens and identifiers.
    pub random: Random,
    /// New identifiers.
    pub ids: Ids,
    /// The shipped, dated rules.
    pub rules: Arc<Rules>,
    /// This node's audit chain and the key of its head.
    pub chain: Arc<audit::Chain>,
    /// At most two passwords are hashed at once, 19 MiB each.
    pub(crate) hashing: Arc<tokio::sync::Semaphore>,
    /// One sent file is unpacked and cleaned at a time: a large picture takes up to 400 MB.
    pub(crate) cleaning: Arc<tokio::sync::Semaphore>,
    /// Who carries e-mails; none where no mail server is set up.
    pub mailer: Option<Arc<dyn notice::Mailer>>,
    /// Read models that many pages share.
    pub(crate) plans: Arc<plan::Cache>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("store", &self.store).finish_non_exhaustive()
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Random,
        chain: audit::Chain,
    ) -> Result<Self> {
        Ok(Self {
            store,
            ids: Ids::new(clock.clone(), random.clone()),
            clock,
            random,
            rules: Arc::new(Rules::shipped()?),
            chain: Arc::new(chain),
            hashing: Arc::new(tokio::sync::Semaphore::new(2)),
            cleaning: Arc::new(tokio::sync::Semaphore::new(1)),
            mailer: None,
            plans: Arc::default(),
        })
    }

    /// The same app on another clock.
    #[must_use]
    pub fn at(&self, clock: Arc<dyn Clock>) -> Self {
        let ids = Ids::new(clock.clone(), self.random.clone());
        Self { clock, ids, ..self.clone() }
    }

    /// The same app with somebody who carries e-mails.
    #[must_use]
    pub fn mailing(self, mailer: Arc<dyn notice::Mailer>) -> Self {
        Self { mailer: Some(mailer), ..self }
    }

    /// This moment.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Today in `zone`.
    pub fn today(&self, zone: Zone) -> domain::time::Date {
        zone.date(self.clock.now())
    }
}
