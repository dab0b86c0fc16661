//! Turns `locales/{id,en}/<noun>.toml` into methods of `Lang`.
//!
//! A key that is missing in one language, or names other arguments there, stops the build.

use std::{collections::BTreeMap, env, error::Error, fmt::Write as _, fs, path::Path};

/// One sentence: plain, or with an English-style singular and plural.
#[derive(Debug)]
enum Message {
    Plain(String),
    Plural { one: String, other: String },
}

type Messages = BTreeMap<String, Message>;
type Fail = Box<dyn Error>;

#[expect(clippy::disallowed_methods, reason = "cargo names the output folder in the environment")]
fn main() -> Result<(), Fail> {
    println!("cargo:rerun-if-changed=locales");
    let mut code = String::from("impl Lang {\n");
    for noun in nouns(Path::new("locales/id"))? {
        let id = read(&noun, "id")?;
        let en = read(&noun, "en")?;
        if let Some(key) = en.keys().find(|key| !id.contains_key(*key)) {
            return Err(format!("locales/id/{noun}.toml lacks `{key}`").into());
        }
        for (key, indonesian) in &id {
            let english = en.get(key).ok_or(format!("locales/en/{noun}.toml lacks `{key}`"))?;
            method(&mut code, &noun, key, indonesian, english)?;
        }
    }
    code.push_str("}\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), code)?;
    Ok(())
}

fn nouns(folder: &Path) -> Result<Vec<String>, Fail> {
    let mut nouns = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(noun) = name.strip_suffix(".toml") {
            nouns.push(noun.to_owned());
        }
    }
    nouns.sort();
    Ok(nouns)
}

fn read(noun: &str, language: &str) -> Result<Messages, Fail> {
    let path = format!("locales/{language}/{noun}.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{path}: {error}"))?;
    let mut messages = Messages::new();
    for (key, value) in table {
        let part = |name: &str| value.get(name).and_then(|part| part.as_str()).map(str::to_owned);
        let message = match (value.as_str(), part("one"), part("other")) {
            (Some(plain), _, _) => Message::Plain(plain.to_owned()),
            // A key that was added below a table belongs to it: it would be lost without a word.
            (None, Some(one), Some(other))
                if value.as_table().is_some_and(|all| all.len() == 2) =>
            {
                Message::Plural { one, other }
            }
            _ => return Err(format!("{path}: `{key}` is neither a sentence nor one/other").into()),
        };
        messages.insert(key, message);
    }
    Ok(messages)
}

fn method(
    code: &mut String,
    noun: &str,
    key: &str,
    id: &Message,
    en: &Message,
) -> Result<(), Fail> {
    let name = format!("{noun}_{key}");
    let place = |language: &str| format!("locales/{language}/{noun}.toml `{key}`");
    let names = arguments(first(id)).map_err(|error| format!("{}: {error}", place("id")))?;
    for (language, text) in texts(id).map(|t| ("id", t)).chain(texts(en).map(|t| ("en", t))) {
        let mut found = arguments(text).map_err(|error| format!("{}: {error}", place(language)))?;
        let mut wanted = names.clone();
        if matches!((id, en), (Message::Plain(_), Message::Plain(_))) {
            found.sort();
            wanted.sort();
        } else {
            found.retain(|name| name != "count");
            wanted.retain(|name| name != "count");
            found.sort();
            wanted.sort();
        }
        if found != wanted {
            return Err(
                format!("{} has the arguments {found:?}, not {wanted:?}", place(language)).into()
            );
        }
    }
    let plural = !matches!((id, en), (Message::Plain(_), Message::Plain(_)));
    let mut parameters: Vec<String> = names
        .iter()
        .filter(|name| !(plural && *name == "count"))
        .map(|name| format!("{name}: impl std::fmt::Display"))
        .collect();
    if plural {
        parameters.insert(0, "count: i64".to_owned());
    }
    writeln!(code, "    /// {}", first(id).replace('\n', " ").replace('[', "\\["))?;
    if parameters.is_empty() {
        writeln!(
            code,
            "    pub const fn {name}(self) -> &'static str {{ match self {{ Self::Id => {:?}, Self::En => {:?} }} }}",
            unescape(first(id)),
            unescape(first(en))
        )?;
        return Ok(());
    }
    writeln!(
        code,
        "    #[must_use] pub fn {name}(self, {}) -> String {{ match self {{ Self::Id => {}, Self::En => {} }} }}",
        parameters.join(", "),
        body(id),
        body(en)
    )?;
    Ok(())
}

fn body(message: &Message) -> String {
    match message {
        Message::Plain(text) => made(text),
        Message::Plural { one, other } if one == other => {
            format!("{{ let _ = count; {} }}", made(one))
        }
        Message::Plural { one, other } => {
            format!("if count == 1 {{ {} }} else {{ {} }}", made(one), made(other))
        }
    }
}

/// The expression that makes the sentence.
fn made(text: &str) -> String {
    if text.contains('{') { format!("format!({text:?})") } else { format!("{text:?}.to_owned()") }
}

fn first(message: &Message) -> &str {
    match message {
        Message::Plain(text) | Message::Plural { other: text, .. } => text,
    }
}

fn texts(message: &Message) -> impl Iterator<Item = &str> {
    match message {
        Message::Plain(text) => vec![text.as_str()].into_iter(),
        Message::Plural { one, other } => vec![one.as_str(), other.as_str()].into_iter(),
    }
}

fn unescape(text: &str) -> String {
    text.replace("{{", "{").replace("}}", "}")
}

/// Names between braces, in order of first appearance; `{{` is a literal brace.
fn arguments(text: &str) -> Result<Vec<String>, Fail> {
    let plain = text.replace("{{", "").replace("}}", "");
    let mut names: Vec<String> = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find('{') {
        let end = rest[start..].find('}').ok_or("an open brace")? + start;
        let name = &rest[start + 1..end];
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            return Err(format!("`{{{name}}}` is no argument name").into());
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = &rest[end + 1..];
    }
    Ok(names)
}
