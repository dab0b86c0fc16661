//! A tile-grid map: one square per region in the cell that `domain::region::grid` gives it.
//!
//! Each tile is a link with its name, its figure and its step. Every element carries presentation
//! attributes (for paper) and a class (for the style sheet of the page); there is no inline style.
//! Names break at spaces and shrink to their tile, so six columns read at 360 px.

use std::fmt::Write as _;

use domain::region::Cell;

use crate::chart::STEPS;

/// How a tile is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One of the five steps, 0 the lightest; a larger number counts as 4.
    At(u8),
    /// No data: hatched.
    Gap,
}

/// One region of the map.
#[derive(Debug, Clone, Copy)]
pub struct Tile<'a> {
    /// Where it lies.
    pub cell: Cell,
    /// Its name, broken over up to three lines.
    pub name: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// How it is filled.
    pub step: Step,
    /// The figure under the name; may be empty.
    pub figure: &'a str,
    /// Name and figure in words, on hover and for those who hear it.
    pub label: &'a str,
}

/// Classes of the steps; their fills are [`STEPS`], and black letters read on all but the darkest.
pub(crate) const CLASSES: [&str; STEPS.len()] = ["q0", "q1", "q2", "q3", "q4"];

/// Pitch of the grid and side of a tile, in px where nothing stretches the picture.
const PITCH: usize = 58;
const SIDE: usize = 55;
/// Size of a name that fits and the smallest size, in tenths of a px.
const SIZE: usize = 100;
const SMALLEST: usize = 70;
/// Room for a line of a name, in tenths of a px.
const ROOM: usize = 520;
/// From this many columns on, letters would be too small on a phone: the picture scrolls instead.
const WIDE: usize = 8;
/// Up to this many columns, a picture as wide as the page would shout.
const FEW: usize = 3;

/// The map as SVG; `title` says what it shows. Without tiles it is an empty picture.
pub fn svg(tiles: &[Tile], title: &str) -> String {
    let size = |of: fn(&Tile) -> usize| {
        let last = tiles.iter().map(of).max().map_or(0, |last| last + 1);
        (last, (last * PITCH).saturating_sub(PITCH - SIDE).max(1) + 2)
    };
    let (columns, width) = size(|tile| tile.cell.col);
    let (_, height) = size(|tile| tile.cell.row);
    let class = match columns {
        ..=FEW => "tiles few",
        WIDE.. => "tiles wide",
        _ => "tiles",
    };
    let mut out = String::with_capacity(512 + tiles.len() * 640);
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" width="{width}" height="{height}" viewBox="-1 -1 {width} {height}" role="list" aria-label="{}" font-family="sans-serif" text-anchor="middle">"#,
        Text(title)
    );
    if tiles.iter().any(|tile| tile.step == Step::Gap) {
        out.push_str(HATCH);
    }
    // In reading order, which is the order of the keyboard.
    let mut ordered: Vec<&Tile> = tiles.iter().collect();
    ordered.sort_by_key(|tile| (tile.cell.row, tile.cell.col));
    for tile in ordered {
        draw(&mut out, tile);
    }
    out.push_str("</svg>");
    out
}

pub(crate) const HATCH: &str = r##"<defs><pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/><path d="M0 0V6" stroke="#c9bfae" stroke-width="2"/></pattern></defs>"##;

fn draw(out: &mut String, tile: &Tile) {
    let (class, fill, ink) = match tile.step {
        Step::At(step) => {
            let step = usize::from(step).min(STEPS.len() - 1);
            (
                CLASSES[step],
                STEPS[step],
                if step == STEPS.len() - 1 { "#ffffff" } else { "#000000" },
            )
        }
        Step::Gap => ("q-none", "url(#gap)", "#000000"),
    };
    let (x, y) = (tile.cell.col * PITCH, tile.cell.row * PITCH);
    let _ = write!(
        out,
        r##"<g role="listitem"><a href="{}"><title>{label}</title><rect class="{class}" fill="{fill}" stroke="#8c8475" x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="4"/>"##,
        Text(tile.href),
        label = Text(tile.label),
    );
    let name = lines(tile.name);
    let below = usize::from(!tile.figure.is_empty());
    // Lines are 11 px apart around the middle of the tile, the baseline 3 px below theirs.
    let mut baseline = 2 * y + SIDE - 11 * (name.len() + below - 1) + 7;
    for line in &name {
        write_line(out, ("tile-name", ink), (x, baseline), line);
        baseline += 22;
    }
    if below > 0 {
        write_line(out, ("tile-figure", ink), (x, baseline), tile.figure);
    }
    out.push_str("</a></g>");
}

