// The same folder works at the root of a host, under a folder of one, and straight from the disk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { folder, pages } from "./lib/site.mjs";
import { launch, open } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";
import { assertNone } from "./lib/suite.mjs";

const most = 60;
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Runs in the browser: where links lead, and whether the style sheets have taken hold. */
function look() {
  const { margin, fontFamily } = getComputedStyle(document.body);
  const sheets = [...document.styleSheets].length;
  return {
    // Also the links of drawings, whose `href` is no text.
    links: [...document.querySelectorAll("a[href]")].map(
      (link) => new URL(link.getAttribute("href"), document.baseURI).href,
    ),
    styled: sheets > 0 && (margin !== "8px" || !/Times/.test(fontFamily)),
    icons: [...document.images].filter((image) => image.complete && !image.naturalWidth).length,
  };
}

/** Follows links from the start page, breadth first; gives the pages seen and the faults. */
async function follow(base) {
  const page = await open(browser, base);
  const queue = ["index.html"];
  const faults = [];
  for (let at = 0; at < Math.min(queue.length, most); at += 1) {
    const path = queue[at];
    await page.visit(path);
    const { links, styled, icons } = await page.evaluate(look);
    if (!styled) {
      faults.push(`${path}: no style`);
    }
    if (icons > 0) {
      faults.push(`${path}: ${icons} broken images`);
    }
    faults.push(...page.faults().map((fault) => `${path}: ${fault}`));
    for (const link of links) {
      const target = decodeURIComponent(link.split(/[?#]/)[0]);
      const inside = target.startsWith(base) ? target.slice(base.length) : null;
      if (link.startsWith(new URL(base).origin) && inside === null && !/^https?:/.test(link)) {
        faults.push(`${path}: ${link} leaves the site`);
      }
      if (inside !== null && inside.endsWith(".html") && !queue.includes(inside)) {
        queue.push(inside);
      }
      if (inside !== null && (inside === "" || inside.endsWith("/"))) {
        faults.push(`${path}: ${link} names a folder, which is no page on a disk`);
      }
    }
  }
  await page.done();
  return { visited: queue.slice(0, most), faults };
}

const mounts = {
  "at the root": () => serve("/"),
  "under a folder": () => serve("/handbok/"),
  "from the disk": () => ({ base: `${pathToFileURL(folder).href}/`, close: () => {} }),
};
const visits = [];

for (const [name, mount] of Object.entries(mounts)) {
  test(`links, styles and images work ${name}`, async (context) => {
    const server = await mount();
    context.after(() => server.close());
    const { visited, faults } = await follow(server.base);
    visits.push(visited);
    assertNone(faults);
    assert.ok(visited.length >= Math.min(most, pages.length / 2), `${visited.length} pages seen`);
  });
}

test("the way through the site is the same everywhere", () => {
  for (const visited of visits) {
    assert.deepEqual(visited, visits[0]);
  }
});
