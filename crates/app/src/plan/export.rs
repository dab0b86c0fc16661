//! The matrix taken out: on paper, as a workbook that can be imported again, and as CSV.

use domain::{
    access::{Act, Actor, check},
    agency::{Group, Lead},
    id::{AgencyId, GroupId, PlanId},
    plan::{Band, Entry, Target, on},
    time::Date,
};
use report::plan::{self as sheet, Line, View};
use serde_json::json;
use text::Lang;

use super::{load, model::Model, own, scope};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// What to take out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// XLSX, for filling by hand and importing again.
    Workbook,
    /// CSV, for other programs.
    Csv,
    /// PDF on F4 landscape, to be signed.
    Paper,
}

/// The words of a band, which stand beside the figures.
pub type BandWords = fn(Lang, Band) -> &'static str;

/// The rows of a plan, or of the running one, as a file; of one agency where it is named. That it
/// was taken out is recorded.
///
/// # Errors
/// `Denied` without `plan.print`; `NotFound` for a plan of another task force, and where none runs.
pub async fn export(
    app: &App,
    actor: &Actor,
    lang: Lang,
    (plan, agency): (Option<PlanId>, Option<AgencyId>),
    (kind, words): (Export, BandWords),
) -> Result<Vec<u8>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanPrint, &scope(taskforce))?;
    let model = match plan {
        Some(plan) => load::judged(app, taskforce, plan, None).await?,
        None => load::running_now(app, taskforce, None).await?.ok_or(Error::NotFound)?,
    };
    let id = model.matrix.plan.id;
    let mut tx = app.store.write().await?;
    let budgets = store::plan::list_budgets(&mut tx, taskforce, id).await?;
    let groups = store::agency::list_groups(&mut tx, taskforce).await?;
    // What comes back must change nothing; what is signed says one day throughout.
    let day = match (kind, &model.matrix.at) {
        (Export::Workbook, _) => Date::MAX,
        (_, Some(at)) => at.due,
        (_, None) => model.today(),
    };
    let view = view(&model, (&budgets, &groups), (agency, day), lang, words);
    let rows = view.rows.len();
    let detail = json!({ "export": format!("{kind:?}").to_lowercase(), "rows": rows });
    let event = Event::new(Act::PlanPrint, "plan", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    let (letterhead, signature, printed_on) = crate::taskforce::around(app, taskforce).await?;
    let has_examples = model.matrix.plan.is_example;
    let paper = sheet::Paper { letterhead, signature, printed_on, has_examples };
    let work = move || match kind {
        Export::Paper => sheet::paper(&view, &paper, lang).map_err(Error::internal),
        Export::Workbook => sheet::workbook(&view).map_err(Error::internal),
        Export::Csv => Ok(sheet::csv(&view, lang)),
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn view(
    model: &Model,
    (budgets, groups): (&[store::plan::BudgetRow], &[Group]),
    (agency, day): (Option<AgencyId>, Date),
    lang: Lang,
    words: BandWords,
) -> View {
    let matrix = &model.matrix;
    let years: Vec<i16> = matrix.plan.years.each().collect();
    let rows = matrix.rows.iter().zip(&model.rows);
    let rows = rows.filter(|(row, _)| agency.is_none_or(|agency| row.lead.includes(agency)));
    let group = |id: GroupId| {
        let found = groups.iter().find(|group| group.id == id);
        found.map(|group| group.short_name.clone()).unwrap_or_default()
    };
    let line = |(row, facts): (&std::sync::Arc<super::view::Row>, &domain::plan::Row)| {
        let budget = |year: &i16| {
            let mut own = budgets.iter().filter(|one| one.activity == row.activity);
            own.find(|one| one.year == *year).and_then(|one| one.rupiah)
        };
        Line {
            id: row.id.to_string(),
            code: row.code.clone(),
            strategy: matrix
                .strategies
                .get(row.strategy)
                .map(|one| one.name.clone())
                .unwrap_or_default(),
            activity: row.activity_name.clone(),
            indicator: row.name.clone(),
            unit: row.unit.clone(),
            targets: years
                .iter()
                .map(|year| facts.target(*year, day).cloned().unwrap_or_else(Target::default))
                .collect(),
            budgets: years.iter().map(budget).collect(),
            reached: row.years.iter().map(|year| year.value.and_then(Entry::shown)).collect(),
            status: words(lang, row.band()).to_owned(),
            percent: row.percent(),
            lead: match on(&facts.leads, day) {
                Some(Lead::Agency(id)) => model.agency(*id).short,
                Some(Lead::Group(id)) => group(*id),
                None => String::new(),
            },
            supports: row.supports.join(", "),
            funding: row.funding.clone(),
            sipd: row.sipd.clone(),
            definition: row.definition.clone(),
            data_source: row.data_source.clone(),
        }
    };
    View {
        title: matrix.plan.title.clone(),
        as_of: matrix.at.as_ref().map_or_else(String::new, |at| {
            let checkpoint = format!("{} {}", at.label, at.checkpoint.year);
            lang.plan_lead(checkpoint, lang.long_date(at.due))
        }),
        rows: rows.map(line).collect(),
        years,
    }
}
