// Every page type holds for assistive technology, in every colour scheme, and keeps to itself.
import { test } from "node:test";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pageTypes } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const schemes = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "light", forcedColors: "active" },
};

const site = suite();

/** Runs axe in the page: "rule: what is wrong, where". */
async function violations(page) {
  const found = await page.evaluate(
    async (values) => (await window.axe.run({ runOnly: { type: "tag", values } })).violations,
    tags,
  );
  return found.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target }) => target.join(" "));
    return `${id}: ${help} (${nodes.length}: ${places.join(", ")})`;
  });
}

test("axe finds nothing in light, dark and forced colours", async () => {
  const page = await site.page();
  const faults = [];
  for (const path of pageTypes) {
    await page.visit(path);
    await page.evaluate(axe);
    for (const [scheme, media] of Object.entries(schemes)) {
      await page.emulateMedia(media);
      faults.push(...(await violations(page)).map((fault) => `${path} (${scheme}): ${fault}`));
    }
  }
  await page.done();
  assertNone(faults);
});

test("nothing is refused, fails or is fetched from elsewhere", async () => {
  const page = await site.page();
  const faults = [];
  for (const path of pageTypes) {
    await page.visit(path);
    faults.push(...page.faults().map((fault) => `${path}: ${fault}`));
  }
  await page.done();
  assertNone(faults);
});
