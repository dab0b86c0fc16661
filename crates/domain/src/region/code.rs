//! Region codes as Kemendagri writes them, and the path that orders a subtree.

use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

use super::{Kind, Level};

/// Why a text is no region code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    /// Not `36`, `36.03`, `36.03.11`, `36.03.11.2005`, `…/RW003` or `…/RW003/RT012`.
    #[error("not the form of a region code")]
    Form,
    /// A group of zeros only.
    #[error("a group of the code is zero")]
    Zero,
    /// A village group that starts with none of 1 kelurahan, 2 desa, 3 desa adat.
    #[error("no kind of village starts with this digit")]
    Kind,
}

/// A checked region code in its one written form; byte order puts a parent before its children.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(String);

/// Length of the dotted code from province to village.
const LENGTHS: [usize; 4] = [2, 5, 8, 13];

impl RegionCode {
    /// Reads a code with dots (`36.03.11.2005`) or without (`3603112005`), and RW and RT behind
    /// it in either case and with or without leading zeros (`/rw3/RT012`).
    pub fn parse(text: &str) -> Result<Self, BadCode> {
        let mut parts = text.trim().split('/');
        let mut code = dotted(parts.next().unwrap_or_default())?;
        if let Some(rw) = parts.next() {
            if code.len() != LENGTHS[3] {
                return Err(BadCode::Form);
            }
            push_unit(&mut code, "RW", rw)?;
        }
        if let Some(rt) = parts.next() {
            push_unit(&mut code, "RT", rt)?;
        }
        if parts.next().is_some() { Err(BadCode::Form) } else { Ok(Self(code)) }
    }

    /// The code of RW `rw` of the village `self`.
    pub fn rw(&self, rw: u16) -> Result<Self, BadCode> {
        self.unit(Level::Village, "RW", rw)
    }

    /// The code of RT `rt` of the RW `self`.
    pub fn rt(&self, rt: u16) -> Result<Self, BadCode> {
        self.unit(Level::Rw, "RT", rt)
    }

