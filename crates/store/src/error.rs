//! What can go wrong in the database, by kind only: the kind is all that both engines agree on.

/// A failed statement; never "not there" by itself, which is `Option`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row that must exist does not.
    #[error("the row does not exist")]
    Missing,
    /// A unique value is taken.
    #[error("the value is taken")]
    Taken,
    /// A row refers to one that does not exist, or is still referred to.
    #[error("a referred row does not exist or is in use")]
    Unknown,
    /// A stored value has a form that this program does not read.
    #[error("stored value can't be read: {0}")]
    Shape(String),
    /// The address of the database is none of `sqlite:PATH` and `postgres://...`.
    #[error("not a database address: {0}")]
    Address(String),
    /// A released migration was changed, or the database is newer than this program.
    #[error("schema: {0}")]
    Schema(String),
    /// Anything else that the engine reports.
    #[error("database: {0}")]
    Engine(#[source] sqlx::Error),
}

/// Result of a store function.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::error::ErrorKind;
        match &error {
            sqlx::Error::RowNotFound => Self::Missing,
            sqlx::Error::Database(cause) => match cause.kind() {
                ErrorKind::UniqueViolation => Self::Taken,
                ErrorKind::ForeignKeyViolation => Self::Unknown,
                _ => Self::Engine(error),
            },
            _ => Self::Engine(error),
        }
    }
}
