//! The official record of a meeting (berita acara): its form and its paper.

use app::{
    Error,
    meeting::{self, Folder, view::Show},
};
use axum::{extract::Path, response::Response};
use domain::{
    id::MeetingId,
    meeting::{RecordDraft, RecordForm, SignedForm, WITNESSES_MAX, record_at},
};
use maud::{Markup, html};
use report::document::{Document, Part, Signer};
use text::Lang;

use super::{
    address::{HOME, href},
    paper, words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Notice, Tone, field, form},
};

/// Lines for parties beyond those that are filled in.
const MORE: usize = 2;
/// Most lines that a form sends.
const LINES: usize = 60;

/// The form.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id: MeetingId = id_in(&id)?;
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, id).await?;
    let (typed, version) = match &folder.record {
        Some(stored) => (typed(&stored.draft), stored.version),
        None => (meeting::first_record(&show), 0),
    };
    Ok(page(&ctx, &show, &folder, (&typed, version), (&Refusal::none(), false)))
}

fn typed(draft: &RecordDraft) -> RecordForm {
    let line = |agency: String, signed: &domain::meeting::Signed| SignedForm {
        agency,
        name: signed.name.clone(),
        title: signed.title.clone(),
    };
    let parties = draft.parties.iter();
    RecordForm {
        number: draft.number.clone(),
        points: draft.points.join("\n"),
        parties: parties.map(|party| line(party.agency.to_string(), &party.signed)).collect(),
        witnesses: draft.witnesses.iter().map(|signed| line(String::new(), signed)).collect(),
    }
}

/// Keeps what was typed.
pub async fn save(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let lines = |prefix: char| {
        let line = |place: usize| {
            let get = |part: &str| posted.get(&format!("{prefix}{place}_{part}")).to_owned();
            SignedForm { agency: get("agency"), name: get("name"), title: get("title") }
        };
        (1..=LINES).map(line).filter(|line| !line.is_blank()).collect()
    };
    let typed = RecordForm {
        number: posted.get("number").to_owned(),
        points: posted.get("points").to_owned(),
        parties: lines('p'),
        witnesses: lines('w'),
    };
    let kept = meeting::save_record(ctx.app(), ctx.actor()?, id, &typed, posted.version()).await;
    let (refusal, is_stale) = match kept {
        Ok(()) => return Ok(saved(&format!("{}/berita-acara", href(id)))),
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, id).await?;
    // Both sides are shown, so saving again is over what is stored now.
    let stored = folder.record.as_ref().map_or(0, |stored| stored.version);
    let version = if is_stale { stored } else { posted.version() };
    Ok(again(page(&ctx, &show, &folder, (&typed, version), (&refusal, is_stale))))
}

/// The names of the fields of one line.
struct Names {
    agency: String,
    name: String,
    title: String,
}

impl Names {
    fn of(prefix: char, place: usize) -> Self {
        let name = |part: &str| format!("{prefix}{place}_{part}");
        Self { agency: name("agency"), name: name("name"), title: name("title") }
    }
}

fn page(
    ctx: &Ctx,
    show: &Show,
    folder: &Folder,
    (typed, version): (&RecordForm, i64),
    (refusal, is_stale): (&Refusal, bool),
) -> Markup {
    let lang = ctx.lang;
    let own = href(show.row.id);
    let troubled = refusal.is_some() || is_stale;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.meeting_paper_record_saved()));
    let mut buttons = Vec::new();
    if folder.record.is_some() {
        let paper = format!("{own}/berita-acara.pdf");
        buttons.push(Button::link(lang.meeting_paper_record_print(), paper).quiet());
    }
    let frame = ctx
        .frame(lang.meeting_paper_record())
        .lead(lang.meeting_paper_record_lead())
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), own)
        .notice(done.filter(|_| !troubled))
        .troubled(troubled)
        .actions(ui::actions(&buttons));
    let shut = record_at(show.row.stage, folder.record.is_none())
        .err()
        .map(domain::meeting::PaperRule::code);
    let body = html! {
        @match shut {
            Some("meeting.locked") => { (Notice::new(Tone::Wait, lang.meeting_paper_record_frozen())) }
            Some(code) => { (Notice::new(Tone::Wait, labels::rule(lang, code))) }
            None => {
                @if is_stale { (sides(lang, typed, folder)) }
                (questions(lang, &frame, show, (typed, version), refusal))
            }
        }
    };
    ui::page(&frame, body)
}

