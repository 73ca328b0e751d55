//! The packed form of a questionnaire. The build, or the compiler of a custom questionnaire, passes it to the widget.

use super::*;
use crate::packed::{Packed, packed};

impl Packed for Questionnaire {
    fn write(&self, to: &mut String) {
        self.url.write(to);
        self.version.write(to);
        self.title.write(to);
        self.description.write(to);
        self.status.write(to);
        self.language.write(to);
        self.reviewed.write(to);
        self.review_by.write(to);
        self.private.write(to);
        self.sources.write(to);
        self.by_name.write(to);
        self.items.len().write(to);
        for (idx, item) in self.items.iter().enumerate() {
            // The tree, as the size of each subtree: most often 1.
            (item.end - idx).write(to);
            item.link_id.write(to);
            item.text.write(to);
            item.enable.write(to);
            item.kind.write(to);
        }
    }

    fn read(from: &mut &str) -> Option<Questionnaire> {
        // Rust evaluates fields in the order of this expression, which must be the order of writing.
        let mut read = Questionnaire {
            url: Packed::read(from)?,
            version: Packed::read(from)?,
            title: Packed::read(from)?,
            description: Packed::read(from)?,
            status: Packed::read(from)?,
            language: Packed::read(from)?,
            reviewed: Packed::read(from)?,
            review_by: Packed::read(from)?,
            private: Packed::read(from)?,
            sources: Packed::read(from)?,
            by_name: Packed::read(from)?,
            items: Vec::new(),
        };
        let items = &mut read.items;
        for idx in 0..usize::read(from)? {
            let end = idx + usize::read(from)?;
            // The parent is the nearest earlier item whose subtree is still open.
            let around = |at: &ItemIdx| items[at.0].end > idx;
            let before = idx.checked_sub(1).map(ItemIdx);
            let parent = std::iter::successors(before, |at| items[at.0].parent).find(around);
            let (link_id, text) = Packed::read(from)?;
            items.push(Item {
                link_id,
                text,
                parent,
                end,
                enable: Packed::read(from)?,
                kind: Packed::read(from)?,
            });
        }
        Some(read)
    }
}

packed!(tuple LinkId(text));
packed!(tuple ItemIdx(place));
impl Packed for Source {
    fn write(&self, to: &mut String) {
        self.id.write(to);
        self.name.write(to);
        self.url.write(to);
    }

