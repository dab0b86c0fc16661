//! The minutes: written item by item, read by participants, corrected beside themselves.

use app::meeting::{
    self, Page, Written,
    view::{Item, Show},
};
use axum::{
    Json,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    field::FieldErrors,
    id::{ItemId, MeetingId, RemarkId},
    meeting::Stage,
};
use maud::{Markup, html};
use serde_json::json;
use text::Lang;

use super::{
    address::{HOME, href, minutes_href},
    show as record, words,
};
use crate::{
    Ctx, Fault, Posted, assets,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Notice, Tone},
};

/// What was typed to one item and could not be kept.
struct Typed<'a> {
    item: ItemId,
    text: &'a str,
    version: i64,
    problem: Option<&'static str>,
    theirs: Option<String>,
}

/// A remark or addendum that was typed, and what is wrong with it.
#[derive(Default)]
struct Note<'a> {
    key: Option<RemarkId>,
    text: &'a str,
    errors: FieldErrors,
    rule: Option<&'static str>,
}

/// The page by which somebody writes: the one they came from, else a new one.
fn pen_of(ctx: &Ctx, named: Option<&str>) -> Page {
    named.and_then(Page::parse).unwrap_or_else(|| Page::new(ctx.app()))
}

/// The minutes.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let pen = pen_of(&ctx, ctx.query("pena").as_deref());
    Ok(page(&ctx, &show, &pen, None, &Note::default()))
}

/// Takes the pen over.
pub async fn pen(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    let pen = pen_of(&ctx, Some(posted.get("pena")));
    meeting::take_pen(ctx.app(), ctx.actor()?, id, &pen).await?;
    Ok(Redirect::to(&format!("{}?pena={}", minutes_href(id, None), pen.name())))
}

/// Keeps what was said to an item: sent by the button, or by the script while it is typed.
pub async fn write(
    ctx: Ctx,
    Path((id, item)): Path<(String, String)>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, item): (MeetingId, ItemId) = (id_in(&id)?, id_in(&item)?);
    let pen = pen_of(&ctx, Some(posted.get("pena")));
    let (text, seen) = (posted.get("text"), posted.version());
    let written = meeting::write(ctx.app(), ctx.actor()?, id, (item, seen), text, &pen).await;
    let by_script = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kinds| kinds.starts_with("application/json"));
    if by_script {
        return told(&ctx, written);
    }
    let lang = ctx.lang;
    let typed = match written {
        Ok(Written::Saved(_)) => {
            let way = format!("{HOME}/{id}/notula?pena={}&tersimpan=1#p-{item}", pen.name());
            return Ok(Redirect::to(&way).into_response());
        }
        Ok(Written::Conflict(theirs, version)) => {
            let problem = Some(lang.meeting_minutes_conflict());
            Typed { item, text, version, problem, theirs: Some(theirs) }
        }
        Err(error) => {
            let problem = Some(why(lang, &Refusal::of(error)?));
            Typed { item, text, version: seen, problem, theirs: None }
        }
    };
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    Ok(again(page(&ctx, &show, &pen, Some(&typed), &Note::default())))
}

/// The same for the script.
fn told(ctx: &Ctx, written: app::Result<Written>) -> Result<Response, Fault> {
    let (status, told) = match written {
        Ok(Written::Saved(version)) => {
            let (_, hour, minute) = ctx.zone().clock(ctx.now());
            let time = format!("{hour:02}.{minute:02}");
            (StatusCode::OK, json!({ "state": "saved", "version": version, "time": time }))
        }
        Ok(Written::Conflict(_, version)) => {
            (StatusCode::CONFLICT, json!({ "state": "conflict", "version": version }))
        }
        Err(error) => {
            let why = why(ctx.lang, &Refusal::of(error)?);
            (StatusCode::UNPROCESSABLE_ENTITY, json!({ "state": "refused", "why": why }))
        }
    };
    Ok((status, Json(told)).into_response())
}

fn why(lang: Lang, refusal: &Refusal) -> &'static str {
    match refusal.rule {
        Some(rule) => labels::rule(lang, rule),
        None => words::problem(lang, &refusal.errors, "text").unwrap_or(lang.ui_error_too_long()),
    }
}

/// Keeps a remark of a participant.
pub async fn remark(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let (key, text) = (id_in(posted.get("key"))?, posted.get("note"));
    let kept = meeting::remark(ctx.app(), ctx.actor()?, id, (Some(key), text)).await;
    noted(&ctx, id, (key, text), kept, "tanggapan").await
}

/// Keeps an addendum.
pub async fn addendum(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let (key, text) = (id_in(posted.get("key"))?, posted.get("note"));
    let kept = meeting::addendum(ctx.app(), ctx.actor()?, id, (Some(key), text)).await;
    noted(&ctx, id, (key, text), kept, "adendum").await
}

