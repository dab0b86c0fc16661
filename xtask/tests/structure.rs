//! The shape of the tree: floors, rooms, names, lengths. What is allowed stands in `xtask/structure.toml`.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where it cannot read what it judges"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use xtask::{imports, metadata, shell};

/// A file that grew longer has stopped being one thing.
const LONGEST: usize = 400;

/// Floors on which a noun is a file.
const NOUN_FLOORS: [&str; 5] = ["domain", "store", "app", "report", "web"];

/// Floors on which a coordination file may not import a protected one; web's router and home name both worlds.
const WALLED_FLOORS: [&str; 4] = ["domain", "store", "app", "report"];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 12] = [
    "base", "common", "helper", "helpers", "manager", "misc", "models", "service", "shared",
    "types", "util", "utils",
];

fn rules() -> Table {
    let text = std::fs::read_to_string(shell::root().join("xtask/structure.toml")).unwrap();
    text.parse().unwrap()
}

fn list(part: &str, key: &str) -> BTreeSet<String> {
    let value = rules()[part]
        .get(key)
        .cloned()
        .unwrap_or_else(|| panic!("structure.toml has no {part}.{key}"));
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

fn nouns() -> BTreeSet<String> {
    ["coordination", "protected", "bridges"].iter().flat_map(|room| list("rooms", room)).collect()
}

/// All files below a folder of the workspace with that ending, as paths from the root.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = shell::root();
    let mut found = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("node_modules") {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path.strip_prefix(&root).unwrap().to_path_buf());
            }
        }
    }
    found.sort();
    found
}

/// The name a file goes by on its floor: its own, or that of its folder below `src`.
fn room_of(file: &Path, floor: &str) -> String {
    let inside = file.strip_prefix(format!("crates/{floor}/src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn source(file: &Path) -> String {
    std::fs::read_to_string(shell::root().join(file)).unwrap()
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn each_floor_stands_only_on_the_floors_it_may() {
    let floors: BTreeMap<String, BTreeSet<String>> = rules()["floors"]
        .as_table()
        .unwrap()
        .keys()
        .map(|floor| (floor.clone(), list("floors", floor)))
        .collect();
    let mut found = Vec::new();
    for (floor, below) in metadata::edges(&metadata::workspace().unwrap()) {
        let Some(allowed) = floors.get(&floor) else {
            found.push(format!("`{floor}` is a floor that structure.toml does not know"));
            continue;
        };
        found.extend(
            below.difference(allowed).map(|other| format!("`{floor}` may not stand on `{other}`")),
        );
    }
    assert_none(&found);
}

#[test]
fn coordination_never_imports_the_protected_side() {
    let (protected, bridges) = (list("rooms", "protected"), list("rooms", "bridges"));
    let mut found = Vec::new();
    for floor in WALLED_FLOORS {
        for file in files(&format!("crates/{floor}/src"), "rs") {
            let room = room_of(&file, floor);
            // What is neither protected nor a bridge is coordination, also the floor's own furniture.
            if protected.contains(&room) || bridges.contains(&room) {
                continue;
            }
            let paths = imports::paths(&source(&file));
            let crossing = paths.iter().filter(|path| {
                imports::reaches(path, &WALLED_FLOORS).is_some_and(|name| protected.contains(name))
            });
            found.extend(
                crossing.map(|path| format!("{} imports {}", file.display(), path.join("::"))),
            );
        }
    }
    assert_none(&found);
}

#[test]
fn each_file_is_named_after_its_noun() {
    let nouns = nouns();
    let mut found = Vec::new();
    for floor in NOUN_FLOORS {
        let furniture = list("furniture", floor);
        for file in files(&format!("crates/{floor}/src"), "rs") {
            let room = room_of(&file, floor);
            if room != "lib" && !nouns.contains(&room) && !furniture.contains(&room) {
                found.push(format!(
                    "{}: `{room}` is neither a noun nor furniture of `{floor}`",
                    file.display()
                ));
            }
        }
    }
    let furniture = list("furniture", "text");
    for file in files("crates/text/locales", "toml") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if !nouns.contains(&name) && !furniture.contains(&name) {
            found.push(format!(
                "{}: `{name}` is neither a noun nor furniture of `text`",
                file.display()
            ));
        }
    }
    assert_none(&found);
}

#[test]
fn no_name_is_empty_and_the_vault_knows_no_noun() {
    let nouns = nouns();
    let mut found = Vec::new();
    for file in files("crates", "rs") {
        let names: Vec<String> = file
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        let empty = names.iter().filter(|name| EMPTY_NAMES.contains(&name.as_str()));
        found.extend(empty.map(|name| format!("{}: `{name}` says nothing", file.display())));
        if file.starts_with("crates/vault/src")
            && names.last().is_some_and(|name| nouns.contains(name))
        {
            found.push(format!("{}: the vault knows bytes and keys, not features", file.display()));
        }
    }
    assert_none(&found);
}

#[test]
fn long_files_only_shrink() {
    let rules = rules();
    let long = rules["long"].as_table().unwrap();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let all = [files("crates", "rs"), files("xtask", "rs"), files("e2e", "mjs")].concat();
    for file in all.into_iter().filter(|file| !is_test(file)) {
        let name = file.to_string_lossy().into_owned();
        let lines = own_lines(&source(&file));
        let listed =
            long.get(&name).and_then(Value::as_integer).and_then(|n| usize::try_from(n).ok());
        found.extend(judge(&name, lines, listed));
        seen.insert(name);
    }
    found.extend(
        long.keys()
            .filter(|name| !seen.contains(*name))
            .map(|name| format!("{name} is listed, but gone")),
    );
    assert_none(&found);
}

/// Tests grow with every rule that is shown, and are read apart.
fn is_test(file: &Path) -> bool {
    file.components().any(|part| part.as_os_str() == "tests")
        || file.file_stem().is_some_and(|name| name == "tests")
}

/// Lines up to the tests at the end of the file, for the same reason.
fn own_lines(source: &str) -> usize {
    source.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().count()
}

/// What is wrong with the length of one file, if anything.
fn judge(name: &str, lines: usize, listed: Option<usize>) -> Option<String> {
    match listed {
        None if lines > LONGEST => Some(format!("{name} has {lines} lines, {LONGEST} at most")),
        Some(_) if lines <= LONGEST => {
            Some(format!("{name} is short enough now: take it off the list"))
        }
        Some(limit) if lines > limit => Some(format!("{name} grew from {limit} to {lines} lines")),
        Some(limit) if lines < limit => {
            Some(format!("{name} shrank to {lines} lines: write that down"))
        }
        _ => None,
    }
}

#[test]
fn the_ratchet_turns_one_way() {
    assert_eq!(judge("a", 400, None), None);
    assert_eq!(judge("a", 450, Some(450)), None);
    for (lines, listed) in [(401, None), (451, Some(450)), (449, Some(450)), (400, Some(450))] {
        assert!(judge("a", lines, listed).is_some(), "{lines} {listed:?}");
    }
}
