//! Words for the codes of meetings.

use app::meeting::view::{Attendance, Show};
use domain::{
    field::FieldErrors,
    id::IndicatorId,
    meeting::{Answer, Draft, Kind, Reply, Source, Stage, Step},
    time::Zone,
};
use text::Lang;

/// Name of a kind.
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Plenary => lang.meeting_kind_plenary(),
        Kind::Sub => lang.meeting_kind_sub(),
        Kind::PlanReview => lang.meeting_kind_plan_review(),
        Kind::CaseConference => lang.meeting_kind_case_conference(),
        Kind::Incident => lang.meeting_kind_incident(),
        Kind::InterRegional => lang.meeting_kind_inter_regional(),
    }
}

/// Name of a stage.
pub const fn stage(lang: Lang, stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => lang.meeting_stage_planned(),
        Stage::Running => lang.meeting_stage_running(),
        Stage::Draft => lang.meeting_stage_draft(),
        Stage::Circulating => lang.meeting_stage_circulating(),
        Stage::Approved => lang.meeting_stage_approved(),
        Stage::Locked => lang.meeting_stage_locked(),
        Stage::Cancelled => lang.meeting_stage_cancelled(),
    }
}

/// The button of a step.
pub const fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Open => lang.meeting_step_open(),
        Step::Close => lang.meeting_step_close(),
        Step::Circulate => lang.meeting_step_circulate(),
        Step::Return => lang.meeting_step_return(),
        Step::Approve => lang.meeting_step_approve(),
        Step::Lock => lang.meeting_step_lock(),
        Step::Cancel => lang.meeting_step_cancel(),
    }
}

/// What a step did, in the timeline.
pub fn event(lang: Lang, step: Step, note: &str) -> String {
    match step {
        Step::Open => lang.meeting_event_open().to_owned(),
        Step::Close => lang.meeting_event_close().to_owned(),
        Step::Circulate => lang.meeting_event_circulate().to_owned(),
        Step::Return => lang.meeting_event_return(note),
        Step::Approve => lang.meeting_event_approve().to_owned(),
        Step::Lock => lang.meeting_event_lock().to_owned(),
        Step::Cancel => lang.meeting_event_cancel(note),
    }
}

/// Why an item stands on the agenda; empty where somebody wrote it.
pub const fn source(lang: Lang, source: Source) -> &'static str {
    match source {
        Source::Own | Source::Pledges => "",
        Source::Red(_) => lang.meeting_source_red(),
        Source::Action(_) => lang.meeting_source_action(),
        Source::Returned(_) => lang.meeting_source_returned(),
        Source::Wish(_) => lang.meeting_source_wish(),
    }
}

/// The row of the plan that an item is about.
pub const fn plan_row(source: &Source) -> Option<IndicatorId> {
    match source {
        Source::Red(id) | Source::Returned(id) => Some(*id),
        Source::Own | Source::Action(_) | Source::Wish(_) | Source::Pledges => None,
    }
}

/// Day and hours.
pub fn when(lang: Lang, draft: &Draft, zone: Zone) -> String {
    let ends = draft.ends.map(|ends| ends.to_string());
    let ends = ends.unwrap_or_else(|| lang.meeting_until_done().to_owned());
    let day = lang.weekday_date(draft.held_on);
    lang.meeting_when(day, draft.starts.to_string(), zone.code(), ends)
}

/// What an office answers.
pub fn answer(lang: Lang, answer: Option<&Answer>) -> String {
    let Some(answer) = answer else { return lang.meeting_reply_none().to_owned() };
    match answer.reply {
        Reply::Coming => lang.meeting_reply_coming().to_owned(),
        Reply::StandIn => lang.meeting_reply_stand_in_words(&answer.name, &answer.title),
        Reply::Declined => lang.meeting_reply_declined_words(&answer.note),
    }
}

/// Whether enough are there.
pub fn quorum(lang: Lang, attendance: &Attendance) -> String {
    let needed = attendance.rule.needed(attendance.invited);
    if needed == 0 {
        return lang.meeting_quorum_none().to_owned();
    }
    let needed = lang.number(i64::from(needed));
    if attendance.is_reached() {
        lang.meeting_quorum_reached(needed)
    } else {
        lang.meeting_quorum_missing(needed)
    }
}

/// Who did something, and when.
pub fn by(lang: Lang, show: &Show, who: &str, at: domain::time::Instant) -> String {
    let who = if who.is_empty() { lang.meeting_system() } else { who };
    lang.meeting_by(who, lang.stamp(at, show.zone))
}

/// The sentence of an error that only meetings and actions raise.
pub fn problem(lang: Lang, errors: &FieldErrors, field: &str) -> Option<&'static str> {
    match errors.of(field)? {
        "time" => Some(lang.meeting_error_time()),
        "time_order" => Some(lang.meeting_error_time_order()),
        "date_order" => Some(lang.action_error_date()),
        "identity" => Some(lang.meeting_error_identity()),
        _ => None,
    }
}

/// The sentence of a rule that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "meeting.stage" => lang.meeting_rule_stage(),
        "meeting.too_early" => lang.meeting_rule_too_early(),
        "meeting.empty" => lang.meeting_rule_empty(),
        "meeting.own_minutes" => lang.meeting_rule_own_minutes(),
        "meeting.not_writing" => lang.meeting_rule_not_writing(),
        "meeting.pen" => lang.meeting_rule_pen(),
        "meeting.locked" => lang.meeting_rule_locked(),
        "meeting.full" => lang.meeting_rule_full(),
        "meeting.sub" => lang.meeting_rule_sub(),
        "meeting.twice" => lang.meeting_rule_twice(),
        "meeting.not_circulating" => lang.meeting_rule_not_circulating(),
        "meeting.item_removed" => lang.meeting_rule_item_removed(),
        "meeting.list_full" => lang.meeting_rule_list_full(),
        "meeting.office_full" => lang.meeting_rule_office_full(),
        "meeting.wishes" => lang.meeting_rule_wishes(),
        "meeting.worked" => lang.meeting_rule_worked(),
        "meeting.all_told" => lang.meeting_rule_all_told(),
        "meeting.closed" => lang.meeting_rule_closed(),
        "meeting.not_begun" => lang.meeting_paper_rule_not_begun(),
        "meeting.files_full" => lang.meeting_paper_rule_files_full(),
        "meeting.files_heavy" => lang.meeting_paper_rule_files_heavy(),
        "meeting.not_material" => lang.meeting_paper_rule_not_material(),
        "meeting.too_late" => lang.meeting_paper_rule_too_late(),
        "meeting.struck" => lang.meeting_paper_rule_struck(),
        "meeting.no_pledges" => lang.meeting_paper_rule_no_pledges(),
        "meeting.judged" => lang.meeting_paper_rule_judged(),
        "meeting.not_there" => lang.meeting_paper_rule_not_there(),
        _ => return None,
    })
}