/// One line of a tile; `baseline` is in half px.
fn write_line(
    out: &mut String,
    (class, ink): (&str, &str),
    (x, baseline): (usize, usize),
    line: &str,
) {
    let size = letters(line);
    let weight = if class == "tile-figure" { r#" font-weight="bold""# } else { "" };
    let _ = write!(
        out,
        r#"<text class="{class}" fill="{ink}" font-size="{}"{weight} x="{}.5" y="{}">{}</text>"#,
        Tenths(size),
        x + SIDE / 2,
        Tenths(baseline * 5),
        Text(line)
    );
}

/// Size in tenths of a px at which a line fits its tile.
fn letters(line: &str) -> usize {
    let width: usize = line.chars().map(letter).sum();
    (ROOM * 100 / width.max(1)).clamp(SMALLEST, SIZE)
}

/// Width of a letter in hundredths of its size, as in the usual sans-serif faces.
const fn letter(c: char) -> usize {
    match c {
        'i' | 'l' | 'j' | '\'' | '.' => 23,
        'f' | 't' | 'r' | 'I' | ' ' | '-' => 32,
        'm' | 'w' | 'M' | 'W' => 84,
        'A'..='Z' => 70,
        _ => 56,
    }
}

/// A name over at most three lines: broken at spaces where it is long, "Kabupaten" shortened, and
/// cut where even small letters would not fit.
fn lines(name: &str) -> Vec<String> {
    const FITS: usize = 10;
    const MOST: usize = 13;
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let word = if word == "Kabupaten" { "Kab." } else { word };
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= FITS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let cut = lines.len() > 3;
    lines.truncate(3);
    for (index, line) in lines.iter_mut().enumerate() {
        if line.chars().count() > MOST || cut && index == 2 {
            *line = line.chars().take(MOST - 1).chain(['…']).collect();
        }
    }
    lines
}

/// Tenths written as a decimal.
struct Tenths(usize);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

/// Text that is safe between tags and inside a double-quoted attribute; control characters, which
/// SVG does not allow, are left out.
pub(crate) struct Text<'a>(pub &'a str);

impl std::fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                other if other.is_control() => {}
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(col: usize, row: usize, name: &'static str) -> Tile<'static> {
        Tile {
            cell: Cell { col, row },
            name,
            href: "/wilayah/36.03.11",
            step: Step::At(2),
            figure: "13",
            label: "Rajeg: 13 desa/kelurahan",
        }
    }

    #[test]
    fn every_tile_is_a_link_with_a_name_a_figure_and_words() {
        let svg = svg(&[tile(0, 0, "Rajeg"), tile(1, 0, "Mauk")], "Kecamatan");
        assert_eq!(svg.matches(r#"<a href="/wilayah/36.03.11"><title>Rajeg: 13"#).count(), 2);
        assert!(svg.contains("<title>Rajeg: 13 desa/kelurahan</title>"), "{svg}");
        assert!(svg.contains(">Rajeg</text>") && svg.contains(">13</text>"), "{svg}");
        assert!(svg.contains(r#"viewBox="-1 -1 115 57""#), "{svg}");
    }

    #[test]
    fn the_page_and_the_paper_get_the_same_fill_and_no_inline_style() {
        let svg = svg(&[tile(0, 0, "Rajeg"), Tile { step: Step::Gap, ..tile(1, 0, "Mauk") }], "x");
        assert!(svg.contains(r##"class="q2" fill="#7cb8b0""##), "{svg}");
        assert!(svg.contains(r#"fill="url(#gap)""#) && svg.contains("<pattern"), "{svg}");
        assert!(!svg.contains("style="), "{svg}");
        assert!(!super::svg(&[tile(0, 0, "Rajeg")], "x").contains("<pattern"));
    }

    #[test]
    fn tiles_come_in_reading_order_whatever_order_they_are_given_in() {
        let svg = svg(&[tile(1, 1, "C"), tile(0, 1, "B"), tile(1, 0, "A")], "x");
        let place = |name: &str| svg.find(&format!(">{name}</text>"));
        assert!(place("A") < place("B") && place("B") < place("C"));
    }

    #[test]
    fn long_names_break_shrink_and_at_last_are_cut() {
        assert_eq!(lines("Pasar Kemis"), ["Pasar", "Kemis"]);
        assert_eq!(lines("Curug"), ["Curug"]);
        assert_eq!(lines("Kabupaten Tangerang"), ["Kab.", "Tangerang"]);
        assert_eq!(lines("Kota Tangerang Selatan"), ["Kota", "Tangerang", "Selatan"]);
        assert_eq!(lines("Kp. Baru"), ["Kp. Baru"]);
        assert_eq!(lines("Rangkasbitung"), ["Rangkasbitung"]);
        assert_eq!(lines("Pangkajenedankepulauan"), ["Pangkajeneda…"]);
        assert_eq!(lines("Satu Duaduadua Tigatiga Empatempat")[2], "Tigatiga…");
        assert_eq!(
            (letters("Rajeg"), letters("Mamberamo"), letters("Rangkasbitung")),
            (100, 92, 75)
        );
    }

    #[test]
    fn a_name_can_not_break_out_of_the_picture() {
        let evil = Tile { label: "\"><script>\0", ..tile(0, 0, "<b>&") };
        let svg = svg(&[evil], "\"><x");
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\0'), "{svg}");
        assert!(svg.contains("&lt;b&gt;&amp;"), "{svg}");
    }

    #[test]
    fn nothing_draws_an_empty_picture_and_many_columns_a_wide_one() {
        assert!(svg(&[], "x").ends_with("</svg>"));
        assert!(svg(&[tile(2, 0, "x")], "x").contains(r#"class="tiles few""#));
        assert!(svg(&[tile(8, 0, "x")], "x").contains(r#"class="tiles wide""#));
    }
}