async fn noted(
    ctx: &Ctx,
    id: MeetingId,
    (key, text): (RemarkId, &str),
    kept: app::Result<()>,
    what: &str,
) -> Result<Response, Fault> {
    let Err(error) = kept else {
        let way = format!("{HOME}/{id}/notula?{what}=1#tanggapan");
        return Ok(Redirect::to(&way).into_response());
    };
    let refusal = Refusal::of(error)?;
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let note = Note { key: Some(key), text, errors: refusal.errors, rule: refusal.rule };
    Ok(again(page(ctx, &show, &pen_of(ctx, None), None, &note)))
}

fn done(ctx: &Ctx) -> Option<Notice<'static>> {
    let lang = ctx.lang;
    let said = [
        ("tersimpan", lang.meeting_minutes_saved()),
        ("keputusan", lang.meeting_decision_saved()),
        ("tanggapan", lang.meeting_remark_sent()),
        ("adendum", lang.meeting_addendum_added()),
    ];
    said.into_iter()
        .find(|(name, _)| ctx.query(name).is_some())
        .map(|(_, words)| Notice::done(words))
}

fn page(ctx: &Ctx, show: &Show, pen: &Page, typed: Option<&Typed<'_>>, note: &Note<'_>) -> Markup {
    let lang = ctx.lang;
    let row = &show.row;
    let troubled = typed.is_some() || note.rule.is_some() || !note.errors.0.is_empty();
    let mut frame = ctx
        .frame(lang.meeting_minutes())
        .crumb(lang.meeting_title(), HOME)
        .crumb(row.draft.title.clone(), href(row.id))
        .notice(done(ctx).filter(|_| !troubled))
        .troubled(troubled);
    let writing = show.may.manage && row.stage.is_writing();
    let mine = ctx.signed().ok().map(|signed| signed.account);
    let who = mine.map(|id| id.to_string()).unwrap_or_default();
    let other = row.pen.as_ref().filter(|held| writing && meeting::is_taken(held, mine, ctx.now()));
    if writing {
        frame = frame.lead(lang.meeting_minutes_lead());
        frame.script = Some(assets::minutes());
    }
    let body = html! {
        @if writing {
            (Notice::new(Tone::Note, lang.meeting_minutes_no_identity()))
        }
        @if let Some(held) = other {
            (Notice::new(Tone::Wait, lang.meeting_minutes_pen_other(
                show.person(Some(held.scribe)), lang.stamp(held.since, show.zone))))
            (take_over(&frame, row.id, pen))
        }
        @if !show.is_readable() { p class="none" { (lang.meeting_minutes_hidden()) } }
        @else {
            ol class="minutes" {
                @for item in &show.items {
                    li id={ "p-" (item.row.id) } {
                        h2 { (item.row.title) }
                        @if !item.row.note.is_empty() { p class="help" { (item.row.note) } }
                        @if writing && other.is_none() { (area(&frame, show, item, (pen, &who), typed)) }
                        @else { (said(lang, show, item)) }
                        (decisions(&frame, show, item, writing))
                    }
                }
            }
            (remarks(&frame, show, (note, RemarkId(ctx.app().ids.next()))))
            @if row.stage == Stage::Circulating && show.may.send_back { (record::step_box(&frame, show)) }
        }
    };
    ui::page(&frame, body)
}

fn take_over(frame: &ui::Frame, id: MeetingId, pen: &Page) -> Markup {
    html! {
        form class="act" method="post" action={ (HOME) "/" (id) "/notula/pena" } {
            input type="hidden" name="_token" value=(frame.csrf);
            input type="hidden" name="pena" value=(pen.name());
            (Button::submit(frame.lang.meeting_minutes_pen_take()).quiet())
        }
    }
}

/// What was said, to be read.
fn said(lang: Lang, show: &Show, item: &Item) -> Markup {
    let none = if show.row.stage.is_writing() {
        lang.meeting_minutes_none()
    } else {
        lang.meeting_minutes_not_discussed()
    };
    html! {
        @if item.row.discussion.is_empty() { p class="none" { (none) } }
        @else { p class="said" { (item.row.discussion) } }
    }
}

/// What was said, to be written.
fn area(
    frame: &ui::Frame,
    show: &Show,
    item: &Item,
    (pen, who): (&Page, &str),
    typed: Option<&Typed<'_>>,
) -> Markup {
    let lang = frame.lang;
    let typed = typed.filter(|typed| typed.item == item.row.id);
    let text = typed.map_or(item.row.discussion.as_str(), |typed| typed.text);
    let version = typed.map_or(item.row.version, |typed| typed.version);
    let field = format!("f-{}", item.row.id);
    let device = if show.row.draft.kind.is_closed() { "no" } else { "yes" };
    html! {
        @if let Some(problem) = typed.and_then(|typed| typed.problem) {
            (Notice::new(Tone::Stop, problem))
        }
        @if let Some(theirs) = typed.and_then(|typed| typed.theirs.as_ref()) {
            h3 { (lang.meeting_minutes_theirs()) }
            p class="said" { (theirs) }
        }
        form class="minute" method="post" data-minute data-device=(device) data-who=(who)
            data-saving=(lang.meeting_state_saving()) data-saved=(lang.meeting_state_saved("{time}"))
            data-offline=(lang.meeting_state_offline()) data-conflict=(lang.meeting_state_conflict())
            data-refused=(lang.meeting_state_refused("{why}")) data-restored=(lang.meeting_state_restored())
            action={ (HOME) "/" (show.row.id) "/notula/" (item.row.id) } {
            input type="hidden" name="_token" value=(frame.csrf);
            input type="hidden" name="version" value=(version);
            input type="hidden" name="pena" value=(pen.name());
            label for=(field) { (lang.meeting_minutes_discussion()) span class="hidden" { ": " (item.row.title) } }
            textarea id=(field) name="text" rows="4" { "\n" (text) }
            div class="actions" {
                (Button::submit(lang.meeting_minutes_save()).quiet())
                output for=(field) {}
            }
        }
    }
}

