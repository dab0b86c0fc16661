//! When people are reminded, and when their superior is told: dated data, not law.

use serde::Deserialize;

use super::Topic;
use crate::time::{Date, parse_date};

/// The rules that ship with the program (`rules/notice.toml`).
pub const SHIPPED: &str = include_str!("../../../../rules/notice.toml");

/// The rule of one time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// First day it counts, as written.
    since: String,
    /// Days before the last day of an action.
    before_due: Vec<i32>,
    /// Days after it from which the superior is told.
    escalate_after: i32,
    /// Days before a meeting without an answer.
    before_meeting: Vec<i32>,
    /// Whether the task force has confirmed it; until then pages say so.
    pub confirmed: bool,
}

/// Every rule, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminders(Vec<(Date, Reminder)>);

/// Why a file of reminders can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("notice rules: {0}")]
pub struct BadReminders(String);

impl Reminders {
    /// Reads a file of reminders.
    ///
    /// # Errors
    /// Where it is not the expected TOML, has no rule, or counts days backwards.
    pub fn parse(text: &str) -> Result<Self, BadReminders> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            reminder: Vec<Reminder>,
        }
        let file: File = toml::from_str(text).map_err(|error| BadReminders(error.to_string()))?;
        let mut all = Vec::new();
        for rule in file.reminder {
            let since = parse_date(&rule.since)
                .ok_or_else(|| BadReminders(format!("{} is no day", rule.since)))?;
            let days = rule.before_due.iter().chain(&rule.before_meeting);
            if days.copied().chain([rule.escalate_after]).any(|days| days < 1) {
                return Err(BadReminders("days begin with 1".to_owned()));
            }
            all.push((since, rule));
        }
        all.sort_by_key(|(since, _)| *since);
        if all.is_empty() { Err(BadReminders("no rule".to_owned())) } else { Ok(Self(all)) }
    }

    /// The rule that counts on `day`; the first one for any earlier day.
    pub fn of(&self, day: Date) -> Option<&Reminder> {
        let live = self.0.iter().rev().find(|(since, _)| *since <= day);
        live.or(self.0.first()).map(|(_, rule)| rule)
    }
}

impl Reminder {
    /// What is said today of an action that is still open, with a mark that tells one saying from
    /// the next: a day that was missed is made up for, a day that was used is not used again.
    pub fn of_action(&self, due_on: Date, today: Date) -> Option<(Topic, i32)> {
        let left = days(today, due_on)?;
        match left {
            ..0 if -left >= self.escalate_after => Some((Topic::ActionEscalated, 0)),
            ..0 => Some((Topic::ActionOverdue, 0)),
            _ => nearest(&self.before_due, left).map(|mark| (Topic::ActionDue, mark)),
        }
    }

    /// The same of a meeting that an office has not answered.
    pub fn of_meeting(&self, held_on: Date, today: Date) -> Option<(Topic, i32)> {
        let left = days(today, held_on).filter(|left| *left >= 0)?;
        nearest(&self.before_meeting, left).map(|mark| (Topic::MeetingUnanswered, mark))
    }

    /// Days after the last day from which the superior is told.
    pub const fn escalate_after(&self) -> i32 {
        self.escalate_after
    }
}

fn days(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}

/// The smallest mark that is not yet passed.
fn nearest(marks: &[i32], left: i32) -> Option<i32> {
    marks.iter().copied().filter(|mark| left <= *mark).min()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn rule() -> Reminder {
        Reminders::parse(SHIPPED).unwrap().of(date(2026, 11, 24)).unwrap().clone()
    }

    #[test]
    fn an_office_is_reminded_a_week_and_a_day_before_then_told_then_its_superior() {
        let due = date(2026, 12, 10);
        for (today, said) in [
            (date(2026, 12, 2), None),
            (date(2026, 12, 3), Some((Topic::ActionDue, 7))),
            (date(2026, 12, 6), Some((Topic::ActionDue, 7))),
            (date(2026, 12, 9), Some((Topic::ActionDue, 1))),
            (date(2026, 12, 10), Some((Topic::ActionDue, 1))),
            (date(2026, 12, 11), Some((Topic::ActionOverdue, 0))),
            (date(2026, 12, 16), Some((Topic::ActionOverdue, 0))),
            (date(2026, 12, 17), Some((Topic::ActionEscalated, 0))),
            (date(2027, 3, 1), Some((Topic::ActionEscalated, 0))),
        ] {
            assert_eq!(rule().of_action(due, today), said, "{today}");
        }
    }

    #[test]
    fn an_office_without_an_answer_is_reminded_before_the_meeting_and_not_after() {
        let held = date(2026, 12, 10);
        for (today, mark) in [
            (date(2026, 12, 6), None),
            (date(2026, 12, 7), Some(3)),
            (date(2026, 12, 9), Some(1)),
            (date(2026, 12, 10), Some(1)),
            (date(2026, 12, 11), None),
        ] {
            assert_eq!(rule().of_meeting(held, today).map(|(_, mark)| mark), mark, "{today}");
        }
    }

    #[test]
    fn a_later_rule_counts_from_its_day_and_a_bad_one_is_refused() {
        assert!(!rule().confirmed, "practice, not law");
        let later = SHIPPED.replace("2019-01-01", "2027-01-01").replace("[7, 1]", "[14]");
        let both = format!("{SHIPPED}\n{later}");
        let rules = Reminders::parse(&both).unwrap();
        assert_eq!(rules.of(date(2026, 12, 31)).unwrap().before_due, [7, 1]);
        assert_eq!(rules.of(date(2027, 1, 1)).unwrap().before_due, [14]);
        assert_eq!(rules.of(date(2010, 1, 1)).unwrap().before_due, [7, 1]);
        for bad in ["", &SHIPPED.replace("[7, 1]", "[0]"), &SHIPPED.replace("2019-01-01", "2019")] {
            assert!(Reminders::parse(bad).is_err(), "{bad}");
        }
    }
}
