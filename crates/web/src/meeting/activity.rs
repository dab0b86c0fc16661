//! The report on a meeting for the accounts (laporan kegiatan): what is added, and its paper.

use std::collections::BTreeMap;

use app::{
    Error,
    meeting::{
        self, Folder,
        view::{Decided, Show},
    },
};
use axum::{extract::Path, response::Response};
use domain::{
    id::MeetingId,
    meeting::{ActivityDraft, ActivityForm, Stage, activity_at},
};
use maud::{Markup, html};
use report::document::{Document, Part, Photo, Table};
use text::Lang;

use super::{
    address::{HOME, href},
    paper, words,
};
use crate::{
    Ctx, Fault, Posted,
    action::words as action_words,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Notice, Tone, field, form},
};

/// The form.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id: MeetingId = id_in(&id)?;
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, id).await?;
    let stored = folder.activity.as_ref();
    let typed = stored.map(|stored| typed(&stored.draft)).unwrap_or_default();
    let version = stored.map_or(0, |stored| stored.version);
    Ok(page(&ctx, &show, &folder, (&typed, version), (&Refusal::none(), false)))
}

fn typed(draft: &ActivityDraft) -> ActivityForm {
    ActivityForm {
        purpose: draft.purpose.clone(),
        results: draft.results.clone(),
        obstacles: draft.obstacles.clone(),
        recommendations: draft.recommendations.clone(),
        budget: draft.budget.clone(),
    }
}

/// Keeps what was typed.
pub async fn save(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let get = |name| posted.get(name).to_owned();
    let typed = ActivityForm {
        purpose: get("purpose"),
        results: get("results"),
        obstacles: get("obstacles"),
        recommendations: get("recommendations"),
        budget: get("budget"),
    };
    let kept = meeting::save_activity(ctx.app(), ctx.actor()?, id, &typed, posted.version()).await;
    let (refusal, is_stale) = match kept {
        Ok(()) => return Ok(saved(&format!("{}/laporan", href(id)))),
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, id).await?;
    let stored = folder.activity.as_ref().map_or(0, |stored| stored.version);
    let version = if is_stale { stored } else { posted.version() };
    Ok(again(page(&ctx, &show, &folder, (&typed, version), (&refusal, is_stale))))
}

fn page(
    ctx: &Ctx,
    show: &Show,
    folder: &Folder,
    (mine, version): (&ActivityForm, i64),
    (refusal, is_stale): (&Refusal, bool),
) -> Markup {
    let lang = ctx.lang;
    let own = href(show.row.id);
    let troubled = refusal.is_some() || is_stale;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.meeting_paper_activity_saved()));
    let print =
        Button::link(lang.meeting_paper_activity_print(), format!("{own}/laporan-kegiatan.pdf"));
    let frame = ctx
        .frame(lang.meeting_paper_activity())
        .lead(lang.meeting_paper_activity_lead())
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), own.clone())
        .notice(done.filter(|_| !troubled))
        .troubled(troubled)
        .actions(ui::actions(&[print.quiet()]));
    let shut = activity_at(show.row.stage).err().map(|rule| labels::rule(lang, rule.code()));
    if let Some(words) = shut {
        return ui::page(&frame, html! { (Notice::new(Tone::Wait, words)) });
    }
    let part = |name: &'static str, rows, label: &'static str, value| {
        field::area(name, rows).label(label).value(value).error(words::problem(
            lang,
            &refusal.errors,
            name,
        ))
    };
    let form = form(&frame, format!("{own}/laporan"))
        .version(version)
        .field(
            part("purpose", 3, lang.meeting_paper_activity_purpose(), mine.purpose.as_str())
                .help(lang.meeting_paper_activity_purpose_help()),
        )
        .field(part("results", 5, lang.meeting_paper_activity_results(), mine.results.as_str()))
        .field(
            field::text("budget")
                .label(lang.meeting_paper_activity_budget())
                .help(lang.meeting_paper_activity_budget_help())
                .value(mine.budget.as_str())
                .error(words::problem(lang, &refusal.errors, "budget")),
        )
        .field(part(
            "obstacles",
            4,
            lang.meeting_paper_activity_obstacles(),
            mine.obstacles.as_str(),
        ))
        .field(part(
            "recommendations",
            4,
            lang.meeting_paper_activity_recommendations(),
            mine.recommendations.as_str(),
        ))
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_paper_activity_save())
        .button(Button::link(lang.ui_cancel(), own).quiet());
    ui::page(&frame, html! { @if is_stale { (sides(lang, mine, folder)) } (form) })
}