/// What was typed beside what somebody else stored.
fn sides(lang: Lang, mine: &RecordForm, folder: &Folder) -> Markup {
    let stored = folder.record.as_ref().map(|stored| typed(&stored.draft)).unwrap_or_default();
    let names = |form: &RecordForm| {
        let lines = form.parties.iter().chain(&form.witnesses);
        lines.map(|line| line.name.as_str()).collect::<Vec<_>>().join("; ")
    };
    let rows = [
        (lang.meeting_paper_record_number(), mine.number.clone(), stored.number.clone()),
        (lang.meeting_paper_record_points(), mine.points.clone(), stored.points.clone()),
        (lang.meeting_paper_record_parties(), names(mine), names(&stored)),
    ];
    let rows = rows.map(|(name, mine, stored)| (name.into(), mine.into(), stored.into()));
    html! {
        (Notice::new(Tone::Wait, lang.meeting_paper_record_stale()))
        (ui::both_sides(lang, &rows))
    }
}

/// The sentence of an error of this form.
fn problem(lang: Lang, refusal: &Refusal, field: &str) -> Option<&'static str> {
    Some(match refusal.errors.of(field)? {
        "few" => lang.meeting_paper_record_few(),
        "agency" => lang.meeting_paper_record_party_agency(),
        "twice" => lang.meeting_paper_record_twice(),
        "too_many" => lang.meeting_paper_record_many(),
        "name" => lang.meeting_paper_record_witness(),
        "too_long" if field != "points" => lang.meeting_paper_record_too_long(),
        _ => return words::problem(lang, &refusal.errors, field),
    })
}

fn questions(
    lang: Lang,
    frame: &ui::Frame,
    show: &Show,
    (typed, version): (&RecordForm, i64),
    refusal: &Refusal,
) -> Markup {
    let blank = SignedForm::default();
    let parties = typed.parties.len() + MORE;
    let witnesses = (typed.witnesses.len() + MORE).min(WITNESSES_MAX);
    let of_party: Vec<Names> = (1..=parties).map(|place| Names::of('p', place)).collect();
    let of_witness: Vec<Names> = (1..=witnesses).map(|place| Names::of('w', place)).collect();
    let mut form = form(frame, format!("{}/berita-acara", href(show.row.id)))
        .version(version)
        .field(
            field::text("number")
                .label(lang.meeting_paper_record_number())
                .help(lang.meeting_paper_record_number_help())
                .value(typed.number.as_str())
                .error(problem(lang, refusal, "number")),
        )
        .field(
            field::area("points", 12)
                .label(lang.meeting_paper_record_points())
                .help(lang.meeting_paper_record_points_help())
                .value(typed.points.as_str())
                .error(problem(lang, refusal, "points"))
                .required(),
        )
        .heading(lang.meeting_paper_record_parties())
        .slot(html! {
            p class="help" { (lang.meeting_paper_record_parties_help()) }
            @if let Some(words) = problem(lang, refusal, "parties") { p class="error" { (words) } }
        });
    for (place, names) in (1_u32..).zip(&of_party) {
        let line = typed.parties.get(place as usize - 1).unwrap_or(&blank);
        let mut choices = vec![field::choice("", lang.meeting_paper_record_agency_none())];
        choices.extend(
            show.offices
                .iter()
                .map(|office| field::choice(office.id.to_string(), office.short.as_str())),
        );
        let ordinal = lang.ordinal(place);
        form = form
            .field(
                field::select(&names.agency, choices)
                    .label(lang.meeting_paper_record_agency(&ordinal))
                    .value(line.agency.as_str()),
            )
            .field(
                field::text(&names.name)
                    .label(lang.meeting_paper_record_name(&ordinal))
                    .value(line.name.as_str()),
            )
            .field(
                field::text(&names.title)
                    .label(lang.meeting_paper_record_title(&ordinal))
                    .value(line.title.as_str()),
            );
    }
    form = form.heading(lang.meeting_paper_record_witnesses()).slot(html! {
        @if let Some(words) = problem(lang, refusal, "witnesses") { p class="error" { (words) } }
    });
    for (place, names) in (1_i64..).zip(&of_witness) {
        let at = usize::try_from(place - 1).unwrap_or(usize::MAX);
        let line = typed.witnesses.get(at).unwrap_or(&blank);
        form = form
            .field(
                field::text(&names.name)
                    .label(lang.meeting_paper_record_witness_name(lang.number(place)))
                    .value(line.name.as_str()),
            )
            .field(
                field::text(&names.title)
                    .label(lang.meeting_paper_record_witness_title(lang.number(place)))
                    .value(line.title.as_str()),
            );
    }
    let form = form
        .problem(refusal.rule.map(|code| labels::rule(lang, code)).or_else(|| {
            problem(lang, refusal, "parties").or_else(|| problem(lang, refusal, "witnesses"))
        }))
        .errors(&refusal.errors)
        .submit(lang.meeting_paper_record_save())
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    html! { (form) }
}