/// What was decided to an item.
fn decisions(frame: &ui::Frame, show: &Show, item: &Item, writing: bool) -> Markup {
    let lang = frame.lang;
    let own = href(show.row.id);
    html! {
        @for decided in &item.decisions {
            div class="decided" {
                p { b { (lang.meeting_decision_number(decided.row.position)) } ". " (decided.row.decision.text) }
                @if decided.row.decision.asks_amendment {
                    p class="help" {
                        (lang.meeting_decision_amends_words()) " "
                        @if let Some(row) = words::plan_row(&item.row.source) {
                            a href={ "/rad/" (row) } { (lang.meeting_decision_amends_go()) }
                        }
                    }
                }
                (record::actions(lang, show, decided, writing))
                @if writing {
                    div class="actions" {
                        (Button::link(lang.meeting_action_more(),
                            format!("{own}/keputusan/{}/tindakan", decided.row.id)).quiet())
                        (Button::link(lang.meeting_decision_edit(),
                            format!("{own}/keputusan/{}/ubah", decided.row.id)).quiet())
                        (ui::act(frame, &format!("{own}/keputusan/{}/hapus", decided.row.id), None,
                            &Button::submit(lang.meeting_decision_remove(decided.row.position)).quiet()))
                    }
                }
            }
        }
        @if writing {
            (ui::actions(&[Button::link(
                lang.meeting_decision_new(),
                format!("{own}/notula/{}/keputusan", item.row.id),
            ).quiet()]))
        }
    }
}

/// Remarks and addenda, and the form of whichever is open.
fn remarks(frame: &ui::Frame, show: &Show, (note, fresh): (&Note<'_>, RemarkId)) -> Markup {
    let lang = frame.lang;
    let stage = show.row.stage;
    let remarks = stage == Stage::Circulating && (show.may.manage || show.may.part.is_some());
    let addenda = stage == Stage::Locked && show.may.manage;
    let own = href(show.row.id);
    html! {
        @if stage.is_shared() || !show.remarks.is_empty() {
            section id="tanggapan" {
                h2 { (lang.meeting_remarks()) }
                (list(lang, show, false))
                @if remarks {
                    (form(frame, &format!("{own}/tanggapan"),
                        (lang.meeting_remark(), lang.meeting_remark_help(), lang.meeting_remark_send()), (note, fresh)))
                }
            }
        }
        @if stage == Stage::Locked {
            section id="adendum" {
                h2 { (lang.meeting_addenda()) }
                (list(lang, show, true))
                @if addenda {
                    (form(frame, &format!("{own}/adendum"),
                        (lang.meeting_addendum(), lang.meeting_addendum_help(), lang.meeting_addendum_add()), (note, fresh)))
                }
            }
        }
    }
}

fn list(lang: Lang, show: &Show, addenda: bool) -> Markup {
    let shown: Vec<_> = show.remarks.iter().filter(|one| one.is_addendum == addenda).collect();
    html! {
        @if shown.is_empty() {
            @if !addenda { p class="none" { (lang.meeting_remarks_none()) } }
        } @else {
            ul class="plain-list" {
                @for one in shown {
                    li {
                        p class="said" { (one.text) }
                        small {
                            (words::by(lang, show, show.person(one.created_by), one.created_at))
                            @if let Some(agency) = one.agency { " · " (show.agency(agency)) }
                        }
                    }
                }
            }
        }
    }
}

fn form(
    frame: &ui::Frame,
    action: &str,
    (label, help, submit): (&'static str, &'static str, &'static str),
    (note, fresh): (&Note<'_>, RemarkId),
) -> Markup {
    let lang = frame.lang;
    let problem = words::problem(lang, &note.errors, "note");
    html! {
        @let key = note.key.unwrap_or(fresh);
        (ui::form(frame, action.to_owned())
            .hidden("key", key.to_string())
            .field(
                ui::field::area("note", 3).label(label).help(help).value(note.text).error(problem).required(),
            )
            .problem(note.rule.map(|code| labels::rule(lang, code)))
            .errors(&note.errors)
            .submit(submit))
    }
}
