//! Thin lines over checkpoints, each labelled where it ends.

use std::fmt::Write as _;

use super::{PAPER_WIDTH, escape, line, open};

/// One line of a chart, in whole percent; a gap where nothing was judged.
#[derive(Debug, Clone)]
pub struct Series {
    /// What it shows ("Fisik").
    pub label: String,
    /// The last value as people read it ("62%").
    pub value: String,
    /// A point per checkpoint.
    pub points: Vec<Option<i64>>,
}

/// Strokes of the lines, told apart by dashes too.
const STROKES: [(&str, &str, &str); 3] = [
    ("c-line-1", "#0a5c58", ""),
    ("c-line-2", "#9a5b00", r#" stroke-dasharray="5 3""#),
    ("c-line-3", "#575249", r#" stroke-dasharray="1 3""#),
];

/// Where 100 % and 0 stand, in px from the top, and the height of the picture.
const FULL: i64 = 14;
const ZERO: i64 = 114;
const HEIGHT: u32 = 136;
/// Tenths of a percent of the width that the lines take; labels stand behind them.
const SPAN: usize = 720;

/// Lines over checkpoints, from 0 to 100 percent and what goes beyond it cut off there. `ticks`
/// has a word under the checkpoints that need one, else an empty one.
pub fn lines(title: &str, ticks: &[String], list: &[Series]) -> String {
    let mut svg = open("lines", PAPER_WIDTH, HEIGHT, title);
    line(&mut svg, "c-full", "#8c8475", u32::try_from(FULL).unwrap_or(0), Some("2 2"));
    line(&mut svg, "c-axis", "#575249", u32::try_from(ZERO).unwrap_or(0), None);
    for (at, tick) in ticks.iter().enumerate().filter(|(_, tick)| !tick.is_empty()) {
        let anchor = if at == 0 { "start" } else { "middle" };
        text(&mut svg, &x(at, ticks.len()), ZERO + 16, anchor, tick);
    }
    for (series, stroke) in list.iter().zip(STROKES) {
        one(&mut svg, series, stroke);
    }
    // Labels stand in the order of the lines they name, the highest first.
    let mut ends: Vec<&Series> = list.iter().collect();
    ends.sort_by_key(|series| std::cmp::Reverse(series.points.iter().rev().flatten().next()));
    let mut taken: Vec<i64> = Vec::new();
    for series in ends {
        let Some(last) = series.points.iter().rev().flatten().next() else { continue };
        let mut place = y(*last) + 5;
        // Two lines that end together are labelled one under the other.
        while taken.iter().any(|other| (other - place).abs() < 15) {
            place += 15;
        }
        taken.push(place);
        let label = format!("{} {}", series.label, series.value);
        text(&mut svg, &format!("{}%", (SPAN + 20) / 10), place.min(ZERO + 2), "start", &label);
    }
    svg.push_str("</svg>");
    svg
}

fn one(svg: &mut String, series: &Series, (class, stroke, dash): (&str, &str, &str)) {
    let count = series.points.len();
    for (at, pair) in series.points.windows(2).enumerate() {
        let [Some(from), Some(to)] = pair else { continue };
        let _ = write!(
            svg,
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{stroke}" stroke-width="2"{dash}/>"#,
            x(at, count),
            y(*from),
            x(at + 1, count),
            y(*to)
        );
    }
    for (at, point) in series.points.iter().enumerate() {
        let Some(point) = point else { continue };
        let _ = write!(
            svg,
            r#"<circle class="{class}" cx="{}" cy="{}" r="2.5" fill="{stroke}"/>"#,
            x(at, count),
            y(*point)
        );
    }
}

fn x(at: usize, count: usize) -> String {
    let tenths = if count < 2 { 0 } else { at * SPAN / (count - 1) };
    format!("{}.{}%", (tenths + 10) / 10, (tenths + 10) % 10)
}

fn y(percent: i64) -> i64 {
    ZERO - percent.clamp(0, 100) * (ZERO - FULL) / 100
}

fn text(svg: &mut String, x: &str, y: i64, anchor: &str, words: &str) {
    let _ = write!(
        svg,
        r##"<text class="c-text" x="{x}" y="{y}" fill="#211f1b" font-size="13" text-anchor="{anchor}">"##
    );
    escape(svg, words);
    svg.push_str("</text>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(label: &str, points: &[Option<i64>]) -> Series {
        Series { label: label.to_owned(), value: "50%".to_owned(), points: points.to_vec() }
    }

    #[test]
    fn a_gap_breaks_the_line_and_each_line_is_named_at_its_end() {
        let ticks = ["2024".to_owned(), String::new(), String::new(), "2025".to_owned()];
        let points = [Some(0), Some(50), None, Some(120)];
        let svg = lines("t", &ticks, &[series("Fisik", &points), series("Uang <b>", &points)]);
        assert_eq!(svg.matches("stroke-width=\"2\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("<circle").count(), 6);
        assert!(svg.contains(">Fisik 50%<") && svg.contains(">Uang &lt;b&gt; 50%<"));
        assert!(svg.contains(&format!("cy=\"{FULL}\"")), "beyond the target it stays inside");
        assert!(svg.contains("y=\"19\"") && svg.contains("y=\"34\""), "labels keep apart: {svg}");
    }

    #[test]
    fn nothing_makes_an_empty_frame() {
        assert_eq!(lines("t", &[], &[series("a", &[])]).matches("<line").count(), 2);
    }
}