/// What was typed beside what somebody else stored.
fn sides(lang: Lang, mine: &ActivityForm, folder: &Folder) -> Markup {
    let stored = folder.activity.as_ref().map(|stored| typed(&stored.draft)).unwrap_or_default();
    let rows = [
        (lang.meeting_paper_activity_purpose(), &mine.purpose, &stored.purpose),
        (lang.meeting_paper_activity_results(), &mine.results, &stored.results),
        (lang.meeting_paper_activity_budget(), &mine.budget, &stored.budget),
        (lang.meeting_paper_activity_obstacles(), &mine.obstacles, &stored.obstacles),
        (
            lang.meeting_paper_activity_recommendations(),
            &mine.recommendations,
            &stored.recommendations,
        ),
    ];
    let rows =
        rows.map(|(name, mine, stored)| (name.into(), mine.clone().into(), stored.clone().into()));
    html! {
        (Notice::new(Tone::Wait, lang.meeting_paper_activity_stale()))
        (ui::both_sides(lang, &rows))
    }
}

/// The paper.
pub async fn print(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, show.row.id).await?;
    let paper = document(&ctx, ctx.paper_lang(), &show, &folder).await?;
    paper::answer(&ctx, &show, "laporan-kegiatan", paper.ok_or_else(Fault::not_found)?).await
}

/// The paper in words and photos; none before the meeting, and for whoever may not read it yet.
pub async fn document(
    ctx: &Ctx,
    lang: Lang,
    show: &Show,
    folder: &Folder,
) -> Result<Option<Document>, Fault> {
    if !show.is_readable() || !show.row.stage.has_begun() {
        return Ok(None);
    }
    let photos = meeting::photos(ctx.app(), ctx.actor()?, show.row.id).await?;
    let mut chapters = Chapters { lang, parts: Vec::new(), number: 0 };
    let added = folder.activity.as_ref().map(|stored| stored.draft.clone()).unwrap_or_default();
    if !matches!(show.row.stage, Stage::Approved | Stage::Locked) {
        chapters.parts.push(Part::Note(lang.meeting_paper_activity_doc_draft().to_owned()));
    }
    beginning(&mut chapters, show, &added);
    people(&mut chapters, show);
    course(&mut chapters, show);
    ending(&mut chapters, show, &added);
    documentation(&mut chapters, photos);
    Ok(Some(Document {
        title: lang.meeting_paper_activity().to_owned(),
        lines: vec![show.row.draft.title.clone()],
        parts: chapters.parts,
        closing: lang.meeting_paper_activity_doc_closing().to_owned(),
        is_landscape: false,
        has_examples: show.row.is_example,
    }))
}

/// The parts of the report; what is empty is left out, and the numbers close up.
struct Chapters {
    lang: Lang,
    parts: Vec<Part>,
    number: i64,
}

impl Chapters {
    fn open(&mut self, heading: &str) {
        self.number += 1;
        self.parts.push(Part::Heading(format!("{}. {heading}", self.lang.number(self.number))));
    }

    /// A chapter of what somebody typed; nothing where nobody did.
    fn typed(&mut self, heading: &str, text: &str) {
        if !text.is_empty() {
            self.open(heading);
            self.paragraphs(text);
        }
    }

    fn paragraphs(&mut self, text: &str) {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        self.parts.extend(lines.map(|line| Part::Text(line.to_owned())));
    }
}

fn beginning(chapters: &mut Chapters, show: &Show, added: &ActivityDraft) {
    let lang = chapters.lang;
    let draft = &show.row.draft;
    chapters.typed(lang.meeting_paper_activity_doc_basis(), &draft.basis);
    chapters.open(lang.meeting_paper_activity_doc_purpose());
    if added.purpose.is_empty() {
        let usual = lang.meeting_paper_activity_doc_purpose_default(&draft.title);
        chapters.parts.push(Part::Text(usual));
    } else {
        chapters.paragraphs(&added.purpose);
    }
    chapters.open(lang.meeting_paper_activity_doc_held());
    // The basis has a chapter of its own.
    let mut facts = paper::facts(lang, show);
    facts.truncate(3);
    chapters.parts.push(Part::Facts(facts));
}

