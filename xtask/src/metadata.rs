//! What Cargo knows about the workspace and the tree below it.

use crate::shell;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// One package of the tree.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// Name as in its manifest.
    pub name: String,
    /// Version as in its manifest.
    pub version: String,
    /// SPDX expression, empty where there is none.
    pub license: String,
    /// Where it comes from; `None` for a folder of this workspace.
    pub source: Option<String>,
    /// Whether it is one of ours.
    pub is_ours: bool,
    /// What its manifest asks for.
    pub needs: Vec<Need>,
}

/// One line of a manifest's dependencies.
#[derive(Clone, Debug)]
pub struct Need {
    /// Name of the package.
    pub name: String,
    /// The version asked for, `*` for any.
    pub version: String,
    /// Whether it is a folder of this workspace.
    pub is_path: bool,
    /// Whether only tests need it.
    pub is_dev: bool,
}

/// The packages of the workspace alone.
pub fn workspace() -> Result<Vec<Package>> {
    read(&["--no-deps"])
}

/// Every package that is built here, with ours.
pub fn tree() -> Result<Vec<Package>> {
    read(&["--filter-platform", "x86_64-unknown-linux-gnu"])
}

/// The floors each of our packages stands on, dev dependencies left out.
pub fn edges(packages: &[Package]) -> BTreeMap<String, BTreeSet<String>> {
    let below = |package: &Package| {
        package
            .needs
            .iter()
            .filter(|need| need.is_path && !need.is_dev)
            .map(|need| need.name.clone())
            .collect()
    };
    packages
        .iter()
        .filter(|package| package.is_ours)
        .map(|package| (package.name.clone(), below(package)))
        .collect()
}

fn read(options: &[&str]) -> Result<Vec<Package>> {
    let text = shell::read(
        shell::cargo().args(["metadata", "--format-version", "1", "--locked"]).args(options),
    )?;
    parse(&text)
}

fn parse(text: &str) -> Result<Vec<Package>> {
    let all: Value = serde_json::from_str(text)?;
    let ours = texts(&all["workspace_members"]);
    // Without --no-deps, only what is resolved for the platform counts; the list also holds the others.
    let resolved: Option<BTreeSet<String>> = all["resolve"]["nodes"]
        .as_array()
        .map(|nodes| nodes.iter().map(|node| string(&node["id"])).collect());
    let packages = all["packages"].as_array().context("cargo metadata lists no packages")?;
    let counts = |id: &String| resolved.as_ref().is_none_or(|resolved| resolved.contains(id));
    Ok(packages
        .iter()
        .filter(|entry| counts(&string(&entry["id"])))
        .map(|entry| package(entry, &ours))
        .collect())
}

fn package(entry: &Value, ours: &BTreeSet<String>) -> Package {
    Package {
        name: string(&entry["name"]),
        version: string(&entry["version"]),
        license: string(&entry["license"]),
        source: entry["source"].as_str().map(str::to_owned),
        is_ours: ours.contains(&string(&entry["id"])),
        needs: entry["dependencies"].as_array().into_iter().flatten().map(need).collect(),
    }
}

fn need(entry: &Value) -> Need {
    Need {
        name: string(&entry["name"]),
        version: string(&entry["req"]),
        is_path: entry["path"].is_string(),
        is_dev: entry["kind"].as_str() == Some("dev"),
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().map(string).collect()
}
