//! Notices: who is told what, on the page and by e-mail, and when an e-mail is tried again.
//!
//! A notice names a meeting, an action, an order or a row of the plan and nothing of a case; what belongs to
//! a case conference is not even named.

mod reminder;

pub use reminder::{BadReminders, Reminder, Reminders, SHIPPED};

use crate::{
    field::FieldErrors,
    id::{ActionId, IndicatorId, MeetingId, OrderId},
    time::Instant,
};

/// What somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Their office is invited to a meeting.
    MeetingInvited,
    /// Day, time or place of the meeting changed.
    MeetingChanged,
    /// The meeting is called off.
    MeetingCancelled,
    /// Their office is no longer invited.
    MeetingWithdrawn,
    /// The meeting is near and their office has not answered.
    MeetingUnanswered,
    /// The minutes lie before the participants.
    MinutesCirculated,
    /// The minutes wait for the word of the leadership.
    MinutesApproval,
    /// The minutes are final.
    MinutesLocked,
    /// Their office has to do something.
    ActionGiven,
    /// Its last day is another one.
    ActionExtended,
    /// Its last day is near.
    ActionDue,
    /// Its last day has passed.
    ActionOverdue,
    /// It has been overdue for long: told to the superior.
    ActionEscalated,
    /// It is not done: back to the office.
    ActionReturned,
    /// The office asks for more time: told to the secretariat.
    ActionAsked,
    /// The office says that it is done: told to the secretariat.
    ActionReported,
    /// A report on a row of the plan came back.
    ReportReturned,
    /// Their region has to pass a message on.
    OrderGiven,
    /// The last day for that is near.
    OrderDue,
    /// It has passed, and the region has not reported.
    OrderOverdue,
    /// The message is not passed on after all.
    OrderWithdrawn,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 21] = [
        Self::MeetingInvited,
        Self::MeetingChanged,
        Self::MeetingCancelled,
        Self::MeetingWithdrawn,
        Self::MeetingUnanswered,
        Self::MinutesCirculated,
        Self::MinutesApproval,
        Self::MinutesLocked,
        Self::ActionGiven,
        Self::ActionExtended,
        Self::ActionDue,
        Self::ActionOverdue,
        Self::ActionEscalated,
        Self::ActionReturned,
        Self::ActionAsked,
        Self::ActionReported,
        Self::ReportReturned,
        Self::OrderGiven,
        Self::OrderDue,
        Self::OrderOverdue,
        Self::OrderWithdrawn,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MeetingInvited => "meeting.invited",
            Self::MeetingChanged => "meeting.changed",
            Self::MeetingCancelled => "meeting.cancelled",
            Self::MeetingWithdrawn => "meeting.withdrawn",
            Self::MeetingUnanswered => "meeting.unanswered",
            Self::MinutesCirculated => "minutes.circulated",
            Self::MinutesApproval => "minutes.approval",
            Self::MinutesLocked => "minutes.locked",
            Self::ActionGiven => "action.given",
            Self::ActionExtended => "action.extended",
            Self::ActionDue => "action.due",
            Self::ActionOverdue => "action.overdue",
            Self::ActionEscalated => "action.escalated",
            Self::ActionReturned => "action.returned",
            Self::ActionAsked => "action.asked",
            Self::ActionReported => "action.reported",
            Self::ReportReturned => "report.returned",
            Self::OrderGiven => "order.given",
            Self::OrderDue => "order.due",
            Self::OrderOverdue => "order.overdue",
            Self::OrderWithdrawn => "order.withdrawn",
        }
    }

    /// The topic with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }

    /// Whether it goes out by e-mail where the person has not said otherwise. What only the desk
    /// that works here all day needs to know waits on its page.
    pub const fn is_mailed(self) -> bool {
        !matches!(self, Self::ActionReported | Self::MinutesLocked)
    }

    /// Whether its e-mail carries the day for a calendar.
    pub const fn has_calendar(self) -> bool {
        matches!(
            self,
            Self::MeetingInvited
                | Self::MeetingChanged
                | Self::MeetingCancelled
                | Self::MeetingWithdrawn
        )
    }
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// A meeting.
    Meeting(MeetingId),
    /// An action.
    Action(ActionId),
    /// A row of the plan.
    Indicator(IndicatorId),
    /// An order to pass a message on.
    Order(OrderId),
}

impl About {
    /// The stored code and the identifier.
    pub fn parts(self) -> (&'static str, uuid::Uuid) {
        match self {
            Self::Meeting(id) => ("meeting", id.0),
            Self::Action(id) => ("action", id.0),
            Self::Indicator(id) => ("indicator", id.0),
            Self::Order(id) => ("order", id.0),
        }
    }

    /// Reads what [`About::parts`] gives.
    pub fn from_parts(code: &str, id: uuid::Uuid) -> Option<Self> {
        match code {
            "meeting" => Some(Self::Meeting(MeetingId(id))),
            "action" => Some(Self::Action(ActionId(id))),
            "indicator" => Some(Self::Indicator(IndicatorId(id))),
            "order" => Some(Self::Order(OrderId(id))),
            _ => None,
        }
    }
}

/// Where an e-mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailState {
    /// It waits to be sent, for the first time or again.
    Queued,
    /// The mail server has taken it.
    Sent,
    /// It will not be tried again; the log says why.
    Failed,
    /// It was never to be sent; the log says why.
    Skipped,
}

