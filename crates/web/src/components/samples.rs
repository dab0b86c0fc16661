//! The samples: one for each page kind, with none, one or many rows.

use maud::{Markup, html};
use text::Lang;

use crate::ui::{self, Frame, Words};

mod forms;
mod pictures;
mod plan;
mod records;
mod small;

#[cfg(test)]
mod tests;

/// A page kind that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Home.
    Today,
    /// Plan matrix.
    Matrix,
    /// List.
    List,
    /// Form with errors.
    Form,
    /// Record.
    Record,
    /// Record behind the wall.
    Secret,
    /// Import preview.
    Preview,
    /// Map with its table.
    Map,
    /// Chart.
    Chart,
    /// Letter.
    Letter,
    /// Error page.
    Trouble,
    /// Sign-in.
    SignIn,
    /// Stale edit.
    Stale,
    /// Badges, buttons, notices.
    Parts,
}

/// How many rows a sample shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// None.
    None,
    /// One.
    One,
    /// A page full.
    Many,
}

impl Amount {
    /// Every amount.
    pub const ALL: [Self; 3] = [Self::None, Self::One, Self::Many];

    /// The value of `?jumlah=`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "0",
            Self::One => "1",
            Self::Many => "50",
        }
    }

    /// The amount of a query value; anything else is many.
    pub fn from_code(code: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|amount| Some(amount.code()) == code).unwrap_or(Self::Many)
    }

    /// At most this many of `all`.
    const fn of(self, all: usize) -> usize {
        match self {
            Self::None => 0,
            Self::One => 1,
            Self::Many => all,
        }
    }

    const fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::None => lang.components_rows_none(),
            Self::One => lang.components_rows_one(),
            Self::Many => lang.components_rows_many(),
        }
    }
}

impl Kind {
    /// Every kind, in the order of the index.
    pub const ALL: [Self; 14] = [
        Self::Today,
        Self::Matrix,
        Self::List,
        Self::Form,
        Self::Record,
        Self::Secret,
        Self::Preview,
        Self::Map,
        Self::Chart,
        Self::Letter,
        Self::Trouble,
        Self::SignIn,
        Self::Stale,
        Self::Parts,
    ];

    /// Last part of its address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Today => "beranda",
            Self::Matrix => "matriks",
            Self::List => "daftar",
            Self::Form => "formulir",
            Self::Record => "catatan",
            Self::Secret => "rahasia",
            Self::Preview => "pratinjau",
            Self::Map => "peta",
            Self::Chart => "bagan",
            Self::Letter => "surat",
            Self::Trouble => "galat",
            Self::SignIn => "masuk",
            Self::Stale => "dua-sisi",
            Self::Parts => "unsur",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name, and what it is for.
    const fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::Today => (lang.components_today(), lang.components_today_use()),
            Self::Matrix => (lang.components_matrix(), lang.components_matrix_use()),
            Self::List => (lang.components_list(), lang.components_list_use()),
            Self::Form => (lang.components_form(), lang.components_form_use()),
            Self::Record => (lang.components_record(), lang.components_record_use()),
            Self::Secret => (lang.components_secret(), lang.components_secret_use()),
            Self::Preview => (lang.components_preview(), lang.components_preview_use()),
            Self::Map => (lang.components_map(), lang.components_map_use()),
            Self::Chart => (lang.components_chart(), lang.components_chart_use()),
            Self::Letter => (lang.components_letter(), lang.components_letter_use()),
            Self::Trouble => (lang.components_trouble(), lang.components_trouble_use()),
            Self::SignIn => (lang.components_sign_in(), lang.components_sign_in_use()),
            Self::Stale => (lang.components_stale(), lang.components_stale_use()),
            Self::Parts => (lang.components_parts(), lang.components_parts_use()),
        }
    }
}

/// The list of all kinds; `frame` has its title already.
pub fn index(frame: Frame) -> Markup {
    let lang = frame.lang;
    let frame = frame.lead(lang.components_lead());
    let list = html! {
        dl class="facts" {
            @for kind in Kind::ALL {
                @let (name, use_) = kind.words(lang);
                div {
                    dt { a href={ "/pengaturan/komponen/" (kind.code()) } { (name) } }
                    dd { (use_) }
                }
            }
        }
    };
    ui::page(&frame, list)
}

/// One sample as a whole page. `frame` brings the surroundings; title and body are the sample's.
pub fn show(frame: Frame, kind: Kind, amount: Amount) -> Markup {
    let lang = frame.lang;
    match kind {
        Kind::Today => plan::today(frame, amount),
        Kind::Matrix => plan::matrix(frame, amount),
        Kind::List => plan::list(frame, amount),
        Kind::Form => forms::report(frame),
        Kind::Stale => forms::stale(frame),
        Kind::SignIn => forms::sign_in(frame),
        Kind::Record => records::record(frame, amount),
        Kind::Secret => records::secret(frame, amount),
        Kind::Preview => records::preview(frame, amount),
        Kind::Map => pictures::map(frame, amount),
        Kind::Chart => pictures::chart(frame, amount),
        Kind::Letter => small::letter(titled(frame, lang.components_letter_title())),
        Kind::Trouble => small::trouble(titled(frame, lang.components_trouble_title())),
        Kind::Parts => small::parts(titled(frame, lang.components_parts())),
    }
}

/// The frame of a sample: its title, and the way back to the list.
fn titled<'a>(mut frame: Frame<'a>, title: impl Into<Words<'a>>) -> Frame<'a> {
    frame.title = title.into();
    let lang = frame.lang;
    frame.crumb(lang.components_title(), "/pengaturan/komponen")
}

/// Links to the same sample with other amounts of rows.
fn amounts(frame: &Frame, now: Amount) -> Markup {
    let lang = frame.lang;
    let chips = Amount::ALL
        .map(|amount| {
            let href = format!("{}?jumlah={}&lang={}", frame.path, amount.code(), lang.code());
            ui::Chip::new(amount.word(lang), href, amount == now)
        })
        .to_vec();
    ui::Filters::new().chips(lang.components_rows(), chips).render(lang)
}
