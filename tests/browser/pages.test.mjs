// Every page type holds for assistive technology, in every colour scheme, and keeps to itself.
import { test } from "node:test";
import { axeViolations } from "./lib/axe.mjs";
import { pageTypes } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();

test("axe finds nothing in light, dark and forced colours", async () => {
  const page = await site.page();
  const faults = [];
  for (const path of pageTypes) {
    await page.visit(path);
    faults.push(...(await axeViolations(page)).map((fault) => `${path} ${fault}`));
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
