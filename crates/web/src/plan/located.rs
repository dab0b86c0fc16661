//! `/rad/lokasi`: where the events of the plan were held, district by district.

use std::collections::HashMap;

use app::plan::{
    self,
    view::{Located, LocatedEvent},
};
use axum::extract::Path;
use domain::id::RegionId;
use maud::{Markup, html};
use text::Lang;

use super::{address, chart, matrix, words};
use crate::{
    Ctx, Fault,
    region::map::counted,
    ui::{self, Column, Empty, Row, Table, beside, cell},
};

/// The map with its table.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.plan_located_title())
        .lead(lang.plan_located_lead())
        .crumb(lang.plan_title(), address::MATRIX);
    let Some(located) = plan::located(ctx.app(), ctx.actor()?).await? else {
        return Ok(ui::page(&frame, matrix::no_plan(&ctx, &frame)));
    };
    let children = &located.region.children;
    let body = html! {
        @if children.is_empty() {
            (Empty::new(lang.plan_located_no_map(), lang.region_empty_other()))
        } @else {
            (map(lang, &located))
        }
        (ui::source(lang, &chart::source(lang, &located.matrix), &lang.date(located.matrix.today)))
    };
    Ok(ui::page(&frame, body))
}

fn href(code: &str) -> String {
    format!("{}/{code}", address::LOCATED)
}

fn map(lang: Lang, located: &Located) -> Markup {
    let children = &located.region.children;
    let name = located.region.region().map(|region| region.name.as_str()).unwrap_or_default();
    let counts: HashMap<RegionId, i64> = children
        .iter()
        .map(|child| (child.region.id, located.count(child.region.code.as_str())))
        .collect();
    let link = |code: &str| href(code);
    let words = |count: i64| lang.plan_located_events(count);
    let (picture, key) =
        counted(lang, &lang.plan_located_map(name), children, &counts, (&link, &words));
    let mut columns = vec![
        Column::text(lang.region_name()),
        Column::number(lang.plan_located_count()),
        Column::text(lang.plan_located_last()),
    ];
    let has_people = !located.people.is_empty();
    if has_people {
        columns.push(Column::number(lang.plan_located_people()));
    }
    let rows: Vec<Row> = children
        .iter()
        .map(|child| {
            let code = child.region.code.as_str();
            let events = located.of(code);
            let last = events.iter().filter_map(|event| event.happened_on).max();
            let people = located.people.get(&child.region.id);
            let line = Row::new(html! { a href=(href(code)) { (child.region.name) } })
                .cell(html! { (words::count(lang, events.len())) })
                .cell(match last {
                    Some(day) => html! { (lang.date(day)) },
                    None => html! { span class="none" { (lang.plan_located_never()) } },
                });
            if !has_people {
                return line;
            }
            line.cell(match people {
                Some(row) => html! { (lang.number(row.people)) small { (lang.date(row.as_of)) } },
                None => cell::none(lang),
            })
        })
        .collect();
    beside(picture, key, &Table::new(lang.plan_located_title(), columns).rows(rows))
}

/// The events of one district.
pub async fn show(ctx: Ctx, Path(code): Path<String>) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let found = plan::located(ctx.app(), ctx.actor()?).await?;
    let located = found.ok_or_else(Fault::not_found)?;
    let child = located.region.children.iter().find(|child| child.region.code.as_str() == code);
    let child = child.ok_or_else(Fault::not_found)?;
    let events = located.of(&code);
    let frame = ctx
        .frame(lang.plan_located_of(&child.region.name))
        .lead(lang.plan_located_events(i64::try_from(events.len()).unwrap_or(i64::MAX)))
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_located_title(), address::LOCATED);
    let body = html! {
        @if events.is_empty() { (Empty::new(lang.plan_located_none(), lang.plan_located_none_how())) }
        @else { (table(lang, events)) }
    };
    Ok(ui::page(&frame, body))
}

fn table<'a>(lang: Lang, events: &[LocatedEvent]) -> Table<'a> {
    let columns = vec![
        Column::text(lang.plan_event_on()),
        Column::text(lang.plan_event_place()),
        Column::text(lang.plan_column_activity()),
        Column::text(lang.plan_agency()),
        Column::text(lang.plan_status()),
    ];
    let rows: Vec<Row> = events
        .iter()
        .map(|event| {
            let day = event.happened_on.map(|day| lang.date(day));
            let state = if event.is_verified {
                lang.plan_state_verified()
            } else {
                lang.plan_state_submitted()
            };
            Row::new(html! { @match day { Some(day) => { (day) } None => { (cell::none(lang)) } } })
                .cell(html! { (event.place) })
                .cell(html! {
                    a href=(address::record(event.row.id)) { (words::activity(&event.row)) }
                    @if !event.caption.is_empty() { small { (event.caption) } }
                })
                .cell(html! { (event.agency.short) })
                .cell(html! { (state) })
        })
        .collect();
    Table::new(lang.plan_located_title(), columns).rows(rows)
}
