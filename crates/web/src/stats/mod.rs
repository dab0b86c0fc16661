//! `/analitik`: counts with their provenance, and how they are entered and corrected.

use app::{
    Act,
    stats::{self, Card, Counts, Standing, Subject},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::CountId,
    stats::{CountForm, Period},
};
use maud::{Markup, html};
use text::Lang;

use crate::{
    Ctx, Fault, Guard, Posted, Routes,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Column, Empty, Notice, Row, Table, Tone, cell, field, form},
};

const HOME: &str = "/analitik";
const NEW: &str = "/analitik/hitungan/baru";

/// Routes of counts.
pub fn routes() -> Routes {
    let (view, enter) = (Guard::Act(Act::StatsView), Guard::Act(Act::StatsEnter));
    Routes::new()
        .get(HOME, view, index)
        .get(NEW, enter, new)
        .post(NEW, enter, create)
        .get("/analitik/hitungan/{id}/koreksi", enter, edit)
        .post("/analitik/hitungan/{id}/koreksi", enter, correct)
}

async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let counts = stats::counts(ctx.app(), actor).await?;
    let enters = actor.may(Act::StatsEnter);
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.stats_saved()));
    let frame = ctx.frame(lang.stats_title()).lead(lang.stats_lead()).notice(done);
    let add = || Button::link(lang.stats_new(), NEW);
    let empty = Empty::new(lang.stats_empty(), lang.stats_empty_how());
    let empty = if enters { empty.button(add()) } else { empty };
    let body = html! {
        @if counts.subjects.is_empty() { (empty) }
        @else if enters { (ui::actions(&[add()])) }
        @for one in &counts.subjects { (subject(lang, &counts, one, enters)) }
    };
    Ok(ui::page(&frame, body))
}

fn subject(lang: Lang, counts: &Counts, subject: &Subject, enters: bool) -> Markup {
    let columns = vec![
        Column::text(lang.stats_figure()),
        Column::text(lang.stats_period()),
        Column::text(lang.stats_source()),
        Column::text(lang.stats_definition()),
        Column::text(lang.stats_entered()),
    ];
    let rows = subject.counts.iter().map(|one| line(lang, counts, one, enters));
    html! {
        section {
            h2 { (subject.name) }
            @if subject.is_disputed() { (Notice::new(Tone::Wait, lang.stats_disputed())) }
            (Table::new(subject.name.as_str(), columns).rows(rows))
        }
    }
}

fn line(lang: Lang, counts: &Counts, one: &Standing, enters: bool) -> Row {
    let Card { id, count, .. } = &one.card;
    let correct = html! {
        @if enters {
            small { a href={ "/analitik/hitungan/" (id) "/koreksi" } { (lang.stats_correct()) } }
        }
    };
    let before = html! {
        @for old in &one.before { small { (old_words(lang, counts, old)) } }
        @if !one.card.reason.is_empty() { small { (lang.stats_because(one.card.reason.as_str())) } }
    };
    Row::new(html! { b { (lang.figure(count.figure)) } @if one.disagrees { small { (lang.stats_differs()) } } })
        .cell(html! { (period(lang, count.period)) })
        .cell(cell::lines(&count.source, html! {
            (lang.stats_as_of(lang.date(count.as_of)))
            @if !count.wording.is_empty() { " · " (lang.stats_quoted(count.wording.as_str())) }
        }))
        .cell(html! {
            @if count.definition.is_empty() { span class="none" { (lang.stats_undefined()) } }
            @else { (count.definition) }
        })
        .cell(html! { (entered(lang, counts, &one.card)) (before) (correct) })
}

fn entered(lang: Lang, counts: &Counts, card: &Card) -> String {
    let name = card.entered_by.as_deref().unwrap_or(lang.plan_system());
    lang.stats_by(name, lang.date(counts.zone.date(card.entered_at)))
}

fn old_words(lang: Lang, counts: &Counts, old: &Card) -> String {
    lang.stats_before(lang.figure(old.count.figure), entered(lang, counts, old))
}

fn period(lang: Lang, period: Period) -> String {
    match (period.from, period.until) {
        (Some(from), Some(until)) if from == until => from.to_string(),
        (Some(from), Some(until)) => format!("{from}\u{2013}{until}"),
        (Some(from), None) => lang.stats_since(from),
        (None, Some(until)) => lang.stats_until_year(until),
        (None, None) => lang.stats_no_period().to_owned(),
    }
}

