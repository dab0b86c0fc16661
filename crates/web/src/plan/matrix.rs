//! `/rad`: the running plan as a matrix, narrowed by the address alone.

mod drawn;
mod filters;
mod table;

use std::sync::Arc;

use app::{
    Act, Error,
    plan::view::{Filter, Matrix, Page},
};
use domain::{
    id::{AgencyId, StrategyId},
    plan::Band,
};
use maud::{Markup, PreEscaped, html};
use text::Lang;

pub use drawn::Drawn;

use super::{
    address::{self, View},
    chart, words,
};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Empty, Fact, Frame, Notice, facts},
};

/// The matrix, or how to begin where no plan runs.
pub async fn index(ctx: Ctx, drawn: Arc<Drawn>) -> Result<Markup, Fault> {
    let asked = asked(&ctx)?;
    let mut filter =
        Filter { band: asked.band, at: asked.at, after: asked.after, ..Filter::default() };
    let (app, actor) = (ctx.app(), ctx.actor()?);
    if let Some(years) = asked.plan {
        filter.plan = Some(app::plan::of_years(app, actor, years).await?);
    }
    let Some(mut page) = app::plan::matrix(app, actor, &filter).await? else {
        return Ok(nothing(&ctx));
    };
    if asked.strategy.is_some() || asked.agency.is_some() {
        // Names become identifiers by the plan itself, which is at hand by now.
        filter.strategy = strategy(&page.matrix, &asked)?;
        filter.agency = agency(&page.matrix, &asked)?;
        page = app::plan::matrix(app, actor, &filter).await?.ok_or(Error::NotFound)?;
    }
    Ok(show(&ctx, &drawn, &asked, &page))
}

/// What the address asks for.
///
/// # Errors
/// `NotFound` where it names something that can't be: a page that quietly showed everything
/// instead would be believed.
fn asked(ctx: &Ctx) -> Result<View, Error> {
    fn read<T>(
        text: Option<String>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        text.map(|text| parse(&text).ok_or(Error::NotFound)).transpose()
    }
    Ok(View {
        plan: read(ctx.query("rencana"), address::years)?,
        strategy: ctx.query("strategi"),
        agency: ctx.query("instansi"),
        band: read(ctx.query("pita"), address::find_band)?,
        at: read(ctx.query("titik"), address::checkpoint)?,
        after: read(ctx.query("sesudah"), |text| text.parse().ok())?,
    })
}

fn strategy(matrix: &Matrix, asked: &View) -> Result<Option<StrategyId>, Error> {
    let Some(code) = &asked.strategy else { return Ok(None) };
    let found = matrix.strategies.iter().find(|strategy| strategy.code.eq_ignore_ascii_case(code));
    found.map(|strategy| Some(strategy.id)).ok_or(Error::NotFound)
}

fn agency(matrix: &Matrix, asked: &View) -> Result<Option<AgencyId>, Error> {
    let Some(text) = &asked.agency else { return Ok(None) };
    let found = address::find_agency(matrix, text);
    found.map(|agency| Some(agency.id)).ok_or(Error::NotFound)
}

fn show(ctx: &Ctx, drawn: &Drawn, asked: &View, page: &Page) -> Markup {
    let lang = ctx.lang;
    let matrix = &page.matrix;
    let frame = ctx
        .frame(lang.plan_heading(matrix.plan.years.first, matrix.plan.years.last))
        .lead(lead(lang, matrix))
        .notice(super::import::done(ctx).or_else(|| other(lang, matrix)))
        .actions(ui::actions(&buttons(ctx, matrix)));
    let body = drawn.body(matrix, lang, asked.href(), || body(ctx, asked, page).into_string());
    ui::page(&frame, html! { (exports(ctx, asked, page)) (PreEscaped(&body)) })
}

/// The same rows as a file, for who may take them out.
fn exports(ctx: &Ctx, asked: &View, page: &Page) -> Markup {
    let lang = ctx.lang;
    let may = ctx.signed.as_ref().is_some_and(|signed| signed.actor.may(Act::PlanPrint));
    let view = View { plan: asked.plan, agency: asked.agency.clone(), ..View::default() }.href();
    let query = view.strip_prefix(address::MATRIX).unwrap_or_default();
    html! {
        @if may {
            details class="how" {
            summary { (lang.plan_more_looks()) }
            p {
                (lang.plan_life_export()) ": "
                a href={ "/rad/matriks.pdf" (query) } download { (lang.plan_life_export_pdf()) } " · "
                a href={ "/rad/matriks.xlsx" (query) } download { (lang.plan_life_export_xlsx()) } " · "
                a href={ "/rad/matriks.csv" (query) } download { "CSV" }
            }
            (papers(lang, asked, page))
            }
        }
    }
}

