// How the widget looks, one element of each kind: every computed style, apart from what a page may choose (the typeface)
// and from sizes that follow from the room there is.
const may = /^(font-family|.*(width|height|size|origin)|inset.*|top|right|bottom|left|margin-.*|grid-template-.*|row-gap|column-gap)$/;
const fixed = /^(min|max|border|outline|column-rule|stroke|font|line)-/;
const called = (it) => (it ? `${it.localName}.${it.getAttribute("class") ?? ""}` : "");
const kinds = new Map();
for (const it of root.querySelectorAll("*")) {
  const kind = `${called(it.parentElement)} > ${called(it)}`;
  if (!kinds.has(kind)) kinds.set(kind, it);
}
const names = [...getComputedStyle(root.host)].filter((name) => name !== "font-family" && (fixed.test(name) || !may.test(name)));
return [...kinds].map(([kind, it]) => {
  const style = getComputedStyle(it);
  return [kind, Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]))];
});
