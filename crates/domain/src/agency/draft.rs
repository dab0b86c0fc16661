//! Forms about agencies: what is typed, and the checked draft it becomes.

use super::{AgencyKind, HolderKind, Person, Tenure};
use crate::{
    field::FieldErrors,
    id::AgencyId,
    region::RegionCode,
    time::{Date, parse_date},
};

/// Longest full name or title, in characters.
const LONG: usize = 200;
/// Longest short name, in characters.
const SHORT: usize = 60;
/// Most aliases of one agency or group.
const ALIASES: usize = 30;

/// An agency as typed on a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Code of the kind.
    pub kind: String,
    /// Full name.
    pub full_name: String,
    /// Short name.
    pub short_name: String,
    /// Other ways to write it, one a line.
    pub aliases: String,
    /// Kemendagri code of the region served, or empty.
    pub region: String,
    /// Identifier of the agency it is a part of, or empty.
    pub parent: String,
    /// ISO date from which it no longer exists, or empty.
    pub closed_on: String,
}

/// A checked agency, not yet stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What sort of body it is.
    pub kind: AgencyKind,
    /// Official name.
    pub full_name: String,
    /// Usual name.
    pub short_name: String,
    /// Other ways to write it.
    pub aliases: Vec<String>,
    /// Kemendagri code of the region it serves.
    pub region: Option<String>,
    /// The agency it is a part of.
    pub parent: Option<AgencyId>,
    /// First day on which it no longer exists.
    pub closed_on: Option<Date>,
}

impl Draft {
    /// Reads a form.
    ///
    /// # Errors
    /// `required`, `too_long`, `too_many`, `choice`, `date` or `control`, field by field.
    pub fn parse(form: &Form) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = AgencyKind::from_code(&form.kind);
        if kind.is_none() {
            errors.push("kind", "choice");
        }
        let draft = Self {
            kind: kind.unwrap_or(AgencyKind::LocalOffice),
            full_name: required(&mut errors, "full_name", &form.full_name, LONG),
            short_name: required(&mut errors, "short_name", &form.short_name, SHORT),
            aliases: lines(&mut errors, "aliases", &form.aliases),
            region: region(&mut errors, &form.region),
            parent: id(&mut errors, "parent", &form.parent),
            closed_on: day(&mut errors, "closed_on", &form.closed_on),
        };
        errors.or(draft)
    }
}

/// A checked office, not yet stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeDraft {
    /// Title as printed.
    pub title: String,
    /// Whether it is the head of the agency.
    pub is_head: bool,
}

impl OfficeDraft {
    /// Reads the typed title.
    ///
    /// # Errors
    /// `required`, `too_long` or `control` on `title`.
    pub fn parse(title: &str, is_head: bool) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = required(&mut errors, "title", title, LONG);
        errors.or(Self { title, is_head })
    }
}

/// A holder as typed on a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HolderForm {
    /// Name with titles.
    pub name: String,
    /// Rank and class, or empty.
    pub rank: String,
    /// NIP or NRP with or without spaces, or empty.
    pub nip: String,
    /// Code of the kind.
    pub kind: String,
    /// ISO date of the first day.
    pub from: String,
    /// ISO date of the last day, or empty.
    pub until: String,
}

/// A checked holder, not yet stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderDraft {
    /// Who.
    pub person: Person,
    /// For good, or acting.
    pub kind: HolderKind,
    /// On which days.
    pub tenure: Tenure,
    /// Where it is known from, when it comes from a public page.
    pub source: Option<String>,
}

