//! An order in one sub-district or village: whether it arrived, what was done, and the villages.

use app::outreach::{
    self,
    view::{Below, Place},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{OrderId, RegionId},
    outreach::State,
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{self, HOME, href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::id_in,
    ui::{self, Button, Column, Event, Fact, NextStep, Notice, Record, Row, Table},
};

/// The order in this region.
pub async fn show(ctx: Ctx, Path((id, region)): Path<(String, String)>) -> Result<Markup, Fault> {
    let of = (id_in(&id)?, id_in(&region)?);
    let place = outreach::place(ctx.app(), ctx.actor()?, of).await?;
    Ok(page(&ctx, &place))
}

/// Says that it arrived: here, or in every village below too.
pub async fn acknowledge(
    ctx: Ctx,
    Path((id, region)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let of: (OrderId, RegionId) = (id_in(&id)?, id_in(&region)?);
    let below = posted.get("semua") == "1";
    outreach::acknowledge(ctx.app(), ctx.actor()?, of, below).await?;
    // Back to the sub-district whose list the button stood in.
    let back: RegionId = id_in(posted.get("kembali")).unwrap_or(of.1);
    Ok(Redirect::to(&format!("{}?diterima=1", address::place(of.0, back))).into_response())
}

fn page(ctx: &Ctx, place: &Place) -> Markup {
    let lang = ctx.lang;
    let order = &place.row.order;
    let done = [("diterima", lang.outreach_acknowledged()), ("terlapor", lang.outreach_reported())];
    let done = done.into_iter().find(|(name, _)| ctx.query(name).is_some());
    let mut frame = ctx
        .frame(place.name.clone())
        .lead(lang.outreach_place_lead(&order.title, lang.long_date(order.due_on)))
        .crumb(lang.outreach_title(), HOME)
        .crumb(order.title.clone(), href(place.row.id))
        .notice(done.map(|(_, words)| Notice::done(words)));
    if let Some((id, name)) = &place.above {
        frame = frame.crumb(name.clone(), address::place(place.row.id, *id));
    }
    let record = Record::new(lang, facts(lang, place))
        .next(next(&frame, place))
        .events(events(lang, place))
        .more(html! {
            section {
                h2 { (lang.outreach_message()) }
                p class="said" { (order.message) }
            }
            @if place.own.as_ref().is_some_and(|own| own.receipt.state == State::Reported) {
                (answer(lang, place))
            }
        });
    let body = html! {
        (record)
        @if place.coverage.is_some() {
            @if !place.reaches.is_empty() {
                section {
                    h2 { (lang.outreach_reach()) }
                    (words::reaches(lang, lang.outreach_reach(), &place.reaches))
                }
            }
            section id="desa" {
                h2 { (lang.outreach_villages()) }
                (villages(&frame, place))
            }
        }
    };
    ui::page(&frame, body)
}

fn person(lang: Lang, place: &Place, id: Option<domain::id::AccountId>) -> &str {
    id.and_then(|id| place.people.get(&id)).map_or(lang.meeting_system(), String::as_str)
}

fn facts<'a>(lang: Lang, place: &Place) -> Vec<Fact<'a>> {
    let mut facts = Vec::new();
    match &place.own {
        Some(own) => {
            facts.push(Fact::new(lang.outreach_own(), words::standing(lang, own)));
            if let Some((_, at)) = own.receipt.acknowledged {
                let day = lang.date(place.zone.date(at));
                let words = html! {
                    (day)
                    @if own.receipt.acknowledged_for { small { (lang.outreach_on_behalf()) } }
                };
                facts.push(Fact::new(lang.outreach_column_received(), words));
            }
        }
        None => facts.push(Fact::new(lang.outreach_own(), lang.outreach_own_none())),
    }
    if let Some(coverage) = &place.coverage {
        let bar = words::progress(lang, coverage);
        facts.push(Fact::new(lang.outreach_column_progress(), bar));
    }
    let levels = words::levels(lang, &place.row.order.levels);
    facts.push(Fact::new(lang.outreach_levels(), levels));
    facts
}

/// What stands reported.
fn answer(lang: Lang, place: &Place) -> Markup {
    let files: Vec<_> = place.answers.iter().flat_map(|one| &one.files).collect();
    html! {
        @if let Some(last) = place.answers.first() {
            section {
                @let title = lang.outreach_event_report(lang.number(last.row.version));
                h2 { (title) }
                @if let Some(day) = last.row.held_on {
                    p { (lang.outreach_held_on()) ": " (lang.weekday_date(day)) }
                }
                @if !last.reaches.is_empty() { (words::reaches(lang, title.as_str(), &last.reaches)) }
                @if !last.row.note.is_empty() { p class="said" { (last.row.note) } }
                @if !files.is_empty() {
                    p {
                        @for (number, file) in (1..).zip(files) {
                            @if number > 1 { ", " }
                            a href={ "/berkas/" (file) } { (lang.outreach_file()) " " (lang.number(number)) }
                        }
                    }
                }
            }
        }
    }
}

fn next<'a>(frame: &ui::Frame, place: &Place) -> Option<NextStep<'a>> {
    let lang = frame.lang;
    let due = lang.long_date(place.row.order.due_on);
    if !place.row.stage.is_running() {
        let title = match place.row.stage {
            domain::outreach::Stage::Withdrawn => lang.outreach_next_withdrawn(),
            _ => lang.outreach_next_closed(),
        };
        return Some(NextStep::new(title, lang.outreach_next_over_why()));
    }
    let all = all_button(frame, place);
    if let Some(step) = owed(lang, place, &all) {
        return Some(step);
    }
    let Some(own) = &place.own else {
        return place.answers_all.then(|| {
            NextStep::new(lang.outreach_next_acknowledge(), lang.outreach_next_acknowledge_why())
                .slot(all)
        });
    };
    if let Some(day) = own.receipt.closed_on.filter(|_| own.is_ended && !own.answers) {
        let title = lang.outreach_next_ended(lang.long_date(day));
        return Some(NextStep::new(title, lang.outreach_next_ended_why()));
    }
    if !own.answers {
        return Some(NextStep::new(
            lang.outreach_next_others(),
            lang.outreach_next_others_why(due),
        ));
    }
    let way = address::report(place.row.id, place.region);
    let step = match own.receipt.state {
        State::Waiting => {
            NextStep::new(lang.outreach_next_acknowledge(), lang.outreach_next_acknowledge_why())
                .slot(html! {
                    (accept(frame, place, own, false))
                    (all)
                })
                .button(Button::link(lang.outreach_report(), way).quiet())
        }
        State::Acknowledged => {
            NextStep::new(lang.outreach_next_report(), lang.outreach_next_report_why(due))
                .button(Button::link(lang.outreach_report(), way))
                .slot(all)
        }
        State::Reported => {
            NextStep::new(lang.outreach_next_reported(), lang.outreach_next_reported_why())
                .button(Button::link(lang.outreach_report_again(), way).quiet())
                .slot(all)
        }
    };
    Some(step)
}

/// The village that is to report next, once the sub-district itself owes nothing.
fn owed<'a>(lang: Lang, place: &Place, all: &Markup) -> Option<NextStep<'a>> {
    let own = place.own.as_ref().map_or(State::Reported, |own| own.receipt.state);
    let open = |one: &&Below| one.answers && one.receipt.state != State::Reported;
    let left = i64::try_from(place.below.iter().filter(open).count()).unwrap_or(i64::MAX);
    let next = place.below.iter().find(open).filter(|_| own == State::Reported)?;
    let way = address::report(place.row.id, next.receipt.region);
    let title = lang.outreach_next_villages(left, lang.number(left));
    let due = lang.long_date(place.row.order.due_on);
    Some(
        NextStep::new(title, lang.outreach_next_report_why(due))
            .button(Button::link(lang.outreach_report_of(&next.receipt.name), way))
            .slot(all.clone()),
    )
}

/// Acknowledges for a sub-district and every village of it that has not.
fn all_button(frame: &ui::Frame, place: &Place) -> Markup {
    let waits = place.below.iter().any(|one| one.receipt.state == State::Waiting && one.answers);
    html! {
        @if place.answers_all && waits {
            form class="act" method="post" action={ (address::place(place.row.id, place.region)) "/terima" } {
                input type="hidden" name="_token" value=(frame.csrf);
                input type="hidden" name="semua" value="1";
                (Button::submit(frame.lang.outreach_acknowledge_all()).quiet())
            }
        }
    }
}

/// Acknowledges for one region; `quiet` in a list.
fn accept(frame: &ui::Frame, place: &Place, one: &Below, quiet: bool) -> Markup {
    let lang = frame.lang;
    // In a list each button says which village it is about.
    let button = if quiet {
        Button::submit(lang.outreach_acknowledge_of(&one.receipt.name))
    } else {
        Button::submit(lang.outreach_acknowledge())
    };
    html! {
        form class="act" method="post" action={ (address::place(place.row.id, one.receipt.region)) "/terima" } {
            input type="hidden" name="_token" value=(frame.csrf);
            input type="hidden" name="kembali" value=(place.region);
            @if quiet { (button.quiet()) } @else { (button) }
        }
    }
}

fn events<'a>(lang: Lang, place: &Place) -> Vec<Event<'a>> {
    let event = |who: Option<domain::id::AccountId>, what: String, behalf: bool, at| Event {
        when: lang.stamp(at, place.zone).into(),
        who: person(lang, place, who).to_owned().into(),
        what: html! { (what) },
        from: behalf.then(|| lang.outreach_on_behalf().into()),
    };
    let reports = place.answers.iter().map(|one| {
        let number = lang.outreach_event_report(lang.number(one.row.version));
        let said = if one.reaches.is_empty() {
            lang.outreach_event_nothing(&one.row.note)
        } else {
            let mut sum = domain::outreach::Reach::default();
            one.reaches.values().for_each(|reach| sum += *reach);
            words::reach(lang, sum)
        };
        event(
            one.row.reported_by,
            format!("{number}: {said}"),
            one.row.on_behalf,
            one.row.reported_at,
        )
    });
    let received = place.own.as_ref().and_then(|own| {
        let (who, at) = own.receipt.acknowledged?;
        let what = lang.outreach_event_acknowledged().to_owned();
        Some(event(who, what, own.receipt.acknowledged_for, at))
    });
    reports.chain(received).collect()
}

fn villages(frame: &ui::Frame, place: &Place) -> Markup {
    let lang = frame.lang;
    let columns = vec![
        Column::text(lang.outreach_column_village()),
        Column::text(lang.outreach_column_state()),
        Column::number(lang.outreach_column_gatherings()),
        Column::number(lang.outreach_column_people()),
        Column::text(lang.ui_next_step()),
    ];
    let running = place.row.stage.is_running();
    let rows = place.below.iter().map(|one| {
        let receipt = &one.receipt;
        let waits = receipt.state == State::Waiting;
        let has = receipt.state == State::Reported;
        Row::new(html! {
            a href=(address::place(place.row.id, receipt.region)) { (receipt.name) }
        })
        .cell(words::standing(lang, one))
        .cell(html! { @if has { (lang.number(receipt.gatherings)) } @else { "\u{2013}" } })
        .cell(html! { @if has { (lang.number(receipt.people)) } @else { "\u{2013}" } })
        .cell(html! {
            @if running && one.answers {
                @if waits { (accept(frame, place, one, true)) }
                @else if receipt.state == State::Acknowledged {
                    a href=(address::report(place.row.id, receipt.region)) {
                        (lang.outreach_report()) span class="hidden" { ": " (receipt.name) }
                    }
                }
            }
        })
    });
    html! {
        @if place.below.is_empty() { p class="none" { (lang.outreach_empty()) } }
        @else { (Table::new(lang.outreach_villages(), columns).rows(rows)) }
    }
}
