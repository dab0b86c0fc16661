//! Words of agencies, offices and desks.

use domain::{
    agency::{AgencyKind, DeskKind, Holder, HolderKind, Tenure},
    field::FieldErrors,
};
use maud::{Markup, html};
use text::Lang;

/// What sort of body an agency is.
pub const fn kind(lang: Lang, kind: AgencyKind) -> &'static str {
    match kind {
        AgencyKind::RegionalHead => lang.agency_agency_regional_head(),
        AgencyKind::Council => lang.agency_agency_council(),
        AgencyKind::Secretariat => lang.agency_agency_secretariat(),
        AgencyKind::Division => lang.agency_agency_division(),
        AgencyKind::LocalOffice => lang.agency_agency_local_office(),
        AgencyKind::ServiceUnit => lang.agency_agency_service_unit(),
        AgencyKind::District => lang.agency_agency_district(),
        AgencyKind::Police => lang.agency_agency_police(),
        AgencyKind::Prosecutor => lang.agency_agency_prosecutor(),
        AgencyKind::Court => lang.agency_agency_court(),
        AgencyKind::Hospital => lang.agency_agency_hospital(),
        AgencyKind::Military => lang.agency_agency_military(),
        AgencyKind::Vertical => lang.agency_agency_vertical(),
        AgencyKind::National => lang.agency_agency_national(),
        AgencyKind::Lpsk => lang.agency_agency_lpsk(),
        AgencyKind::Ngo => lang.agency_agency_ngo(),
        AgencyKind::Community => lang.agency_agency_community(),
        AgencyKind::Academic => lang.agency_agency_academic(),
        AgencyKind::Business => lang.agency_agency_business(),
        AgencyKind::Media => lang.agency_agency_media(),
    }
}

/// What a desk does.
pub const fn desk(lang: Lang, kind: DeskKind) -> &'static str {
    match kind {
        DeskKind::Intake => lang.agency_desk_intake(),
        DeskKind::Care => lang.agency_desk_care(),
        DeskKind::Police => lang.agency_desk_police(),
        DeskKind::Prosecutor => lang.agency_desk_prosecutor(),
        DeskKind::Health => lang.agency_desk_health(),
        DeskKind::Social => lang.agency_desk_social(),
        DeskKind::Legal => lang.agency_desk_legal(),
        DeskKind::Transit => lang.agency_desk_transit(),
    }
}

/// In which way an office is held.
pub const fn holding(lang: Lang, kind: HolderKind) -> &'static str {
    match kind {
        HolderKind::Definitive => lang.agency_kind_definitive(),
        HolderKind::Plt => lang.agency_kind_plt(),
        HolderKind::Plh => lang.agency_kind_plh(),
        HolderKind::Pj => lang.agency_kind_pj(),
        HolderKind::Pjs => lang.agency_kind_pjs(),
    }
}

/// A holder in one line: "Plt.", the name, and whether it is invented.
pub fn person(lang: Lang, holder: &Holder) -> Markup {
    html! {
        @if let Some(acting) = holder.kind.prefix() { (acting) " " }
        (holder.person.name)
        @if holder.is_example { " " span class="none" { "(" (lang.taskforce_example()) ")" } }
    }
}

/// The word for an empty office, seen also without colour.
pub fn vacant(lang: Lang) -> Markup {
    html! { span class="badge waits" { (lang.agency_vacant()) } }
}

/// The days of a tenure.
pub fn span(lang: Lang, tenure: Tenure) -> String {
    let until = tenure.until.map(|day| lang.date(day));
    let until = until.unwrap_or_else(|| lang.agency_holder_now().to_owned());
    lang.agency_holder_span(lang.date(tenure.from), until)
}

/// The sentence of a rule of agencies that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "agency.holder_overlap" => lang.agency_rule_holder_overlap(),
        "agency.closed" => lang.agency_rule_closed(),
        "agency.parent_loop" => lang.agency_rule_parent_loop(),
        "agency.group_empty" => lang.agency_rule_group_empty(),
        "agency.merge_reported" => lang.agency_rule_merge_reported(),
        "agency.merge_shared" => lang.agency_rule_merge_shared(),
        "agency.merge_ended" => lang.agency_rule_merge_ended(),
        _ => return None,
    })
}

/// The sentence for a wrong NIP.
pub fn nip(lang: Lang, errors: &FieldErrors) -> Option<&'static str> {
    errors.of("nip").map(|_| lang.agency_holder_nip_wrong())
}

#[cfg(test)]
mod tests {
    use domain::agency::Rule;

    use super::*;

    #[test]
    fn every_kind_and_rule_has_its_own_words_in_both_languages() {
        for lang in Lang::ALL {
            let mut kinds: Vec<_> = AgencyKind::ALL.map(|one| kind(lang, one)).to_vec();
            kinds.sort_unstable();
            kinds.dedup();
            assert_eq!(kinds.len(), AgencyKind::ALL.len());
            assert!(DeskKind::ALL.iter().all(|one| !desk(lang, *one).is_empty()));
            assert!(HolderKind::ALL.iter().all(|one| !holding(lang, *one).is_empty()));
            assert!(Rule::ALL.iter().all(|one| rule(lang, one.code()).is_some()));
        }
    }
}
