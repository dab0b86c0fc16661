//! `/pengaturan/akun`: who has an account.

use std::collections::BTreeMap;

use app::{Act, Error, account, account::Listed};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    account::{AccountState, Assignment, NewAccount, NewAccountForm},
    field::FieldErrors,
    id::{AccountId, AgencyId},
};
use maud::{Markup, html};

use crate::{
    Ctx, Fault, Posted, labels,
    ui::{self, Button, Column, Fact, Form, List, Row, Table, act, facts, field, form},
};

/// Everybody who has an account.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let actor = ctx.actor()?;
    let listed = account::index(ctx.app(), actor).await?;
    let agencies: BTreeMap<AgencyId, String> =
        app::agency::choices(ctx.app(), actor).await?.into_iter().collect();
    let lang = ctx.lang;
    let may = actor.may(Act::AccountManage);
    let mut frame = ctx.frame(lang.account_index_title()).lead(lang.account_index_lead());
    if may {
        frame = frame
            .actions(ui::actions(&[Button::link(lang.account_new(), "/pengaturan/akun/baru")]));
    }
    let columns = vec![
        Column::text(lang.account_name()),
        Column::text(lang.account_username()),
        Column::text(lang.account_role()),
        Column::text(lang.account_agency()),
        Column::text(lang.account_state()),
    ];
    let own = actor.account();
    let rows = listed.iter().map(|one| {
        let held: Vec<&Assignment> =
            one.assignments.iter().filter(|assignment| assignment.holds(ctx.today())).collect();
        let line = line(&ctx, one, &held, &agencies);
        line.cell(state(&ctx, &frame, one, may && own != Some(one.account.id)))
    });
    let count = i64::try_from(listed.len()).unwrap_or(i64::MAX);
    let list = List::new(
        lang,
        lang.account_count(count, lang.number(count)),
        Table::new(lang.account_index_title(), columns).rows(rows),
    );
    Ok(ui::page(&frame, html! { (list) }))
}

fn line(
    ctx: &Ctx,
    one: &Listed,
    held: &[&Assignment],
    agencies: &BTreeMap<AgencyId, String>,
) -> Row {
    let roles: Vec<&str> =
        held.iter().map(|assignment| labels::role(ctx.lang, &assignment.role)).collect();
    let names: Vec<&str> = held
        .iter()
        .filter_map(|assignment| {
            agencies.get(&assignment.agency?).map(String::as_str).or(assignment.region.as_deref())
        })
        .collect();
    let may = ctx.signed.as_ref().is_some_and(|signed| signed.actor.may(Act::AccountManage));
    Row::new(html! {
        @if may { a href={ "/pengaturan/akun/" (one.account.id) } { (one.account.name) } }
        @else { (one.account.name) }
        @if one.account.is_example { " " small { "(" (ctx.lang.account_example()) ")" } }
    })
    .cell(html! { (one.account.username) })
    .cell(html! { (roles.join(", ")) })
    .cell(html! { (names.join(", ")) })
}

pub(super) fn state(ctx: &Ctx, frame: &ui::Frame<'_>, one: &Listed, may: bool) -> Markup {
    let lang = ctx.lang;
    let (state, next, label) = match one.account.state {
        AccountState::Active => (lang.account_active(), "disabled", lang.account_disable()),
        AccountState::Disabled => (lang.account_disabled(), "active", lang.account_enable()),
    };
    let action = format!("/pengaturan/akun/{}/keadaan?ke={next}", one.account.id);
    html! {
        (state)
        @if may { " " (act(frame, &action, Some(one.account.version), &Button::submit(label).quiet())) }
    }
}

/// The form for a new account.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    new_page(&ctx, &Posted::default(), &FieldErrors::default()).await
}

