//! `/wilayah`: the tree of regions, its tile map, police jurisdiction, and imports.

use app::Act;
use domain::region::RegionCode;

use crate::{Guard, Routes};

mod import;
pub(crate) mod map;
mod pages;
mod views;

/// Routes of regions.
pub fn routes() -> Routes {
    Routes::new()
        .get("/wilayah", Guard::Act(Act::RegionView), pages::index)
        .get("/wilayah/semua", Guard::Act(Act::RegionView), pages::nation)
        .get("/wilayah/impor", Guard::Act(Act::RegionImport), import::new)
        .upload("/wilayah/impor", Guard::Act(Act::RegionImport), import::preview)
        .get("/wilayah/impor/{id}", Guard::Act(Act::RegionImport), import::show)
        .post("/wilayah/impor/{id}", Guard::Act(Act::RegionImport), import::confirm)
        .get("/wilayah/{code}", Guard::Act(Act::RegionView), pages::show)
        .post("/wilayah/{code}/perubahan", Guard::Act(Act::RegionImport), pages::relate)
}

/// The address of a region's page; the slashes of RW and RT become dashes.
pub fn href(code: &RegionCode) -> String {
    format!("/wilayah/{}", code.as_str().replace('/', "-"))
}

/// The code in an address made by [`href`].
fn code_of(segment: &str) -> Option<RegionCode> {
    RegionCode::parse(&segment.replace('-', "/")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_code() {
        for text in ["36", "36.03.11", "36.03.11.2005/RW003/RT012"] {
            let code = RegionCode::parse(text).unwrap();
            assert_eq!(code_of(href(&code).strip_prefix("/wilayah/").unwrap()), Some(code));
        }
        assert_eq!(code_of("impor"), None);
    }
}
