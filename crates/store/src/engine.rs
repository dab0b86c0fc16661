//! The engine adapter: the only file that knows there are two engines.

use std::{path::Path, time::Duration};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    pool::PoolConnection,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    Result, StoreError,
    value::{Row, Value, bind_postgres, bind_sqlite},
};

/// One SQL text, known by where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    /// The statement, the same for both engines.
    pub text: &'static str,
    /// `file:line` of the statement.
    pub place: &'static str,
}

inventory::collect!(Sql);

/// Every statement of the program, for the test that prepares each on both engines.
pub static REGISTER: fn() -> Vec<Sql> = || inventory::iter::<Sql>.into_iter().copied().collect();

/// Names a statement and registers it for the prepare-everything test.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        const SQL: $crate::Sql = $crate::Sql { text: $text, place: concat!(file!(), ":", line!()) };
        $crate::inventory::submit! { SQL }
        SQL
    }};
}

/// The values of `$1`, `$2` ... in order.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::ToValue::to_value(&$value)),*] };
}

/// Which engine is behind a [`Store`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// The server, when one machine is outgrown.
    Postgres,
}

#[derive(Debug, Clone)]
enum Pools {
    /// One writing connection behind sqlx's fair queue, and readers beside it.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// An open database; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pools: Pools,
}

const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 10;
const STATEMENTS: usize = 500;
/// Rows that SQLite's thread may read ahead of who takes them: fewer changes between two threads.
const ROWS_AHEAD: usize = 500;

impl Store {
    /// Opens `sqlite:PATH` (created when absent) or `postgres://...` without migrating it.
    ///
    /// # Errors
    /// `Address` for any other scheme, so that a typing error can't create an empty database.
    pub async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Self::open_sqlite(Path::new(path)).await;
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options: sqlx::postgres::PgConnectOptions = url.parse()?;
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(Duration::from_secs(15))
                .connect_with(options.statement_cache_capacity(STATEMENTS))
                .await?;
            return Ok(Self { pools: Pools::Postgres(pool) });
        }
        Err(StoreError::Address(url.split('@').next_back().unwrap_or_default().to_owned()))
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: nothing is acknowledged before it is on the disk.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(STATEMENTS)
            .row_buffer_size(ROWS_AHEAD)
            .pragma("trusted_schema", "OFF");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_mins(1))
            .connect_with(options.clone().create_if_missing(true))
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .min_connections(1)
            // A file does not go away like a server: no ping before each use.
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_secs(15))
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self { pools: Pools::Sqlite { write, read } })
    }

    /// Which engine this is.
    pub const fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// A transaction that sees one moment and can't write.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => Tx::Postgres(
                pool.begin_with("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        })
    }

    /// For a single look-up: no transaction around it, so a page that needs only one statement
    /// costs one. Two statements may see two moments; nothing may be written.
    pub async fn peek(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => Tx::SqlitePeek(read.acquire().await?),
            Pools::Postgres(pool) => Tx::PostgresPeek(pool.acquire().await?),
        })
    }

    /// A transaction that writes; on SQLite it waits its turn and then holds the one writer.
    pub async fn write(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Makes an empty schema on PostgreSQL, so that tests can share a server.
    ///
    /// # Errors
    /// `Address` for a name that is not plain letters, digits and underscores.
    pub async fn create_schema(&self, name: &str) -> Result<()> {
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(StoreError::Address(name.to_owned()));
        }
        let mut tx = self.write().await?;
        tx.script(format!("CREATE SCHEMA {name}")).await?;
        tx.commit().await
    }

    /// Closes every connection, after which the file or server can be removed.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// One transaction; dropped without [`Tx::commit`] it leaves no trace.
