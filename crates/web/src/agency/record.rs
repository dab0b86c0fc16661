//! One agency: facts left, who came and went right, its offices and desks below.

use app::{
    Act,
    agency::{self, OfficeView, Record},
    plan::Approval,
};
use axum::{extract::Path, response::Response};
use domain::agency::{Agency, Desk, print_nip};
use maud::{Markup, html};
use text::Lang;

use super::{href, merge, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{id_in, saved},
    ui::{self, Button, Column, Empty, Event, Fact, Frame, Notice, Row, Table, Tone, act, cell},
};

/// The record of an agency.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let (id, actor) = (id_in(&id)?, ctx.actor()?);
    let record = agency::show(ctx.app(), actor, id, ctx.today()).await?;
    let approval = app::plan::approval(ctx.app(), actor, id).await?;
    Ok(page(&ctx, &record, approval))
}

/// Sets whether the head approves what the agency reports.
pub async fn approve(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id = id_in(&id)?;
    let wanted = posted.get("wanted") == "1";
    app::plan::set_approval(ctx.app(), ctx.actor()?, id, wanted).await?;
    Ok(saved(&href(id)))
}

/// Whether the head approves reports, and the way to change it.
fn approval(frame: &Frame, record: &Record, approval: Approval, may: bool) -> Markup {
    let lang = frame.lang;
    let (now, label, next) = if approval.is_wanted {
        (lang.plan_approval_set(), lang.plan_approval_skip(), "0")
    } else {
        (lang.plan_approval_unset(), lang.plan_approval_ask(), "1")
    };
    let button = Button::submit(label).named("wanted", next).quiet();
    html! {
        section {
            h2 { (lang.plan_approval()) }
            p { (now) }
            @if approval.is_wanted && !approval.has_head {
                (Notice::new(Tone::Stop, lang.plan_approval_nobody()))
            }
            @if may { (act(frame, &format!("{}/persetujuan", href(record.agency.id)), None, &button)) }
        }
    }
}

fn page(ctx: &Ctx, record: &Record, wanted: Approval) -> Markup {
    let lang = ctx.lang;
    let agency = &record.agency;
    let may = ctx.actor().is_ok_and(|actor| actor.may(Act::AgencyEdit));
    let closed = agency.closed_on.filter(|day| *day <= ctx.today());
    let notice = match closed {
        Some(day) => Some(Notice::new(Tone::Stop, lang.agency_closed(lang.date(day)))),
        None if agency.closed_on.is_some() && ctx.query("baris").is_none() => {
            agency.closed_on.map(|day| Notice::new(Tone::Wait, lang.agency_closes(lang.date(day))))
        }
        None => {
            let saved = ctx.query("tersimpan").map(|_| Notice::done(lang.agency_saved()));
            saved.or_else(|| merge::done(ctx))
        }
    };
    let mut frame = ctx
        .frame(agency.short_name.as_str())
        .lead(lang.agency_record_lead(words::kind(lang, agency.kind), &agency.full_name))
        .crumb(lang.agency_title(), "/pengaturan/instansi")
        .notice(notice);
    if may {
        let edit = Button::link(lang.agency_edit(), format!("{}/ubah", href(agency.id)));
        let merge = Button::link(lang.agency_merge(), format!("{}/gabung", href(agency.id)));
        let plans = ctx.actor().is_ok_and(|actor| actor.may(Act::PlanEdit));
        let merge = (plans && agency.closed_on.is_none()).then(|| merge.quiet());
        let ways: Vec<Button> = [edit].into_iter().chain(merge).collect();
        frame = frame.actions(ui::actions(&ways));
    }
    let grow = may && closed.is_none();
    let more = html! { (offices(lang, record, grow)) (desks(&frame, lang, record, may, grow))
        (approval(&frame, record, wanted, grow))
    };
    let body =
        ui::Record::new(lang, facts(lang, record)).events(events(lang, &record.offices)).more(more);
    ui::page(&frame, html! { (body) })
}

fn facts<'a>(lang: Lang, record: &Record) -> Vec<Fact<'a>> {
    let agency = &record.agency;
    let mut facts = vec![
        Fact::new(lang.agency_full_name(), agency.full_name.as_str()),
        Fact::new(lang.agency_kind(), words::kind(lang, agency.kind)),
    ];
    if let Some(code) = &agency.region {
        let name = match &record.region {
            Some(name) => lang.agency_region_name(name, code),
            None => code.clone(),
        };
        facts.push(Fact::new(lang.agency_region(), name));
    }
    if let Some(parent) = record.ancestors.first() {
        facts.push(Fact::new(lang.agency_parent(), links(std::slice::from_ref(parent))));
    }
    if !record.parts.is_empty() {
        facts.push(Fact::new(lang.agency_parts(), links(&record.parts)));
    }
    if !record.groups.is_empty() {
        let names: Vec<&str> =
            record.groups.iter().map(|group| group.short_name.as_str()).collect();
        facts.push(Fact::new(lang.agency_member_of(), names.join(", ")));
    }
    if !record.aliases.is_empty() {
        facts.push(Fact::new(lang.agency_aliases(), record.aliases.join(", ")));
    }
    facts
}

