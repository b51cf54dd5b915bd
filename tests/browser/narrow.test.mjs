// Nothing has to be scrolled sideways: on a narrow phone, and on a desk at 200 and 400 per cent.
import { test } from "node:test";
import { overflow } from "./lib/overflow.mjs";
import { pageTypes } from "./lib/site.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();

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
