//! The archive: letters found again by number, subject and addressee.

use app::{
    Act,
    letter::{
        self,
        view::{Cursor, Index, Line, Query},
    },
};
use domain::{
    letter::{Kind, State},
    time::Instant,
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, NEW, NUMBERING, REGISTER, href},
    words,
};
use crate::{
    Ctx, Fault,
    address::encode,
    meeting,
    ui::{self, Button, Chip, Column, Empty, Filters, List, Pager, Row, Table, cell},
};

/// What the address asks for.
pub(super) fn asked(ctx: &Ctx) -> Query {
    Query {
        kind: ctx.query("jenis").and_then(|code| Kind::from_code(&code)),
        year: ctx.query("tahun").and_then(|year| year.parse().ok()),
        state: ctx.query("keadaan").and_then(|code| State::from_code(&code)),
        text: ctx.query("q"),
        before: ctx.query("sebelum").and_then(|place| cursor(&place)),
    }
}

fn cursor(place: &str) -> Option<Cursor> {
    let (at, id) = place.split_once('.')?;
    Some((Instant(at.parse().ok()?), id.parse().ok()?))
}

/// The archive.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let query = asked(&ctx);
    let index = letter::index(ctx.app(), ctx.actor()?, &query).await?;
    let mut buttons = Vec::new();
    if index.may_manage {
        buttons.push(Button::link(lang.letter_new(), NEW));
        buttons.push(Button::link(lang.letter_numbering(), NUMBERING).quiet());
    }
    let frame =
        ctx.frame(lang.letter_title()).lead(lang.letter_lead()).actions(ui::actions(&buttons));
    let columns = vec![
        Column::text(lang.letter_column_subject()),
        Column::text(lang.letter_kind()),
        Column::text(lang.letter_column_to()),
        Column::text(lang.letter_column_date()),
        Column::text(lang.letter_state()),
    ];
    let table = Table::new(lang.letter_title(), columns)
        .rows(index.lines.iter().map(|line| row(lang, line)));
    let total = total(&index, query.state);
    let mut list = List::new(lang, lang.letter_count(total, lang.number(total)), table)
        .filters(filters(lang, &index, &query))
        .pager(pager(&query, &index))
        .empty(index.lines.is_empty().then(|| empty(lang, &index)));
    if ctx.actor()?.may(Act::LetterPrint) {
        list = list.export("CSV", address(REGISTER, &query, None));
    }
    Ok(ui::page(&frame, html! { (list) }))
}

fn total(index: &Index, state: Option<State>) -> i64 {
    let wanted = index.counts.iter().filter(|(one, _)| state.is_none_or(|state| state == **one));
    wanted.map(|(_, count)| count).sum()
}

fn empty<'a>(lang: Lang, index: &Index) -> Empty<'a> {
    if index.may_manage {
        Empty::new(lang.letter_empty(), lang.letter_empty_how())
            .button(Button::link(lang.letter_new(), NEW))
            .button(Button::link(lang.letter_to_meetings(), meeting::address::HOME).quiet())
    } else {
        Empty::new(lang.letter_empty(), lang.letter_empty_reader())
    }
}

fn row(lang: Lang, line: &Line) -> Row {
    let letter = &line.row;
    let number = letter.given.as_ref().map_or(lang.letter_no_number(), |given| &given.number);
    let link = html! { a href=(href(letter.id)) { (letter.draft.subject) } };
    Row::new(cell::lines(link, html! { (number) }))
        .cell(html! { (words::kind(lang, letter.draft.kind)) })
        .cell(to(lang, line))
        .cell(html! {
            @if let Some(given) = &letter.given { (lang.date(given.dated_on)) }
            @else { (cell::none(lang)) }
        })
        .cell(html! { (words::state(lang, letter.state)) })
}

fn to(lang: Lang, line: &Line) -> Markup {
    let follows = line.row.meeting.is_some() && line.row.given.is_none();
    let more = line.count - 1;
    html! {
        @if follows { (lang.letter_to_meeting_guests()) }
        @else {
            (line.first)
            @if more > 0 { small { (lang.letter_to_more(more, lang.number(more))) } }
        }
    }
}

fn filters<'a>(lang: Lang, index: &Index, query: &Query) -> Filters<'a> {
    let with =
        |state: Option<State>| address(HOME, &Query { state, before: None, ..query.clone() }, None);
    let all = Chip::new(lang.letter_state_all(), with(None), query.state.is_none())
        .count(total(index, None));
    // What only its writers see has no chip for the others.
    let shown = |state: &State| {
        index.may_manage || matches!(state, State::Numbered | State::Signed | State::Void)
    };
    let states = State::ALL.into_iter().filter(shown).map(|state| {
        let count = index.counts.get(&state).copied().unwrap_or(0);
        let words = words::state(lang, state);
        Chip::new(words, with(Some(state)), query.state == Some(state)).count(count)
    });
    let kinds = Kind::ALL.map(|kind| (kind.code(), words::kind(lang, kind)));
    let kind = query.kind.map_or("", Kind::code);
    let years: Vec<String> = index.years.iter().map(ToString::to_string).collect();
    let years: Vec<(&str, &str)> =
        years.iter().map(|year| (year.as_str(), year.as_str())).collect();
    let year = query.year.map(|year| year.to_string()).unwrap_or_default();
    let fields = html! {
        (Filters::words("q", lang.letter_search(), query.text.as_deref().unwrap_or_default()))
        (Filters::pick("jenis", lang.letter_kind(), lang.letter_all_kinds(), &kinds, kind))
        (Filters::pick("tahun", lang.letter_year(), lang.letter_all_years(), &years, &year))
        @if let Some(state) = query.state {
            input type="hidden" name="keadaan" value=(state.code());
        }
    };
    let narrowed = query.kind.is_some() || query.year.is_some() || query.text.is_some();
    Filters::new()
        .chips(lang.letter_state(), [all].into_iter().chain(states).collect())
        .fields(HOME, fields)
        .clear(narrowed.then_some(HOME))
}

fn pager<'a>(query: &Query, index: &Index) -> Pager<'a> {
    let first = query.before.is_some().then(|| address(HOME, query, None).into());
    let next = index.next.map(|next| address(HOME, query, Some(next)).into());
    Pager { previous: first, next, place: "".into() }
}

/// The address of this list with these filters, before this place.
fn address(path: &str, query: &Query, before: Option<Cursor>) -> String {
    let pairs = [
        ("q", query.text.clone()),
        ("jenis", query.kind.map(|kind| kind.code().to_owned())),
        ("tahun", query.year.map(|year| year.to_string())),
        ("keadaan", query.state.map(|state| state.code().to_owned())),
        ("sebelum", before.map(|(at, id)| format!("{}.{id}", at.0))),
    ];
    let pairs: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={}", encode(&value))))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}
