//! Agencies and the task force through their use cases, on both engines.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should fail loudly"
)]

mod agencies;
mod terms;

use app::{App, Error, taskforce};
use domain::{
    access::{Actor, ActorKind},
    id::{AccountId, AgencyId, TaskForceId},
    time::Date,
};
use store::agency::Filter;
use testkit::{Fixture, app_on};
use uuid::Uuid;

/// The day on which fixtures start.
const TODAY: Date = Date::constant(2026, 11, 24);

/// A shipped task force with somebody of each role in it.
struct World {
    fixture: Fixture,
    own: TaskForceId,
}

impl World {
    async fn new(store: store::Store) -> Self {
        let fixture = app_on(store);
        let system = Actor::system(ActorKind::System);
        let own = taskforce::seed_shipped(&fixture.app, &system, true).await.unwrap();
        Self { fixture, own }
    }

    fn app(&self) -> &App {
        &self.fixture.app
    }

    /// Somebody with this role in the task force.
    fn actor(&self, role: &str) -> Actor {
        Actor {
            kind: ActorKind::Account(AccountId(Uuid::from_u128(1))),
            assignment: None,
            role: self.app().rules.roles.get(role).unwrap(),
            taskforce: Some(self.own),
            agency: None,
            desk: None,
            region: None,
        }
    }

    /// The same role in another task force.
    fn stranger(&self, role: &str) -> Actor {
        Actor { taskforce: Some(TaskForceId(Uuid::from_u128(9))), ..self.actor(role) }
    }

    /// The agency with this short name.
    async fn agency(&self, short: &str) -> AgencyId {
        let mut tx = self.app().store.read().await.unwrap();
        let filter = Filter { text: Some(short.to_owned()), ..Filter::default() };
        let found = store::agency::list(&mut tx, &filter, None, 50).await.unwrap();
        found.iter().find(|agency| agency.short_name == short).unwrap().id
    }

    /// How many audit rows there are.
    async fn audited(&self) -> i64 {
        let system = Actor::system(ActorKind::System);
        let verdicts = app::audit::verify(self.app(), &system).await.unwrap();
        assert!(verdicts.iter().all(|verdict| verdict.bad.is_none()), "{verdicts:?}");
        verdicts.iter().map(|verdict| verdict.rows).sum()
    }
}

/// The code of the rule that refused.
fn rule<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    match result {
        Err(Error::Rule(code)) => code,
        other => panic!("no rule refused: {other:?}"),
    }
}
