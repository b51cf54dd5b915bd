// Nothing has to be scrolled sideways: on a narrow phone, and on a desk at 200 and 400 per cent.
import { test } from "node:test";
import { pageTypes } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();

/** Runs in the browser: how much too wide the page is, and what sticks out. */
function overflow() {
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

for (const width of [320, 640]) {
  test(`no page type is wider than a window of ${width} pixels`, async () => {
    const page = await site.page({ viewport: { width, height: 800 } });
    const faults = [];
    for (const path of pageTypes) {
      await page.visit(path);
      const fault = await page.evaluate(overflow);
      if (fault) {
        faults.push(`${path}: ${fault}`);
      }
    }
    await page.done();
    assertNone(faults);
  });
}
