//! Where the pages of notices are.

use domain::notice::MailState;

/// One's own notices.
pub const HOME: &str = "/pemberitahuan";
/// What one is told by e-mail.
pub const MAIL: &str = "/pemberitahuan/surel";
/// What became of e-mails.
pub const LOG: &str = "/pemberitahuan/pengiriman";
/// Where offices are written to.
pub const OFFICES: &str = "/pemberitahuan/alamat";

/// The log about one thing, in one state.
pub fn log(about: Option<&str>, state: Option<MailState>) -> String {
    let about = about.map(|id| format!("tentang={id}"));
    let state = state.map(|state| format!("keadaan={}", state.code()));
    let parts: Vec<String> = [about, state].into_iter().flatten().collect();
    if parts.is_empty() { LOG.to_owned() } else { format!("{LOG}?{}", parts.join("&")) }
}
