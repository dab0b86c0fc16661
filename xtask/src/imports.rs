//! Which modules a Rust source file names: enough of the grammar to keep rooms apart, no more.

/// Every path with at least two segments in the code, `use` trees written out. Comments and literals do not count.
pub fn paths(source: &str) -> Vec<Vec<String>> {
    let tokens = tokens(&bare(source));
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if first == "use" {
            rest = tree(after, &[], &mut found);
        } else if is_word(first) {
            let (path, after) = path(rest);
            found.push(path);
            rest = after;
        } else {
            rest = after;
        }
    }
    found.retain(|path| path.len() > 1);
    found
}

/// The name right below the crate (or the floor) that a path reaches into: `plan` of `crate::plan::Row`.
pub fn reaches<'a>(path: &'a [String], floors: &[&str]) -> Option<&'a str> {
    let outer = ["crate", "self", "super"];
    let is_outer =
        |name: &String| outer.contains(&name.as_str()) || floors.contains(&name.as_str());
    is_outer(path.first()?).then(|| path.iter().find(|name| !is_outer(name)))?.map(String::as_str)
}

/// Reads one `use` tree below `stem` and returns what follows it.
fn tree<'a>(tokens: &'a [String], stem: &[String], found: &mut Vec<Vec<String>>) -> &'a [String] {
    let mut name = stem.to_vec();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        match first.as_str() {
            "{" => return group(after, &name, found),
            "::" => rest = after,
            "as" => rest = after.get(1..).unwrap_or_default(),
            word if is_word(word) || word == "*" => {
                name.push(first.clone());
                rest = after;
            }
            _ => break,
        }
    }
    found.push(name);
    rest
}

/// Reads the parts of `{a, b::c}` up to and with the closing brace.
fn group<'a>(tokens: &'a [String], stem: &[String], found: &mut Vec<Vec<String>>) -> &'a [String] {
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        match first.as_str() {
            "}" => return after,
            "," => rest = after,
            _ => {
                let left = tree(rest, stem, found);
                // Text that is no Rust must not hold us up.
                rest = if left.len() == rest.len() { after } else { left };
            }
        }
    }
    rest
}

fn path(tokens: &[String]) -> (Vec<String>, &[String]) {
    let mut path = Vec::new();
    let mut rest = tokens;
    while let Some((word, after)) = rest.split_first().filter(|(word, _)| is_word(word)) {
        path.push(word.clone());
        match after.split_first() {
            Some((colons, after)) if colons == "::" => rest = after,
            _ => return (path, after),
        }
    }
    (path, rest)
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("::") {
            2
        } else if is_word(rest) {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if !token.trim().is_empty() {
            found.push(token.to_owned());
        }
        rest = after;
    }
    found
}

/// The source with comments, strings and characters blanked out.
fn bare(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skip = literal(rest, out.chars().next_back()).unwrap_or(0);
        if skip > 0 {
            out.push(' ');
            rest = &rest[skip..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// The length of the comment or literal that starts here, if one does.
fn literal(text: &str, before: Option<char>) -> Option<usize> {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(text.find("*/").map_or(text.len(), |end| end + 2));
    }
    if text.starts_with('"') {
        return Some(quoted(text, '"'));
    }
    if !in_word && (text.starts_with('r') || text.starts_with("br")) {
        return raw(text);
    }
    // A lifetime has no closing quote two or three characters on.
    let body = text.strip_prefix('\'')?;
    let plain = body.chars().nth(1) == Some('\'');
    (plain || body.starts_with('\\')).then(|| quoted(text, '\''))
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw(text: &str) -> Option<usize> {
    let start = text.find('r')? + 1;
    let hashes = text[start..].bytes().take_while(|byte| *byte == b'#').count();
    let body = text[start + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close).unwrap_or(body.len().saturating_sub(close.len()));
    Some(start + hashes + 1 + end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<String> {
        paths(source).iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn use_trees_are_written_out() {
        let source =
            "use crate::{plan::{Row, self}, case};\nuse std::fmt as f;\nuse domain::access::*;";
        let want = [
            "crate::plan::Row",
            "crate::plan::self",
            "crate::case",
            "std::fmt",
            "domain::access::*",
        ];
        assert_eq!(found(source), want);
    }

    #[test]
    fn paths_in_code_are_found() {
        assert_eq!(
            found("let x = store::case::get(&mut tx, id)?; case.open()"),
            ["store::case::get"]
        );
        assert_eq!(
            found("fn f(x: &super::super::legal::Stage) {}"),
            ["super::super::legal::Stage"]
        );
    }

    #[test]
    fn comments_and_literals_do_not_count() {
        let source = "// crate::case\n/* crate::case */ \"crate::case\" r#\"crate::\"case\"# 'a' '\\'' &'a str";
        assert_eq!(found(source), Vec::<String>::new());
        assert_eq!(found("let c = '\"'; crate::case::x('\"')"), ["crate::case::x"]);
    }

    #[test]
    fn a_path_reaches_the_module_below_its_crate() {
        let reach = |text: &str| {
            let path: Vec<String> = text.split("::").map(str::to_owned).collect();
            reaches(&path, &["domain", "store"]).map(str::to_owned)
        };
        assert_eq!(reach("crate::case::Row").as_deref(), Some("case"));
        assert_eq!(reach("store::case").as_deref(), Some("case"));
        assert_eq!(reach("super::super::legal").as_deref(), Some("legal"));
        assert_eq!(reach("Kind::case"), None);
        assert_eq!(reach("std::case"), None);
    }
}