/// Other looks at the plan, and its papers.
fn papers(lang: Lang, asked: &View, page: &Page) -> Markup {
    let matrix = &page.matrix;
    let agency = asked.agency.as_deref().and_then(|text| address::find_agency(matrix, text));
    let mut query = Vec::new();
    query.extend(asked.plan.map(|years| format!("rencana={}", words::plain_years(years))));
    query.extend(asked.at.map(|at| format!("titik={}", address::code(at))));
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    html! {
        p {
            @if let Some(agency) = agency {
                a href=(format!("/rad/instansi/{}", agency.id)) { (lang.plan_sheet_of()) ": " (agency.short) } " · "
            }
            @if matrix.plan.is_running() {
                a href=(address::TREND) { (lang.plan_to_trend()) } " · "
                a href=(address::LOCATED) { (lang.plan_to_located()) } " · "
                a href=(address::NATIONAL) { (lang.plan_to_national()) } " · "
                a href="/beranda/lembar.pdf" download { (lang.plan_to_month_paper()) } " · "
            }
            @if matrix.plan.is_running() && matrix.rows.iter().any(|row| app::plan::is_dak(&row.funding)) {
                a href="/rad/dak.xlsx" download { (lang.plan_to_dak()) } " · "
            }
            a href={ "/rad/laporan.pdf" (query) } download { (lang.plan_to_checkpoint_paper()) }
        }
    }
}

/// All below the heading; the same for everybody who may see the plan.
fn body(ctx: &Ctx, asked: &View, page: &Page) -> Markup {
    let lang = ctx.lang;
    let matrix = &page.matrix;
    let whole = !asked.narrows() && asked.after.is_none();
    html! {
        @if whole { (overview(lang, matrix)) }
        (filters::render(lang, asked, page))
        @if page.total == 0 { (no_match(lang)) }
        @else { (table::render(lang, asked, page)) }
        (how_to_read(ctx, matrix))
    }
}

/// That this is not the plan in force and where it is in its life, or that the next one is made.
fn other(lang: Lang, matrix: &Matrix) -> Option<Notice<'static>> {
    let plan = &matrix.plan;
    if !plan.is_running() {
        let words = lang.plan_life_not_running(words::stage(lang, plan.stage));
        let notice = Notice::new(ui::Tone::Note, words);
        return Some(notice.link(lang.plan_life_to_running(), address::MATRIX));
    }
    let (years, stage) = matrix.after.filter(|(_, stage)| stage.is_draft())?;
    let words = lang.plan_life_coming(words::years(years), words::stage(lang, stage));
    let notice = Notice::new(ui::Tone::Note, words);
    Some(notice.link(lang.plan_life_open(), address::plan(years)))
}

/// What day the figures stand for.
pub fn lead(lang: Lang, matrix: &Matrix) -> String {
    match (&matrix.at, &matrix.next) {
        (Some(at), _) => lang.plan_lead(words::checkpoint(at), lang.long_date(at.due)),
        (None, Some(next)) => {
            lang.plan_lead_early(words::checkpoint(next), lang.long_date(next.due))
        }
        (None, None) => String::new(),
    }
}

fn buttons(ctx: &Ctx, matrix: &Matrix) -> Vec<Button<'static>> {
    let lang = ctx.lang;
    let may = |act| ctx.signed.as_ref().is_some_and(|signed| signed.actor.may(act));
    let mut buttons = Vec::new();
    if !matrix.plan.is_running() {
        return vec![life(lang, matrix)];
    }
    if may(Act::RealisationReport) {
        buttons.push(Button::link(lang.plan_to_report(), address::REPORT));
    }
    if may(Act::RealisationVerify) {
        buttons.push(Button::link(lang.plan_to_verify(), address::VERIFY));
    }
    let red = lang.plan_to_red(lang.number(i64::from(matrix.total.red())));
    buttons.push(Button::link(red, address::RED).quiet());
    if may(Act::PlanImport) {
        buttons.push(Button::link(lang.plan_to_import(), address::IMPORT).quiet());
    }
    buttons.push(life(lang, matrix).quiet());
    buttons
}

/// The way to how the plan came about and what is next.
fn life(lang: Lang, matrix: &Matrix) -> Button<'static> {
    Button::link(lang.plan_life_to_life(), address::plan(matrix.plan.years))
}

