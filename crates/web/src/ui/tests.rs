use domain::{field::FieldErrors, plan::Band};
use maud::{Markup, Render, html};
use text::Lang;

use super::*;

const NASTY: &str = "<script>alert(\"x\")</script> & 'y'";

fn frame() -> Frame<'static> {
    let mut frame = Frame::new(Lang::Id, "Rapat", "/rapat");
    frame.csrf = "token-1".into();
    frame
}

fn text_of(markup: impl Render) -> String {
    markup.render().into_string()
}

fn sample_form() -> String {
    let mut errors = FieldErrors::default();
    errors.push("count", "required");
    let choices = vec![field::choice("a", "Ya"), field::choice("b", "Tidak").help("Jarang")];
    let form = form(&frame(), "/rapat")
        .version(7)
        .field(field::text("title").label("Nama").help("Singkat saja").value("Rakor").required())
        .field(field::number("count", "orang").label("Jumlah").help("Angka"))
        .field(field::select("kind", choices.clone()).label("Jenis").value("b"))
        .field(field::radio("way", choices.clone()).label("Cara").value("a"))
        .field(field::checks("who", choices).label("Siapa").chosen(["b"]))
        .field(field::checkbox("sure").label("Benar"))
        .field(field::area("note", 3).label("Catatan").value("\nbaris"))
        .submit("Simpan rapat")
        .errors(&errors);
    text_of(form)
}

/// Values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn words_are_escaped_wherever_they_stand() {
    let fields = form(&frame(), NASTY)
        .field(
            field::text("a")
                .label(NASTY)
                .help(NASTY)
                .value(NASTY)
                .error(Some(NASTY))
                .suggest([NASTY]),
        )
        .field(field::area("b", 2).label(NASTY).value(NASTY))
        .field(field::select("c", vec![field::choice(NASTY, NASTY)]).label(NASTY))
        .field(field::radio("d", vec![field::choice(NASTY, NASTY).help(NASTY)]).label(NASTY))
        .hidden("e", NASTY)
        .submit(NASTY);
    let table = Table::new(NASTY, vec![Column::text(NASTY), Column::text(NASTY)])
        .row(Row::new(html! { (NASTY) }).cell(cell::agency(NASTY, NASTY)));
    let mut frame =
        Frame::new(Lang::Id, NASTY, NASTY).crumb(NASTY, NASTY).protected(NASTY).lead(NASTY);
    frame.query = NASTY;
    let body = html! { (fields) (table) (Notice::done(NASTY)) (Empty::new(NASTY, NASTY)) };
    let html = page(&frame, body).into_string();
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains("(\"x"), "a quote ends an attribute: {html}");
    assert!(html.contains("&lt;script&gt;"));
}

#[test]
fn every_input_has_a_label_that_leads_to_it() {
    let html = sample_form();
    let labels = values(&html, "for");
    for input in html
        .split('<')
        .filter(|tag| ["input ", "select ", "textarea "].iter().any(|name| tag.starts_with(name)))
    {
        if input.contains("type=\"hidden\"") {
            continue;
        }
        let id = values(input, "id")[0];
        assert!(labels.contains(&id), "no label for {id}");
    }
}