impl MailState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Sent, Self::Failed, Self::Skipped];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why an e-mail was not sent, or not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No mail server is set up.
    NoServer,
    /// Nobody wrote an address down.
    NoAddress,
    /// The person does not want this by e-mail.
    Unwanted,
    /// What it says no longer holds.
    Outdated,
    /// The server could not be reached or asked to wait: tried again.
    Later,
    /// The server refused it for good.
    Refused,
    /// Tried as often as we try.
    GaveUp,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::NoServer,
        Self::NoAddress,
        Self::Unwanted,
        Self::Outdated,
        Self::Later,
        Self::Refused,
        Self::GaveUp,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoServer => "no_server",
            Self::NoAddress => "no_address",
            Self::Unwanted => "unwanted",
            Self::Outdated => "outdated",
            Self::Later => "later",
            Self::Refused => "refused",
            Self::GaveUp => "gave_up",
        }
    }

    /// The reason with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Minutes to wait after each try that failed for the time being.
const WAITS: [i64; 6] = [1, 5, 30, 120, 480, 1_440];

/// When an e-mail is tried again after its `tries`th try at `now`; never after about a day and a
/// half, when somebody should have looked at the log.
pub fn next_try(tries: i64, now: Instant) -> Option<Instant> {
    let place = usize::try_from(tries - 1).ok()?;
    WAITS.get(place).map(|minutes| now.plus(minutes * 60 * Instant::SECOND))
}

/// An e-mail address that can be written to: one line of ASCII, as RFC 5321 allows it without
/// quotes or comments, so that nothing of it can become a header of its own (ASVS 1.3.11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// Longest address (RFC 5321, 4.5.3.1.3, without its brackets).
const EMAIL_MAX: usize = 254;

impl Email {
    /// Reads a typed address; the part behind the `@` in lower case.
    pub fn parse(typed: &str) -> Option<Self> {
        let (local, domain) = typed.trim().rsplit_once('@')?;
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
        let dotted = |text: &str, legal: fn(char) -> bool, longest: usize| {
            text.split('.')
                .all(|part| !part.is_empty() && part.len() <= longest && part.chars().all(legal))
        };
        let label = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let named = domain.contains('.')
            && dotted(domain, label, 63)
            && domain.split('.').all(|part| !part.starts_with('-') && !part.ends_with('-'));
        let text = format!("{local}@{}", domain.to_ascii_lowercase());
        let fits = local.len() <= 64 && text.len() <= EMAIL_MAX;
        (dotted(local, atom, 64) && named && fits).then_some(Self(text))
    }

    /// Reads a typed address that may be left out.
    ///
    /// # Errors
    /// `email` for `field`.
    pub fn optional(field: &'static str, typed: &str) -> Result<Option<Self>, FieldErrors> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let mut errors = FieldErrors::default();
        let email = Self::parse(typed);
        if email.is_none() {
            errors.push(field, "email");
        }
        errors.or(email)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for topic in Topic::ALL {
            assert_eq!(Topic::from_code(topic.code()), Some(topic));
        }
        for state in MailState::ALL {
            assert_eq!(MailState::from_code(state.code()), Some(state));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
        }
        let id = uuid::Uuid::from_u128(7);
        for about in [
            About::Meeting(MeetingId(id)),
            About::Action(ActionId(id)),
            About::Indicator(IndicatorId(id)),
            About::Order(OrderId(id)),
        ] {
            let (code, id) = about.parts();
            assert_eq!(About::from_parts(code, id), Some(about));
        }
        assert_eq!(About::from_parts("case", id), None, "no word of a case");
    }

    #[test]
    fn an_email_is_tried_ever_more_rarely_and_not_for_ever() {
        let now = Instant(0);
        let minutes = |tries| next_try(tries, now).map(|at| at.0 / 60 / Instant::SECOND);
        let waits: Vec<Option<i64>> = (1..=7).map(minutes).collect();
        assert_eq!(waits, [Some(1), Some(5), Some(30), Some(120), Some(480), Some(1_440), None]);
        assert_eq!(minutes(0), None);
    }

    #[test]
    fn an_address_is_one_line_and_has_a_domain() {
        for (typed, kept) in [
            ("sari@dinsos.tangerangkab.go.id", "sari@dinsos.tangerangkab.go.id"),
            (" Sari.Dewi+tppo@Example.GO.ID ", "Sari.Dewi+tppo@example.go.id"),
            ("o'brien@example.com", "o'brien@example.com"),
        ] {
            assert_eq!(Email::parse(typed).unwrap().as_str(), kept);
        }
        for typed in [
            "",
            "sari",
            "@example.com",
            "sari@",
            "sari@localhost",
            "a@b@c.d\r\nBcc: x@example.com",
            "sari@example.com\nBcc: x@example.com",
            "sari @example.com",
            "sari@exa mple.com",
            "sari@-example.com",
            "sari@example..com",
            ".sari@example.com",
            "\"sari\"@example.com",
            "sari@example.com, x@example.com",
            "sari<x@example.com>",
            "sári@example.com",
        ] {
            assert_eq!(Email::parse(typed), None, "{typed:?}");
        }
        assert!(Email::parse(&format!("{}@example.com", "x".repeat(65))).is_none());
        assert_eq!(Email::optional("email", "  ").unwrap(), None);
        assert_eq!(Email::optional("email", "x").unwrap_err().of("email"), Some("email"));
    }
}