impl HolderDraft {
    /// Reads a form.
    ///
    /// # Errors
    /// `required`, `too_long`, `choice`, `date`, `date_order`, `nip` or `control`, field by field.
    pub fn parse(form: &HolderForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = HolderKind::from_code(&form.kind);
        if kind.is_none() {
            errors.push("kind", "choice");
        }
        let person = Person {
            name: required(&mut errors, "name", &form.name, LONG),
            rank: optional(&mut errors, "rank", &form.rank, SHORT),
            nip: number(&mut errors, &form.nip),
        };
        let from = day(&mut errors, "from", &form.from);
        if form.from.trim().is_empty() {
            errors.push("from", "required");
        }
        let until = day(&mut errors, "until", &form.until);
        let tenure = from.and_then(|from| Tenure::new(from, until));
        if from.is_some() && tenure.is_none() {
            errors.push("until", "date_order");
        }
        let kind = kind.unwrap_or(HolderKind::Definitive);
        let tenure = tenure.unwrap_or(Tenure::open(Date::MIN));
        errors.or(Self { person, kind, tenure, source: None })
    }
}

/// A checked group, not yet stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupDraft {
    /// Full name.
    pub name: String,
    /// Usual name.
    pub short_name: String,
    /// Other ways to write it.
    pub aliases: Vec<String>,
    /// Its members from the day of writing on.
    pub members: Vec<AgencyId>,
}

impl GroupDraft {
    /// Reads typed names and chosen members; a member named twice is one member.
    ///
    /// # Errors
    /// `required`, `too_long`, `too_many` or `control`, field by field.
    pub fn parse(
        name: &str,
        short_name: &str,
        aliases: &str,
        members: &[AgencyId],
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut once: Vec<AgencyId> = Vec::with_capacity(members.len());
        for member in members {
            if !once.contains(member) {
                once.push(*member);
            }
        }
        if once.is_empty() {
            errors.push("members", "required");
        }
        let draft = Self {
            name: required(&mut errors, "name", name, LONG),
            short_name: required(&mut errors, "short_name", short_name, SHORT),
            aliases: lines(&mut errors, "aliases", aliases),
            members: once,
        };
        errors.or(draft)
    }
}

/// One line of text with single spaces, at most `max` characters.
fn required(errors: &mut FieldErrors, field: &'static str, typed: &str, max: usize) -> String {
    let text = optional(errors, field, typed, max);
    if text.is_none() && errors.of(field).is_none() {
        errors.push(field, "required");
    }
    text.unwrap_or_default()
}

fn optional(
    errors: &mut FieldErrors,
    field: &'static str,
    typed: &str,
    max: usize,
) -> Option<String> {
    let text = typed.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let text = text.trim();
    if text.chars().count() > max {
        errors.push(field, "too_long");
    } else if text.contains(|c: char| c.is_control()) {
        errors.push(field, "control");
    }
    (!text.is_empty()).then(|| text.to_owned())
}

fn lines(errors: &mut FieldErrors, field: &'static str, typed: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in typed.lines() {
        if let Some(name) = optional(errors, field, line, LONG)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    if names.len() > ALIASES {
        errors.push(field, "too_many");
    }
    names
}

fn id<T: std::str::FromStr>(
    errors: &mut FieldErrors,
    field: &'static str,
    typed: &str,
) -> Option<T> {
    let typed = typed.trim();
    let id = typed.parse().ok();
    if id.is_none() && !typed.is_empty() {
        errors.push(field, "choice");
    }
    id
}

/// A region code's shape; whether the region exists is the store's to say.
fn region(errors: &mut FieldErrors, typed: &str) -> Option<String> {
    let code = optional(errors, "region", typed, SHORT)?;
    if RegionCode::parse(&code).is_err() {
        errors.push("region", "choice");
    }
    Some(code)
}

fn day(errors: &mut FieldErrors, field: &'static str, typed: &str) -> Option<Date> {
    let typed = typed.trim();
    let day = parse_date(typed);
    if day.is_none() && !typed.is_empty() {
        errors.push(field, "date");
    }
    day
}

