//! Official letters: what they say, to whom, under which number, and who signs them.

mod draft;
mod number;
mod state;

pub use draft::{Addressee, Draft, Form, LINES_MAX, is_listed, lines, search_key};
pub use number::{
    BadNumbering, Given, GivenForm, NumberSource, Numbering, NumberingForm, Numberings, SHIPPED,
    number_key,
};
pub use state::{Rule, State, Step};

use crate::{
    meeting::{self, Clock},
    time::Date,
};

/// What kind of letter it is, which tells its form and how it is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Invitation to a meeting (surat undangan); it follows the meeting.
    Invitation,
    /// Something that others have to know (pemberitahuan).
    Notification,
    /// Asks offices for figures or papers (permintaan data).
    DataRequest,
    /// Goes along with something that is sent (surat pengantar).
    Cover,
    /// To many at once, what they are asked to do (surat edaran).
    Circular,
    /// Sends somebody to do something (surat tugas).
    Assignment,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Invitation,
        Self::Notification,
        Self::DataRequest,
        Self::Cover,
        Self::Circular,
        Self::Assignment,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Notification => "notification",
            Self::DataRequest => "data_request",
            Self::Cover => "cover",
            Self::Circular => "circular",
            Self::Assignment => "assignment",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether its name and number stand in the middle, as on a circular, and not in a block of
    /// references as on correspondence.
    pub const fn is_titled(self) -> bool {
        matches!(self, Self::Circular | Self::Assignment)
    }
}

/// How a letter is to be handled (sifat).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Biasa.
    Ordinary,
    /// Penting.
    Important,
    /// Segera.
    Urgent,
    /// Rahasia: seen by the secretariat and by those it is written to.
    Secret,
}

impl Nature {
    /// Every nature.
    pub const ALL: [Self; 4] = [Self::Ordinary, Self::Important, Self::Urgent, Self::Secret];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Important => "important",
            Self::Urgent => "urgent",
            Self::Secret => "secret",
        }
    }

    /// The nature with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nature| nature.code() == code)
    }
}

/// The meeting that an invitation tells of; kept as it was said once the letter has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its day.
    pub held_on: Date,
    /// When it begins.
    pub starts: Clock,
    /// When it ends; none is "until it is done".
    pub ends: Option<Clock>,
    /// Where.
    pub place: String,
    /// What those invited must know or bring; may be empty.
    pub note: String,
    /// What is spoken of, one line each.
    pub agenda: Vec<String>,
}

impl Event {
    /// What a meeting with these items tells.
    pub fn of<'a>(meeting: &meeting::Draft, agenda: impl IntoIterator<Item = &'a str>) -> Self {
        // What a case conference speaks of stays in the room, also where a letter lies on a desk.
        let closed = meeting.kind.is_closed();
        let agenda = agenda.into_iter().filter(|_| !closed).map(one_line);
        Self {
            held_on: meeting.held_on,
            starts: meeting.starts,
            ends: meeting.ends,
            place: meeting.place.clone(),
            note: meeting.note.clone(),
            agenda: agenda.collect(),
        }
    }

    /// Whether whoever goes by this letter finds the meeting: the same day, time and place.
    pub fn still_holds(&self, meeting: &meeting::Draft) -> bool {
        (self.held_on, self.starts, &self.place)
            == (meeting.held_on, meeting.starts, &meeting.place)
    }
}

/// Words on one line, as they are kept in lists of lines.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who signs, as it stood on the day of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The office as printed, "Plt." included.
    pub title: String,
    /// Name with titles; none while the office is vacant.
    pub name: Option<String>,
    /// Rank and class.
    pub rank: Option<String>,
    /// NIP or NRP, digits only.
    pub nip: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        for nature in Nature::ALL {
            assert_eq!(Nature::from_code(nature.code()), Some(nature));
        }
    }

    #[test]
    fn an_invitation_to_a_case_conference_does_not_say_what_is_spoken_of() {
        let form = |kind: &str| meeting::Form {
            kind: kind.into(),
            title: "Rapat".into(),
            held_on: "2026-12-09".into(),
            starts: "09.00".into(),
            place: "Aula".into(),
            ..meeting::Form::default()
        };
        let draft = |kind: &str| meeting::Draft::parse(&form(kind)).unwrap();
        let open = Event::of(&draft("plenary"), ["Satu\ndua", "Tiga"]);
        assert_eq!(open.agenda, ["Satu dua", "Tiga"]);
        assert!(Event::of(&draft("case_conference"), ["Satu"]).agenda.is_empty());
        assert!(open.still_holds(&draft("plenary")));
        let moved = meeting::Draft { place: "Hotel".into(), ..draft("plenary") };
        assert!(!open.still_holds(&moved));
    }
}
