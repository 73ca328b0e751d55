//! Reads a file again, as a screen reader does: through its structure.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Number, ObjRef, Object, ObjectIdentifier, String as Bytes};

/// A sheet as its content says.
#[derive(Default)]
pub struct Sheet {
    /// The tag and the text of each marked text, by its number.
    pub marked: Vec<(String, String)>,
    /// The texts that are decoration.
    pub decoration: Vec<String>,
    /// All texts in the order of the content.
    pub in_order: String,
    /// Where each text begins, in the unit of the content.
    pub places: Vec<(i64, i64)>,
    /// That unit, in points.
    pub unit: f64,
    /// How many lines are drawn, all of them as decoration.
    pub lines: usize,
}

/// A file.
pub struct File(Pdf);

/// The elements of the marked texts of each sheet, as the second tree says.
type Parents = Vec<Vec<Option<ObjectIdentifier>>>;

impl File {
    pub fn read(bytes: &[u8]) -> File {
        File(Pdf::new(bytes.to_vec()).expect("it is a PDF"))
    }

    pub fn catalog(&self) -> Dict<'_> {
        self.0.xref().get(self.0.xref().root_id()).expect("there is a catalog")
    }

    pub fn pdf(&self) -> &Pdf {
        &self.0
    }

    /// The sheets.
    pub fn sheets(&self) -> Vec<Sheet> {
        let mut sheets = Vec::new();
        for page in self.0.pages().iter() {
            let mut sheet = Sheet::default();
            // The number of the marked text, or none inside decoration.
            let mut current: Option<Option<usize>> = None;
            let mut operations = page.operations();
            while let Some(operation) = operations.next() {
                let operands: Vec<Object> = operation.operands().cloned().collect();
                match (std::str::from_utf8(operation.operator).expect("ASCII"), operands.as_slice()) {
                    ("BMC", [Object::Name(tag)]) => {
                        assert_eq!((tag.as_str(), current), ("Artifact", None));
                        current = Some(None);
                    }
                    ("BDC", [Object::Name(tag), Object::Dict(properties)]) => {
                        assert_eq!(current, None, "marks are not nested");
                        let number = properties.get::<usize>("MCID");
                        assert_eq!(number.is_none(), tag.as_str() == "Artifact");
                        if let Some(number) = number {
                            assert_eq!(number, sheet.marked.len());
                            sheet.marked.push((tag.as_str().to_owned(), String::new()));
                        }
                        current = Some(number);
                    }
                    ("EMC", []) => current = None,
                    ("cm", [Object::Number(unit), _, _, Object::Number(other), _, _]) => {
                        assert_eq!(unit.as_f64(), other.as_f64());
                        sheet.unit = unit.as_f64();
                    }
                    ("Td", [Object::Number(x), Object::Number(y)]) => {
                        let (from_x, from_y) = sheet.places.last().copied().unwrap_or_default();
                        sheet.places.push((from_x + x.as_i64(), from_y + y.as_i64()));
                    }
                    ("l", _) => {
                        assert_eq!(current, Some(None), "a line is decoration");
                        sheet.lines += 1;
                    }
                    ("Tj", [Object::String(bytes)]) => {
                        let text = western(bytes.as_bytes());
                        sheet.in_order.push_str(&text);
                        match current.expect("every text is marked") {
                            Some(number) => sheet.marked[number].1.push_str(&text),
                            None => sheet.decoration.push(text),
                        }
                    }
                    _ => {}
                }
            }
            assert_eq!(current, None, "every mark ends");
            sheets.push(sheet);
        }
        sheets
    }

    /// The elements in reading order, one a line: its role, its language if it has one, and its text.
    pub fn outline(&self) -> String {
        let sheets = self.sheets();
        let root: Dict = self.catalog().get("StructTreeRoot").expect("there is a structure");
        let document: Dict = root.get("K").expect("it has elements");
        let mut lines = String::new();
        self.add(&document, &sheets, &self.parents(), 0, &mut lines);
        lines
    }

    fn add(&self, element: &Dict, sheets: &[Sheet], parents: &Parents, depth: usize, lines: &mut String) {
        let role: Name = element.get("S").expect("an element has a role");
        let page = element.get_ref("Pg");
        let (mut children, mut text) = (Vec::new(), None::<String>);
        for kid in
            element.get::<Array>("K").into_iter().flat_map(|it| it.iter::<Object>().collect::<Vec<_>>())
        {
            let (page, number) = match &kid {
                Object::Number(number) => (page, number.as_i64()),
                Object::Dict(dict) if dict.contains_key("MCID") => {
                    (dict.get_ref("Pg"), dict.get::<Number>("MCID").expect("a number").as_i64())
                }
                Object::Dict(dict) => {
                    children.push(dict.clone());
                    continue;
                }
                _ => panic!("{kid:?} is no part of an element"),
            };
            let sheet = self.number_of(page.expect("a mark is on a page"));
            let (tag, marked) = &sheets[sheet].marked[usize::try_from(number).expect("positive")];
            assert_eq!(tag, role.as_str(), "a mark has the tag of its element");
            text.get_or_insert_default().push_str(marked);
            assert_eq!(parents[sheet][usize::try_from(number).expect("positive")], element.obj_id());
        }
        let language =
            element.get::<Bytes>("Lang").map_or(String::new(), |it| format!(" [{}]", western(&it)));
        let text = text.map_or(String::new(), |it| format!(" {it}"));
        lines.push_str(&format!("{}{}{language}{text}\n", "  ".repeat(depth), role.as_str()));
        children.iter().for_each(|it| self.add(it, sheets, parents, depth + 1, lines));
    }

    fn number_of(&self, page: ObjRef) -> usize {
        let pages: Dict = self.catalog().get("Pages").expect("there are pages");
        let kids: Array = pages.get("Kids").expect("there are pages");
        let place = kids.raw_iter().position(|it| it.as_obj_ref() == Some(page));
        place.expect("it is a page of the document")
    }

    /// Programs that start from a text find its element in a second tree.
    fn parents(&self) -> Parents {
        let root: Dict = self.catalog().get("StructTreeRoot").expect("there is a structure");
        let tree: Dict = root.get("ParentTree").expect("it has the second tree");
        let pairs: Vec<Object> = tree.get::<Array>("Nums").expect("it has sheets").iter().collect();
        let mut parents = Vec::new();
        for (pair, page) in pairs.chunks(2).zip(self.0.pages().iter()) {
            let [Object::Number(key), Object::Array(elements)] = pair else { panic!("{pair:?} is no sheet") };
            assert_eq!(Some(key.as_i64()), page.raw().get::<Number>("StructParents").map(|it| it.as_i64()));
            parents.push(elements.iter::<Dict>().map(|it| it.obj_id()).collect());
        }
        parents
    }
}

/// A text of the file.
fn western(bytes: &[u8]) -> String {
    let char = |byte: &u8| match byte {
        0x85 => '…',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x80..=0x9f => panic!("add {byte:x} to the reader"),
        _ => char::from(*byte),
    };
    bytes.iter().map(char).collect()
}
