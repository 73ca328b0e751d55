//! A document as large as a visit needs: a page for the clinic, and one for the visitor.

use paper::{Block, Document, Page};

/// In English.
pub fn english() -> Document {
    let clinic = vec![
        title("Brief for a visit"),
        strong(
            "Self-report, not verified. Thoughts of suicide and safety are asked in private and never printed: please ask.",
        ),
        blanks(&["Name", "Date of birth", "Phone"]),
        pair("Age", "25 to 64"),
        pair(
            "Allergies and anesthesia",
            "latex; sick for a day after general anesthesia in 2019, no family history of malignant hyperthermia",
        ),
        pair("Pregnancy", "not pregnant, not breastfeeding; uses contraception"),
        heading("Points for the decision"),
        point("Label contraindication", "Aneurysm (US label)"),
        point("Usually not now", "High blood pressure that is not treated: above 140/90 at home"),
        point("Caution", "Bladder symptoms: urgency on most days"),
        point("Caution", "Alcohol: four or more drinks on a typical day, last drink yesterday"),
        point("Interaction", "Lamotrigine may weaken the effect; clonazepam 1 mg each night may too"),
        point("Plan", "No ride home yet; lives alone"),
        heading("Reasons"),
        pair("Wants help with", "depression, and pain in the left hand since an operation"),
        pair("Since", "more than a year; this episode seven months"),
        pair(
            "In their own words",
            "“I get up, I go to work, I come home and sleep. My daughter says I’m not there any more.”",
        ),
        heading("Tried"),
        pair("Medicines of two classes or more", "yes, at a full dose for six weeks or more"),
        pair("Talk therapy", "yes, helped a little"),
        pair("Ketamine or esketamine before", "no"),
        table(&["Medicine", "Top dose", "Weeks", "Helped?", "Why stopped"], 3),
        heading("Medicines and readings"),
        pair(
            "Takes",
            "sertraline 200 mg, lamotrigine 100 mg, clonazepam 1 mg at night, lisinopril 10 mg, ibuprofen when needed",
        ),
        pair("Blood pressure at home", "152/94, 148/96 (this week)"),
        pair("Height and weight", "5 ft 7 in, 182 lb (BMI 28.5)"),
        heading("Positives by system"),
        pair("Heart and vessels", "high blood pressure, aneurysm of the aorta followed by ultrasound"),
        pair("Bladder and kidneys", "urgency"),
        pair("Mind", "panic attacks; no psychosis, no mania, in the family: bipolar disorder (a brother)"),
        pair("Substances", "alcohol, cannabis at weekends"),
        small(
            "Marked no: stroke, heart failure, angina, arrhythmia, raised pressure in the head, head injury, seizures, glaucoma, liver disease, porphyria, thyroid disease, sleep apnea, COPD, opioids, stimulants, MAO inhibitors, psychosis, mania, dissociation, dementia.",
        ),
        heading("Staff"),
        blanks(&[
            "BP",
            "HR",
            "SpO₂",
            "Weight",
            "Height",
            "hCG",
            "Urine screen",
            "ECG and labs",
            "Suicide screen done by",
            "Prescriber",
            "Escort’s phone",
            "Reviewed by and date",
        ]),
    ];
    let visitor = vec![
        title("For your visit"),
        text(
            "Bring this page with you. Nobody else has it: it was made on your device, and is nowhere else.",
        ),
        heading("Before you come"),
        point(
            "Ride",
            "Somebody has to take you home. You can’t drive until the next day, after a night of sleep.",
        ),
        point("Food", "No meal for two hours before, no drink for 30 minutes before."),
        point(
            "Medicines",
            "Take them as always, unless your clinic tells you otherwise. Ask about clonazepam and lamotrigine.",
        ),
        point("Blood pressure", "Measure it on three days, and write down the numbers."),
        heading("Ask the clinic"),
        point(
            "",
            "Is my aneurysm a reason not to have this treatment? Who decides that, and what else could help me?",
        ),
        point("", "What does it cost in all, and what does my insurance pay?"),
        point("", "Who watches me during the treatment, and for how long?"),
        heading("Your readings"),
        table(&["Day and time", "Upper", "Lower", "Pulse"], 5),
        heading("If it gets worse"),
        text("Call or text 988 at any hour.\nIn danger, call 911."),
        small("This page is not medical advice. A clinician decides with you."),
    ];
    document("Brief", "en", vec![page(None, clinic), page(None, visitor)])
}

/// A page in Spanish in a document in English.
pub fn spanish() -> Document {
    let clinic = vec![
        title("Brief for a visit"),
        strong("Self-report, not verified."),
        blanks(&["Name", "Date of birth", "Phone"]),
        pair(
            "In their own words",
            "“No duermo desde que murió mi mamá. Mi hija dice que ya no estoy ahí, ¿será verdad?”",
        ),
    ];
    let visitor = vec![
        title("Para su visita"),
        strong("Traiga esta página. Nadie más la tiene: se hizo en su dispositivo."),
        heading("Antes de venir"),
        point(
            "Transporte",
            "Alguien tiene que llevarle a casa. No puede manejar hasta el día siguiente, después de dormir.",
        ),
        point("Comida", "Nada de comer dos horas antes; nada de beber 30 minutos antes."),
        heading("Pregunte en la clínica"),
        point(
            "",
            "¿Es mi aneurisma una razón para no recibir este tratamiento? ¿Quién lo decide, y qué más podría ayudarme?",
        ),
        point("", "¿Cuánto cuesta en total y cuánto paga mi seguro?"),
        heading("Sus mediciones"),
        table(&["Día y hora", "Alta", "Baja", "Pulso"], 4),
        blanks(&["Nombre", "Fecha de nacimiento", "Teléfono de quien acompaña"]),
        small("Esta página no es un consejo médico. Un profesional decide con usted."),
    ];
    document("Brief · Información para su visita", "en", vec![page(None, clinic), page(Some("es"), visitor)])
}

/// A document.
pub fn document(title: &str, language: &str, pages: Vec<Page>) -> Document {
    Document { title: title.into(), language: language.into(), date: "2026-11-29".into(), pages }
}

/// A page.
pub fn page(language: Option<&str>, blocks: Vec<Block>) -> Page {
    Page { language: language.map(str::to_owned), blocks }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

fn title(text: &str) -> Block {
    Block::Title(text.into())
}

fn heading(text: &str) -> Block {
    Block::Heading(text.into())
}

fn text(text: &str) -> Block {
    Block::Text(text.into())
}

fn strong(text: &str) -> Block {
    Block::Strong(text.into())
}

fn small(text: &str) -> Block {
    Block::Small(text.into())
}

fn pair(label: &str, text: &str) -> Block {
    Block::Pair { label: label.into(), text: text.into() }
}

fn point(lead: &str, text: &str) -> Block {
    Block::Point { lead: lead.into(), text: text.into() }
}

fn blanks(labels: &[&str]) -> Block {
    Block::Blanks(owned(labels))
}

fn table(columns: &[&str], rows: usize) -> Block {
    Block::Table { columns: owned(columns), rows }
}
