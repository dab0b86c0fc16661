//! What tests need: both engines, a clock that stands still, seeded randomness.
//!
//! PostgreSQL is used where `GUGUS_TEST_POSTGRES` names a server (`cargo xtask test` starts one);
//! each test gets a schema of its own there. Without it only SQLite is tested, and the harness
//! says so.

#![expect(clippy::missing_panics_doc, reason = "every function of a harness may panic")]
#![expect(clippy::unwrap_used, reason = "a harness that fails should fail loudly")]

use std::{
    future::Future,
    sync::atomic::{AtomicU64, Ordering},
};

use domain::time::Instant;
use store::Store;

mod fixture;
mod people;
pub use fixture::{Fixture, START, app_on};
pub use people::{Person, one_per_role, taskforce};

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// An empty, migrated database that disappears with the value.
#[derive(Debug)]
pub struct Scratch {
    /// The open database.
    pub store: Store,
    _folder: tempfile::TempDir,
}

/// A scratch SQLite database.
pub async fn sqlite() -> Scratch {
    let folder = tempfile::tempdir().unwrap();
    let store =
        Store::open(&format!("sqlite:{}", folder.path().join("test.db").display())).await.unwrap();
    store.migrate(Instant(0)).await.unwrap();
    Scratch { store, _folder: folder }
}

/// A scratch PostgreSQL schema, where a server is named.
pub async fn postgres() -> Option<Scratch> {
    #[expect(clippy::disallowed_methods, reason = "the test server is named by the environment")]
    let Ok(base) = std::env::var("GUGUS_TEST_POSTGRES") else {
        eprintln!("skipped on PostgreSQL: GUGUS_TEST_POSTGRES is not set");
        return None;
    };
    let schema = format!("t{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
    let admin = Store::open(&base).await.unwrap();
    admin.create_schema(&schema).await.unwrap();
    admin.close().await;
    let joint = if base.contains('?') { '&' } else { '?' };
    let store =
        Store::open(&format!("{base}{joint}options=-c%20search_path%3D{schema}")).await.unwrap();
    store.migrate(Instant(0)).await.unwrap();
    Some(Scratch { store, _folder: tempfile::tempdir().unwrap() })
}

/// Runs `test` on SQLite and, where there is a server, on PostgreSQL.
pub async fn both<F, T>(test: F)
where
    F: Fn(Store) -> T,
    T: Future<Output = ()>,
{
    let scratch = sqlite().await;
    test(scratch.store.clone()).await;
    scratch.store.close().await;
    if let Some(scratch) = postgres().await {
        test(scratch.store.clone()).await;
        scratch.store.close().await;
    }
}
