// The attributes of the element: how the text of each is read, and its default. The build inserts the table from
// content/element.yaml. The panel of the demo page uses this file too, so that it accepts the same values.
// A reader returns the value of a text, or something falsy if the text is invalid.

/** The language of a tag such as es-MX, or es_MX as some systems write it. */
const language =
  (...tags) =>
  (text) =>
    tags.find((it) => it === text?.toLowerCase().split(/[-_]/)[0]);
const choice =
  (...values) =>
  (text) =>
    values.find((it) => it === text);
const whole = (min, max) => (text) => /^\d{1,3}$/.test(text) && +text >= min && +text <= max && +text;
const text = (max) => (text) => text.length <= max && text;
const telephone = () => (text) => /^[-+\d\s().#ext]*\d{3}[-\d\s().#ext]*$/.test(text) && text;
const address =
  (...schemes) =>
  (text) => {
    try {
      const { href, protocol } = new URL(text, document.baseURI);
      // Without a scheme or a leading slash or dot, example.com would be a page of this site.
      return schemes.includes(protocol) && /^[./]|:/.test(text) && href;
    } catch {}
  };

/** The reader and the default of each attribute. */
export const ATTRIBUTES = __ATTRIBUTES__;

/** The value of an attribute’s text. */
export const read = (name, text) => ATTRIBUTES[name][0](text);
