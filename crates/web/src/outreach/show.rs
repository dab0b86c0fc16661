//! The page of an order: its message, how far it came, and the next step.

use std::collections::HashMap;

use app::{
    Error,
    outreach::{self, view::Show},
};
use axum::{extract::Path, response::Response};
use domain::{
    id::{OrderId, RegionId},
    outreach::{Stage, Step},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href, place},
    paper, words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels, meeting,
    region::map::counted,
    ui::{
        self, Button, Column, Event, Fact, NextStep, Notice, Record, Row, Table, Tone, field, form,
    },
};

/// The order.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = outreach::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    page(&ctx, &show, &Posted::default(), &Refusal::none()).await
}

/// Takes a step.
pub async fn step(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: OrderId = id_in(&id)?;
    let step = Step::from_code(posted.get("step")).ok_or_else(Fault::not_found)?;
    let over = (step, posted.version());
    let taken = outreach::step(ctx.app(), ctx.actor()?, id, over, posted.get("note")).await;
    let refusal = match taken {
        Ok(()) => return Ok(saved(&href(id))),
        Err(Error::Conflict) => Refusal { rule: Some("outreach.stage"), ..Refusal::none() },
        Err(error) => Refusal::of(error)?,
    };
    let show = outreach::show(ctx.app(), ctx.actor()?, id).await?;
    Ok(again(page(&ctx, &show, &posted, &refusal).await?))
}

async fn page(ctx: &Ctx, show: &Show, typed: &Posted, refusal: &Refusal) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let issued = show.steps.first().is_some_and(|one| one.step == Step::Issue);
    let done = ctx
        .query("tersimpan")
        .map(|_| Notice::done(if issued { lang.outreach_issued() } else { lang.outreach_saved() }));
    let mut frame = ctx
        .frame(show.row.order.title.clone())
        .crumb(lang.outreach_title(), HOME)
        .notice(done.filter(|_| !refusal.is_some()))
        .troubled(refusal.is_some());
    if show.manages && show.row.stage == Stage::Draft {
        let edit = Button::link(lang.outreach_edit(), format!("{}/ubah", href(show.row.id)));
        frame = frame.actions(ui::actions(&[edit.quiet()]));
    }
    let coverage = coverage(ctx, show).await?;
    let record = Record::new(lang, facts(lang, show))
        .next(Some(next(&frame, show, typed, refusal)))
        .events(events(lang, show))
        .more(html! {
            section {
                h2 { (lang.outreach_message()) }
                p class="said" { (show.row.order.message) }
            }
            @if show.row.issued_on.is_some() { (reached(lang, show)) }
            (paper::links(ctx, show))
        });
    let rule = refusal.rule.map(|code| labels::rule(lang, code));
    Ok(ui::page(
        &frame,
        html! {
            @if let Some(words) = rule { (Notice::new(Tone::Stop, words)) }
            (record)
            (coverage)
        },
    ))
}

fn facts(lang: Lang, show: &Show) -> Vec<Fact<'_>> {
    let order = &show.row.order;
    let mut facts = vec![Fact::new(lang.outreach_shelf(), words::stage(lang, show.row.stage))];
    if show.row.issued_on.is_some() {
        facts.push(Fact::new(
            lang.outreach_column_progress(),
            words::progress(lang, &show.coverage),
        ));
        let (empty, ended) = (show.coverage.steps.empty, show.coverage.ended);
        if empty + ended > 0 {
            let words = html! {
                @if empty > 0 { p { (lang.outreach_empty_count(empty, lang.number(empty))) } }
                @if ended > 0 { p { (lang.outreach_ended_count(ended, lang.number(ended))) } }
            };
            facts.push(Fact::new(lang.outreach_column_state(), words));
        }
    }
    facts.push(Fact::new(lang.outreach_due_on(), lang.weekday_date(order.due_on)));
    facts.push(Fact::new(lang.outreach_levels(), words::levels(lang, &order.levels)));
    let areas = if show.areas.is_empty() {
        lang.outreach_areas_all().to_owned()
    } else {
        show.areas.join(", ")
    };
    facts.push(Fact::new(lang.outreach_areas_fact(), areas));
    facts.push(Fact::new(lang.outreach_agency(), show.office.full.as_str()));
    if let Some(day) = show.row.issued_on {
        facts.push(Fact::new(lang.outreach_issued_on(), lang.weekday_date(day)));
    }
    if let Some(source) = &show.source {
        let (number, title) = (lang.number(source.number), &source.meeting.draft.title);
        facts.push(Fact::new(
            lang.outreach_source(),
            html! {
                a href=(meeting::address::href(source.meeting.id)) {
                    (lang.outreach_from_decision(number, title))
                }
                small { (source.text) }
            },
        ));
    }
    facts
}

fn next<'a>(frame: &ui::Frame, show: &Show, typed: &Posted, refusal: &Refusal) -> NextStep<'a> {
    let lang = frame.lang;
    let due = lang.long_date(show.row.order.due_on);
    let open = show.coverage.open();
    let own = show.own.filter(|_| show.row.stage.is_running() && !show.manages);
    if let Some(region) = own {
        let button = Button::link(lang.outreach_next_own_button(), place(show.row.id, region));
        return NextStep::new(lang.outreach_next_own(), lang.outreach_next_own_why(due))
            .button(button);
    }
    let (title, why) = match show.row.stage {
        Stage::Draft => (lang.outreach_next_draft(), lang.outreach_step_issue_why().to_owned()),
        Stage::Issued if open > 0 => {
            (lang.outreach_next_wait(), lang.outreach_next_wait_why(lang.number(open), due))
        }
        Stage::Issued => (lang.outreach_next_all(), lang.outreach_next_all_why().to_owned()),
        Stage::Closed => (lang.outreach_next_closed(), lang.outreach_next_over_why().to_owned()),
        Stage::Withdrawn => {
            (lang.outreach_next_withdrawn(), lang.outreach_next_over_why().to_owned())
        }
    };
    let step = NextStep::new(title, why);
    if show.manages { step.slot(taking(frame, show, typed, refusal)) } else { step }
}

