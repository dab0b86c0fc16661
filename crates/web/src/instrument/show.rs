//! The page of an instrument: the next step on top, what it is, its way, and what hangs on it.

use app::instrument::{
    self,
    view::{Show, Step as StepRow},
};
use axum::extract::Path;
use domain::{
    id::AccountId,
    instrument::{Relation, Rule, Standing, Step, TextKind},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href, step_href},
    tie::off,
    words,
};
use crate::{
    Ctx, Fault,
    forms::id_in,
    labels,
    ui::{self, Button, Event, Fact, Frame, NextStep, Notice, Record},
};

/// The instrument.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let show = instrument::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.instrument_saved()));
    let own = href(show.row.id);
    let mut buttons = Vec::new();
    if show.may_manage && !show.row.life.stage.is_over() {
        let edit = format!("{own}/ubah");
        buttons.push(Button::link(lang.instrument_edit(), edit).quiet());
    }
    let frame = ctx
        .frame(words::name(lang, &show))
        .lead(show.row.draft.title.as_str())
        .crumb(lang.instrument_title(), HOME)
        .notice(done)
        .actions(ui::actions(&buttons));
    let opens = ctx.actor()?.may(app::Act::FileView);
    let record = Record::new(lang, facts(lang, &show))
        .next(Some(next(lang, &show)))
        .events(events(lang, &show))
        .more(html! {
            (ties(lang, &show))
            (texts(&frame, &show, opens))
            (other_steps(lang, &show))
        });
    Ok(ui::page(&frame, html! { (record) }))
}

fn facts<'a>(lang: Lang, show: &Show) -> Vec<Fact<'a>> {
    let (draft, life) = (&show.row.draft, &show.row.life);
    let standing = html! {
        (words::standing(lang, show.standing))
        @if show.row.is_example { small { (lang.meeting_example()) } }
        @if !show.needs.confirmed { small { (lang.instrument_rule_unconfirmed()) } }
    };
    let office = html! {
        (show.office.full)
        @if show.is_orphan { small { (lang.instrument_orphan()) } }
    };
    let mut facts = vec![
        Fact::new(lang.instrument_standing(), standing),
        Fact::new(lang.instrument_kind(), words::kind(lang, draft.kind)),
        Fact::new(lang.instrument_office(), office),
    ];
    let mut fact = |name: &'static str, value: Markup| facts.push(Fact::new(name, value));
    if let Some(place) = &show.place {
        let link = html! { a href={ "/wilayah/" (place.code) } { (words::place(lang, place)) } };
        fact(lang.instrument_place(), link);
    }
    if let Some(basis) = &show.basis {
        let address = match basis {
            instrument::view::BasisName::Term(_) => "/gugus-tugas".to_owned(),
            instrument::view::BasisName::Plan(years) => {
                format!("/rad/rencana/{}-{}", years.first, years.last)
            }
        };
        fact(lang.instrument_basis(), html! { a href=(address) { (words::basis(lang, basis)) } });
    }
    if let Some(one) = &life.harmonised {
        let by = lang.instrument_by_on(&one.by, lang.long_date(one.on));
        fact(lang.instrument_harmonised(), html! { (by) });
    }
    if let Some(one) = &life.signed {
        let by = lang.instrument_by_on(&one.by, lang.long_date(one.on));
        fact(lang.instrument_signed(), html! { (by) });
    }
    if let Some(one) = &life.published {
        let place = lang.instrument_by_on(&one.place, lang.long_date(one.on));
        fact(
            lang.instrument_published(),
            html! {
                (place)
                @if !one.url.is_empty() {
                    // A page elsewhere learns nothing about where the reader came from.
                    small { a href=(one.url) target="_blank" rel="noopener noreferrer nofollow" { (one.url) } }
                }
            },
        );
    }
    let term = words::term(lang, draft.term.from, draft.term.until);
    if !term.is_empty() {
        fact(lang.instrument_term(), html! { (term) });
    }
    if let Some(day) = life.ended_on {
        fact(lang.instrument_ended_on(), html! { (lang.long_date(day)) });
    }
    if !draft.summary.is_empty() {
        let lines = draft.summary.split('\n');
        fact(
            lang.instrument_summary(),
            html! { @for (at, line) in lines.enumerate() { @if at > 0 { br; } (line) } },
        );
    }
    facts
}

