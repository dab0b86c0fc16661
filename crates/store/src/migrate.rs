//! Migrations: one list of files for both engines, applied in order and never edited once released.

use domain::time::Instant;

use crate::{Engine, Result, Sql, Store, StoreError, Tx, args};

/// A migration file with the tokens `{key} {i64} {bool} {bytes} {strict}` in it.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// File name without `.sql`, in the order of application.
    pub name: &'static str,
    /// The file.
    pub script: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$(Migration { name: $name, script: include_str!(concat!("../migrations/", $name, ".sql")) }),+]
    };
}

/// Every migration, oldest first.
pub const MIGRATIONS: &[Migration] = migrations![
    "0001_account",
    "0002_audit",
    "0003_region",
    "0004_agency",
    "0005_plan",
    "0006_file",
    "0007_evidence",
    "0008_plan_life",
    "0009_stats",
    "0010_evidence_claim",
    "0011_filling",
    "0012_region_shape",
    "0013_sipd",
    "0014_mending",
    "0015_meeting",
    "0016_notice",
    "0017_letter",
    "0018_instrument",
    "0019_meeting_paper",
    "0020_outreach_order",
    "0021_disposition",
    "0022_drafting",
];

const CREATE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    name {key} NOT NULL PRIMARY KEY,
    script TEXT NOT NULL,
    applied_at {i64} NOT NULL
) {strict}";

/// `script` as `engine` reads it.
fn for_engine(script: &str, engine: Engine) -> String {
    let tokens: [(&str, &str, &str); 5] = [
        ("{key}", "TEXT", "TEXT COLLATE \"C\""),
        ("{i64}", "INTEGER", "BIGINT"),
        ("{bool}", "INTEGER", "BOOLEAN"),
        ("{bytes}", "BLOB", "BYTEA"),
        ("{strict}", "STRICT", ""),
    ];
    tokens.into_iter().fold(script.to_owned(), |script, (token, sqlite, postgres)| {
        script.replace(token, if engine == Engine::Sqlite { sqlite } else { postgres })
    })
}

impl Store {
    /// Brings the schema up to date and returns the names of the migrations applied now.
    ///
    /// # Errors
    /// `Schema` where a released migration differs from the applied one, or the database knows a
    /// migration that this program does not.
    pub async fn migrate(&self, now: Instant) -> Result<Vec<&'static str>> {
        let mut tx = self.write().await?;
        tx.script(for_engine(CREATE, tx.engine())).await?;
        let applied = applied(&mut tx).await?;
        if let Some((name, _)) =
            applied.iter().find(|(name, _)| MIGRATIONS.iter().all(|known| known.name != name))
        {
            return Err(StoreError::Schema(format!("{name} is of a newer version of Gugus")));
        }
        let mut new = Vec::new();
        for migration in MIGRATIONS {
            match applied.iter().find(|(name, _)| name == migration.name) {
                Some((_, script)) if script == migration.script => {}
                Some(_) => {
                    return Err(StoreError::Schema(format!("{} was edited", migration.name)));
                }
                None => {
                    tx.script(for_engine(migration.script, tx.engine())).await?;
                    record(&mut tx, migration, now).await?;
                    new.push(migration.name);
                }
            }
        }
        tx.commit().await?;
        Ok(new)
    }
}

// These two run before the table exists elsewhere, so they are not registered with `sql!`.
async fn applied(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let sql =
        Sql { text: "SELECT name, script FROM schema_migration ORDER BY name", place: file!() };
    tx.all(sql, args![]).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

async fn record(tx: &mut Tx, migration: &Migration, now: Instant) -> Result<()> {
    let sql = Sql {
        text: "INSERT INTO schema_migration (name, script, applied_at) VALUES ($1, $2, $3)",
        place: file!(),
    };
    tx.run(sql, args![migration.name, migration.script, now]).await?;
    Ok(())
}
