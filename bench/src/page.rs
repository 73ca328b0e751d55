//! The measured pages: a product at the top of a plain page, and a clinic's page with a product far down.

use std::fmt::Write;

use crate::forms::Form;
use crate::products::{FormSource, Product, Tag};

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\">";

/// A page with only a product. Without a form the product shows its own.
pub fn alone(product: &Product, form: Option<Form>) -> String {
    let Parts { head, place, end } = parts(product, form);
    format!(
        "{HEAD}<title>{}</title><style>body {{ font: 16px/1.5 system-ui, sans-serif; margin: 1rem auto; \
         max-width: 45rem; padding: 0 1rem }}</style>{head}</head><body><h1>Hill Road Clinic</h1>{place}{end}</body></html>",
        product.title
    )
}

/// A clinic's page with a product below the first screen, or without a product.
pub fn clinic(product: Option<(&Product, Option<Form>)>) -> String {
    let Parts { head, place, end } = product.map(|(product, form)| parts(product, form)).unwrap_or_default();
    let mut text = String::new();
    for (title, sentence) in ABOUT {
        // Writing to a string can't fail.
        let _ = write!(text, "<section><h2>{title}</h2>");
        for _ in 0..3 {
            let _ = write!(text, "<p>{}</p>", [sentence; 4].join(" "));
        }
        text += "</section>";
    }
    format!(
        "{HEAD}<title>Hill Road Clinic</title><style>{CLINIC_STYLE}</style>{head}</head><body><header><b>Hill Road Clinic</b>\
         <nav><a href=\"#visit\">Your visit</a> <a href=\"#people\">Who we are</a> <a href=\"#find\">Find us</a></nav></header>\
         <img src=\"/built/picture.png\" width=\"1200\" height=\"520\" alt=\"\"><main><h1>Care that takes its time</h1>{text}\
         {place}<footer>Hill Road 12, open from Monday to Friday, (555) 555-0142</footer></main>{end}</body></html>"
    )
}

const ABOUT: [(&str, &str); 4] = [
    ("Your visit", "A first visit takes about an hour, and nobody is in a hurry."),
    ("Who we are", "Two doctors, four nurses and a front desk that answers the telephone."),
    ("What it costs", "We say what it costs before anything begins, in writing."),
    ("Find us", "From the station it is ten minutes on foot, uphill, past the library."),
];

const CLINIC_STYLE: &str = "body { font: 17px/1.6 Georgia, serif; margin: 0; color: #222 } \
    header { display: flex; justify-content: space-between; padding: 1rem 2rem } \
    img { display: block; width: 100%; height: 26rem; object-fit: cover } main { max-width: 44rem; margin: auto; padding: 1rem }";

/// The HTML that a product adds to a page, by position.
#[derive(Default)]
struct Parts {
    head: String,
    place: String,
    end: String,
}

fn parts(product: &Product, form: Option<Form>) -> Parts {
    let head =
        product.styles.iter().map(|href| format!("<link rel=\"stylesheet\" href=\"{href}\">")).collect();
    let scripts: String = product.scripts.iter().map(|(src, tag)| script(src, *tag)).collect();
    if let FormSource::Url | FormSource::BuiltIn = product.form {
        let asked = form.filter(|_| matches!(product.form, FormSource::Url));
        let address = asked.map(|form| format!("/forms/{}.json", form.name()));
        let attribute = address.iter().map(|it| format!(" questionnaire=\"{it}\"")).collect::<String>();
        let data = address.unwrap_or_default();
        let place = format!(
            "<div id=\"place\" data-form=\"{data}\"><candidate-check{attribute}></candidate-check></div>"
        );
        return Parts { head, place: place + &scripts, end: String::new() };
    }
    let (inside, data) = match (product.form, form) {
        (FormSource::Inside(describe), Some(form)) => {
            // `</script>` in a text would end the element; no form contains it.
            (
                String::new(),
                format!("<script type=\"application/json\" id=\"form\">{}</script>", describe(form)),
            )
        }
        (FormSource::Html, Some(form)) => (form.html(), String::new()),
        _ => Default::default(),
    };
    // Modules run after the whole page is parsed, so this script must be a module too to run after them.
    let late = product.scripts.iter().any(|(_, tag)| *tag != Tag::Plain);
    let kind = if late { " type=\"module\"" } else { "" };
    let show = format!(
        "<script{kind}>adapter.show(document.getElementById(\"place\"), JSON.parse(document.getElementById(\"form\")?.textContent ?? null));</script>"
    );
    Parts { head, place: format!("<div id=\"place\">{inside}</div>"), end: data + &scripts + &show }
}

fn script(src: &str, tag: Tag) -> String {
    let how = match tag {
        Tag::Plain => "",
        Tag::Async => " async",
        Tag::Defer => " defer",
        Tag::Module => " type=\"module\"",
    };
    format!("<script src=\"{src}\"{how}></script>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Pattern;
    use crate::products::PRODUCTS;

    #[test]
    fn every_page_has_all_files_and_the_form_of_its_product() {
        let form = Form::new(Pattern::Chain, 12);
        for product in &PRODUCTS {
            for page in [alone(product, Some(form)), clinic(Some((product, Some(form))))] {
                let files = product.scripts.iter().map(|it| it.0).chain(product.styles.iter().copied());
                for file in files {
                    assert!(page.contains(&format!("\"{file}\"")), "{}: {file}", product.name);
                }
                let asked = page.contains("q11") || page.contains("chain-12.json");
                assert_eq!(asked, product.shows_given_form(), "{}", product.name);
            }
        }
    }

    #[test]
    fn a_clinic_page_without_a_product_has_no_script() {
        assert!(!clinic(None).contains("<script"));
    }
}
