//! The actions and observations of a visitor, in the terms of the check.

use serde_json::json;

use super::page::Page;
use super::people::Person;

/// Goes through the check by a script in the page.
const WALK: &str = include_str!("walk.js");

impl Page {
    /// Starts the check and waits for the first question.
    pub async fn start(&self) {
        self.is_on("start").await;
        self.press("start").await;
        self.is_on("question").await;
    }

    /// Resumes from saved answers.
    pub async fn resume(&self) {
        self.is_on("start").await;
        self.press("resume").await;
        self.until("a screen of the check", "return !root.querySelector('[data-screen=start]')", &[]).await;
    }

    /// Waits for a screen.
    pub async fn is_on(&self, screen: &str) {
        let script = "return root?.querySelector('[data-screen]')?.dataset.screen === arguments[0]";
        self.until(&format!("the screen {screen}"), script, &[screen]).await;
    }

    /// Waits for a question.
    pub async fn asks(&self, link_id: &str) {
        let script = "return root?.querySelector('[data-question]')?.dataset.question === arguments[0]";
        self.until(&format!("the question {link_id}"), script, &[link_id]).await;
    }

    /// The question on the screen, or the screen.
    pub async fn place(&self) -> String {
        let script = "const it = root?.querySelector('[data-screen]'); \
                      return it && (it.dataset.question ?? it.dataset.screen)";
        self.until("a screen", script, &[]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses a control of the widget.
    pub async fn press(&self, action: &str) {
        self.click(&format!("[data-action={action}]")).await;
    }

    /// Goes from the result to the brief, and waits for its pages.
    pub async fn take(&self) {
        self.press("take").await;
        self.is_on("take").await;
        self.until(
            "the pages",
            "return root.querySelectorAll('[data-screen=take] .cc-sheet').length === 2",
            &[],
        )
        .await;
    }

    /// Goes from the review to a question, to change its answer.
    pub async fn change(&self, link_id: &str) {
        let unfold = "it.closest('details')?.setAttribute('open', '');";
        self.click_after(&format!("[data-for='{link_id}']"), unfold).await;
        self.asks(link_id).await;
    }

    /// Opens everything that is folded.
    pub async fn unfold(&self) {
        self.eval("for (const it of root.querySelectorAll('details')) it.open = true", &[]).await;
    }

    /// Clears the answers, and says yes when asked.
    pub async fn clear(&self) {
        self.press("clear").await;
        self.press("confirm").await;
    }

    /// Starts over from the start screen, and says yes when asked.
    pub async fn start_over(&self) {
        self.press("restart").await;
        self.press("confirm").await;
    }

    /// Presses several controls, separated by spaces, in one script, so that nothing happens in between.
    pub async fn press_at_once(&self, actions: &str) {
        let script = "for (const action of arguments[0].split(' ')) \
                      root.querySelector(`[data-action=${action}]`).click()";
        self.eval(script, &[actions]).await;
    }

    /// Presses a control that leads to another screen, and waits for that screen.
    pub async fn go(&self, action: &str) {
        let leave = "root.querySelector('[data-screen]').left = true;";
        self.click_after(&format!("[data-action={action}]"), leave).await;
        let script = "const it = root.querySelector('[data-screen]'); return it && !it.left";
        self.until(&format!("another screen after {action}"), script, &[]).await;
    }

    /// Continues from a question.
    pub async fn next(&self) {
        self.go("next").await;
    }

    /// Skips a question.
    pub async fn skip(&self) {
        self.go("skip").await;
    }

    /// Answers the question, which must be on the screen: codes separated by spaces, or text to type.
    pub async fn answer(&self, link_id: &str, answer: &str) {
        self.asks(link_id).await;
        if self.has(".cc-options input").await {
            for code in answer.split(' ') {
                self.choose(code).await;
            }
        } else {
            self.type_in(answer).await;
        }
    }

    /// Clicks an option of the question on the screen.
    pub async fn choose(&self, code: &str) {
        self.click(&format!(".cc-options input[value='{code}']")).await;
    }

    /// Replaces the text in the field of the question on the screen by typing.
    pub async fn type_in(&self, text: &str) {
        let field = self.element("#cc-field").await;
        let typed = async {
            field.clear().await?;
            field.send_keys(text).await
        };
        if let Err(error) = typed.await {
            self.fail(&format!("{text} can't be typed: {error}")).await;
        }
    }

    /// Sets a field whose keyboard input differs between browsers, such as a date field, and fires its `input` event.
    pub async fn set_field(&self, value: &str) {
        let script = "const it = root.querySelector('#cc-field'); it.value = arguments[0]; \
                      it.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))";
        self.eval(script, &[value]).await;
    }

    /// Switches to another language, and waits until the widget is in it.
    pub async fn switch_language(&self, language: &str) {
        self.click(&format!("[data-action=language][lang={language}]")).await;
        self.is_in_language(language).await;
    }

    /// Waits until the widget is in a language.
    pub async fn is_in_language(&self, language: &str) {
        let script = "return root?.querySelector('.cc')?.lang === arguments[0]";
        self.until(&format!("the language {language}"), script, &[language]).await;
    }

    /// Codes of the chosen options, separated by spaces.
    pub async fn chosen(&self) -> String {
        let script =
            "return [...root.querySelectorAll('.cc-options input:checked')].map(it => it.value).join(' ')";
        self.text_of(script, &[]).await
    }

    /// Goes through the check as a person would, up to a question, the review or the result, by a script in the page.
    /// Returns the questions that were asked on the way.
    pub async fn walk_to(&self, goal: &str, person: &Person) -> Vec<String> {
        // The script finds the widget once, so it has to be there.
        self.place().await;
        let (goal, person) = (json!(goal), person.said());
        let script = format!("const goal = {goal}, person = {person}; {WALK}");
        let walked = self.eval_async(&script).await;
        match serde_json::from_value(walked.clone()) {
            Ok(asked) => asked,
            Err(_) => self.fail(&format!("the way to {goal}: {walked}")).await,
        }
    }

    /// Goes through the check as a person would, up to a question, the review or the result, by pointer and keys. For tests
    /// of pointer and keys, and for frames that may take the focus only after the visitor has pressed something in them.
    pub async fn walk_by_hand(&self, goal: &str, person: &Person) -> Vec<String> {
        let mut asked = Vec::new();
        loop {
            let place = self.place().await;
            if place == goal {
                return asked;
            }
            match place.as_str() {
                "start" => self.start().await,
                "help" | "changed" => self.go("continue").await,
                "review" => self.go("finish").await,
                "result" | "error" | "cleared" => self.fail(&format!("{goal} is not on the way")).await,
                question => {
                    match person.says(question) {
                        Some(answer) => {
                            self.answer(question, answer).await;
                            self.next().await;
                        }
                        None => self.skip().await,
                    }
                    asked.push(place);
                }
            }
        }
    }

    /// The findings on the result, each with its level, in the order of the page.
    pub async fn findings(&self) -> Vec<(String, String)> {
        self.is_on("result").await;
        let script = "return [...root.querySelectorAll('[data-finding]')]
            .map(it => [it.dataset.finding, it.dataset.level])";
        serde_json::from_value(self.eval(script, &[]).await).expect("pairs of texts")
    }

    /// Both axes of the result: safety and fit.
    pub async fn axes(&self) -> (String, String) {
        self.is_on("result").await;
        let script =
            "const it = root.querySelector('[data-screen=result]').dataset; return [it.safety, it.fit]";
        serde_json::from_value(self.eval(script, &[]).await).expect("two texts")
    }

    /// The visible text of a part of the widget; empty if the part is missing.
    pub async fn reads(&self, selector: &str) -> String {
        self.text_of("return root?.querySelector(arguments[0])?.innerText ?? ''", &[selector]).await
    }

    /// Waits until the focus is on an element of the widget.
    pub async fn focus_is_on(&self, selector: &str) {
        let script = "return root?.activeElement?.matches(arguments[0])";
        self.until(&format!("the focus on {selector}"), script, &[selector]).await;
    }

    /// Asserts that the widget is styled.
    pub async fn is_styled(&self) {
        let styled = "return getComputedStyle(root.querySelector('.cc')).borderTopStyle === 'solid'";
        self.assert("the check has its looks", styled, &[]).await;
    }

    /// Asserts that all help lines are visible and have their links.
    pub async fn shows_help_lines(&self) {
        let script =
            "const links = [...root.querySelectorAll('.cc-help a')].filter(it => it.checkVisibility());
            const lines = ['tel:988', 'sms:988', 'tel:911'];
            return lines.every(line => links.some(it => it.getAttribute('href').startsWith(line)))";
        let shown = self.eval(script, &[]).await;
        if shown != json!(true) {
            self.fail("help lines are missing").await;
        }
    }
}
