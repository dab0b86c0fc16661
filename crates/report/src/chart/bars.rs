//! Horizontal bars that carry their own labels.

use std::fmt::Write as _;

use domain::{figure::Figure, plan::Band};

use super::{PAPER_WIDTH, escape, look, open, rect, share, tick};

/// Letters in a line of a label, so that it fits beside its value on the narrowest phone.
const LINE: usize = 36;
/// Height of a line of text, in px.
const TEXT: u32 = 20;

/// One bar, with its name and its value in words.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What is counted; breaks into lines by itself.
    pub label: String,
    /// The value as people read it ("62%", "1.250 orang").
    pub value: String,
    /// The value drawn; the axis starts at zero.
    pub amount: Figure,
    /// What was due, drawn as a tick.
    pub expected: Option<Figure>,
    /// How it is judged, where it is.
    pub band: Option<Band>,
}

/// A chart with all that makes it honest: one message, the same in a table, source and date.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The message, as a sentence ("Realisasi TW2 tertinggal di 4 dari 5 strategi").
    pub title: String,
    /// The picture, as SVG.
    pub svg: String,
    /// Heads of the table behind it: name and value.
    pub heads: [String; 2],
    /// Rows of the table behind it: name and value.
    pub rows: Vec<[String; 2]>,
    /// Where the figures come from.
    pub source: String,
    /// The day they stand for, as read.
    pub as_of: String,
}

/// Bars under their names, longest axis `end` (else the largest value). `title` names the picture
/// for those who do not see it.
pub fn bars(title: &str, list: &[Bar], end: Option<Figure>) -> String {
    let largest = list.iter().flat_map(|bar| [Some(bar.amount), bar.expected]).flatten();
    let end = end.into_iter().chain(largest).map(|figure| figure.0).max().unwrap_or(0);
    let lines: Vec<Vec<&str>> = list.iter().map(|bar| wrap(&bar.label)).collect();
    let height: u32 = lines.iter().map(|lines| row_height(lines.len())).sum();
    let mut svg = open("bars", PAPER_WIDTH, height.max(1), title);
    let mut y = 0;
    for (bar, lines) in list.iter().zip(&lines) {
        one(&mut svg, bar, lines, y, end);
        y += row_height(lines.len());
    }
    svg.push_str("</svg>");
    svg
}

fn row_height(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(1) * TEXT + 24
}

fn one(svg: &mut String, bar: &Bar, lines: &[&str], top: u32, end: i64) {
    let look = bar.band.map(look);
    let indent = if look.is_some() { 20 } else { 0 };
    if let Some(look) = look {
        let _ = write!(
            svg,
            r#"<path class="{}" fill="{}" fill-rule="evenodd" transform="translate(0 {}) scale(.875)" d="{}"/>"#,
            look.class,
            look.fill,
            top + 2,
            look.path
        );
    }
    let mut y = top + 14;
    for line in lines {
        text(svg, "", &indent.to_string(), y, line);
        y += TEXT;
    }
    text(svg, r#" text-anchor="end" font-weight="600""#, "100%", top + 14, &bar.value);
    let bar_top = y - 10;
    let (class, colour) = look.map_or(("c-bar", "#0a5c58"), |look| (look.class, look.fill));
    let _ = write!(
        svg,
        r##"<rect class="c-track" fill="#e6dfd1" y="{bar_top}" width="100%" height="8"/>"##
    );
    if let Some(amount) = share(Some(bar.amount), end) {
        rect(svg, class, colour, (bar_top, 8), amount);
    }
    if let Some(expected) = share(bar.expected, end) {
        tick(svg, expected, (bar_top - 3, bar_top + 11));
    }
}

fn text(svg: &mut String, extra: &str, x: &str, y: u32, words: &str) {
    let _ = write!(
        svg,
        r##"<text class="c-text" x="{x}" y="{y}" fill="#211f1b" font-size="14"{extra}>"##
    );
    escape(svg, words);
    svg.push_str("</text>");
}

/// `label` in lines of about `LINE` letters, broken at spaces; a longer word keeps its own line.
fn wrap(label: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut last_space, mut letters) = (0, None, 0);
    for (at, character) in label.char_indices() {
        if character == ' ' {
            last_space = Some(at);
        }
        letters += 1;
        if letters > LINE
            && let Some(space) = last_space.take()
        {
            lines.push(&label[start..space]);
            start = space + 1;
            letters = label[start..=at].chars().count();
        }
    }
    lines.push(&label[start..]);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "Dinas Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Tangerang";

    fn bar(label: &str, percent: i64, band: Option<Band>) -> Bar {
        Bar {
            label: label.to_owned(),
            value: format!("{percent}%"),
            amount: Figure::whole(percent),
            expected: None,
            band,
        }
    }

    #[test]
    fn a_long_name_breaks_between_words_and_loses_none() {
        let lines = wrap(LONG);
        assert_eq!(lines.join(" "), LONG);
        assert!(lines.iter().all(|line| line.chars().count() <= LINE), "{lines:?}");
        assert_eq!(wrap("Pendek"), ["Pendek"]);
        assert_eq!(wrap(&"x".repeat(60)).len(), 1);
        assert_eq!(wrap(""), [""]);
    }

    #[test]
    fn bars_carry_name_value_and_form_beside_the_colour() {
        let svg = bars("t", &[bar("A & B", 40, Some(Band::Behind))], Some(Figure::whole(100)));
        assert!(svg.contains(">A &amp; B</text>") && svg.contains(">40%</text>"), "{svg}");
        assert!(svg.contains(look(Band::Behind).path) && svg.contains(r#"width="40%""#), "{svg}");
    }

    #[test]
    fn without_a_given_end_the_largest_value_fills_the_width() {
        let svg = bars("t", &[bar("a", 10, None), bar("b", 20, None)], None);
        assert!(svg.contains(r##"class="c-bar" fill="#0a5c58" y="24" width="50%""##), "{svg}");
        assert!(svg.contains(r#"width="100%" height="8"/></svg>"#), "{svg}");
    }

    #[test]
    fn no_bars_make_an_empty_picture() {
        assert!(bars("t", &[], None).ends_with("aria-label=\"t\"></svg>"));
    }
}