fn typed(posted: &Posted) -> CountForm {
    let get = |name| posted.get(name).to_owned();
    CountForm {
        subject: get("subject"),
        figure: get("figure"),
        wording: get("wording"),
        from: get("from"),
        until: get("until"),
        definition: get("definition"),
        source: get("source"),
        as_of: get("as_of"),
    }
}

async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let counts = stats::counts(ctx.app(), ctx.actor()?).await?;
    Ok(page(&ctx, &counts, &CountForm::default(), None, &Refusal::none()))
}

async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    answer(&ctx, &posted, None).await
}

async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id_in(&id)?;
    let counts = stats::counts(ctx.app(), ctx.actor()?).await?;
    let Some(one) = counts.standing().find(|one| one.card.id == id) else {
        // It was corrected already, or never was: the list shows what stands.
        return Ok(Redirect::to(HOME).into_response());
    };
    let form = stored(&one.card);
    Ok(page(&ctx, &counts, &form, Some((id, "")), &Refusal::none()).into_response())
}

async fn correct(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    answer(&ctx, &posted, Some(id_in(&id)?)).await
}

async fn answer(ctx: &Ctx, posted: &Posted, corrects: Option<CountId>) -> Result<Response, Fault> {
    let (form, actor) = (typed(posted), ctx.actor()?);
    let corrects = corrects.map(|id| (id, posted.get("reason")));
    let Err(error) = stats::enter(ctx.app(), actor, &form, corrects).await else {
        return Ok(saved(HOME));
    };
    let refusal = Refusal::of(error)?;
    let counts = stats::counts(ctx.app(), actor).await?;
    Ok(again(page(ctx, &counts, &form, corrects, &refusal)))
}

fn stored(card: &Card) -> CountForm {
    let count = card.count.clone();
    let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
    CountForm {
        subject: count.subject,
        figure: (count.figure.0 / domain::figure::Figure::ONE).to_string(),
        wording: count.wording,
        from: year(count.period.from),
        until: year(count.period.until),
        definition: count.definition,
        source: count.source,
        as_of: count.as_of.to_string(),
    }
}

fn page(
    ctx: &Ctx,
    counts: &Counts,
    typed: &CountForm,
    corrects: Option<(CountId, &str)>,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let title = if corrects.is_some() { lang.stats_correct() } else { lang.stats_new() };
    let lead = if corrects.is_some() { lang.stats_correct_lead() } else { lang.stats_new_lead() };
    let frame =
        ctx.frame(title).lead(lead).crumb(lang.stats_title(), HOME).troubled(refusal.is_some());
    let action = match corrects {
        Some((id, _)) => format!("/analitik/hitungan/{id}/koreksi"),
        None => NEW.to_owned(),
    };
    let own = |field: field::Field<'static>, name: &str, value: &str| {
        let problem = refusal.errors.of(name).and_then(|code| match code {
            "year" => Some(lang.stats_error_year()),
            "future" => Some(lang.stats_error_future()),
            _ => None,
        });
        field.value(value.to_owned()).error(problem)
    };
    let known = counts.subjects.iter().map(|subject| subject.name.clone());
    let mut form = form(&frame, action)
        .field(
            field::text("subject")
                .label(lang.stats_subject())
                .help(lang.stats_subject_help())
                .value(typed.subject.as_str())
                .suggest(known)
                .required(),
        )
        .field(
            field::text("figure")
                .label(lang.stats_figure())
                .help(lang.stats_figure_help())
                .value(typed.figure.as_str())
                .required(),
        )
        .field(
            field::area("wording", 2)
                .label(lang.stats_wording())
                .help(lang.stats_wording_help())
                .value(typed.wording.as_str()),
        )
        .field(own(field::text("from").label(lang.stats_from()), "from", &typed.from))
        .field(own(
            field::text("until").label(lang.stats_until()).help(lang.stats_until_help()),
            "until",
            &typed.until,
        ))
        .field(
            field::area("definition", 2)
                .label(lang.stats_definition())
                .help(lang.stats_definition_help())
                .value(typed.definition.as_str()),
        )
        .field(
            field::area("source", 2)
                .label(lang.stats_source())
                .help(lang.stats_source_help())
                .value(typed.source.as_str())
                .required(),
        )
        .field(
            own(field::date("as_of").label(lang.stats_as_of_label()), "as_of", &typed.as_of)
                .help(lang.stats_as_of_help())
                .required(),
        );
    if let Some((_, reason)) = corrects {
        form = form.field(
            field::area("reason", 2).label(lang.stats_reason()).value(reason.to_owned()).required(),
        );
    }
    let form = form
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.stats_save())
        .button(Button::link(lang.stats_title(), HOME).quiet());
    ui::page(&frame, html! { (form) })
}