/// The paper.
pub async fn print(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, show.row.id).await?;
    let paper = document(ctx.paper_lang(), &show, &folder).ok_or_else(Fault::not_found)?;
    paper::answer(&ctx, &show, "berita-acara", paper).await
}

/// The paper in words; none before it was written, and for whoever may not read it yet.
pub fn document(lang: Lang, show: &Show, folder: &Folder) -> Option<Document> {
    let record = &folder.record.as_ref()?.draft;
    let draft = &show.row.draft;
    let number = match record.number.as_str() {
        "" => lang.meeting_paper_record_doc_number_blank(),
        number => number,
    };
    let (day, month, year) = lang.date_in_words(draft.held_on);
    let weekday = lang.weekday(draft.held_on);
    let spelled = lang.meeting_paper_record_doc_day(weekday, day, month, year);
    let date = lang.date(draft.held_on);
    let opening = lang.meeting_paper_record_doc_opening(spelled, date, &draft.place, &draft.title);
    let mut parts = vec![Part::Text(opening)];
    if !draft.basis.is_empty() {
        let basis = draft.basis.trim_end_matches('.');
        parts.push(Part::Text(lang.meeting_paper_record_doc_basis(basis)));
    }
    let parties = (1_u32..).zip(&record.parties);
    let presented = parties.clone().map(|(place, party)| {
        let (agency, ordinal) = (show.full(party.agency), lang.ordinal(place));
        let (name, title) = (&party.signed.name, &party.signed.title);
        match (name.is_empty(), title.is_empty()) {
            (false, false) => lang.meeting_paper_record_doc_party(name, title, agency, ordinal),
            (false, true) => lang.meeting_paper_record_doc_party_title(name, agency, ordinal),
            (true, false) => lang.meeting_paper_record_doc_party_title(title, agency, ordinal),
            (true, true) => lang.meeting_paper_record_doc_party_bare(agency, ordinal),
        }
    });
    parts.push(Part::Text(lang.meeting_paper_record_doc_parties().to_owned()));
    parts.push(Part::Points(presented.collect()));
    parts.push(Part::Text(lang.meeting_paper_record_doc_agree().to_owned()));
    parts.push(Part::Points(record.points.clone()));
    let signs = parties.map(|(place, party)| Signer {
        role: lang.meeting_paper_record_doc_signs(lang.ordinal(place)),
        office: show.full(party.agency).to_owned(),
        title: party.signed.title.clone(),
        name: party.signed.name.clone(),
    });
    let closing = lang.meeting_paper_record_doc_closing().to_owned();
    parts.push(Part::Signers(closing, signs.collect()));
    if !record.witnesses.is_empty() {
        let witness = |signed: &domain::meeting::Signed| Signer {
            role: lang.meeting_paper_record_doc_witness().to_owned(),
            office: String::new(),
            title: signed.title.clone(),
            name: signed.name.clone(),
        };
        let heading = format!("{}:", lang.meeting_paper_record_doc_witnesses());
        let witnesses = record.witnesses.iter().map(witness).collect();
        parts.push(Part::Signers(heading, witnesses));
    }
    Some(Document {
        title: lang.meeting_paper_record().to_owned(),
        lines: vec![draft.title.clone(), lang.meeting_paper_record_doc_number(number)],
        parts,
        closing: String::new(),
        is_landscape: false,
        has_examples: show.row.is_example,
    })
}
