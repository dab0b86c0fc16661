//! `/rad/banding`: two versions of a plan, or two plans, side by side.

use std::sync::Arc;

use app::plan::{
    self,
    view::{Beside, Compared, Matrix, Side},
};
use domain::{
    plan::Years,
    time::{Date, parse_date},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, proposal::target, words};
use crate::{
    Ctx, Fault,
    ui::{self, Column, Row, Table, cell, field},
};

/// How the two sides of a row differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Difference {
    Same,
    Changed,
    Added,
    Removed,
}

impl Difference {
    fn of(row: &Compared) -> Self {
        match (&row.left, &row.right) {
            (None, _) => Self::Added,
            (_, None) => Self::Removed,
            _ if row.is_same() => Self::Same,
            _ => Self::Changed,
        }
    }

    const fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Same => lang.plan_life_beside_same(),
            Self::Changed => lang.plan_life_beside_changed(),
            Self::Added => lang.plan_life_beside_added(),
            Self::Removed => lang.plan_life_beside_removed(),
        }
    }
}

/// What the address asks for.
struct Asked {
    left: (Years, Date),
    right: (Years, Date),
    everything: bool,
}

/// Both sides, and the form that chooses them.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let plans = plan::plans(ctx.app(), ctx.actor()?).await?;
    let frame = ctx
        .frame(lang.plan_life_beside())
        .lead(lang.plan_life_beside_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_life_all(), address::ALL);
    let Some(asked) = asked(&ctx, &plans)? else {
        return Ok(ui::page(&frame, super::matrix::no_plan(&ctx, &frame)));
    };
    let id = |years: Years| {
        let found = plans.iter().find(|matrix| matrix.plan.years == years);
        found.map(|matrix| matrix.plan.id).ok_or_else(Fault::not_found)
    };
    let (left, right) = (id(asked.left.0)?, id(asked.right.0)?);
    let beside =
        plan::beside(ctx.app(), ctx.actor()?, (left, asked.left.1), (right, asked.right.1)).await?;
    let body = html! {
        (choose(lang, &plans, &asked))
        (differences(lang, &asked, &beside))
    };
    Ok(ui::page(&frame, body))
}

/// Without a word in the address: the latest plan on the right, the one before it on the left.
fn asked(ctx: &Ctx, plans: &[Arc<Matrix>]) -> Result<Option<Asked>, Fault> {
    let years = |name: &str| match ctx.query(name) {
        Some(text) => address::years(&text).map(Some).ok_or_else(Fault::not_found),
        None => Ok(None),
    };
    let Some(latest) = plans.first().map(|matrix| matrix.plan.years) else { return Ok(None) };
    let right = years("kanan")?.unwrap_or(latest);
    let before = plans.iter().map(|matrix| matrix.plan.years).find(|one| one.last < right.first);
    let left = years("kiri")?.or(before).unwrap_or(right);
    let day = |name: &str, years: Years| match ctx.query(name) {
        Some(text) => parse_date(&text).ok_or_else(Fault::not_found),
        None => Ok(Date::new(years.last, 12, 31).unwrap_or(Date::MAX)),
    };
    Ok(Some(Asked {
        left: (left, day("hari-kiri", left)?),
        right: (right, day("hari-kanan", right)?),
        everything: ctx.query("semua").is_some(),
    }))
}

fn choose(lang: Lang, plans: &[Arc<Matrix>], asked: &Asked) -> Markup {
    let choices = || {
        let years = plans.iter().map(|matrix| matrix.plan.years);
        years.map(|one| field::choice(words::plain_years(one), words::years(one))).collect()
    };
    let side = |name, label, (years, _): (Years, Date)| {
        field::select(name, choices()).label(label).value(words::plain_years(years))
    };
    let day = |name, label, (_, day): (Years, Date)| {
        field::date(name).label(label).value(day.to_string())
    };
    html! {
        form class="form pair" method="get" action=(address::BESIDE) {
            div {
                (side("kiri", lang.plan_life_beside_left(), asked.left).render(lang))
                (day("hari-kiri", lang.plan_life_beside_left_day(), asked.left).render(lang))
            }
            div {
                (side("kanan", lang.plan_life_beside_right(), asked.right).render(lang))
                (day("hari-kanan", lang.plan_life_beside_right_day(), asked.right).render(lang))
            }
            (ui::actions(&[ui::Button::submit(lang.plan_life_beside_show())]))
        }
    }
}

fn differences(lang: Lang, asked: &Asked, beside: &Beside) -> Markup {
    let count = |wanted: Difference| {
        let all = beside.rows.iter().filter(|row| Difference::of(row) == wanted).count();
        words::count(lang, all)
    };
    let counts = lang.plan_life_beside_count(
        count(Difference::Same),
        count(Difference::Changed),
        count(Difference::Added),
        count(Difference::Removed),
    );
    let shown: Vec<&Compared> = beside
        .rows
        .iter()
        .filter(|row| asked.everything || Difference::of(row) != Difference::Same)
        .collect();
    let mut other = address::beside(asked.left, asked.right);
    let label = if asked.everything {
        lang.plan_life_beside_only()
    } else {
        other.push_str("&semua=1");
        lang.plan_life_beside_everything()
    };
    html! {
        p { b { (counts) } " " a href=(other) { (label) } }
        @if shown.is_empty() { p class="none" { (lang.plan_life_beside_none()) } }
        @else { (table(lang, asked, &shown)) }
    }
}

fn table<'a>(lang: Lang, asked: &Asked, rows: &[&Compared]) -> Table<'a> {
    let head = |(years, day): (Years, Date)| {
        lang.plan_life_beside_day(words::years(years), lang.date(day))
    };
    let columns = vec![
        Column::text(lang.plan_life_beside_row()),
        Column::text(lang.plan_life_beside_status()),
        Column::text(head(asked.left)),
        Column::text(head(asked.right)),
    ];
    let line = |row: &&Compared| {
        let named = row.right.as_ref().or(row.left.as_ref());
        Row::new(html! { @if let Some(side) = named { (name(side)) } })
            .cell(html! { (Difference::of(row).word(lang)) })
            .cell(side(lang, row.left.as_ref()))
            .cell(side(lang, row.right.as_ref()))
    };
    Table::new(lang.plan_life_beside(), columns).rows(rows.iter().map(line))
}

fn name(side: &Side) -> Markup {
    html! {
        a href=(address::record(side.id)) { (side.code) " " (side.activity) }
        small { (side.indicator) " (" (side.unit) ")" }
    }
}

fn side(lang: Lang, side: Option<&Side>) -> Markup {
    let Some(side) = side else { return cell::none(lang) };
    let lead = if side.lead.is_empty() { lang.plan_no_lead() } else { &side.lead };
    html! {
        (lead)
        @for (year, wanted) in &side.targets {
            small { (year) ": " (target(lang, side.measure, wanted)) }
        }
    }
}
