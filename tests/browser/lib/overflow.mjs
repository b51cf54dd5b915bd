// What makes a page wider than its window.

/** Runs in the browser: how much too wide the page is, and what sticks out. */
export function overflow() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const scrolls = (element) => {
    const { overflowX, position } = getComputedStyle(element);
    return overflowX !== "visible" || (position === "absolute" && element.clientWidth <= 1);
  };
  const contained = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (scrolls(at)) {
        return true;
      }
    }
    return false;
  };
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const { right, width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && right > clientWidth + 1 && !contained(element);
  });
  const name = ({ localName, className }) => [localName, className.baseVal ?? className].join(".");
  const worst = out.slice(-3).map(name).join(", ");
  return scrollWidth > clientWidth || out.length ? `${scrollWidth} > ${clientWidth}: ${worst}` : "";
}
