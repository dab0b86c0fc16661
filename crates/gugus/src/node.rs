//! This node: its data folder, audit key, clock, randomness, and the app on its database.

use std::{fs, path::Path, process::ExitCode, sync::Arc};

use anyhow::Context as _;
use app::{Actor, ActorKind, App, Clock, audit::Chain};
use domain::time::Instant;
use store::Store;
use vault::{Key, random::Os};

use crate::{
    args::Common,
    config::{Config, os_user},
    output::say,
};

/// The clock of the machine.
#[derive(Debug)]
pub struct Wall;

impl Clock for Wall {
    #[expect(
        clippy::disallowed_methods,
        reason = "the binary is the one place that reads the clock"
    )]
    fn now(&self) -> Instant {
        Instant(jiff::Timestamp::now().as_microsecond())
    }
}

/// Opens the database, brings it up to date and puts the app together.
pub async fn open(config: &Config) -> anyhow::Result<App> {
    fs::create_dir_all(&config.data)
        .with_context(|| format!("can't make the folder {}", config.data.display()))?;
    restrict(&config.data);
    let store = Store::open(&config.database).await.context("can't open the database")?;
    store.migrate(Wall.now()).await.context("can't bring the database up to date")?;
    let key = audit_key(&config.data.join("audit.key"))?;
    let chain = Chain { name: config.node.clone(), key };
    Ok(App::new(store, Arc::new(Wall), Arc::new(Os), chain)?)
}

/// Only the owner may look into the data folder.
fn restrict(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        // A folder of somebody else is the administrator's choice.
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    }
}

/// Reads the key that authenticates the audit chain, or makes it.
fn audit_key(path: &Path) -> anyhow::Result<Key> {
    if !path.exists() {
        let key = Key::generate(&Os)?;
        let hex: Vec<String> = key.expose().iter().map(|byte| format!("{byte:02x}")).collect();
        fs::write(path, hex.concat() + "\n")
            .with_context(|| format!("can't write {}", path.display()))?;
        restrict(path);
        return Ok(key);
    }
    let text =
        fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    let text = text.trim();
    let bytes: Option<Vec<u8>> = text
        .is_ascii()
        .then(|| {
            (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
                .collect()
        })
        .flatten();
    let bytes = bytes.filter(|bytes| bytes.len() == 32).with_context(|| {
        format!("{} is not an audit key of 64 hexadecimal digits", path.display())
    })?;
    Ok(Key::from_slice(&bytes)?)
}

/// Who acts at the command line: `--as USER`, else the system, inside the one task force.
pub async fn actor(app: &App, common: &Common) -> anyhow::Result<Actor> {
    if let Some(name) = &common.act_as {
        return app::account::at_command_line(app, name, &os_user())
            .await
            .with_context(|| format!("nobody called {name} can act now"));
    }
    let actor = Actor::system(ActorKind::Cli("system:cli".to_owned()));
    Ok(match app::taskforce::only(app).await? {
        Some(taskforce) => actor.within(taskforce),
        None => actor,
    })
}

/// `gugus migrate`.
pub async fn migrate(config: Config) -> anyhow::Result<ExitCode> {
    fs::create_dir_all(&config.data)?;
    let store = Store::open(&config.database).await.context("can't open the database")?;
    let applied = store.migrate(Wall.now()).await.context("can't bring the database up to date")?;
    if applied.is_empty() {
        say("The database is up to date.");
    } else {
        say(&format!("Applied {}.", applied.join(", ")));
    }
    Ok(ExitCode::SUCCESS)
}
