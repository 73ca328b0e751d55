// Lists the controls of the widget that a visitor can't press, because they are too small or covered by another
// element. Links in a line of text may be as high as the text.
const controls = [...root.querySelectorAll("a, button, input, textarea, select, summary")];
return controls
  .filter((it) => it.checkVisibility())
  .map((it) => {
    const target = it.closest("label") ?? it;
    target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = target.getClientRects()[0];
    const hit = root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const inText = getComputedStyle(it).display === "inline";
    return [
      `${it.localName} ${it.textContent.trim() || it.value}`.slice(0, 60),
      (box.width >= 24 && box.height >= 24) || (inText && box.width > 0) ? "" : `${box.width} × ${box.height}`,
      target.contains(hit) ? "" : `covered by ${hit?.localName}.${hit?.className}`,
    ];
  })
  .filter(([, small, covered]) => small || covered);