/// The steps that the secretariat can take; those that need a reason ask for it.
fn taking(frame: &ui::Frame, show: &Show, typed: &Posted, refusal: &Refusal) -> Markup {
    let lang = frame.lang;
    let action = format!("{}/langkah", href(show.row.id));
    let open = Step::ALL.into_iter().filter(|step| show.row.stage.take(*step).is_ok());
    let (grave, plain): (Vec<Step>, Vec<Step>) = open.partition(|step| step.needs_reason());
    let problem = words::problem(lang, &refusal.errors, "note");
    html! {
        @for step in plain {
            @let button = Button::submit(words::step(lang, step)).named("step", step.code());
            // Closing while somebody still has to report is not what the page asks for.
            @let waits = step == Step::Close && show.coverage.open() > 0;
            (ui::act(frame, &action, Some(show.row.version), &if waits { button.quiet() } else { button }))
        }
        @for step in grave {
            @let waits = refusal.errors.of("note").is_some() && typed.get("step") == step.code();
            details open[waits] {
                summary { (words::step(lang, step)) }
                (form(frame, action.clone())
                    .version(show.row.version)
                    .hidden("step", step.code())
                    .field(field::area("note", 2)
                        .label(lang.outreach_reason())
                        .value(if waits { typed.get("note") } else { "" })
                        .error(problem.filter(|_| waits))
                        .required())
                    .errors(if waits { &refusal.errors } else { &NO_ERRORS })
                    .button(Button::submit(words::step(lang, step)).grave()))
            }
        }
    }
}

static NO_ERRORS: domain::field::FieldErrors = domain::field::FieldErrors(Vec::new());

fn events<'a>(lang: Lang, show: &Show) -> Vec<Event<'a>> {
    let event = |who: Option<domain::id::AccountId>, what: String, at| Event {
        when: lang.stamp(at, show.zone).into(),
        who: who
            .and_then(|id| show.people.get(&id).cloned())
            .unwrap_or_else(|| lang.meeting_system().to_owned())
            .into(),
        what: html! { (what) },
        from: None,
    };
    let steps = show.steps.iter();
    let steps =
        steps.map(|one| event(one.taken_by, words::event(lang, one.step, &one.note), one.taken_at));
    let created = lang.outreach_event_created().to_owned();
    steps.chain([event(show.row.created_by, created, show.row.created_at)]).collect()
}

fn reached(lang: Lang, show: &Show) -> Markup {
    html! {
        section {
            h2 { (lang.outreach_reach()) }
            @if show.reaches.is_empty() { p class="none" { (lang.outreach_reach_none()) } }
            @else { (words::reaches(lang, lang.outreach_reach(), &show.reaches)) }
        }
    }
}

/// The sub-districts as a map and as a table.
async fn coverage(ctx: &Ctx, show: &Show) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    if show.districts.is_empty() {
        return Ok(html! {});
    }
    let table = table(lang, show);
    let code = show.region.parse().ok();
    let region = app::region::view(ctx.app(), ctx.actor()?, code.as_ref()).await?;
    let figures: HashMap<RegionId, i64> =
        show.districts.iter().map(|one| (one.tally.region, one.coverage.share())).collect();
    let ids: HashMap<&str, RegionId> =
        region.children.iter().map(|child| (child.region.code.as_str(), child.region.id)).collect();
    let link = |code: &str| match ids.get(code) {
        Some(id) if figures.contains_key(id) => place(show.row.id, *id),
        // A sub-district that was not asked has no page under the order.
        _ => format!("/wilayah/{code}"),
    };
    let words = |share: i64| lang.outreach_map_share(lang.percent(share));
    let name = region.region().map(|region| region.name.as_str()).unwrap_or_default();
    let title = lang.outreach_map_title(name);
    let (picture, key) = counted(lang, &title, &region.children, &figures, (&link, &words));
    Ok(html! {
        section id="cakupan" {
            h2 { (lang.outreach_coverage()) }
            (ui::beside(picture, key, &table))
        }
    })
}

fn table(lang: Lang, show: &Show) -> Table<'static> {
    let columns = vec![
        Column::text(lang.outreach_column_district()),
        Column::picture(lang.outreach_column_progress()),
        Column::number(lang.outreach_column_gatherings()),
        Column::number(lang.outreach_column_people()),
    ];
    let rows: Vec<Row> = show
        .districts
        .iter()
        .map(|one| {
            Row::new(html! {
                a href=(place(show.row.id, one.tally.region)) { (one.tally.name) }
                @if one.coverage.ended > 0 {
                    small { (lang.outreach_ended_count(one.coverage.ended, lang.number(one.coverage.ended))) }
                }
            })
            .cell(words::progress(lang, &one.coverage))
            .cell(html! { (lang.number(one.reach.gatherings)) })
            .cell(html! { (lang.number(one.reach.people)) })
        })
        .collect();
    Table::new(lang.outreach_coverage(), columns).rows(rows)
}
