//! The rules of `deny.toml` over the tree that Cargo resolves, and the number of our direct dependencies.

use crate::licence;
use crate::metadata::{self, Need, Package};
use crate::shell;
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// Each direct dependency is read about, updated and answered for by someone.
const DIRECT_LIMIT: usize = 70;

/// What is allowed, from `deny.toml`.
#[derive(Debug, Default)]
struct Rules {
    licences: Vec<String>,
    banned: Vec<String>,
}

/// Every breach, one line each; empty when all is well.
pub fn breaches() -> Result<Vec<String>> {
    let text = std::fs::read_to_string(shell::root().join("deny.toml")).context("deny.toml")?;
    let rules = rules(&text)?;
    let packages = metadata::tree()?;
    let mut found: Vec<String> =
        packages.iter().filter_map(|package| licence_breach(package, &rules)).collect();
    found.extend(packages.iter().filter_map(|package| ban_breach(package, &rules)));
    found.extend(source_breaches(&packages));
    found.extend(wildcard_breaches(&packages));
    found.extend(direct_breach(&packages));
    Ok(found)
}

fn rules(text: &str) -> Result<Rules> {
    let table: Table = text.parse()?;
    let list = |part: &str, key: &str| {
        table
            .get(part)
            .and_then(|part| part.get(key))
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let licences =
        list("licenses", "allow").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let named = |value: &Value| value.get("name").and_then(Value::as_str).map(str::to_owned);
    let banned = list("bans", "deny").iter().filter_map(named).collect();
    Ok(Rules { licences, banned })
}

fn licence_breach(package: &Package, rules: &Rules) -> Option<String> {
    let Package { name, version, license, .. } = package;
    match licence::fits(license, &rules.licences) {
        Ok(true) => None,
        Ok(false) => Some(format!(
            "{name} {version} is licensed `{license}`, which deny.toml does not allow"
        )),
        Err(error) => {
            Some(format!("{name} {version}: its licence `{license}` cannot be judged: {error}"))
        }
    }
}

fn ban_breach(package: &Package, rules: &Rules) -> Option<String> {
    let banned = rules.banned.contains(&package.name);
    banned.then(|| {
        format!("{} {} is banned in deny.toml, which says why", package.name, package.version)
    })
}

/// One registry, and nothing else.
fn source_breaches(packages: &[Package]) -> Vec<String> {
    let registries: BTreeSet<&String> = packages
        .iter()
        .filter_map(|package| package.source.as_ref())
        .filter(|source| is_registry(source))
        .collect();
    let mut found: Vec<String> = packages
        .iter()
        .filter(|package| package.source.as_ref().is_some_and(|source| !is_registry(source)))
        .map(|package| {
            format!("{} {} does not come from the registry", package.name, package.version)
        })
        .collect();
    if registries.len() > 1 {
        found.push(format!("packages come from {} registries, one is allowed", registries.len()));
    }
    let foreign = packages.iter().filter(|package| package.source.is_none() && !package.is_ours);
    found.extend(
        foreign.map(|package| format!("{} is a folder outside the workspace", package.name)),
    );
    found
}

fn is_registry(source: &str) -> bool {
    source.starts_with("registry+") || source.starts_with("sparse+")
}

fn wildcard_breaches(packages: &[Package]) -> Vec<String> {
    let open = |need: &&Need| !need.is_path && need.version == "*";
    let ours = packages.iter().filter(|package| package.is_ours);
    ours.flat_map(|package| {
        package.needs.iter().filter(open).map(|need| (&package.name, &need.name))
    })
    .map(|(package, need)| format!("{package} takes any version of {need}"))
    .collect()
}

fn direct_breach(packages: &[Package]) -> Option<String> {
    let ours = packages.iter().filter(|package| package.is_ours);
    let direct: BTreeSet<&String> = ours
        .flat_map(|package| &package.needs)
        .filter(|need| !need.is_path)
        .map(|need| &need.name)
        .collect();
    let many = direct.len() >= DIRECT_LIMIT;
    many.then(|| {
        format!("{} direct dependencies, fewer than {DIRECT_LIMIT} are allowed", direct.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, license: &str, source: Option<&str>) -> Package {
        let source = source.map(str::to_owned);
        Package { name: name.to_owned(), license: license.to_owned(), source, ..Package::default() }
    }

    fn sample() -> Rules {
        let text = "[licenses]\nallow = [\"MIT\"]\n[bans]\ndeny = [{ name = \"openssl\", reason = \"r\" }]\n";
        rules(text).unwrap()
    }

    #[test]
    fn a_licence_off_the_list_and_a_missing_one_are_breaches() {
        assert_eq!(licence_breach(&package("a", "MIT OR X", None), &sample()), None);
        assert!(licence_breach(&package("a", "X", None), &sample()).is_some());
        assert!(licence_breach(&package("a", "", None), &sample()).is_some());
    }

    #[test]
    fn a_banned_name_is_a_breach() {
        assert!(ban_breach(&package("openssl", "MIT", None), &sample()).is_some());
        assert_eq!(ban_breach(&package("openssl-probe", "MIT", None), &sample()), None);
    }

    #[test]
    fn sources_are_one_registry_and_our_own_folders() {
        let one = package("a", "MIT", Some("registry+here"));
        let ours = Package { is_ours: true, ..package("b", "MIT", None) };
        assert!(source_breaches(&[one.clone(), ours.clone()]).is_empty());
        assert_eq!(
            source_breaches(&[one.clone(), package("c", "MIT", Some("git+there"))]).len(),
            1
        );
        assert_eq!(
            source_breaches(&[one.clone(), package("c", "MIT", Some("registry+there"))]).len(),
            1
        );
        assert_eq!(source_breaches(&[one, package("c", "MIT", None)]).len(), 1);
    }

    #[test]
    fn an_open_version_of_ours_is_a_breach() {
        let need = Need { name: "x".into(), version: "*".into(), is_path: false, is_dev: true };
        let ours =
            Package { is_ours: true, needs: vec![need.clone()], ..package("b", "MIT", None) };
        assert_eq!(wildcard_breaches(std::slice::from_ref(&ours)).len(), 1);
        let path = Need { is_path: true, ..need };
        assert!(wildcard_breaches(&[Package { needs: vec![path], ..ours }]).is_empty());
    }
}
