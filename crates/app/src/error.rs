//! What a use case can answer instead of its result.

use std::fmt;

use domain::{access::Denied, field::FieldErrors, time::Instant};
use store::StoreError;

/// Result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not happen; nothing of it was saved.
#[derive(Debug)]
pub enum Error {
    /// It does not exist, or is not for this actor: both look alike.
    NotFound,
    /// The act is not granted; the edge records the refusal.
    Denied(Denied),
    /// Fields of a form are wrong.
    Invalid(FieldErrors),
    /// A rule of the domain forbids it; holds the stable code.
    Rule(&'static str),
    /// Somebody else changed it in the meantime.
    Conflict,
    /// Too often; try again from this moment on.
    TooMany(Instant),
    /// A fault of the program or its surroundings; people get an incident number.
    Internal(String),
}

impl Error {
    /// A fault that nobody outside can mend, with its cause for the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Denied(denied) => denied.fmt(f),
            Self::Invalid(errors) => {
                let fields: Vec<String> = errors
                    .0
                    .iter()
                    .map(|error| format!("{}: {}", error.field, error.code))
                    .collect();
                write!(f, "invalid: {}", fields.join(", "))
            }
            Self::Rule(code) => write!(f, "refused by the rule {code}"),
            Self::Conflict => f.write_str("changed by somebody else in the meantime"),
            Self::TooMany(_) => f.write_str("too many attempts; try again later"),
            Self::Internal(cause) => write!(f, "internal: {cause}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing => Self::NotFound,
            StoreError::Taken => Self::Rule("taken"),
            other => Self::internal(other),
        }
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<vault::Error> for Error {
    fn from(error: vault::Error) -> Self {
        Self::internal(error)
    }
}
