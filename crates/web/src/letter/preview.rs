//! What a letter says, on the page as it will stand on paper. In Indonesian, as letters are.

use app::letter::view::{Show, To};
use domain::{
    agency::print_nip,
    letter::{Event, is_listed},
};
use maud::{Markup, html};
use report::letter::paper;
use text::Lang;

use super::words;
use crate::ui::{self, Fact, Letter, Signature};

/// The language of every letter.
const LANG: Lang = Lang::Id;

/// The sheet.
pub fn sheet(show: &Show) -> Markup {
    let draft = &show.row.draft;
    let head = &show.letterhead;
    let lines = [&head.government, &head.body].into_iter().chain(&head.address);
    let body = html! {
        (ui::facts(&references(show)))
        (to(&show.content.to))
        (paragraphs(&draft.body))
        @if let Some(event) = &show.content.event { (ui::facts(&told(show, event))) }
        (paragraphs(&draft.closing))
        @if !draft.cc.is_empty() {
            p { (LANG.letter_paper_cc()) }
            ol { @for line in &draft.cc { li { (line) } } }
        }
    };
    let mut sheet = Letter::new(lines.map(|line| line.as_str().into()).collect(), body);
    if let Some(signature) = signature(show) {
        sheet = sheet.signed(signature);
    }
    html! { div lang="id" { (sheet) } }
}

fn references(show: &Show) -> Vec<Fact<'_>> {
    let draft = &show.row.draft;
    let number = show.row.given.as_ref().map_or("…", |given| given.number.as_str());
    let attachment = match draft.attachment.as_str() {
        "" if is_listed(show.content.to.len()) => LANG.letter_paper_one_list(),
        "" => "-",
        said => said,
    };
    let mut facts = vec![
        Fact::new(LANG.letter_paper_number(), number),
        Fact::new(LANG.letter_paper_nature(), words::nature(LANG, draft.nature)),
        Fact::new(LANG.letter_paper_attachment(), attachment),
        Fact::new(LANG.letter_paper_subject(), draft.subject.as_str()),
    ];
    if !draft.basis.is_empty() {
        facts.push(Fact::new(LANG.letter_paper_basis(), draft.basis.as_str()));
    }
    facts
}

/// To whom; a long list is folded up.
fn to(all: &[To]) -> Markup {
    let list = html! {
        ol { @for one in all { li { (one.line) @if !one.name.is_empty() { small { (one.name) } } } } }
    };
    html! {
        @match all {
            [] => {}
            [one] => {
                p { (LANG.letter_paper_to()) " " (one.line) br; small { (one.name) } }
            }
            _ if is_listed(all.len()) => {
                details {
                    summary { (LANG.letter_paper_to()) " " (LANG.letter_paper_listed()) " (" (all.len()) ")" }
                    (list)
                }
            }
            _ => { p { (LANG.letter_paper_to()) } (list) }
        }
    }
}

fn paragraphs(text: &str) -> Markup {
    let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    html! { @for line in lines { p { (line) } } }
}

fn told<'a>(show: &Show, event: &'a Event) -> Vec<Fact<'a>> {
    let mut facts = vec![
        Fact::new(LANG.letter_paper_day(), LANG.weekday_date(event.held_on)),
        Fact::new(LANG.letter_paper_time(), paper::hours(LANG, event, show.zone)),
        Fact::new(LANG.letter_paper_place(), event.place.as_str()),
    ];
    if !event.agenda.is_empty() {
        let list = html! { ol { @for item in &event.agenda { li { (item) } } } };
        facts.push(Fact::new(LANG.letter_paper_agenda(), list));
    }
    if !event.note.is_empty() {
        facts.push(Fact::new(LANG.letter_paper_note(), event.note.as_str()));
    }
    facts
}

fn signature(show: &Show) -> Option<Signature<'_>> {
    let draft = &show.row.draft;
    let signer = show.content.signer.as_ref()?;
    let day = show.row.given.as_ref().map(|given| LANG.long_date(given.dated_on));
    let office = if draft.on_behalf.is_empty() {
        signer.title.clone()
    } else {
        format!("{} {}, {}", LANG.letter_paper_on_behalf(), draft.on_behalf, signer.title)
    };
    Some(Signature {
        place: format!("{}, {}", draft.place, day.unwrap_or_else(|| "…".to_owned())).into(),
        office: office.into(),
        name: signer.name.as_deref().unwrap_or("…").into(),
        rank: signer.rank.as_deref().unwrap_or_default().into(),
        nip: signer
            .nip
            .as_deref()
            .map(|nip| LANG.letter_nip(print_nip(nip)))
            .unwrap_or_default()
            .into(),
    })
}