async fn new_page(ctx: &Ctx, typed: &Posted, errors: &FieldErrors) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let agencies = app::agency::choices(ctx.app(), ctx.actor()?).await?;
    let frame = ctx
        .frame(lang.account_new())
        .crumb(lang.account_index_title(), "/pengaturan/akun")
        .troubled(!errors.0.is_empty());
    let form = form(&frame, "/pengaturan/akun/baru")
        .field(
            field::text("name")
                .label(lang.account_name())
                .help(lang.account_name_help())
                .value(typed.get("name"))
                .required(),
        )
        .field(
            field::text("username")
                .label(lang.account_username())
                .help(lang.account_username_help())
                .value(typed.get("username"))
                .error(errors.of("username").map(|code| {
                    if code == "taken" { lang.rule_taken() } else { lang.account_username_help() }
                }))
                .required(),
        );
    let form = duty(form, ctx, typed, agencies).errors(errors).submit(lang.account_create());
    Ok(ui::page(&frame, html! { (form) }))
}

/// The questions of an assignment: as what, for which agency, in which region.
pub(super) fn duty<'a>(
    form: Form<'a>,
    ctx: &Ctx,
    typed: &'a Posted,
    agencies: Vec<(AgencyId, String)>,
) -> Form<'a> {
    let lang = ctx.lang;
    let roles = ctx.app().rules.roles.all();
    let roles = roles.map(|role| field::choice(role.code.clone(), labels::role(lang, &role.code)));
    let agencies = agencies.into_iter().map(|(id, name)| field::choice(id.to_string(), name));
    form.field(
        field::select("role", roles.collect())
            .label(lang.account_role())
            .value(typed.get("role"))
            .required(),
    )
    .field(
        field::select("agency", agencies.collect())
            .label(lang.account_agency())
            .help(lang.account_agency_help())
            .value(typed.get("agency")),
    )
    .field(
        field::text("region")
            .label(lang.account_region())
            .help(lang.account_region_help())
            .value(typed.get("region")),
    )
}

/// Reads the form of an account; `username` and `name` are those of the account.
pub(super) fn parse(
    ctx: &Ctx,
    typed: &Posted,
    username: &str,
    name: &str,
) -> Result<NewAccount, FieldErrors> {
    let roles: Vec<String> = ctx.app().rules.roles.all().map(|role| role.code.clone()).collect();
    let codes: Vec<&str> = roles.iter().map(String::as_str).collect();
    let form = NewAccountForm {
        username,
        name,
        role: typed.get("role"),
        agency: typed.get("agency"),
        region: typed.get("region"),
    };
    NewAccount::parse(&form, &codes)
}

/// Makes an account and shows its first password once.
pub async fn create(ctx: Ctx, typed: Posted) -> Result<Response, Fault> {
    let made = match parse(&ctx, &typed, typed.get("username"), typed.get("name")) {
        Ok(new) => account::create(ctx.app(), ctx.actor()?, &new)
            .await
            .map(|(_, password)| (new, password)),
        Err(errors) => Err(Error::Invalid(errors)),
    };
    let errors = match made {
        Ok((new, password)) => return Ok(created(&ctx, &new, &password).into_response()),
        Err(Error::Invalid(errors)) => errors,
        Err(Error::Rule("taken")) => {
            let mut errors = FieldErrors::default();
            errors.push("username", "taken");
            errors
        }
        Err(error) => return Err(error.into()),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, new_page(&ctx, &typed, &errors).await?).into_response())
}

fn created(ctx: &Ctx, new: &NewAccount, password: &str) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.account_created())
        .lead(lang.account_created_lead())
        .crumb(lang.account_index_title(), "/pengaturan/akun");
    let body = html! {
        (facts(&[
            Fact::new(lang.account_name(), new.name.as_str()),
            Fact::new(lang.account_username(), new.username.as_str()),
            Fact::new(lang.account_first(), html! { code { (password) } }),
        ]))
        (ui::actions(&[Button::link(lang.account_index_title(), "/pengaturan/akun")]))
    };
    ui::page(&frame, body)
}

/// Disables or enables an account.
pub async fn set_state(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Redirect, Fault> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let state =
        ctx.query("ke").and_then(|code| AccountState::from_code(&code)).ok_or(Error::NotFound)?;
    account::set_state(ctx.app(), ctx.actor()?, id, typed.version(), state).await?;
    Ok(Redirect::to("/pengaturan/akun"))
}