/// What to do next, for whoever looks after it; else where it stands.
fn next<'a>(lang: Lang, show: &Show) -> NextStep<'a> {
    let own = href(show.row.id);
    let step = |step: Step| Button::link(words::step(lang, step), step_href(show.row.id, step));
    let told = |title: &'static str, why: String| NextStep::new(title, why);
    let may = show.may_manage;
    if !may {
        return told(words::standing(lang, show.standing), waits(lang, show));
    }
    if show.is_orphan {
        let edit = Button::link(lang.instrument_edit(), format!("{own}/ubah"));
        return told(lang.instrument_orphan(), lang.instrument_orphan_why(&show.office.short))
            .button(edit);
    }
    let ties = || Button::link(lang.instrument_ties_edit(), format!("{own}/kaitan#pihak"));
    match (show.standing, show.lacks) {
        (Standing::Draft, Some(Rule::NotHarmonised)) => {
            told(lang.instrument_next_harmonise(), lang.instrument_step_harmonise_why().to_owned())
                .button(step(Step::Harmonise))
        }
        (Standing::Draft | Standing::Harmonised, Some(Rule::NoTerm)) => {
            told(lang.instrument_next_term(), lang.instrument_rule_no_term().to_owned())
                .button(Button::link(lang.instrument_edit(), format!("{own}/ubah")))
        }
        (Standing::Draft | Standing::Harmonised, Some(rule)) => {
            told(lang.instrument_next_parties(), labels::rule(lang, rule.code()).to_owned())
                .button(ties())
        }
        (Standing::Draft | Standing::Harmonised, None) => {
            told(lang.instrument_next_sign(), lang.instrument_step_sign_why().to_owned())
                .button(step(Step::Sign))
        }
        (Standing::Signed, _) => {
            told(lang.instrument_next_publish(), lang.instrument_step_publish_why().to_owned())
                .button(step(Step::Publish))
        }
        (Standing::Withdrawn, _) => {
            told(lang.instrument_standing_withdrawn(), lang.instrument_over_why().to_owned())
        }
        (Standing::Revoked, _) => {
            told(lang.instrument_standing_revoked(), lang.instrument_over_why().to_owned())
        }
        (Standing::Ahead | Standing::InForce | Standing::Ending | Standing::Expired, _) => {
            standing_next(lang, show, step)
        }
    }
}

/// What to do with what is signed: take it out of force, renew it, attach its text.
fn standing_next<'a>(lang: Lang, show: &Show, step: impl Fn(Step) -> Button<'a>) -> NextStep<'a> {
    let own = href(show.row.id);
    if let Some(by) = show.follower(Relation::Revokes) {
        let why = lang.instrument_next_revoke_why(words::brief(lang, by));
        return NextStep::new(lang.instrument_next_revoke(), why).button(step(Step::Revoke));
    }
    let until = show.row.draft.term.until.map(|day| lang.long_date(day)).unwrap_or_default();
    if let Some(by) = show.follower(Relation::Renews) {
        let why = lang.instrument_renewed_why(words::brief(lang, by));
        return NextStep::new(words::standing(lang, show.standing), why);
    }
    let signed = show.texts.iter().any(|(text, _)| text.kind == TextKind::Signed);
    match show.standing {
        Standing::Ending => {
            NextStep::new(lang.instrument_next_renew(until), lang.instrument_next_renew_why())
        }
        Standing::Expired => {
            NextStep::new(lang.instrument_next_expired(until), lang.instrument_next_renew_why())
        }
        _ if !signed => NextStep::new(lang.instrument_next_text(), lang.instrument_next_text_why())
            .button(Button::link(lang.instrument_attach(), format!("{own}/naskah"))),
        standing => NextStep::new(words::standing(lang, standing), waits(lang, show)),
    }
}

/// What is waited for, for whoever only looks.
fn waits(lang: Lang, show: &Show) -> String {
    match (show.standing, show.row.draft.term.until) {
        (Standing::Draft | Standing::Harmonised | Standing::Signed, _) => {
            lang.instrument_waits(&show.office.short)
        }
        (standing, Some(until)) if standing.is_in_force() => {
            lang.instrument_waits_until(lang.long_date(until))
        }
        _ => lang.instrument_nothing().to_owned(),
    }
}