/// That the days to report are not confirmed by the task force yet, in small words.
pub fn not_confirmed(lang: Lang, matrix: &Matrix) -> Markup {
    let open = !matrix.deadline_is_confirmed && matrix.at.is_some();
    html! {
        @if open { p class="source" { (lang.plan_not_confirmed()) } }
    }
}

/// The picture, and the whole plan in five facts beside it.
fn overview(lang: Lang, matrix: &Matrix) -> Markup {
    html! {
        section class="beside" aria-label=(lang.plan_overview()) {
            (chart::strategies(lang, matrix))
            div {
                (facts(&whole(lang, matrix)))
                p class="source" { (matrix.plan.title) }
            }
        }
    }
}

/// How the whole plan stands.
pub fn whole(lang: Lang, matrix: &Matrix) -> Vec<Fact<'static>> {
    let total = &matrix.total;
    let mut list = vec![
        Fact::new(
            lang.plan_whole(),
            html! {
                @if let Some(band) = total.band { (ui::badge(lang, band)) " " }
                (chart::stand(lang, total))
            },
        ),
        Fact::new(
            lang.plan_red(),
            html! {
                // The red list is that of the plan in force.
                @if matrix.plan.is_running() {
                    a href=(address::RED) { (lang.plan_red_count(i64::from(total.red()))) }
                } @else {
                    (lang.plan_red_count(i64::from(total.red())))
                }
            },
        ),
    ];
    if let Some(grade) = total.grade {
        list.push(Fact::new(
            lang.plan_grade(),
            lang.plan_grade_by(words::grade(lang, grade), &matrix.bounds_source),
        ));
    }
    if let Some(budget) = total.budget {
        let spent = total.spend.unwrap_or_default();
        list.push(Fact::new(lang.plan_money(), ui::cell::budget(lang, spent, budget)));
    }
    if let Some(next) = &matrix.next {
        list.push(Fact::new(
            lang.plan_next(),
            html! {
                (lang.plan_next_day(words::checkpoint(next), lang.long_date(next.deadline)))
                (not_confirmed(lang, matrix))
            },
        ));
    }
    list
}

fn no_match(lang: Lang) -> Markup {
    html! {
        (Empty::new(lang.plan_no_match(), lang.plan_no_match_how())
            .button(Button::link(lang.ui_clear(), address::MATRIX).quiet()))
    }
}

/// Nobody has put a plan in yet: who may is led there, the others are told who will.
fn nothing(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let frame = ctx.frame(lang.plan_title());
    ui::page(&frame, no_plan(ctx, &frame))
}

/// The empty state of every page that needs a plan.
pub fn no_plan(ctx: &Ctx, frame: &Frame<'_>) -> Markup {
    let lang = frame.lang;
    let may = ctx.signed.as_ref().is_some_and(|signed| signed.actor.may(Act::PlanImport));
    let empty = if may {
        Empty::new(lang.plan_none(), lang.plan_none_import())
            .button(Button::link(lang.plan_to_import(), address::IMPORT))
    } else {
        Empty::new(lang.plan_none(), lang.plan_none_wait())
    };
    html! { (empty) }
}

/// What the words, forms and pictures of the matrix mean, with the bounds that count.
fn how_to_read(ctx: &Ctx, matrix: &Matrix) -> Markup {
    let lang = ctx.lang;
    let Some(at) = &matrix.at else { return html! {} };
    let bounds = ctx.app().rules.plan.bounds(at.due);
    let (achieved, near) = (lang.percent(bounds.achieved), lang.percent(bounds.near));
    let fact = |band: Band, meaning: String| {
        Fact::new("", html! { (ui::badge(lang, band)) " " (meaning) })
    };
    let list = [
        fact(Band::Achieved, lang.plan_means_achieved(achieved)),
        fact(Band::Near, lang.plan_means_near(&near)),
        fact(Band::Behind, lang.plan_means_behind(near)),
        fact(Band::Waiting, lang.plan_means_waiting().to_owned()),
        fact(Band::NotReported, lang.plan_means_not_reported(lang.date(at.deadline))),
        fact(Band::Overdue, lang.plan_means_overdue().to_owned()),
        fact(Band::NoCase, lang.plan_means_no_case().to_owned()),
        fact(Band::Unscheduled, lang.plan_means_unscheduled().to_owned()),
    ];
    html! {
        details class="how" {
            summary { (lang.plan_how_to_read()) }
            p { (lang.plan_how_bar()) }
            p { (lang.plan_how_spark()) }
            ul class="meanings" { @for fact in &list { li { (fact.value) } } }
            p class="source" { (lang.plan_how_source(&matrix.bounds_source)) }
        }
    }
}
