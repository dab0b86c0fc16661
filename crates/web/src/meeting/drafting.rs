//! What a drafting meeting settled about the next plan, in words and on paper. Its pages stand with
//! those of the plan.

use app::meeting::{Drafting, Laid};
use domain::meeting::Outcome;
use report::document::Table;
use text::Lang;

/// Name of an outcome.
pub const fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agreed => lang.meeting_drafting_agreed(),
        Outcome::Changed => lang.meeting_drafting_changed(),
        Outcome::Dropped => lang.meeting_drafting_dropped(),
    }
}

/// Who spoke for a proposal.
pub fn speaker(drafting: &Drafting, laid: &Laid) -> String {
    let Some(row) = &laid.settled else { return String::new() };
    let named = |id| drafting.agencies.iter().find(|(one, _)| *one == id);
    let office = row.settled.agency.and_then(named).map_or("", |(_, name)| name.as_str());
    match (office, row.settled.speaker.as_str()) {
        (office, "") => office.to_owned(),
        ("", speaker) => speaker.to_owned(),
        (office, speaker) => format!("{speaker} ({office})"),
    }
}

/// What the table settled, for the minutes on paper.
pub(super) fn paper(lang: Lang, drafting: &Drafting) -> Option<Table> {
    let settled: Vec<&Laid> = drafting.laid.iter().filter(|one| one.settled.is_some()).collect();
    if settled.is_empty() {
        return None;
    }
    let mut table = Table::new()
        .column(lang.plan_life_beside_row(), 0)
        .column(lang.meeting_drafting_outcome(), 34)
        .column(lang.meeting_drafting_note(), 48)
        .column(lang.meeting_drafting_speaker(), 36);
    for laid in settled {
        let draft = &laid.proposal.draft;
        let Some(row) = &laid.settled else { continue };
        let (what, note) = (outcome(lang, row.settled.outcome), row.settled.note.clone());
        table.row(vec![
            vec![draft.activity.clone(), format!("{} ({})", draft.indicator, draft.unit)],
            vec![what.to_owned()],
            vec![note],
            vec![speaker(drafting, laid)],
        ]);
    }
    Some(table)
}
