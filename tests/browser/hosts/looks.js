// The looks of the widget: all computed styles of one element of each kind. Leaves out the typeface, which a page may
// choose, and sizes that depend on the available space.
const ignored = /^(font-family|.*(width|height|size|origin)|inset.*|top|right|bottom|left|margin-.*|grid-template-.*|row-gap|column-gap)$/;
const fixed = /^(min|max|border|outline|column-rule|stroke|font|line)-/;
const label = (it) => (it ? `${it.localName}.${it.getAttribute("class") ?? ""}` : "");
const kinds = new Map();
for (const it of root.querySelectorAll("*")) {
  const kind = `${label(it.parentElement)} > ${label(it)}`;
  if (!kinds.has(kind)) kinds.set(kind, it);
}
const names = [...getComputedStyle(root.host)].filter((name) => name !== "font-family" && (fixed.test(name) || !ignored.test(name)));
return [...kinds].map(([kind, it]) => {
  const style = getComputedStyle(it);
  return [kind, Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]))];
});
