// Everything can be reached and used with the keyboard alone, and the reader sees where she is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageOf } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();
const mostStops = 1500;

/** Runs in the browser: the focused element, and whether its focus can be seen. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) {
    return null;
  }
  window.focusNumbers ??= new Map();
  if (!window.focusNumbers.has(element)) {
    window.focusNumbers.set(element, window.focusNumbers.size);
  }
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const marked = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  const own = (x, y) => {
    const shown = document.elementFromPoint(x, y);
    return shown !== null && (element.contains(shown) || shown.contains(element));
  };
  const parts = [0.1, 0.5, 0.9];
  const seen = [...element.getClientRects()].some((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    return parts.some((x) =>
      parts.some((y) => own(left + (right - left) * x, top + (bottom - top) * y)),
    );
  });
  const text = (element.textContent || element.getAttribute("aria-label") || "")
    .replace(/\s+/g, " ")
    .trim();
  return {
    number: window.focusNumbers.get(element),
    name: `${element.localName}.${element.getAttribute("class")} "${text.slice(0, 40)}"`,
    inMain: element.closest("main") !== null,
    marked,
    seen,
  };
}

/** Tabs from the top of a page to its end; gives each stop, or fails at a trap. */
async function walk(page) {
  const stops = [];
  for (let count = 0; count < mostStops; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(focused);
    if (stop === null || (stops.length > 0 && stop.number === stops[0].number)) {
      return stops;
    }
    assert.ok(stop.number === stops.length, `focus goes back to, or stays on, ${stop.name}`);
    stops.push(stop);
  }
  throw new Error(`more than ${mostStops} stops`);
}

test("the first stop is a link to the contents, and it works", async () => {
  const page = await site.page();
  await page.visit("index.html");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(focused);
  assert.match(first.name, /^a\.skip-link/);
  assert.ok(first.seen && first.marked, "the link is shown while it has the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok((await page.evaluate(focused)).inMain, "the next stop is in the contents");
  await page.done();
});

for (const width of [1280, 360]) {
  test(`focus goes through the page, always in sight (${width} pixels)`, async () => {
    const faults = [];
    const kinds = ["guider", "processer", "checklistor", "system"].map(pageOf);
    for (const path of ["index.html", ...kinds.filter(Boolean)]) {
      const page = await site.page({ viewport: { width, height: 800 } });
      await page.visit(path);
      for (const { name, marked, seen } of await walk(page)) {
        if (!marked || !seen) {
          faults.push(`${path}: ${name} ${marked ? "is out of sight" : "has no focus mark"}`);
        }
      }
      await page.done();
    }
    assertNone(faults);
  });
}

test("the menu opens, is walked through and closes", async () => {
  const page = await site.page({ viewport: { width: 1280, height: 800 } });
  await page.visit("index.html");
  const groups = page.locator(".site-menu summary");
  assert.ok((await groups.count()) > 0, "the menu has groups");
  for (const group of await groups.all()) {
    const links = group.locator("xpath=..").locator("a");
    await group.focus();
    await page.keyboard.press("Enter");
    assert.ok(await links.first().isVisible(), "Enter opens the group");
    await page.keyboard.press("Tab");
    assert.ok(await links.first().evaluate((link) => link === document.activeElement));
    await page.keyboard.press("Escape");
    assert.ok(!(await links.first().isVisible()), "Escape closes it");
    assert.ok(await group.evaluate((summary) => summary === document.activeElement));
  }
  await groups.first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement.href);
  await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("Enter")]);
  assert.equal(page.url(), target);
  await page.done();
});

test("the menu button opens and closes the menu on a narrow screen", async () => {
  const page = await site.page({ viewport: { width: 360, height: 800 } });
  await page.visit("index.html");
  const button = page.locator(".menu-button");
  const group = page.locator(".site-menu summary").first();
  assert.ok(!(await group.isVisible()), "the menu is closed at first");
  await button.focus();
  await page.keyboard.press("Enter");
  assert.ok(await group.isVisible(), "Enter opens it");
  await page.keyboard.press("Escape");
  assert.ok(!(await group.isVisible()), "Escape closes it");
  assert.ok(await button.evaluate((element) => element === document.activeElement));
  await page.done();
});

test("Ctrl + K goes to the search field, and both shortcuts can be turned off", async () => {
  const page = await site.page();
  const inField = () => page.evaluate(() => document.activeElement.name === "q");
  await page.visit("tillganglighet.html");
  await page.keyboard.press("Control+k");
  assert.ok(await inField());
  await page.locator("[data-shortcut-switch]").click();
  await page.visit("index.html");
  await page.locator("h1").click();
  for (const keys of ["Control+k", "/"]) {
    await page.keyboard.press(keys);
    assert.ok(!(await inField()), `${keys} does nothing`);
  }
  await page.done();
});

test("a slash goes to the search field", async () => {
  const page = await site.page();
  await page.visit("index.html");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  await page.keyboard.type("a/b");
  assert.equal(await page.evaluate(() => document.activeElement.value), "a/b");
  await page.done();
});