fn events<'a>(lang: Lang, show: &Show) -> Vec<Event<'a>> {
    let who = |id: Option<AccountId>| {
        let name = id.and_then(|id| show.people.get(&id)).map(String::as_str);
        name.unwrap_or(lang.meeting_system()).to_owned()
    };
    let steps = show.steps.iter().map(|step| Event {
        when: lang.stamp(step.taken_at, show.zone).into(),
        who: who(step.taken_by).into(),
        what: html! { (said(lang, show, step)) },
        from: None,
    });
    let entered = Event {
        when: lang.stamp(show.row.created_at, show.zone).into(),
        who: who(show.row.created_by).into(),
        what: html! { (lang.instrument_event_entered()) },
        from: None,
    };
    steps.chain([entered]).collect()
}

fn said(lang: Lang, show: &Show, step: &StepRow) -> String {
    let day = step.on.map(|day| lang.date(day)).unwrap_or_default();
    match step.step {
        Step::Harmonise => lang.instrument_event_harmonise(day, &step.who),
        Step::Sign => lang.instrument_event_sign(day, &step.who, &step.number),
        Step::Publish => lang.instrument_event_publish(day, &step.number),
        Step::Withdraw => lang.instrument_event_withdraw(&step.note),
        Step::Back => lang.instrument_event_back(&step.note),
        Step::Revoke => {
            let by = show.ties.iter().find(|tie| Some(tie.other.id) == step.by);
            match by {
                Some(tie) => {
                    lang.instrument_event_revoke_by(day, words::brief(lang, &tie.other), &step.note)
                }
                None => lang.instrument_event_revoke(day, &step.note),
            }
        }
    }
}

fn ties(lang: Lang, show: &Show) -> Markup {
    html! {
        section {
            h2 { (lang.instrument_ties()) }
            @if show.parties.is_empty() && show.rows.is_empty() && show.ties.is_empty() {
                p class="none" { (lang.instrument_ties_none()) }
            }
            @if !show.parties.is_empty() {
                h3 { (lang.instrument_parties()) }
                ul class="plain-list" {
                    @for (party, name) in &show.parties {
                        li { (name) @if !party.party.role.is_empty() { " " small { (party.party.role) } } }
                    }
                }
            }
            @if !show.rows.is_empty() {
                h3 { (lang.instrument_rows()) }
                ul class="plain-list" {
                    @for (row, name) in &show.rows { li { a href={ "/rad/" (row) } { (name) } } }
                }
            }
            @if !show.ties.is_empty() {
                h3 { (lang.instrument_relations()) }
                ul class="plain-list" {
                    @for tie in &show.ties {
                        li {
                            (words::relation(lang, tie.kind, tie.is_own)) " "
                            a href=(href(tie.other.id)) { (words::brief(lang, &tie.other)) }
                            " " small { (tie.other.title) " · " (words::standing(lang, tie.other.standing)) }
                        }
                    }
                }
            }
            @if show.may_manage {
                (ui::actions(&[Button::link(lang.instrument_ties_edit(), format!("{}/kaitan", href(show.row.id))).quiet()]))
            }
        }
    }
}

fn texts(frame: &Frame, show: &Show, opens: bool) -> Markup {
    let lang = frame.lang;
    let own = href(show.row.id);
    html! {
        section id="naskah" {
            h2 { (lang.instrument_texts()) }
            @if show.texts.is_empty() { p class="none" { (lang.instrument_texts_none()) } }
            @else {
                ul class="agenda" {
                    @for (text, file) in &show.texts {
                        li {
                            div {
                                @if opens { a href={ "/berkas/" (text.file) } { (text.caption) } }
                                @else { (text.caption) }
                                small {
                                    (words::text_kind(lang, text.kind)) " · "
                                    (file.kind.extension().to_uppercase()) " · "
                                    (lang.date(show.zone.date(text.created_at)))
                                }
                            }
                            @if show.may_manage {
                                (off(frame, show.row.id, ("text", &text.id.to_string()), &lang.instrument_take_off(&text.caption)))
                            }
                        }
                    }
                }
            }
            @if show.may_manage {
                (ui::actions(&[Button::link(lang.instrument_attach(), format!("{own}/naskah")).quiet()]))
            }
        }
    }
}

/// Every step that begins here, the main one among them.
fn other_steps(lang: Lang, show: &Show) -> Markup {
    let steps: Vec<Step> = show.row.life.steps().collect();
    html! {
        @if show.may_manage && !steps.is_empty() {
            section {
                h2 { (lang.instrument_steps()) }
                ul class="plain-list" {
                    @for step in steps {
                        li { a href=(step_href(show.row.id, step)) { (words::step(lang, step)) } }
                    }
                }
            }
        }
    }
}
