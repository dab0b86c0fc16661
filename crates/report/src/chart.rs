//! Pictures of figures as SVG text, the same on the page and in the PDF.
//!
//! Every element carries presentation attributes (for paper) and a class (for the style sheet of
//! the page, which wins over attributes and knows the dark scheme). Widths inside a picture are
//! percentages and there is no `viewBox`: a page stretches the bars and leaves the letters their
//! size, so a chart reads at 320 px as it does at 960.

use std::fmt::Write as _;

use domain::{figure::Figure, plan::Band};

mod bars;
mod lines;
mod look;

pub use bars::{Bar, Chart, bars};
pub use lines::{Series, lines};
pub use look::{Look, look};

/// Width in CSS pixels of a picture where nothing stretches it, as on paper.
pub const PAPER_WIDTH: u32 = 480;

/// Fills of the five steps of a map or a heat table, light to dark; `None` is hatched instead.
pub const STEPS: [&str; 5] = ["#e1eeea", "#b2d5ce", "#7cb8b0", "#3f9089", "#0a5c58"];

/// One row of the matrix: what was done, against what was due by now and what is wanted in all.
#[derive(Debug, Clone, Copy)]
pub struct Bullet<'a> {
    /// Realised value; `None` draws no bar.
    pub realised: Option<Figure>,
    /// Expected by this checkpoint; `None` or nothing draws no tick.
    pub expected: Option<Figure>,
    /// The full target; `None` where there is none ("per kebutuhan").
    pub target: Option<Figure>,
    /// How the value is judged.
    pub band: Band,
    /// The same in words, for those who do not see it.
    pub label: &'a str,
}

/// A bullet bar: the track is the full target, the tick this checkpoint's, the bar what was done.
///
/// The axis starts at zero and ends at the largest of the three, so more than the target shows.
pub fn bullet(bullet: &Bullet) -> String {
    let largest = [bullet.realised, bullet.expected, bullet.target];
    let end = largest.iter().flatten().map(|figure| figure.0).max().unwrap_or(0);
    let mut svg = open("bullet", 160, 18, bullet.label);
    if let Some(target) = share(bullet.target, end) {
        rect(&mut svg, "c-track", "#e6dfd1", (4, 10), target);
    }
    if let Some(realised) = share(bullet.realised, end) {
        let look = look(bullet.band);
        rect(&mut svg, look.class, look.fill, (6, 6), realised);
    }
    if let Some(expected) = share(bullet.expected, end) {
        tick(&mut svg, expected, (1, 17));
    }
    svg.push_str("</svg>");
    svg
}

/// One checkpoint of a spark.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// Realised over expected in 1/10,000; `None` where there is no figure.
    pub share: Option<i64>,
    /// How the checkpoint was judged.
    pub band: Band,
}

/// The checkpoints of a row, year by year: a column where there is a figure, its full height at
/// the dashed line; a hollow square not reported, a diamond overdue, a dash no case, a dot unscheduled.
pub fn spark(years: &[&[Point]], label: &str) -> String {
    let points: usize = years.iter().map(|year| year.len()).sum();
    let width = points * PITCH + years.len().saturating_sub(1) * GAP;
    let mut svg = open("spark", width, 24, label);
    line(&mut svg, "c-full", "#8c8475", 6, Some("2 2"));
    line(&mut svg, "c-axis", "#575249", 22, None);
    for band in Band::ALL {
        one_band(&mut svg, years, band);
    }
    svg.push_str("</svg>");
    svg
}

/// Distance from one column of a spark to the next, and what a new year adds, in px.
const PITCH: usize = 8;
const GAP: usize = 4;

/// All checkpoints of one band as one path, which keeps fifty rows small.
fn one_band(svg: &mut String, years: &[&[Point]], band: Band) {
    let mut outline = String::new();
    let mut x = 1;
    for year in years {
        for point in *year {
            if point.band == band {
                draw(&mut outline, x, *point);
            }
            x += PITCH;
        }
        x += GAP;
    }
    if outline.is_empty() {
        return;
    }
    let Look { class, fill, .. } = look(band);
    let _ = if band == Band::NotReported {
        write!(svg, r##"<path class="c-hollow" fill="none" stroke="#575249" d="{outline}"/>"##)
    } else {
        write!(svg, r#"<path class="{class}" fill="{fill}" d="{outline}"/>"#)
    };
}

fn draw(outline: &mut String, x: usize, point: Point) {
    let _ = match (point.band, point.share) {
        (Band::NotReported, _) => write!(outline, "M{x}.5 15.5h5v5h-5z"),
        (Band::Overdue, _) => write!(outline, "M{} 12l4 5-4 5-4-5z", x + 3),
        (Band::Unscheduled, _) => write!(outline, "M{} 18h2v2h-2z", x + 2),
        (_, Some(share)) => {
            // 16 px are the whole of what was expected; a quarter more is where the column stops.
            let height = (share.clamp(0, 12_500) * 16 / 10_000).max(1);
            write!(outline, "M{x} 22v-{height}h6v{height}z")
        }
        (_, None) => write!(outline, "M{x} 18h6v2h-6z"),
    };
}

/// `figure` in tenths of a percent of `end`, held between nothing and all.
fn share(figure: Option<Figure>, end: i64) -> Option<Tenths> {
    let figure = figure?.0.max(0);
    if end <= 0 {
        return None;
    }
    let tenths = i128::from(figure) * 1_000 / i128::from(end);
    u16::try_from(tenths.min(1_000)).ok().map(Tenths)
}

/// Tenths of a percent, written as a percentage.
#[derive(Debug, Clone, Copy)]
struct Tenths(u16);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}%", self.0 / 10),
            tenth => write!(f, "{}.{tenth}%", self.0 / 10),
        }
    }
}

