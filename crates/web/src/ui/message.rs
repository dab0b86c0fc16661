//! Words to copy, or to send by the chat that everybody has.

use maud::{Markup, html};
use text::Lang;

/// A message in a field of its own, and the way into a chat.
pub fn message(lang: Lang, label: &str, text: &str) -> Markup {
    let rows = text.lines().count() + 2;
    let chat = format!("https://wa.me/?text={}", crate::address::encode(text));
    html! {
        textarea rows=(rows) readonly aria-label=(label) { (text) }
        p { a href=(chat) target="_blank" rel="noopener noreferrer" { (lang.plan_remind_chat()) } }
    }
}