    fn unit(&self, level: Level, prefix: &str, number: u16) -> Result<Self, BadCode> {
        match (self.level() == level, number) {
            (true, 1..=999) => Ok(Self(format!("{self}/{prefix}{number:03}"))),
            (true, 0) => Err(BadCode::Zero),
            _ => Err(BadCode::Form),
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Depth in the tree.
    pub fn level(&self) -> Level {
        match self.0.len() {
            2 => Level::Province,
            5 => Level::Regency,
            8 => Level::District,
            13 => Level::Village,
            19 => Level::Rw,
            _ => Level::Rt,
        }
    }

    /// The code right above; a province has none.
    pub fn parent(&self) -> Option<Self> {
        let end = match self.level() {
            Level::Province => return None,
            Level::Regency => 2,
            Level::District => 5,
            Level::Village => 8,
            Level::Rw => 13,
            Level::Rt => 19,
        };
        Some(Self(self.0[..end].to_owned()))
    }

    /// The code at `level` on the way up; itself at its own level, none below it.
    pub fn ancestor(&self, level: Level) -> Option<Self> {
        let mut code = self.clone();
        while code.level() > level {
            code = code.parent()?;
        }
        (code.level() == level).then_some(code)
    }

    /// The same last group below another parent (a code that moves with its parent).
    #[must_use]
    pub fn below(&self, parent: &Self) -> Self {
        let own = self.parent().map_or(0, |above| above.0.len());
        Self(format!("{parent}{}", &self.0[own..]))
    }

    /// What the region is in law, from the first digit of the last group.
    pub fn kind(&self) -> Kind {
        let last = self.0.rsplit('.').next().and_then(|group| group.bytes().next());
        match (self.level(), last) {
            (Level::Province, _) => Kind::Province,
            (Level::Regency, Some(b'7'..=b'9')) => Kind::City,
            (Level::Regency, _) => Kind::Regency,
            (Level::District, _) => Kind::District,
            (Level::Village, Some(b'1')) => Kind::UrbanVillage,
            (Level::Village, Some(b'3')) => Kind::CustomaryVillage,
            (Level::Village, _) => Kind::Village,
            (Level::Rw, _) => Kind::Rw,
            (Level::Rt, _) => Kind::Rt,
        }
    }

    /// The path of this code, from the province down.
    pub fn path(&self) -> RegionPath {
        let mut path = self.0.replace('.', "/");
        path.push('/');
        RegionPath(path)
    }
}

/// Digits with or without dots to `36.03.11.2005`.
fn dotted(text: &str) -> Result<String, BadCode> {
    let digits: String = text.chars().filter(|c| *c != '.').collect();
    let starts: &[usize] = match digits.len() {
        2 => &[0],
        4 => &[0, 2],
        6 => &[0, 2, 4],
        10 => &[0, 2, 4, 6],
        _ => return Err(BadCode::Form),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadCode::Form);
    }
    let end = |at: usize| starts.get(at + 1).copied().unwrap_or(digits.len());
    let groups: Vec<&str> =
        starts.iter().enumerate().map(|(at, start)| &digits[*start..end(at)]).collect();
    let code = groups.join(".");
    if text.contains('.') && text != code {
        return Err(BadCode::Form);
    }
    if groups.iter().any(|group| group.bytes().all(|byte| byte == b'0')) {
        return Err(BadCode::Zero);
    }
    match groups.get(3).and_then(|group| group.bytes().next()) {
        None | Some(b'1'..=b'3') => Ok(code),
        Some(_) => Err(BadCode::Kind),
    }
}

/// Appends `/RW003` or `/RT012` from `rw3`, `RW003`.
fn push_unit(code: &mut String, prefix: &str, text: &str) -> Result<(), BadCode> {
    let head = text.get(..2).filter(|head| head.eq_ignore_ascii_case(prefix));
    let digits = head.and_then(|_| text.get(2..)).ok_or(BadCode::Form)?;
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadCode::Form);
    }
    let number: u16 = digits.parse().map_err(|_| BadCode::Form)?;
    if number == 0 {
        return Err(BadCode::Zero);
    }
    write!(code, "/{prefix}{number:03}").map_err(|_| BadCode::Form)
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RegionCode {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        Self::parse(text)
    }
}

/// The way from the province down to a region, `36/03/11/2005/`, in byte order: everything at
/// or below a region is one range of paths, which is how a subtree is asked for in SQL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionPath(String);

impl RegionPath {
    /// A path as it was stored; anything that is not one contains nothing but itself.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this region or lies below it.
    pub fn contains(&self, other: &Self) -> bool {
        self.0.ends_with('/') && other.0.starts_with(&self.0) || self == other
    }

    /// The first path behind this subtree: `path >= self AND path < self.end()` is the subtree.
    pub fn end(&self) -> String {
        // '0' is the byte behind '/'.
        format!("{}0", self.0.strip_suffix('/').unwrap_or(&self.0))
    }
}

