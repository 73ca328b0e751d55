// How the widget looks, element by element: every computed style, apart from what a page may choose (the typeface) and
// from sizes that follow from the room there is.
const may = /^(font-family|.*(width|height|size|origin)|inset.*|top|right|bottom|left|margin-.*|grid-template-.*|row-gap|column-gap)$/;
const fixed = /^(min|max|border|outline|column-rule|stroke|font|line)-/;
return [...root.querySelectorAll("*")].map((it) => {
  const style = getComputedStyle(it);
  const names = [...style].filter((name) => name !== "font-family" && (fixed.test(name) || !may.test(name)));
  return [
    `${it.localName}.${it.getAttribute("class") ?? ""}`,
    Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)])),
  ];
});
