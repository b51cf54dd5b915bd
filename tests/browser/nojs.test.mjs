// Without JavaScript every page says the same, the menu works, and a search leads on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageTypes } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();

/** Runs in the browser: what can be read in the main part, and all that stands in it. */
function mainText() {
  const main = document.querySelector("main");
  const lines = (text) => text.split(/[\n\t]+/).map((line) => line.replace(/\s+/g, " ").trim());
  return {
    seen: lines(main.innerText).filter(Boolean),
    all: main.textContent.replace(/\s+/g, " "),
  };
}

test("what can be read with JavaScript can be read without it", async () => {
  const plain = await site.page({ javaScriptEnabled: false });
  const scripted = await site.page();
  const faults = [];
  for (const path of pageTypes) {
    await plain.visit(path);
    await scripted.visit(path);
    const without = await plain.evaluate(mainText);
    const { seen } = await scripted.evaluate(mainText);
    const readable = without.seen.join(" ");
    if (readable.length === 0) {
      faults.push(`${path}: nothing to read`);
    }
    // Lines that the page holds from the start; what a script adds, such as a count, is its own.
    const held = (line) => /\p{Letter}/u.test(line) && without.all.includes(line);
    const lost = seen.filter((line) => held(line) && !readable.includes(line));
    faults.push(...lost.slice(0, 3).map((line) => `${path}: "${line}" needs JavaScript`));
  }
  await plain.done();
  await scripted.done();
  assertNone(faults);
});

for (const width of [1280, 360]) {
  test(`the menu works (${width} pixels)`, async () => {
    const page = await site.page({ javaScriptEnabled: false, viewport: { width, height: 800 } });
    await page.visit("index.html");
    if (width < 600) {
      await page.locator(".menu-button").click();
    }
    const group = page.locator(".site-menu details").first();
    await group.locator("summary").click();
    const link = group.locator("a").last();
    const target = await link.evaluate(({ href }) => href);
    await link.click();
    assert.equal(page.url(), target);
    assert.deepEqual(page.faults(), []);
    await page.done();
  });
}

test("the search form leads to the list of everything", async () => {
  const page = await site.page({ javaScriptEnabled: false });
  await page.visit("index.html");
  const form = page.locator("form[role=search]").first();
  await form.locator("input[name=q]").fill("avtal");
  await form.locator("button").click();
  const { pathname, search } = new URL(page.url());
  assert.equal(pathname + search, "/a-o.html?q=avtal");
  assert.equal(await page.locator("h1").count(), 1);
  assert.deepEqual(page.faults(), []);
  await page.done();
});
