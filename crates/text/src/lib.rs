//! Every sentence and label of Gugus, Indonesian first, English second.
//!
//! Sentences live in `locales/{id,en}/<noun>.toml` and are reached only through the methods that
//! the build script writes, named `<noun>_<key>`; what is missing does not compile.

mod format;
mod numerals;

/// The two languages of the screen and of printed pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Bahasa Indonesia, the source and the default.
    #[default]
    Id,
    /// English, written rather than translated.
    En,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// The code used in `?lang=` and in the `lang` attribute of a page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

mod messages {
    #![expect(
        clippy::match_same_arms,
        reason = "written by the build script: both languages may say the same"
    )]
    use super::Lang;

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}
