// What is looked for in a page itself: each of these functions runs there, and uses nothing from around it.

/** What has the focus: its name, and how somebody who looks for it would miss it. */
export function focused() {
  const it = document.activeElement;
  if (it === null || it === document.body) return { name: "", misses: [] };
  const name =
    it.getAttribute("aria-label") ?? (it.innerText || it.labels?.[0]?.innerText || it.type);
  const isDrawn = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  // A field that is not seen is stood for by its label.
  const stands = it.matches(".unseen") ? it.labels[0] : it;
  const around = [stands, it.closest("article"), it.closest("li")].filter((one) => one !== null);
  const box = stands.getClientRects()[0];
  const steps = [0.1, 0.5, 0.9];
  const points = steps.flatMap((x) =>
    steps.map((y) => [box.left + x * box.width, box.top + y * box.height]),
  );
  const covers = points.flatMap(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    const isSeen = hit !== null && (stands.contains(hit) || hit.contains(stands));
    return isSeen ? [] : [hit?.outerHTML.slice(0, 80) ?? "the edge of the window"];
  });
  // What is taller than the room between the bars can only be seen in part.
  const isTall = box.height > innerHeight - 150;
  const most = isTall ? points.length - 1 : 0;
  return {
    name: name.trim(),
    misses: [
      ...(around.some(isDrawn) ? [] : [`${name}: its focus is not drawn`]),
      ...(covers.length > most ? [`${name}: under ${covers[0]}`] : []),
    ],
  };
}

/** Whatever does not fit: the page itself, and text that is cut off by its box or runs out of its button. */
export function cutOff() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const found = wide > 0 ? [`the page is ${wide} px too wide`] : [];
  const hides = (box) => /hidden|clip/.test(getComputedStyle(box).overflow);
  const isUnseen = (it) => it.closest(".unseen, svg, option, .uplot") !== null;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    const it = node.parentElement;
    if (node.data.trim() === "" || isUnseen(it) || !it.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    const sticksOut = (box) =>
      text.left < box.left - 1 || text.right > box.right + 1 || text.bottom > box.bottom + 1;
    const scrolls = it.closest("[role=region]");
    const isOff = scrolls === null && (text.left < -1 || text.right > innerWidth + 1);
    const button = it.closest("button, a, summary");
    const isOut = button !== null && sticksOut(button.getBoundingClientRect());
    let isHidden = false;
    for (let box = it; box !== document.body; box = box.parentElement) {
      isHidden ||= hides(box) && sticksOut(box.getBoundingClientRect());
    }
    // A link in running text has as many boxes as lines.
    const isInline = button !== null && getComputedStyle(button).display === "inline";
    if (isOff || isHidden || (isOut && !isInline)) found.push(node.data.trim());
  }
  return found;
}

/** Every piece of text of the page, folded or not: what is read, and what is read out. */
export function spoken() {
  for (const it of document.querySelectorAll("details")) it.open = true;
  const names = ["aria-label", "title", "placeholder", "alt"];
  const told = [...document.querySelectorAll(names.map((name) => `[${name}]`).join())].flatMap(
    (it) => names.map((name) => it.getAttribute(name)),
  );
  const options = [...document.querySelectorAll("option:not([lang])")].map((it) => it.text);
  const shown = document.body.innerText.split("\n");
  return [document.title, ...shown, ...told, ...options].filter((text) => text?.trim());
}
