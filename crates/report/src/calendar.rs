//! A meeting for a calendar (iCalendar, RFC 5545), as a file and on an e-mail.

use domain::time::Instant;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};

/// A day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Says the same for the same meeting, so that a change finds it.
    pub uid: String,
    /// Counts the changes.
    pub sequence: u32,
    /// What it is called.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// What one has to know; may be empty.
    pub note: String,
    /// When it begins.
    pub starts: Instant,
    /// When it ends; none is open.
    pub ends: Option<Instant>,
    /// Where to read more.
    pub url: String,
    /// Whether it is called off.
    pub is_off: bool,
}

/// The calendar file of one meeting, written at `now`. Its times are in UTC, which every calendar
/// shows in its own zone.
pub fn calendar(entry: &Entry, now: Instant) -> String {
    let mut event = Event::new();
    event
        .uid(&entry.uid)
        .sequence(entry.sequence)
        .summary(&entry.title)
        .add_property("DTSTAMP", stamp(now))
        .add_property("DTSTART", stamp(entry.starts))
        .add_property("URL", &entry.url)
        .status(if entry.is_off { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if let Some(ends) = entry.ends {
        event.add_property("DTEND", stamp(ends));
    }
    if !entry.place.is_empty() {
        event.location(&entry.place);
    }
    if !entry.note.is_empty() {
        event.description(&entry.note);
    }
    let mut calendar = Calendar::new();
    // Published, not requested: answers are given here, not by mail.
    calendar.append_property(("METHOD", "PUBLISH"));
    calendar.push(event.done());
    calendar.done().to_string()
}

/// `20261209T020000Z`.
fn stamp(at: Instant) -> String {
    let (date, hour, minute, second) = at.utc();
    let day = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    format!("{day}T{hour:02}{minute:02}{second:02}Z")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use domain::time::Zone;

    use super::*;

    fn entry() -> Entry {
        let day = date(2026, 12, 9);
        Entry {
            uid: "0190-x@gugus".to_owned(),
            sequence: 3,
            title: "Rapat Koordinasi; Semester II, 2026".to_owned(),
            place: "Ruang Wareng, Setda".to_owned(),
            note: "Baris satu\nBEGIN:VEVENT\r\nATTENDEE:mailto:x@example.com".to_owned(),
            starts: Zone::Wib.at(day, 9 * 60),
            ends: Some(Zone::Wib.at(day, 12 * 60)),
            url: "https://gugus.example.go.id/rapat/x".to_owned(),
            is_off: false,
        }
    }

    #[test]
    fn a_meeting_is_read_back_by_a_parser_and_what_was_typed_adds_no_line() {
        let text = calendar(&entry(), Instant(0));
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        let read: Calendar = text.parse().unwrap();
        assert_eq!(read.components.len(), 1);
        let event = read.components.first().and_then(|one| one.as_event()).unwrap();
        assert_eq!(event.get_summary(), Some("Rapat Koordinasi; Semester II, 2026"));
        assert_eq!(event.property_value("DTSTART"), Some("20261209T020000Z"));
        assert_eq!(event.property_value("DTEND"), Some("20261209T050000Z"));
        assert_eq!(event.property_value("STATUS"), Some("CONFIRMED"));
        assert_eq!(event.property_value("SEQUENCE"), Some("3"));
        assert_eq!(event.property_value("ATTENDEE"), None);
    }

    #[test]
    fn what_is_called_off_says_so_and_an_open_end_is_left_out() {
        let entry = Entry { is_off: true, ends: None, ..entry() };
        let text = calendar(&entry, Instant(0));
        assert!(text.contains("STATUS:CANCELLED") && !text.contains("DTEND"), "{text}");
        assert!(text.contains("METHOD:PUBLISH") && text.contains("DTSTAMP:19700101T000000Z"));
    }
}