#[derive(Debug)]
pub enum Tx {
    /// On the embedded engine.
    Sqlite(Transaction<'static, Sqlite>),
    /// On the server.
    Postgres(Transaction<'static, Postgres>),
    /// A single look-up on the embedded engine.
    SqlitePeek(PoolConnection<Sqlite>),
    /// A single look-up on the server.
    PostgresPeek(PoolConnection<Postgres>),
}

/// Runs the same expression with the connection and the bound statement of whichever engine.
macro_rules! on_engine {
    ($tx:expr, $sql:expr, $args:expr, $connection:ident, $query:ident => $run:expr, $wrap_sqlite:expr, $wrap_postgres:expr) => {
        match $tx {
            Tx::Sqlite(tx) => {
                let ($connection, $query) = (&mut **tx, bind_sqlite($sql.text, $args));
                $wrap_sqlite($run)
            }
            Tx::SqlitePeek(tx) => {
                let ($connection, $query) = (&mut **tx, bind_sqlite($sql.text, $args));
                $wrap_sqlite($run)
            }
            Tx::Postgres(tx) => {
                let ($connection, $query) = (&mut **tx, bind_postgres($sql.text, $args));
                $wrap_postgres($run)
            }
            Tx::PostgresPeek(tx) => {
                let ($connection, $query) = (&mut **tx, bind_postgres($sql.text, $args));
                $wrap_postgres($run)
            }
        }
    };
}

impl Tx {
    /// All rows, in the order of the statement.
    pub async fn all(&mut self, sql: Sql, args: Vec<Value>) -> Result<Vec<Row>> {
        Ok(on_engine!(self, sql, args, connection, query => query.fetch_all(connection).await?,
            |rows: Vec<_>| rows.into_iter().map(Row::Sqlite).collect(),
            |rows: Vec<_>| rows.into_iter().map(Row::Postgres).collect()))
    }

    /// The row, or none.
    pub async fn opt(&mut self, sql: Sql, args: Vec<Value>) -> Result<Option<Row>> {
        Ok(
            on_engine!(self, sql, args, connection, query => query.fetch_optional(connection).await?,
            |row: Option<_>| row.map(Row::Sqlite),
            |row: Option<_>| row.map(Row::Postgres)),
        )
    }

    /// The row that must be there.
    ///
    /// # Errors
    /// `Missing` where there is none.
    pub async fn one(&mut self, sql: Sql, args: Vec<Value>) -> Result<Row> {
        self.opt(sql, args).await?.ok_or(StoreError::Missing)
    }

    /// Runs a statement and returns how many rows it touched.
    pub async fn run(&mut self, sql: Sql, args: Vec<Value>) -> Result<u64> {
        Ok(on_engine!(self, sql, args, connection, query => query.execute(connection).await?,
            |done: sqlx::sqlite::SqliteQueryResult| done.rows_affected(),
            |done: sqlx::postgres::PgQueryResult| done.rows_affected()))
    }

    /// Prepares a statement without running it, as the prepare-everything test does.
    pub async fn prepare(&mut self, sql: Sql) -> Result<()> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        let text = sql.text.into_sql_str();
        match self {
            Self::Sqlite(tx) => drop(tx.prepare(text).await?),
            Self::Postgres(tx) => drop(tx.prepare(text).await?),
            Self::SqlitePeek(tx) => drop(tx.prepare(text).await?),
            Self::PostgresPeek(tx) => drop(tx.prepare(text).await?),
        }
        Ok(())
    }

    /// Runs a script of several statements; for migrations only.
    pub(crate) async fn script(&mut self, script: String) -> Result<()> {
        let script = sqlx::raw_sql(sqlx::AssertSqlSafe(script));
        match self {
            Self::Sqlite(tx) => script.execute(&mut **tx).await.map(|_| ())?,
            Self::Postgres(tx) => script.execute(&mut **tx).await.map(|_| ())?,
            Self::SqlitePeek(tx) => script.execute(&mut **tx).await.map(|_| ())?,
            Self::PostgresPeek(tx) => script.execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Which engine this transaction runs on; for migrations and tests.
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) | Self::SqlitePeek(_) => Engine::Sqlite,
            Self::Postgres(_) | Self::PostgresPeek(_) => Engine::Postgres,
        }
    }

    /// Makes everything since the start durable.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
            // Nothing was begun.
            Self::SqlitePeek(_) | Self::PostgresPeek(_) => {}
        }
        Ok(())
    }
}