fn links(agencies: &[Agency]) -> Markup {
    html! {
        @for (index, agency) in agencies.iter().enumerate() {
            @if index > 0 { ", " }
            a href=(href(agency.id)) { (agency.short_name) }
        }
    }
}

fn offices(lang: Lang, record: &Record, grow: bool) -> Markup {
    let new = format!("{}/jabatan/baru", href(record.agency.id));
    let columns = vec![
        Column::text(lang.agency_office()),
        Column::text(lang.agency_holder_today()),
        Column::text(""),
    ];
    let rows = record.offices.iter().map(|view| office(lang, view, grow));
    html! {
        section {
            h2 { (lang.agency_offices()) }
            @if record.offices.is_empty() {
                (Empty::new(lang.agency_office_none(), lang.agency_office_none_how()))
            } @else { (Table::new(lang.agency_offices(), columns).rows(rows)) }
            @if grow { (ui::actions(&[Button::link(lang.agency_office_new(), new).quiet()])) }
        }
    }
}

fn office(lang: Lang, view: &OfficeView, grow: bool) -> Row {
    let title = html! { (view.office.title) };
    let head = if view.office.is_head {
        cell::lines(title, html! { (lang.agency_office_head()) })
    } else {
        title
    };
    let today = match &view.today {
        Some(holder) => {
            let since = lang.agency_holder_since(lang.date(holder.tenure.from));
            let nip = holder.person.nip.as_deref().map(print_nip);
            let below = html! {
                (since)
                @if let Some(rank) = &holder.person.rank { " · " (rank) }
                @if let Some(nip) = nip { " · " (nip) }
            };
            cell::lines(words::person(lang, holder), below)
        }
        None => words::vacant(lang),
    };
    let set = format!("/pengaturan/jabatan/{}/pejabat", view.office.id);
    Row::new(head).cell(today).cell(html! {
        @if grow { a href=(set) { (lang.agency_holder_set()) } }
    })
}

fn desks(frame: &Frame, lang: Lang, record: &Record, may: bool, grow: bool) -> Markup {
    let new = format!("{}/meja/baru", href(record.agency.id));
    let columns = vec![
        Column::text(lang.agency_desk_name()),
        Column::text(lang.agency_desk_kind()),
        Column::text(lang.agency_state()),
    ];
    let rows = record.desks.iter().map(|desk| self::desk(frame, lang, desk, may));
    html! {
        section {
            h2 { (lang.agency_desks()) }
            @if record.desks.is_empty() { p class="none" { (lang.agency_desk_none()) } }
            @else { (Table::new(lang.agency_desks(), columns).rows(rows)) }
            @if grow { (ui::actions(&[Button::link(lang.agency_desk_new(), new).quiet()])) }
        }
    }
}

fn desk(frame: &Frame, lang: Lang, desk: &Desk, may: bool) -> Row {
    let (state, next, button) = if desk.is_active {
        (lang.agency_desk_active(), "tutup", lang.agency_desk_close())
    } else {
        (lang.agency_desk_inactive(), "buka", lang.agency_desk_open())
    };
    let action = format!("/pengaturan/meja/{}/keadaan?ke={next}&instansi={}", desk.id, desk.agency);
    Row::new(html! { (desk.name) }).cell(html! { (words::desk(lang, desk.kind)) }).cell(html! {
        (state)
        @if may { " " (act(frame, &action, None, &Button::submit(button).quiet())) }
    })
}

/// Who came into office when, newest first.
fn events(lang: Lang, offices: &[OfficeView]) -> Vec<Event<'_>> {
    let mut events: Vec<_> = offices
        .iter()
        .flat_map(|view| view.holders.iter().map(move |holder| (view, holder)))
        .collect();
    events.sort_by_key(|(_, holder)| std::cmp::Reverse(holder.tenure.from));
    events
        .into_iter()
        .map(|(view, holder)| Event {
            when: words::span(lang, holder.tenure).into(),
            who: view.office.title.as_str().into(),
            what: html! {
                (words::person(lang, holder))
                @if let Some(source) = &holder.source {
                    br;
                    small { (lang.agency_holder_source(source)) }
                }
            },
            from: None,
        })
        .collect()
}