fn open(class: &str, width: impl std::fmt::Display, height: u32, label: &str) -> String {
    let mut svg = String::with_capacity(512);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" width="{width}" height="{height}" role="img" aria-label=""#
    );
    escape(&mut svg, label);
    svg.push_str("\">");
    svg
}

/// A bar from zero, `(y, height)` in px.
fn rect(svg: &mut String, class: &str, fill: &str, (y, height): (u32, u32), width: Tenths) {
    let _ = write!(
        svg,
        r#"<rect class="{class}" fill="{fill}" y="{y}" width="{width}" height="{height}"/>"#
    );
}

/// An upright line at `x`, `(top, bottom)` in px; at either end it is drawn inside the picture.
fn tick(svg: &mut String, x: Tenths, (top, bottom): (u32, u32)) {
    let shift = match x.0 {
        0 => r#" transform="translate(1)""#,
        1_000 => r#" transform="translate(-1)""#,
        _ => "",
    };
    let _ = write!(
        svg,
        r##"<line class="c-tick" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" stroke="#211f1b" stroke-width="2"{shift}/>"##
    );
}

fn line(svg: &mut String, class: &str, stroke: &str, y: u32, dash: Option<&str>) {
    let _ = write!(svg, r#"<line class="{class}" x2="100%" y1="{y}" y2="{y}" stroke="{stroke}""#);
    if let Some(dash) = dash {
        let _ = write!(svg, r#" stroke-dasharray="{dash}""#);
    }
    svg.push_str("/>");
}

/// Appends `text` so that it is safe as text and inside a double-quoted attribute.
pub(crate) fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML knows no control characters; a picture with one would not be drawn at all.
            '\u{0}'..='\u{8}'
            | '\u{b}'
            | '\u{c}'
            | '\u{e}'..='\u{1f}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                out.push('\u{fffd}');
            }
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(realised: i64, target: i64) -> String {
        bullet(&Bullet {
            realised: Some(Figure::whole(realised)),
            expected: Some(Figure::whole(4)),
            target: Some(Figure::whole(target)),
            band: Band::Near,
            label: "6 < 8 \"kecamatan\"",
        })
    }

    #[test]
    fn a_bar_starts_at_zero_and_ends_at_its_share_of_the_target() {
        let svg = sample(6, 8);
        assert!(svg.contains(r##"class="m-near" fill="#E69F00" y="6" width="75%""##), "{svg}");
        assert!(svg.contains(r#"x1="50%""#), "{svg}");
    }

    #[test]
    fn more_than_the_target_makes_the_track_shorter_not_the_bar_longer() {
        let svg = sample(16, 8);
        assert!(svg.contains(r##"class="c-track" fill="#e6dfd1" y="4" width="50%""##), "{svg}");
        assert!(svg.contains(r#"y="6" width="100%""#), "{svg}");
    }

    #[test]
    fn words_in_a_picture_are_escaped() {
        assert!(sample(6, 8).contains("aria-label=\"6 &lt; 8 &quot;kecamatan&quot;\""));
    }

    #[test]
    fn nothing_wanted_and_nothing_done_draws_an_empty_picture() {
        let svg = bullet(&Bullet {
            realised: None,
            expected: None,
            target: None,
            band: Band::Unscheduled,
            label: "",
        });
        assert!(!svg.contains("<rect") && !svg.contains("<line"));
    }

    #[test]
    fn every_judgement_has_its_own_form_in_a_spark() {
        let points = Band::ALL.map(|band| Point { share: Some(9_000), band });
        let svg = spark(&[&points], "x");
        assert_eq!(svg.matches("<path").count(), Band::ALL.len());
        assert!(svg.contains("c-hollow") && svg.contains("12l4 5-4 5-4-5z"), "{svg}");
        assert!(svg.contains("22v-14h6v14z"), "{svg}");
    }
}