    fn read(from: &mut &str) -> Option<Source> {
        let (id, name) = Packed::read(from)?;
        Some(Source { id, name, citation: String::new(), url: Packed::read(from)? })
    }
}
packed!(struct Cite { source, detail });
packed!(
    enum Private {
        None,
        Some,
        Safety,
    }
);
packed!(
    enum Kind {
        Group(group),
        Note,
        Finding(finding),
        Question(question),
    }
);
packed!(struct Group { part, repeats, sources, figure });
packed!(
    enum Part {
        Section,
        Learn,
        Results,
    }
);
packed!(struct Question { answer, required, transient, since, hint, explanation, sources });
packed!(
    enum AnswerType {
        Boolean,
        Number(number),
        Date(range),
        DateTime(range),
        Time,
        Text(text),
        Choice(choice),
        Reference,
    }
);
packed!(struct NumberType { kind, range, unit, below });
packed!(
    enum NumberKind {
        Integer,
        Decimal,
        Quantity,
    }
);
packed!(struct Range { min, max });
packed!(struct Unit { code, display });
packed!(struct TextType { form, max_length });
packed!(
    enum TextForm {
        Line,
        Lines,
        Url,
    }
);
packed!(struct Choice { options, repeats, open });
packed!(struct AnswerOption { value, display, gloss, heading, exclusive, help });
packed!(
    enum Help {
        Emergency,
        Crisis,
    }
);
packed!(struct Enable { when, behavior });
packed!(
    enum Behavior {
        Any,
        All,
        Never,
    }
);
packed!(struct Condition { question, test });
packed!(
    enum Test {
        Exists(exists),
        Equals(value),
        Differs(value),
        Ordered(order, value),
    }
);
packed!(
    enum Order {
        Greater,
        Less,
        GreaterOrEqual,
        LessOrEqual,
    }
);
packed!(struct Finding { axis, computed, adults_only, help, stands_for, basis, explanation, ask, sources });
packed!(
    enum Basis {
        Label,
        ForeignLabel,
        Guideline,
        TrialExclusion,
        Practice,
    }
);
packed!(
    enum Computed {
        Unanswered,
    }
);
packed!(
    enum Axis {
        Safety(level),
        Fit(fit, approvals),
    }
);
packed!(
    enum Level {
        Urgent,
        Label,
        NotNow,
        Review,
        Plan,
    }
);
packed!(
    enum Fit {
        BetterStudied,
        EarlyResearch,
        OtherFirst,
    }
);
packed!(
    enum Approval {
        FdaApproved,
        OffLabelStudied,
        OffLabelEarly,
    }
);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::form::Form;
    use crate::model::{Part, Questionnaire};
    use crate::packed;
    use crate::testing::builtin_questionnaire;

    fn check() -> Questionnaire {
        let (form, _) = Form::load(&builtin_questionnaire()).expect("it has no error");
        let mut questionnaire = form.questionnaire;
        questionnaire.sources.iter_mut().for_each(|source| source.citation.clear());
        questionnaire
    }

    fn all(questionnaire: &Questionnaire) -> String {
        format!("{questionnaire:#?}")
    }

    #[test]
    fn questionnaire_survives_a_round_trip() {
        let check = check();
        let again: Option<Questionnaire> = packed::read(&packed::write(&check));
        assert_eq!(again.as_ref().map(all), Some(all(&check)));
    }

    #[test]
    fn items_keep_their_parents_at_any_depth() {
        use crate::testing::{choice, form, group};
        let items = [
            group("a", &[], &[group("b", &[], &[choice("c", "x", &[])]), choice("d", "x", &[])]),
            choice("e", "x y", &["c = #x"]),
            group("f", &[], &[group("g", &[], &[])]),
        ];
        let questionnaire = form(&items).questionnaire;
        let again: Option<Questionnaire> = packed::read(&packed::write(&questionnaire));
        assert_eq!(again.as_ref().map(all), Some(all(&questionnaire)));
    }

    #[test]
    fn rejects_a_truncated_questionnaire() {
        let packed_text = packed::write(&check());
        for length in (0..packed_text.len()).filter(|it| packed_text.is_char_boundary(*it)).step_by(97) {
            assert!(packed::read::<Questionnaire>(&packed_text[..length]).is_none(), "{length}");
        }
    }

    #[test]
    fn parts_keep_every_item_with_its_sources() {
        let check = check();
        let rest = check.part(|part| part != Part::Learn);
        let cards = check.cards_beside(&rest);
        assert!(
            cards.sources.iter().all(|source| !rest.sources.contains(source)),
            "no source is in both files"
        );
        let ids = |part: &Questionnaire| part.sources.iter().map(|it| it.id.clone()).collect::<BTreeSet<_>>();
        let own = [ids(&cards), ids(&rest)];
        let parts = [cards.join(rest.clone()), rest];
        let names = |questionnaire: &Questionnaire| -> Vec<String> {
            questionnaire.indices().map(|idx| questionnaire.item(idx).link_id.to_string()).collect()
        };
        let both: BTreeSet<String> = parts.iter().flat_map(names).collect();
        assert_eq!(both, names(&check).into_iter().collect());
        assert_eq!(parts.iter().map(|part| part.indices().len()).sum::<usize>(), check.indices().len());
        for (part, own) in parts.iter().zip(own) {
            assert!(part.indices().len() > 10 && own.len() < check.sources.len());
            let mut cited = BTreeSet::new();
            for idx in part.indices() {
                let (here, there) = (part.item(idx), check.find(part.item(idx).link_id.as_str()));
                let there = check.item(there.expect("it is from there"));
                let source_ids = |questionnaire: &Questionnaire, kind: &crate::model::Kind| -> Vec<String> {
                    kind.sources().iter().map(|cite| questionnaire.sources[cite.source].id.clone()).collect()
                };
                assert_eq!(source_ids(part, &here.kind), source_ids(&check, &there.kind), "{}", here.link_id);
                cited.extend(source_ids(part, &here.kind));
            }
            assert!(own.is_subset(&cited), "every source of a file is cited in it");
        }
    }
}
