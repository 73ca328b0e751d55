// The page's side of isolation="frame", in the place of the runner: puts the check into a frame of the files' own origin,
// below the help lines and above the way out, which stay on the page. What goes through the channel: settings and looks
// in; height, place of the focus and the element's events out. Never an answer.
const TAG = "candidate-check";
const PAGE = __PAGE__;
/** Of each language: `title` of the frame, `clear` of the button. */
const WORDS = __WORDS__;
/** Sooner than the loader loses its patience, so that the console says what is missing. */
const GIVE_UP_AFTER = 9_000;
/** How long leaving waits for the frame to clear its answers; it is out of sight by then. */
const LEAVE_AFTER = 500;
const EVENTS = ["started", "finished", "cleared", "booking", "error"];
const PROPERTIES = ["accent", "surface", "text", "muted", "border", "radius", "space"];

// The margin: what is scrolled to stands clear of a page's header, as in the widget itself.
const CSS = `
.cc-frame { display: block; width: 100%; height: 0; visibility: hidden }
.cc--framed .cc-frame { visibility: visible }
.cc--framed > div > :first-child { display: none }
.cc-frame ~ span { position: absolute; inset-inline: 0; scroll-margin-block: 80px; visibility: hidden; pointer-events: none }
.cc-look {
  color: var(--candidate-check-accent);
  background-color: var(--candidate-check-surface);
  border-top-color: var(--candidate-check-text);
  border-bottom-color: var(--candidate-check-muted);
  outline-color: var(--candidate-check-border);
  padding-top: var(--candidate-check-radius);
  padding-bottom: var(--candidate-check-space);
  caret-color: CanvasText;
  transition: all 1ms;
}
@media print { .cc--framed .cc-foot { display: none } }
`;

/** The frame in each stage that has one. */
const frames = new WeakMap();

/** As the runner’s: what comes back can start the check, in the frame. */
export function load(_tag, shell) {
  const { stage } = shell;
  if (!frames.has(stage)) {
    const frame = open(shell);
    frames.set(stage, frame);
    frame.catch(() => frames.delete(stage));
  }
  return frames.get(stage);
}

function open({ set, stage, setStyles, emit }) {
  const { url: here } = import.meta;
  const url = new URL(PAGE + new URL(here).search, here);
  const card = stage.closest(".cc");
  const [look, place] = ["cc-look", "cc-place"].map((name) => Object.assign(document.createElement("span"), { className: name }));
  const iframe = Object.assign(document.createElement("iframe"), {
    className: "cc-frame",
    title: WORDS[card.lang].title,
    allow: "clipboard-write",
    referrerPolicy: "no-referrer",
    src: url,
  });
  let port, framed, leaving;
  const send = (message) => port?.postMessage(message);

  if (url.origin === location.origin) {
    console.warn(`${TAG}: isolation="frame" isolates nothing here: ${url} has the origin of this page, so scripts of the page can read answers; serve the files from another origin`);
  }
  setStyles(CSS);
  stage.style.position = "relative";
  stage.replaceChildren(iframe, look, place);

  return new Promise((resolve, reject) => {
    setTimeout(() => {
      // Taken off the page, there is nothing to wait for.
      if (framed || !iframe.isConnected) return;
      stage.replaceChildren();
      reject(
        `${url}: did not answer; put the file there, allow it on this page (frame-src ${url.origin}) ` +
          "and let its server send no X-Frame-Options, and no frame-ancestors without this page",
      );
    }, GIVE_UP_AFTER);

    // Again whenever the frame loads again, as it does when the element is moved on the page.
    iframe.addEventListener("load", () => {
      port?.close();
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = ({ data }) => receive(data);
      iframe.contentWindow.postMessage({ [TAG]: 1, settings: settings(set), look: looks(card, look) }, url.origin, [channel.port2]);
    });

    function receive(data) {
      if (data === "ready") takeOver();
      else if (data === "leave") leave();
      else if (EVENTS.includes(data)) emit(data);
      else if (isHeight(data?.height)) {
        iframe.style.height = `${data.height}px`;
        if (isHeight(data.top) && isHeight(data.bottom)) scrollToFocus(data.top, data.bottom);
      }
    }

    function takeOver() {
      if (framed) return;
      framed = true;
      const focused = stage.previousSibling.contains(stage.getRootNode().activeElement);
      card.classList.add("cc--framed");
      addClearButton();
      if (focused) press("focus");
      resolve({ begin: () => press("start"), learn: () => press("learn") });
    }

    /** Presses a control in the frame, whatever its screen is then. */
    function press(control) {
      iframe.focus();
      send({ press: control });
    }

    /** Scrolls the page to where the focus is in the frame, unless it can be seen. */
    function scrollToFocus(top, bottom) {
      place.style.top = `${top}px`;
      place.style.height = `${bottom - top}px`;
      place.scrollIntoView({ block: "nearest" });
    }

    function leave() {
      leaving = true;
      // There is only a word on it from now on.
      card.style.visibility = "";
      card.querySelector("[data-action=leave]")?.click();
    }

    card.leave = () => {
      if (!framed || leaving) return false;
      // Out of sight at once, and gone as soon as the frame has cleared.
      leaving = true;
      card.style.visibility = "hidden";
      send({ press: "leave" });
      setTimeout(leave, LEAVE_AFTER);
      return true;
    };

    /** What is to be cleared is in the frame, so the button comes with it. */
    function addClearButton() {
      const button = Object.assign(document.createElement("button"), {
        type: "button",
        className: "cc-button",
        textContent: WORDS[card.lang].clear,
        onclick: () => press("clear"),
      });
      button.dataset.action = "clear";
      button.part = "secondary";
      card.querySelector(".cc-foot").append(button);
    }

    new MutationObserver(() => {
      iframe.title = WORDS[card.lang].title;
      send({ press: "language", lang: card.lang });
      // The loader has painted anew what is around the frame.
      if (framed) addClearButton();
    }).observe(card, { attributeFilter: ["lang"] });

    // Whatever changes the looks, from a style sheet to the time of day, ends in a transition.
    look.addEventListener("transitionend", () => send({ look: looks(card, look) }));
  });
}

const isHeight = (it) => Number.isFinite(it) && it >= 0 && it < 1_000_000;

/** The element's attributes after validation, addresses resolved against the page. */
function settings(set) {
  const { start, isolation, key, ...rest } = set;
  return Object.fromEntries(Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]])));
}

/** The page’s looks as the frame can take them over: in colours and pixels, whatever they were made of. */
function looks(card, look) {
  const { host } = card.getRootNode();
  const page = getComputedStyle(host);
  const style = getComputedStyle(look);
  const type = getComputedStyle(card);
  const values = [
    style.color,
    style.backgroundColor,
    style.borderTopColor,
    style.borderBottomColor,
    style.outlineColor,
    style.paddingTop,
    style.paddingBottom,
  ];
  const set = PROPERTIES.map((name, n) => [`--${TAG}-${name}`, values[n]]).filter(([name]) => page.getPropertyValue(name).trim());
  return {
    ...Object.fromEntries(set),
    "color-scheme": /\b0, 0, 0\b/.test(style.caretColor) ? "light" : "dark",
    "font-family": type.fontFamily,
    "font-size": type.fontSize,
  };
}
