//! The list of actions.

use app::action::{
    self,
    view::{Index, Line, Shelf},
};
use domain::id::AgencyId;
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href},
    words,
};
use crate::{
    Ctx, Fault, meeting,
    ui::{self, Button, Chip, Column, Empty, Filters, List, Row, Table},
};

/// The list.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let shelf = ctx.query("keadaan").and_then(|code| Shelf::from_code(&code)).unwrap_or_default();
    let agency: Option<AgencyId> = ctx.query("instansi").and_then(|id| id.parse().ok());
    let index = action::index(ctx.app(), ctx.actor()?, shelf, agency).await?;
    let buttons: Vec<Button> = super::dispose::button(&ctx, "").into_iter().collect();
    let frame =
        ctx.frame(lang.action_title()).lead(lang.action_lead()).actions(ui::actions(&buttons));
    let columns = vec![
        Column::text(lang.action_column_what()),
        Column::text(lang.action_agency()),
        Column::text(lang.action_column_due()),
        Column::text(lang.action_column_state()),
        Column::text(lang.action_column_meeting()),
    ];
    let rows = index.lines.iter().map(|line| row(lang, &index, line));
    let count = i64::try_from(index.lines.len()).unwrap_or(i64::MAX);
    let empty = index.lines.is_empty().then(|| {
        Empty::new(lang.action_empty(), lang.action_empty_how())
            .button(Button::link(lang.action_to_meetings(), meeting::address::HOME).quiet())
    });
    let table = Table::new(lang.action_title(), columns).rows(rows);
    let list = List::new(lang, lang.action_count(count, lang.number(count)), table)
        .filters(filters(lang, &index, shelf, agency))
        .empty(empty);
    let pledged = meeting::pledge::own(&ctx).await?;
    Ok(ui::page(&frame, html! { (list) (pledged) }))
}

fn address(shelf: Shelf, agency: Option<AgencyId>) -> String {
    let agency = agency.map_or_else(String::new, |id| format!("&instansi={id}"));
    format!("{HOME}?keadaan={}{agency}", shelf.code())
}

fn filters<'a>(lang: Lang, index: &Index, shelf: Shelf, agency: Option<AgencyId>) -> Filters<'a> {
    let chips = Shelf::ALL.map(|one| {
        let count = index.counts.get(&one).copied().unwrap_or(0);
        Chip::new(words::shelf(lang, one), address(one, agency), one == shelf)
            .count(i64::try_from(count).unwrap_or(i64::MAX))
    });
    let agencies: Vec<(String, &str)> =
        index.agencies.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let choices: Vec<(&str, &str)> =
        agencies.iter().map(|(id, name)| (id.as_str(), *name)).collect();
    let now = agency.map(|id| id.to_string()).unwrap_or_default();
    let fields = html! {
        input type="hidden" name="keadaan" value=(shelf.code());
        (Filters::pick("instansi", lang.action_agency(), lang.action_all_agencies(), &choices, &now))
    };
    Filters::new()
        .chips(lang.action_shelf(), chips.to_vec())
        .fields(HOME, fields)
        .clear(agency.map(|_| address(shelf, None)))
}

fn row(lang: Lang, index: &Index, line: &Line) -> Row {
    let draft = &line.row.draft;
    let late = index.today.since(draft.due_on).map_or(0, |span| i64::from(span.get_days()));
    let is_late = line.row.state.is_overdue(draft.due_on, index.today);
    Row::new(html! {
        a href=(href(line.row.id)) { (draft.what) }
        small { (lang.action_measure()) " " (draft.measure) }
    })
    .cell(html! {
        (line.agency)
        @if line.is_orphan { small { (lang.action_orphan()) } }
    })
    .cell(html! {
        (lang.date(draft.due_on))
        @if is_late { small { (lang.action_late_days(late, lang.number(late))) } }
    })
    .cell(html! { (words::state(lang, line.row.state, draft.due_on, index.today)) })
    .cell(html! {
        @match line.row.meeting.filter(|_| !line.meeting.is_empty()) {
            Some(id) => { a href=(meeting::address::href(id)) { (line.meeting) } }
            None => { "–" }
        }
    })
}
