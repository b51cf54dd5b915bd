// On paper: the text and nothing of the screen's frame.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageOf } from "./lib/site.mjs";
import { suite } from "./lib/suite.mjs";

const site = suite();
const frame = [".skip-link", ".site-menu", "form[role=search]", ".menu-button", ".breadcrumbs"];

for (const kind of ["processer", "checklistor"]) {
  const path = pageOf(kind);
  test(`a page of ${kind} prints without the frame`, { skip: !path && "none built" }, async () => {
    const page = await site.page();
    await page.visit(path);
    await page.emulateMedia({ media: "print" });
    for (const selector of frame) {
      const shown = await page.locator(selector).filter({ visible: true }).count();
      assert.equal(shown, 0, `${selector} is printed`);
    }
    assert.ok(await page.locator("h1").isVisible());
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(sheets > 0, "the document has pages");
    await page.done();
  });
}
