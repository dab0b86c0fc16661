//! Words for codes that many pages show.

use text::Lang;

/// Name of a role.
pub fn role(lang: Lang, code: &str) -> &'static str {
    match code {
        "administrator" => lang.role_administrator(),
        "secretariat" => lang.role_secretariat(),
        "agency_contact" => lang.role_agency_contact(),
        "agency_head" => lang.role_agency_head(),
        "leadership" => lang.role_leadership(),
        "region_operator" => lang.role_region_operator(),
        "auditor" => lang.role_auditor(),
        "observer" => lang.role_observer(),
        _ => lang.role_other(),
    }
}

/// The sentence of a rule that refused, by its code.
pub fn rule(lang: Lang, code: &str) -> &'static str {
    match code {
        "taken" => lang.rule_taken(),
        "account.assigned" => lang.rule_account_assigned(),
        "stats.corrected" => lang.stats_rule_corrected(),
        "account.self" => lang.rule_account_self(),
        _ => crate::plan::words::rule(lang, code)
            .or_else(|| crate::agency::words::rule(lang, code))
            .or_else(|| crate::taskforce::words::rule(lang, code))
            .or_else(|| crate::meeting::words::rule(lang, code))
            .or_else(|| crate::action::words::rule(lang, code))
            .or_else(|| crate::notice::words::rule(lang, code))
            .or_else(|| crate::outreach::words::rule(lang, code))
            .or_else(|| crate::instrument::words::rule(lang, code))
            .or_else(|| crate::letter::words::rule(lang, code))
            .unwrap_or(lang.rule_other()),
    }
}

/// The same for the form of an agency: a taken value there is a name.
pub fn name_rule(lang: Lang, code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "taken" => lang.agency_rule_name_taken(),
        other => rule(lang, other),
    })
}
