//! By which way a report came, and links by which one office reports without an account.

use crate::{
    field::{FieldErrors, words},
    time::Instant,
};

/// By which way a report came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// Typed on a page by somebody with an account.
    Page,
    /// Typed by whoever holds a link.
    Link,
    /// Read from the workbook that the agency filled.
    Workbook,
}

impl Via {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Page, Self::Link, Self::Workbook];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Link => "link",
            Self::Workbook => "workbook",
        }
    }

    /// The way with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|via| via.code() == code)
    }
}

/// Longest name of a holder, in characters.
pub const HOLDER_MAX: usize = 100;

/// How many days a link may live: a reporting window, or a quarter.
pub const LINK_DAYS: [i64; 4] = [3, 14, 30, 92];

/// A link to be given out, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// To whom.
    pub holder: String,
    /// From when on it is dead.
    pub expires_at: Instant,
}

impl NewLink {
    /// Checks a typed link at the moment `now`.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `choice`.
    pub fn parse(holder: &str, days: &str, now: Instant) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let holder = words("holder", holder, HOLDER_MAX, &mut errors);
        let days = days.parse().ok().filter(|days| LINK_DAYS.contains(days));
        if days.is_none() {
            errors.push("days", "choice");
        }
        errors.or(Self { holder, expires_at: now.plus(days.unwrap_or(0) * Instant::DAY) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_its_holder_and_dies() {
        let link = NewLink::parse(" Ibu Ani ", "14", Instant(5)).unwrap();
        assert_eq!(link.holder, "Ibu Ani");
        assert_eq!(link.expires_at, Instant(5 + 14 * Instant::DAY));
        let errors = NewLink::parse("", "9999", Instant(5)).unwrap_err();
        assert_eq!((errors.of("holder"), errors.of("days")), (Some("required"), Some("choice")));
    }
}