/// Who was there, by office.
fn people(chapters: &mut Chapters, show: &Show) {
    let lang = chapters.lang;
    chapters.open(lang.meeting_paper_activity_doc_people());
    if show.attendees.is_empty() {
        let none = lang.meeting_paper_activity_doc_people_none().to_owned();
        chapters.parts.push(Part::Text(none));
        return;
    }
    let mut offices: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (one, office) in &show.attendees {
        let line = format!("{}, {}", one.attendee.name, one.attendee.title);
        offices.entry(office).or_default().push(line);
    }
    let count = |number: usize| lang.number(i64::try_from(number).unwrap_or(i64::MAX));
    let quorum = &show.attendance;
    chapters.parts.push(Part::Text(lang.meeting_paper_activity_doc_people_count(
        count(show.attendees.len()),
        count(offices.len()),
        lang.number(i64::from(quorum.present)),
        lang.number(i64::from(quorum.invited)),
    )));
    let mut table = Table::new()
        .column(lang.meeting_paper_activity_doc_office(), 56)
        .figures(lang.meeting_paper_activity_doc_number(), 16)
        .column(lang.meeting_paper_activity_doc_names(), 0);
    for (office, names) in offices {
        let people = count(names.len());
        table.row(vec![vec![office.to_owned()], vec![people], vec![names.join("; ")]]);
    }
    chapters.parts.push(Part::Table(table));
}

fn course(chapters: &mut Chapters, show: &Show) {
    chapters.open(chapters.lang.meeting_paper_activity_doc_course());
    for (place, item) in (1_i64..).zip(&show.items) {
        let mut said = paper::of_item(chapters.lang, place, item).into_iter();
        chapters.parts.extend(said.next());
        // What was decided has a chapter of its own.
        chapters.parts.extend(said.take(said_lines(item)));
    }
}

/// How many paragraphs of an item are discussion; one that says that there is none counts.
fn said_lines(item: &meeting::view::Item) -> usize {
    let lines = item.row.discussion.split('\n').filter(|line| !line.trim().is_empty()).count();
    if item.decisions.is_empty() { lines.max(1) } else { lines }
}

fn ending(chapters: &mut Chapters, show: &Show, added: &ActivityDraft) {
    let lang = chapters.lang;
    let decided: Vec<String> = show.decisions().map(|one| one.row.decision.text.clone()).collect();
    if !added.results.is_empty() || !decided.is_empty() {
        chapters.open(lang.meeting_paper_activity_doc_results());
        chapters.paragraphs(&added.results);
        if !decided.is_empty() {
            chapters.parts.push(Part::Points(decided));
        }
    }
    if show.decisions().any(|decided| !decided.actions.is_empty()) {
        chapters.open(lang.meeting_paper_activity_doc_follow());
        chapters.parts.push(Part::Table(follow_up(lang, show)));
    }
    chapters.typed(lang.meeting_paper_activity_doc_budget(), &added.budget);
    chapters.typed(lang.meeting_paper_activity_doc_obstacles(), &added.obstacles);
    chapters.typed(lang.meeting_paper_activity_doc_advice(), &added.recommendations);
}

/// What was given out, and how far it is on the day of printing.
fn follow_up(lang: Lang, show: &Show) -> Table {
    let mut table = Table::new()
        .column(lang.action_column_what(), 0)
        .column(lang.action_agency(), 40)
        .column(lang.action_column_due(), 22)
        .column(lang.meeting_paper_activity_doc_state(), 34);
    for Decided { actions, .. } in show.decisions() {
        for one in actions {
            let draft = &one.row.draft;
            table.row(vec![
                vec![draft.what.clone()],
                vec![show.agency(draft.agency).to_owned()],
                vec![lang.date(draft.due_on)],
                vec![action_words::state(lang, one.row.state, draft.due_on, show.today).to_owned()],
            ]);
        }
    }
    table
}

fn documentation(chapters: &mut Chapters, photos: Vec<(String, Vec<u8>)>) {
    let lang = chapters.lang;
    chapters.open(lang.meeting_paper_activity_doc_photos());
    if photos.is_empty() {
        let none = lang.meeting_paper_activity_doc_photos_none().to_owned();
        chapters.parts.push(Part::Text(none));
        return;
    }
    let photo = |(number, (caption, bytes)): (i64, (String, Vec<u8>))| {
        let numbered = lang.meeting_paper_activity_doc_photo(lang.number(number));
        let caption = if caption.is_empty() { numbered } else { caption };
        Photo { caption, bytes }
    };
    chapters.parts.push(Part::Photos((1..).zip(photos).map(photo).collect()));
}
