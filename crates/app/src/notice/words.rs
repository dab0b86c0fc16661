//! What a notice says: one line on the page and in the subject, a short letter in the e-mail.

use domain::{notice::Topic, time::Zone};
use store::{meeting::MeetingRow, notice::NoticeRow};
use text::Lang;

/// The one line of a notice.
pub fn line(lang: Lang, topic: Topic, name: &str, day: Option<domain::time::Date>) -> String {
    let day = day.map(|day| lang.long_date(day)).unwrap_or_default();
    let is_meeting = topic.has_calendar()
        || matches!(
            topic,
            Topic::MeetingUnanswered
                | Topic::MinutesCirculated
                | Topic::MinutesApproval
                | Topic::MinutesLocked
        );
    let name = match name {
        "" if is_meeting => lang.notice_closed_meeting(),
        "" => lang.notice_closed_action(),
        name => name,
    };
    match topic {
        Topic::MeetingInvited => lang.notice_line_invited(name, day),
        Topic::MeetingChanged => lang.notice_line_changed(name, day),
        Topic::MeetingCancelled => lang.notice_line_cancelled(name, day),
        Topic::MeetingWithdrawn => lang.notice_line_withdrawn(name, day),
        Topic::MeetingUnanswered => lang.notice_line_unanswered(name, day),
        Topic::MinutesCirculated => lang.notice_line_circulated(name, day),
        Topic::MinutesApproval => lang.notice_line_approval(name, day),
        Topic::MinutesLocked => lang.notice_line_locked(name, day),
        Topic::ActionGiven => lang.notice_line_given(day, name),
        Topic::ActionExtended => lang.notice_line_extended(day, name),
        Topic::ActionDue => lang.notice_line_due(day, name),
        Topic::ActionOverdue => lang.notice_line_overdue(day, name),
        Topic::ActionEscalated => lang.notice_line_escalated(day, name),
        Topic::ActionReturned => lang.notice_line_action_returned(name),
        Topic::ActionAsked => lang.notice_line_asked(day, name),
        Topic::ActionReported => lang.notice_line_reported(name),
        Topic::ReportReturned => lang.notice_line_report_returned(name),
        Topic::OrderGiven => lang.notice_line_order_given(day, name),
        Topic::OrderDue => lang.notice_line_order_due(day, name),
        Topic::OrderOverdue => lang.notice_line_order_overdue(day, name),
        Topic::OrderWithdrawn => lang.notice_line_order_withdrawn(name),
    }
}

/// What an e-mail says besides its notice.
pub(crate) struct Around<'a> {
    /// Name of the task force.
    pub taskforce: &'a str,
    /// Official name of the office that is told; may be empty.
    pub agency: &'a str,
    /// Zone of its times.
    pub zone: Zone,
    /// The meeting it is about, unless that is closed.
    pub meeting: Option<&'a MeetingRow>,
    /// The address of this installation.
    pub site: &'a str,
    /// The link by which the office answers.
    pub answer: Option<&'a str>,
}

/// Subject and body of the e-mail of a notice.
pub(crate) fn mail(lang: Lang, notice: &NoticeRow, around: &Around<'_>) -> (String, String) {
    let line = line(lang, notice.topic, &notice.name, notice.day);
    // A subject is one line, and a mailbox shows the beginning of it.
    let short: String =
        line.chars().map(|c| if c.is_control() { ' ' } else { c }).take(150).collect();
    let mut body = Vec::new();
    if !around.agency.is_empty() {
        body.push(lang.notice_mail_to(around.agency));
        body.push(String::new());
    }
    body.push(line);
    if let Some(row) = around.meeting {
        body.push(String::new());
        body.extend(facts(lang, row, around.zone));
    }
    body.push(String::new());
    if let Some(answer) = around.answer {
        body.push(lang.notice_mail_answer().to_owned());
        body.push(answer.to_owned());
        body.push(String::new());
    }
    if notice.account.is_some() {
        body.push(lang.notice_mail_open().to_owned());
        body.push(format!("{}/pemberitahuan/{}", around.site, notice.id));
        body.push(String::new());
        body.push(lang.notice_mail_settings(format!("{}/pemberitahuan/surel", around.site)));
    }
    body.push("--".to_owned());
    body.push(lang.notice_mail_foot(around.taskforce));
    (lang.notice_mail_subject(short), body.join("\n"))
}

fn facts(lang: Lang, row: &MeetingRow, zone: Zone) -> Vec<String> {
    let draft = &row.draft;
    let ends =
        draft.ends.map_or_else(|| lang.meeting_until_done().to_owned(), |end| end.to_string());
    let mut facts = vec![
        lang.notice_mail_day(lang.weekday_date(draft.held_on)),
        lang.notice_mail_time(draft.starts.to_string(), zone.code(), ends),
        lang.notice_mail_place(&draft.place),
    ];
    if !draft.note.is_empty() {
        facts.push(lang.notice_mail_note(&draft.note));
    }
    facts
}
