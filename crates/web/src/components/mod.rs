//! `/pengaturan/komponen`: every page kind with samples, for the administrator of a demo.

use app::Act;
use axum::extract::Path;
use maud::Markup;

use crate::{Ctx, Fault, Guard, Routes};

mod samples;

use samples::{Amount, Kind};

/// The index and one page for each kind.
pub fn routes() -> Routes {
    let guard = Guard::Act(Act::ComponentView);
    Routes::new().get("/pengaturan/komponen", guard, index).get(
        "/pengaturan/komponen/{kind}",
        guard,
        show,
    )
}

async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    demo_only(&ctx)?;
    Ok(samples::index(ctx.frame(ctx.lang.components_title())))
}

async fn show(ctx: Ctx, Path(kind): Path<String>) -> Result<Markup, Fault> {
    demo_only(&ctx)?;
    let kind = Kind::from_code(&kind).ok_or_else(Fault::not_found)?;
    let amount = Amount::from_code(ctx.query("jumlah").as_deref());
    Ok(samples::show(ctx.frame(""), kind, amount))
}

/// Outside a demo the samples do not exist: their people are invented.
fn demo_only(ctx: &Ctx) -> Result<(), Fault> {
    if ctx.settings.demo { Ok(()) } else { Err(Fault::not_found()) }
}
