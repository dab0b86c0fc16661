//! The list of orders.

use app::outreach::{
    self,
    view::{Index, Line, Shelf},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, NEW, href},
    beside, words,
};
use crate::{
    Ctx, Fault, meeting,
    ui::{self, Button, Chip, Column, Empty, Filters, List, Row, Table, Today},
};

/// The list, with what the actor has to answer on top.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let shelf = ctx.query("keadaan").and_then(|code| Shelf::from_code(&code)).unwrap_or_default();
    let index = outreach::index(ctx.app(), ctx.actor()?, shelf).await?;
    let mut frame = ctx.frame(lang.outreach_title()).lead(lang.outreach_lead());
    if index.manages {
        frame = frame.actions(ui::actions(&[Button::link(lang.outreach_new(), NEW)]));
    }
    let columns = vec![
        Column::text(lang.outreach_column_order()),
        Column::text(lang.outreach_column_due()),
        Column::picture(lang.outreach_column_progress()),
        Column::text(lang.outreach_column_office()),
    ];
    let table = Table::new(lang.outreach_title(), columns)
        .rows(index.lines.iter().map(|line| row(lang, line)));
    let count = i64::try_from(index.lines.len()).unwrap_or(i64::MAX);
    let empty = index.lines.is_empty().then(|| {
        Empty::new(lang.outreach_empty(), lang.outreach_empty_how())
            .button(Button::link(lang.outreach_to_meetings(), meeting::address::HOME).quiet())
    });
    let list = List::new(lang, lang.outreach_count(count, lang.number(count)), table)
        .filters(filters(lang, &index, shelf))
        .empty(empty);
    let owed = beside::owed(&ctx, &index.owed);
    let body = html! {
        @if !owed.is_empty() {
            (Today::new(lang, vec![ui::Shelf::new(lang.outreach_owed(), "").items(owed)]))
        }
        (list)
    };
    Ok(ui::page(&frame, body))
}

fn filters<'a>(lang: Lang, index: &Index, shelf: Shelf) -> Filters<'a> {
    // Drafts are the secretariat's alone.
    let shown = Shelf::ALL.into_iter().filter(|one| index.manages || *one != Shelf::Draft);
    let chips = shown.map(|one| {
        let count = index.counts.get(&one).copied().unwrap_or(0);
        let way = format!("{HOME}?keadaan={}", one.code());
        Chip::new(words::shelf(lang, one), way, one == shelf)
            .count(i64::try_from(count).unwrap_or(i64::MAX))
    });
    Filters::new().chips(lang.outreach_shelf(), chips.collect())
}

fn row(lang: Lang, line: &Line) -> Row {
    let order = &line.row.order;
    Row::new(html! {
        a href=(href(line.row.id)) { (order.title) }
        small { (words::stage(lang, line.row.stage)) " · " (words::levels(lang, &order.levels)) }
    })
    .cell(html! { (lang.date(order.due_on)) })
    .cell(html! {
        @if line.row.issued_on.is_some() { (words::progress(lang, &line.coverage)) }
        @else { (ui::cell::none(lang)) }
    })
    .cell(html! { (line.office) })
}
