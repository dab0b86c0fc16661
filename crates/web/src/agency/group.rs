//! Named groups of agencies.

use std::collections::BTreeMap;

use app::{Act, Error, agency};
use axum::{extract::Path, response::Response};
use domain::{
    agency::{Group, GroupDraft},
    id::{AgencyId, GroupId},
};
use maud::{Markup, html};

use super::href;
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Column, Empty, List, Notice, Row, Table, cell, field, form},
};

const PATH: &str = "/pengaturan/kelompok";
const NEW: &str = "/pengaturan/kelompok/baru";

/// The groups of the task force.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let groups = agency::groups(ctx.app(), ctx.actor()?).await?;
    let names: BTreeMap<AgencyId, String> =
        agency::choices(ctx.app(), ctx.actor()?).await?.into_iter().collect();
    let lang = ctx.lang;
    let may = ctx.actor()?.may(Act::AgencyEdit);
    let mut frame = ctx
        .frame(lang.agency_group_title())
        .lead(lang.agency_group_lead())
        .crumb(lang.agency_title(), "/pengaturan/instansi")
        .notice(ctx.query("tersimpan").map(|_| Notice::done(lang.agency_saved())));
    if may {
        frame = frame.actions(ui::actions(&[Button::link(lang.agency_group_new(), NEW)]));
    }
    let columns = vec![
        Column::text(lang.agency_short_name()),
        Column::text(lang.agency_group_members()),
        Column::text(""),
    ];
    let rows = groups.iter().map(|group| line(&ctx, group, &names, may));
    let table = Table::new(lang.agency_group_title(), columns).rows(rows);
    let count = i64::try_from(groups.len()).unwrap_or(i64::MAX);
    let empty = groups
        .is_empty()
        .then(|| Empty::new(lang.agency_group_none(), lang.agency_group_none_how()));
    let total = lang.agency_groups_total(count, lang.number(count));
    Ok(ui::page(&frame, html! { (List::new(lang, total, table).empty(empty)) }))
}

fn line(ctx: &Ctx, group: &Group, names: &BTreeMap<AgencyId, String>, may: bool) -> Row {
    let lang = ctx.lang;
    let members: Vec<AgencyId> = group.members_on(ctx.today()).collect();
    let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
    let list = html! {
        @for (index, id) in members.iter().enumerate() {
            @if index > 0 { ", " }
            a href=(href(*id)) { (names.get(id).map_or("", String::as_str)) }
        }
    };
    let shown = html! {
        details {
            summary { (lang.agency_group_count(count)) }
            p { (list) }
        }
    };
    Row::new(cell::lines(html! { (group.short_name) }, html! { (group.name) })).cell(shown).cell(
        html! {
            @if may { a href={ (PATH) "/" (group.id) "/ubah" } { (lang.agency_edit()) } }
        },
    )
}

/// What a form of a group holds, typed or stored.
struct Typed {
    name: String,
    short_name: String,
    aliases: String,
    members: Vec<AgencyId>,
}

impl Typed {
    fn posted(posted: &Posted) -> Self {
        Self {
            name: posted.get("name").to_owned(),
            short_name: posted.get("short_name").to_owned(),
            aliases: posted.get("aliases").to_owned(),
            members: posted.all("members").filter_map(|id| id.parse().ok()).collect(),
        }
    }

    fn draft(&self) -> Result<GroupDraft, Error> {
        GroupDraft::parse(&self.name, &self.short_name, &self.aliases, &self.members)
            .map_err(Error::Invalid)
    }
}

/// The form for a new group.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    page(&ctx, None, &Typed::posted(&Posted::default()), &Refusal::none()).await
}

/// Makes a group.
pub async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let typed = Typed::posted(&posted);
    let made = match typed.draft() {
        Ok(draft) => agency::create_group(ctx.app(), ctx.actor()?, draft, ctx.today()).await,
        Err(error) => Err(error),
    };
    let Err(error) = made else { return Ok(saved(PATH)) };
    Ok(again(page(&ctx, None, &typed, &Refusal::of(error)?).await?))
}

/// The form of a group as it is.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let (group, aliases) = agency::group(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let typed = Typed {
        name: group.name.clone(),
        short_name: group.short_name.clone(),
        aliases: aliases.join("\n"),
        members: group.members_on(ctx.today()).collect(),
    };
    page(&ctx, Some((group.id, group.version)), &typed, &Refusal::none()).await
}

/// Changes a group from today on.
pub async fn update(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: GroupId = id_in(&id)?;
    let typed = Typed::posted(&posted);
    let version = posted.version();
    let done = match typed.draft() {
        Ok(draft) => {
            let today = ctx.today();
            agency::edit_group(ctx.app(), ctx.actor()?, id, version, draft, today).await
        }
        Err(error) => Err(error),
    };
    let Err(error) = done else { return Ok(saved(PATH)) };
    Ok(again(page(&ctx, Some((id, version)), &typed, &Refusal::of(error)?).await?))
}

async fn page(
    ctx: &Ctx,
    of: Option<(GroupId, i64)>,
    typed: &Typed,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let choices = agency::choices(ctx.app(), ctx.actor()?).await?;
    let choices = choices.into_iter().map(|(id, name)| field::choice(id.to_string(), name));
    let title = if of.is_some() { lang.agency_group_edit() } else { lang.agency_group_new() };
    let frame = ctx
        .frame(title)
        .crumb(lang.agency_title(), "/pengaturan/instansi")
        .crumb(lang.agency_group_title(), PATH)
        .troubled(refusal.is_some());
    let action = of.map_or_else(|| NEW.to_owned(), |(id, _)| format!("{PATH}/{id}/ubah"));
    let mut form = form(&frame, action)
        .field(
            field::text("short_name")
                .label(lang.agency_short_name())
                .value(&typed.short_name)
                .required(),
        )
        .field(field::text("name").label(lang.agency_group_name()).value(&typed.name).required())
        .field(
            field::area("aliases", 3)
                .label(lang.agency_aliases())
                .help(lang.agency_aliases_help())
                .value(&typed.aliases),
        )
        .field(
            field::checks("members", choices.collect())
                .label(lang.agency_group_members())
                .help(lang.agency_group_members_help())
                .chosen(typed.members.iter().map(ToString::to_string))
                .required(),
        )
        .problem(labels::name_rule(lang, refusal.rule))
        .errors(&refusal.errors)
        .submit(lang.agency_group_save())
        .button(Button::link(lang.agency_group_title(), PATH).quiet());
    if let Some((_, version)) = of {
        form = form.version(version);
    }
    Ok(ui::page(&frame, html! { (form) }))
}
