//! The list of meetings.

use app::{
    Act,
    meeting::{
        self,
        view::{Index, Line},
    },
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, NEW, WISH, href},
    words,
};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Column, Empty, Notice, Row, Table, cell},
};

/// The list.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let index = meeting::index(ctx.app(), actor).await?;
    let manages = actor.may(Act::MeetingManage);
    let mut buttons = Vec::new();
    if manages {
        buttons.push(Button::link(lang.meeting_new(), NEW));
    }
    if actor.may(Act::MeetingTakePart) {
        buttons.push(Button::link(lang.meeting_wish_title(), WISH).quiet());
    }
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.meeting_wish_sent()));
    let frame = ctx
        .frame(lang.meeting_title())
        .lead(lang.meeting_lead())
        .notice(done)
        .actions(ui::actions(&buttons));
    let body = html! {
        @if index.ahead.is_empty() && index.past.is_empty() { (empty(lang, manages)) }
        @else {
            section {
                h2 { (lang.meeting_ahead()) }
                @if index.ahead.is_empty() { p class="none" { (lang.meeting_ahead_none()) } }
                @else { (table(lang, lang.meeting_ahead(), &index.ahead)) }
            }
            @if !index.past.is_empty() {
                section { h2 { (lang.meeting_past()) } (table(lang, lang.meeting_past(), &index.past)) }
            }
        }
        @if actor.may(Act::MeetingTakePart) { (wishes(&ctx, &frame, &index)) }
    };
    Ok(ui::page(&frame, body))
}

fn empty(lang: Lang, manages: bool) -> Empty<'static> {
    if manages {
        Empty::new(lang.meeting_empty(), lang.meeting_empty_how())
            .button(Button::link(lang.meeting_new(), NEW))
    } else {
        Empty::new(lang.meeting_empty(), lang.meeting_empty_others())
    }
}

fn table(lang: Lang, caption: &'static str, lines: &[Line]) -> Markup {
    let columns = vec![
        Column::text(lang.meeting_column_meeting()),
        Column::text(lang.meeting_column_day()),
        Column::text(lang.meeting_column_stage()),
        Column::number(lang.meeting_column_guests()),
        Column::number(lang.meeting_column_open()),
    ];
    html! { (Table::new(caption, columns).rows(lines.iter().map(|line| row(lang, line)))) }
}

fn count(lang: Lang, number: usize) -> String {
    lang.number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn row(lang: Lang, line: &Line) -> Row {
    let draft = &line.row.draft;
    let (open, late) = line.open;
    Row::new(html! {
        a href=(href(line.row.id)) { (draft.title) }
        small {
            (words::kind(lang, draft.kind))
            @if line.row.is_example { " · " (lang.meeting_example()) }
        }
    })
    .cell(cell::lines(lang.weekday_date(draft.held_on), &draft.place))
    .cell(html! { (words::stage(lang, line.row.stage)) })
    .cell(html! { (count(lang, line.guests)) })
    .cell(html! {
        @if open == 0 { "–" } @else { (count(lang, open)) }
        @if late > 0 { small { (lang.meeting_open_late(count(lang, late))) } }
    })
}

/// What waits to stand on an agenda.
fn wishes(ctx: &Ctx, frame: &ui::Frame, index: &Index) -> Markup {
    let lang = ctx.lang;
    let (manages, own) = match ctx.actor() {
        Ok(actor) => (actor.may(Act::MeetingManage), actor.agency),
        Err(_) => (false, None),
    };
    html! {
        section {
            h2 { (lang.meeting_wishes()) }
            @if index.wishes.is_empty() { p class="none" { (lang.meeting_wishes_none()) } }
            @else {
                ul class="agenda" {
                    @for (wish, office) in &index.wishes {
                        li {
                            div {
                                b { (wish.title) }
                                small { (office.short) @if !wish.note.is_empty() { " · " (wish.note) } }
                            }
                            @if manages || own == Some(office.id) {
                                form method="post" action={ (HOME) "/usul/" (wish.id) "/cabut" } {
                                    input type="hidden" name="_token" value=(frame.csrf);
                                    button class="quiet small" type="submit" aria-label=(lang.meeting_wish_withdraw(&wish.title)) { "×" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