impl fmt::Display for RegionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn codes_are_read_with_and_without_dots() {
        assert_eq!(code("3603112005"), code("36.03.11.2005"));
        assert_eq!(code(" 360311 ").as_str(), "36.03.11");
        assert_eq!(code("36.03.11.2005/rw3/RT12").as_str(), "36.03.11.2005/RW003/RT012");
    }

    #[test]
    fn what_is_no_code_says_why() {
        let bad = [
            "",
            "3",
            "36.",
            ".36",
            "36.3",
            "36.03.1",
            "360.3",
            "36.03.11.205",
            "36,03",
            "３６",
            "36.03.11.2005.1",
            "36.03/RW003",
            "36.03.11.2005/RT012",
            "36.03.11.2005/RW0003",
            "36.03.11.2005/RW003/RT012/X",
            "36.03.11.2005/",
            "36 03",
            "11.01.40001",
        ];
        for text in bad {
            assert_eq!(RegionCode::parse(text), Err(BadCode::Form), "{text}");
        }
        for text in ["00", "36.00", "36.03.11.0000", "36.03.11.2005/RW000"] {
            assert_eq!(RegionCode::parse(text), Err(BadCode::Zero), "{text}");
        }
        assert_eq!(RegionCode::parse("36.03.11.4005"), Err(BadCode::Kind));
    }

    #[test]
    fn levels_parents_and_kinds_follow_from_the_code() {
        let rt = code("36.03.11.2005/RW003/RT012");
        let chain: Vec<_> = std::iter::successors(Some(rt.clone()), RegionCode::parent)
            .map(|code| (code.level(), code.kind()))
            .collect();
        assert_eq!(
            chain,
            [
                (Level::Rt, Kind::Rt),
                (Level::Rw, Kind::Rw),
                (Level::Village, Kind::Village),
                (Level::District, Kind::District),
                (Level::Regency, Kind::Regency),
                (Level::Province, Kind::Province),
            ]
        );
        assert_eq!(code("36.03.11.1010").kind(), Kind::UrbanVillage);
        assert_eq!(code("91.03.01.3001").kind(), Kind::CustomaryVillage);
        assert_eq!(code("36.74").kind(), Kind::City);
        assert_eq!(rt.ancestor(Level::Regency), Some(code("36.03")));
        assert_eq!(code("36.03").ancestor(Level::Village), None);
        assert_eq!(code("36.03.11.2005").rw(3).and_then(|rw| rw.rt(12)), Ok(rt));
        assert_eq!(code("36.03").rw(3), Err(BadCode::Form));
    }

    #[test]
    fn a_subtree_is_one_range_of_paths() {
        let tangerang = code("36.03").path();
        let inside = code("36.03.11.2005/RW003/RT012").path();
        let outside = code("36.04").path();
        assert!(tangerang.contains(&inside) && tangerang.contains(&tangerang));
        assert!(!tangerang.contains(&outside) && !inside.contains(&tangerang));
        let end = tangerang.end();
        let holds =
            |path: &RegionPath| tangerang.as_str() <= path.as_str() && *path.as_str() < *end;
        assert!(holds(&inside) && !holds(&outside));
    }

    fn any_code() -> impl Strategy<Value = RegionCode> {
        let groups = (11u8..=99, 1u8..=99, 1u8..=99, 1001u16..=3999, 1u16..=999, 1u16..=999);
        (groups, 1usize..=6).prop_map(|((p, r, d, v, rw, rt), depth)| {
            let full = format!("{p:02}.{r:02}.{d:02}.{v}/RW{rw:03}/RT{rt:03}");
            let ends = [2, 5, 8, 13, 19, 25];
            code(&full[..ends[depth - 1]])
        })
    }

    proptest! {
        #[test]
        fn a_code_reads_back_as_itself(it in any_code()) {
            prop_assert_eq!(RegionCode::parse(it.as_str()), Ok(it.clone()));
            prop_assert_eq!(RegionCode::parse(&it.as_str().replace('.', "")), Ok(it));
        }

        #[test]
        fn any_text_is_answered_without_a_panic(text in "\\PC{0,30}") {
            let _ = RegionCode::parse(&text);
        }

        #[test]
        fn the_path_range_agrees_with_containment(a in any_code(), b in any_code()) {
            let (a, b) = (a.path(), b.path());
            let in_range = b.as_str() >= a.as_str() && b.as_str() < a.end().as_str();
            prop_assert_eq!(a.contains(&b), in_range);
        }

        #[test]
        fn a_child_moves_below_another_parent(it in any_code(), other in any_code()) {
            if let (Some(parent), Some(target)) = (it.parent(), other.ancestor(it.level())) {
                let to = target.parent().unwrap_or(target);
                let moved = it.below(&to);
                prop_assert_eq!(moved.parent(), Some(to));
                prop_assert_eq!(moved.below(&parent), it);
            }
        }
    }
}
