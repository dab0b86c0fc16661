//! Words for the codes of notices.

use app::notice::view::Mail;
use domain::{
    notice::{MailState, Reason, Topic},
    time::Zone,
};
use text::Lang;

/// Name of a topic.
pub const fn topic(lang: Lang, topic: Topic) -> &'static str {
    match topic {
        Topic::MeetingInvited => lang.notice_topic_invited(),
        Topic::MeetingChanged => lang.notice_topic_changed(),
        Topic::MeetingCancelled => lang.notice_topic_cancelled(),
        Topic::MeetingWithdrawn => lang.notice_topic_withdrawn(),
        Topic::MeetingUnanswered => lang.notice_topic_unanswered(),
        Topic::MinutesCirculated => lang.notice_topic_circulated(),
        Topic::MinutesApproval => lang.notice_topic_approval(),
        Topic::MinutesLocked => lang.notice_topic_locked(),
        Topic::ActionGiven => lang.notice_topic_given(),
        Topic::ActionExtended => lang.notice_topic_extended(),
        Topic::ActionDue => lang.notice_topic_due(),
        Topic::ActionOverdue => lang.notice_topic_overdue(),
        Topic::ActionEscalated => lang.notice_topic_escalated(),
        Topic::ActionReturned => lang.notice_topic_action_returned(),
        Topic::ActionAsked => lang.notice_topic_asked(),
        Topic::ActionReported => lang.notice_topic_reported(),
        Topic::ReportReturned => lang.notice_topic_report_returned(),
        Topic::OrderGiven => lang.notice_topic_order_given(),
        Topic::OrderDue => lang.notice_topic_order_due(),
        Topic::OrderOverdue => lang.notice_topic_order_overdue(),
        Topic::OrderWithdrawn => lang.notice_topic_order_withdrawn(),
    }
}

/// Where an e-mail stands.
pub const fn state(lang: Lang, state: MailState) -> &'static str {
    match state {
        MailState::Queued => lang.notice_state_queued(),
        MailState::Sent => lang.notice_state_sent(),
        MailState::Failed => lang.notice_state_failed(),
        MailState::Skipped => lang.notice_state_skipped(),
    }
}

/// Why an e-mail was not sent, or not yet.
pub fn reason(lang: Lang, mail: &Mail, zone: Zone) -> Option<String> {
    Some(match mail.outcome.reason? {
        Reason::NoServer => lang.notice_reason_no_server().to_owned(),
        Reason::NoAddress => lang.notice_reason_no_address().to_owned(),
        Reason::Unwanted => lang.notice_reason_unwanted().to_owned(),
        Reason::Outdated => lang.notice_reason_outdated().to_owned(),
        Reason::Refused => lang.notice_reason_refused().to_owned(),
        Reason::GaveUp => lang.notice_reason_gave_up().to_owned(),
        Reason::Later => {
            let next = mail.next_at.map(|at| lang.stamp(at, zone)).unwrap_or_default();
            lang.notice_reason_later(next)
        }
    })
}

/// The sentence of a rule that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "notice.no_server" => lang.notice_rule_no_server(),
        "notice.no_address" => lang.notice_rule_no_address(),
        "notice.waits" => lang.notice_rule_waits(),
        _ => return None,
    })
}
