//! Accounts: names, passwords, dated assignments and how wrong passwords slow down.

use crate::{
    field::FieldErrors,
    id::{AccountId, AgencyId, AssignmentId, DeskId, TaskForceId},
    time::{Date, Instant},
};

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// Can sign in.
    Active,
    /// Can't sign in; its sessions have ended.
    Disabled,
}

impl AccountState {
    /// Every state.
    pub const ALL: [Self; 2] = [Self::Active, Self::Disabled];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Account x role x task force x agency / desk / region, dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its identifier, which the audit stores.
    pub id: AssignmentId,
    /// Whose it is.
    pub account: AccountId,
    /// Code of the role.
    pub role: String,
    /// The task force it is for.
    pub taskforce: Option<TaskForceId>,
    /// The agency it is for.
    pub agency: Option<AgencyId>,
    /// The desk it is for.
    pub desk: Option<DeskId>,
    /// Code of the region it is for.
    pub region: Option<String>,
    /// First day.
    pub from: Date,
    /// Last day, or open.
    pub to: Option<Date>,
}

impl Assignment {
    /// Whether it holds on `day`.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Shortest password; longer is advised on the page (OWASP ASVS 5.0, 6.2.1).
pub const PASSWORD_MIN: usize = 12;
/// Longest password, so that hashing stays bounded (ASVS 6.2.9 asks for at least 64).
pub const PASSWORD_MAX: usize = 256;

/// Words that make a password guessable wherever this program runs.
const COMMON: [&str; 24] = [
    "password",
    "passw0rd",
    "qwerty",
    "123456",
    "12345678",
    "111111",
    "000000",
    "abcdef",
    "abc123",
    "admin",
    "letmein",
    "welcome",
    "iloveyou",
    "sayang",
    "bismillah",
    "indonesia",
    "tangerang",
    "banten",
    "rahasia",
    "katasandi",
    "gugus",
    "merdeka",
    "garuda",
    "jakarta",
];

/// What is wrong with a new password of the account `username`, as a code.
pub fn password_fault(password: &str, username: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Some("password_short");
    }
    if length > PASSWORD_MAX {
        return Some("password_long");
    }
    let lower = password.to_lowercase();
    // What is left once the well-known words, the name and repeated digits are taken out.
    let mut rest = lower.clone();
    for word in COMMON.iter().copied().chain([username]).filter(|word| !word.is_empty()) {
        rest = rest.replace(word, "");
    }
    let mut letters: Vec<char> = rest.chars().filter(|c| !c.is_ascii_digit()).collect();
    letters.sort_unstable();
    letters.dedup();
    (letters.len() < 5).then_some("password_common")
}

/// A password in one spelling, so that another keyboard's accents open the same account (NFC).
pub fn password_text(typed: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    typed.nfc().collect()
}

/// A user name as it is stored: lower case, 3 to 40 of `a-z 0-9 . - _`.
pub fn username(text: &str) -> Option<String> {
    let name = text.trim().to_lowercase();
    let legal =
        name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c));
    (legal && (3..=40).contains(&name.len())).then_some(name)
}

/// Wrong passwords after which an account waits.
const FREE_FAILURES: i64 = 5;

/// Until when an account waits after its `failures`th wrong password in a row.
///
/// 30 seconds after the fifth, doubled each time, 15 minutes at most: a guesser is slowed and the
/// person is never locked out for good.
pub fn blocked_until(failures: i64, now: Instant) -> Option<Instant> {
    let over = u32::try_from(failures - FREE_FAILURES).ok()?;
    let seconds = (30_i64 << over.min(5)).min(900);
    Some(now.plus(seconds * Instant::SECOND))
}

/// A session ends after this long without a request.
pub const SESSION_IDLE: i64 = 2 * 3_600 * Instant::SECOND;
/// A session ends this long after sign-in, whatever happens.
pub const SESSION_MAX: i64 = 12 * 3_600 * Instant::SECOND;