fn number(errors: &mut FieldErrors, typed: &str) -> Option<String> {
    let digits: String =
        typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    if digits.is_empty() {
        return None;
    }
    let known_length = matches!(digits.len(), 8 | 18);
    if !known_length || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        errors.push("nip", "nip");
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn form() -> Form {
        Form {
            kind: "local_office".into(),
            full_name: " Dinas  Tenaga Kerja Kabupaten Tangerang ".into(),
            short_name: "Disnaker".into(),
            aliases: "Dinas Tenaga Kerja\r\n\r\nDisnakertrans\nDisnakertrans\n".into(),
            ..Form::default()
        }
    }

    #[test]
    fn a_form_becomes_a_draft_with_single_spaces_and_each_alias_once() {
        let draft = Draft::parse(&form()).expect("the form is good");
        assert_eq!(draft.full_name, "Dinas Tenaga Kerja Kabupaten Tangerang");
        assert_eq!(draft.aliases, ["Dinas Tenaga Kerja", "Disnakertrans"]);
        assert_eq!(draft.region, None);
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let errors = Draft::parse(&Form {
            kind: "dinas".into(),
            full_name: "x".repeat(201),
            short_name: String::new(),
            region: "Tangerang".into(),
            closed_on: "2023-02-29".into(),
            ..form()
        })
        .expect_err("the form is wrong");
        for (field, code) in [
            ("kind", "choice"),
            ("full_name", "too_long"),
            ("short_name", "required"),
            ("region", "choice"),
            ("closed_on", "date"),
        ] {
            assert_eq!(errors.of(field), Some(code), "{field}");
        }
    }

    #[test]
    fn naughty_text_is_kept_as_typed_but_control_characters_are_refused() {
        let naughty = "<script>alert('é')</script> = #set page() ﷽";
        let kept = Draft::parse(&Form { full_name: naughty.into(), ..form() });
        assert_eq!(kept.map(|draft| draft.full_name), Ok(naughty.to_owned()));
        let nul = Draft::parse(&Form { full_name: "a\0b".into(), ..form() });
        assert_eq!(nul.map_err(|errors| errors.of("full_name")), Err(Some("control")));
    }

    fn holder() -> HolderForm {
        HolderForm {
            name: "Suharto".into(),
            kind: "definitive".into(),
            from: "2024-02-01".into(),
            ..HolderForm::default()
        }
    }

    #[test]
    fn a_holder_may_have_one_word_for_a_name_and_no_number() {
        let draft = HolderDraft::parse(&holder()).expect("the form is good");
        assert_eq!(draft.person.name, "Suharto");
        assert_eq!(draft.person.nip, None);
        assert_eq!(draft.tenure, Tenure::open(date(2024, 2, 1)));
    }

    #[test]
    fn a_nip_is_typed_with_spaces_and_has_eighteen_digits() {
        let nip = |typed: &str| {
            HolderDraft::parse(&HolderForm { nip: typed.into(), ..holder() })
                .map(|draft| draft.person.nip)
                .map_err(|errors| errors.of("nip"))
        };
        assert_eq!(nip("19700101 199503 1 002"), Ok(Some("197001011995031002".into())));
        assert_eq!(nip("76050412"), Ok(Some("76050412".into())));
        assert_eq!(nip("19700101199503100"), Err(Some("nip")));
    }

    #[test]
    fn a_last_day_before_the_first_is_refused() {
        let form = HolderForm { until: "2024-01-31".into(), ..holder() };
        let errors = HolderDraft::parse(&form).expect_err("it runs backwards");
        assert_eq!(errors.of("until"), Some("date_order"));
        let form = HolderForm { from: String::new(), ..holder() };
        let errors = HolderDraft::parse(&form).expect_err("it has no first day");
        assert_eq!(errors.of("from"), Some("required"));
    }

    #[test]
    fn a_group_has_members_and_each_once() {
        let id = AgencyId(uuid::Uuid::from_u128(1));
        let draft = GroupDraft::parse("Tiga Polres", "Polres (3)", "", &[id, id]);
        assert_eq!(draft.map(|draft| draft.members), Ok(vec![id]));
        let errors = GroupDraft::parse("Tiga Polres", "Polres (3)", "", &[]);
        assert_eq!(errors.map_err(|errors| errors.of("members")), Err(Some("required")));
    }
}