#[test]
fn help_and_errors_are_said_with_their_field() {
    let html = sample_form();
    assert!(html.contains(r#"aria-describedby="f-count-help f-count-error""#), "{html}");
    assert!(html.contains(r#"aria-invalid="true""#));
    let ids = values(&html, "id");
    for list in values(&html, "aria-describedby") {
        assert!(list.split(' ').all(|id| ids.contains(&id)), "{list}");
    }
}

#[test]
fn the_summary_leads_to_each_field_with_an_error() {
    let html = sample_form();
    assert!(html.contains(r##"<a href="#f-count">Jumlah</a>: Bagian ini belum diisi."##), "{html}");
    assert!(html.contains(r#"role="alert""#));
    let fine = text_of(form(&frame(), "/rapat").field(field::text("a").label("A")));
    assert!(!fine.contains("role=\"alert\"") && !fine.contains("aria-invalid"));
}

#[test]
fn what_a_field_says_for_itself_wins_over_the_general_sentence() {
    let mut errors = FieldErrors::default();
    errors.push("nik", "length");
    let own = "NIK harus 16 angka; yang Anda isi 15.";
    let form =
        form(&frame(), "/").field(field::text("nik").label("NIK").error(Some(own))).errors(&errors);
    assert!(text_of(form).contains(own));
}

#[test]
fn typed_values_come_back_but_a_password_never() {
    let html = sample_form();
    assert!(html.contains(r#"value="Rakor""#));
    assert!(html.contains(r#"<option value="b" selected>"#));
    assert!(html.contains(r#"value="a" checked"#));
    assert!(html.contains(">\n\nbaris</textarea>"), "a leading line break is kept");
    let secret =
        form(&frame(), "/").field(field::password("p").label("Sandi").value("rahasia-sekali"));
    assert!(!text_of(secret).contains("rahasia-sekali"));
}

#[test]
fn a_form_carries_token_and_version_and_needs_no_script() {
    let html = sample_form();
    assert!(html.contains(r#"name="_token" value="token-1""#));
    assert!(html.contains(r#"name="version" value="7""#));
    assert!(html.contains(r#"method="post" action="/rapat" novalidate"#), "{html}");
    let upload = form(&frame(), "/").field(field::file("f", ".xlsx").label("Berkas"));
    assert!(text_of(upload).contains(r#"enctype="multipart/form-data""#));
}

#[test]
fn required_is_said_in_words_in_both_languages() {
    for (lang, word) in [(Lang::Id, "wajib diisi"), (Lang::En, "required")] {
        let mut frame = frame();
        frame.lang = lang;
        let html = text_of(form(&frame, "/").field(field::text("a").label("A").required()));
        assert!(html.contains(word), "{html}");
    }
}

#[test]
fn a_band_is_word_and_form_never_colour_alone() {
    for lang in Lang::ALL {
        for band in Band::ALL {
            for html in [badge(lang, band), mark(lang, band)].map(Markup::into_string) {
                assert!(html.contains(word(lang, band)), "{html}");
                assert!(html.contains(report::chart::look(band).path), "{html}");
                assert!(!html.contains("fill=\"#"), "colour belongs to the style sheet: {html}");
            }
        }
    }
}

#[test]
fn a_page_has_one_heading_a_way_past_the_menu_and_a_language() {
    for html in [page(&frame(), html! {}), bare(&frame(), html! {})].map(Markup::into_string) {
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(html.contains(r##"<a class="skip" href="#isi">"##));
        assert!(html.contains(r#"<main id="isi""#));
        assert!(html.contains(r#"<html lang="id">"#));
    }
}

#[test]
fn switching_the_language_keeps_the_view() {
    let mut frame = frame();
    frame.query = "status=behind&lang=id&instansi=dpppa";
    let html = page(&frame, html! {}).into_string();
    assert!(html.contains("/rapat?status=behind&amp;instansi=dpppa&amp;lang=en"), "{html}");
}

#[test]
fn the_window_title_of_a_form_with_errors_says_so() {
    let html = page(&frame().troubled(true), html! {}).into_string();
    assert!(html.contains("<title>Perlu diperbaiki: Rapat · Gugus</title>"), "{html}");
}

#[test]
fn the_wall_is_drawn_on_protected_pages_only() {
    let html = page(&frame().protected("Identitas"), html! {}).into_string();
    assert!(html.contains("data-wall") && html.contains("RAHASIA") && html.contains("Identitas"));
    let html = page(&frame(), html! {}).into_string();
    assert!(!html.contains("data-wall") && !html.contains("RAHASIA"));
}

#[test]
fn a_card_on_a_phone_names_each_of_its_cells() {
    let columns = vec![Column::text("Nama"), Column::number("Jumlah"), Column::text("Ket.")];
    let row = Row::new(html! { "A" }).cell(html! { "1" }).cell(html! {});
    let html = text_of(Table::new("Daftar", columns).row(row));
    assert!(html.contains(r#"<th scope="row">A</th>"#));
    assert!(html.contains(r#"<td class="n" data-k="Jumlah">1</td>"#), "{html}");
    assert!(
        html.contains(r#"<td data-k="Ket."></td>"#),
        "an empty cell is empty, so a card leaves it out"
    );
}

#[test]
fn a_sorted_column_says_so_to_those_who_hear_it() {
    let columns = vec![Column::text("Nama").sorted("?urut=nama", Order::Descending)];
    assert!(text_of(Table::new("x", columns)).contains(r#"aria-sort="descending""#));
}

#[test]
fn a_file_with_errors_cannot_be_confirmed() {
    let finding = Finding {
        sheet: "1".into(),
        place: "A1".into(),
        why: "x".into(),
        suggestion: "y".into(),
        way: None,
    };
    let preview =
        || Preview::new(Lang::Id, Vec::new()).confirm(form(&frame(), "/").submit("Simpan semua"));
    assert!(text_of(preview()).contains("Simpan semua"));
    assert!(!text_of(preview().errors(vec![finding])).contains("Simpan semua"));
}