/// A checked form for a new account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Lower-case user name.
    pub username: String,
    /// Name of the person as written; one word is a name.
    pub name: String,
    /// Code of the first role.
    pub role: String,
    /// The agency of the first assignment.
    pub agency: Option<AgencyId>,
    /// Code of the region of the first assignment.
    pub region: Option<String>,
}

impl NewAccount {
    /// Checks the typed values; `roles` are the codes that exist.
    ///
    /// # Errors
    /// Every wrong field with its code.
    pub fn parse(form: &NewAccountForm<'_>, roles: &[&str]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = form.name.trim();
        if name.is_empty() {
            errors.push("name", "required");
        }
        if name.chars().count() > 120 {
            errors.push("name", "too_long");
        }
        let user = username(form.username);
        if user.is_none() {
            errors.push("username", "username");
        }
        if !roles.contains(&form.role) {
            errors.push("role", "required");
        }
        let agency = form.agency.trim();
        let agency = if agency.is_empty() { None } else { agency.parse().ok() };
        // Both report for an agency, and reach nothing without one.
        let reports = matches!(form.role, "agency_contact" | "region_operator");
        if agency.is_none() && reports {
            errors.push("agency", "required");
        }
        let region = Some(form.region.trim()).filter(|code| !code.is_empty()).map(str::to_owned);
        errors.or(Self {
            username: user.unwrap_or_default(),
            name: name.to_owned(),
            role: form.role.to_owned(),
            agency,
            region,
        })
    }
}

/// The typed values of the form for a new account.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewAccountForm<'a> {
    /// User name as typed.
    pub username: &'a str,
    /// Name of the person as typed.
    pub name: &'a str,
    /// Chosen role.
    pub role: &'a str,
    /// Chosen agency, or empty.
    pub agency: &'a str,
    /// Chosen region code, or empty.
    pub region: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_self_made_passwords_are_refused() {
        assert_eq!(password_fault("pendek", "sari"), Some("password_short"));
        assert_eq!(password_fault("password123456", "sari"), Some("password_common"));
        assert_eq!(password_fault("tangerang20242024", "sari"), Some("password_common"));
        assert_eq!(password_fault("sari.dpppa.sari.dpppa", "sari.dpppa"), Some("password_common"));
        assert_eq!(password_fault(&"x".repeat(257), "sari"), Some("password_long"));
        assert_eq!(password_fault("kuda laut minum kopi", "sari"), None);
    }

    #[test]
    fn any_characters_are_allowed_in_a_password() {
        assert_eq!(password_fault("ñ🦜 spasi \" dan tanda", "sari"), None);
    }

    #[test]
    fn two_spellings_of_an_accent_are_one_password() {
        assert_eq!(password_text("e\u{301}clair"), password_text("\u{e9}clair"));
    }

    #[test]
    fn user_names_are_kept_in_lower_case() {
        assert_eq!(username(" Sari.DPPPA "), Some("sari.dpppa".to_owned()));
        assert_eq!(username("a b"), None);
        assert_eq!(username("é"), None);
    }

    #[test]
    fn guessing_gets_slower_and_never_locks_for_good() {
        let now = Instant(0);
        assert_eq!(blocked_until(4, now), None);
        assert_eq!(blocked_until(5, now), Some(Instant(30 * Instant::SECOND)));
        assert_eq!(blocked_until(6, now), Some(Instant(60 * Instant::SECOND)));
        assert_eq!(blocked_until(5_000, now), Some(Instant(900 * Instant::SECOND)));
    }

    #[test]
    fn an_assignment_holds_from_its_first_to_its_last_day() {
        let day = |text: &str| crate::time::parse_date(text).unwrap();
        let id = uuid::Uuid::nil();
        let assignment = Assignment {
            id: AssignmentId(id),
            account: AccountId(id),
            role: "secretariat".into(),
            taskforce: None,
            agency: None,
            desk: None,
            region: None,
            from: day("2024-06-19"),
            to: Some(day("2026-12-31")),
        };
        assert!(!assignment.holds(day("2024-06-18")));
        assert!(assignment.holds(day("2024-06-19")));
        assert!(assignment.holds(day("2026-12-31")));
        assert!(!assignment.holds(day("2027-01-01")));
    }
}
