// The catalogue of systems: filter, facets with counts, sorting, columns, the address, the file,
// and entries side by side; then the same page without a script, on paper and for every reader.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { assertNone, suite } from "./lib/suite.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = suite();
const path = "system/index.html";
const wide = { viewport: { width: 1280, height: 900 } };

/** Opens the catalogue, runs the test and closes it; nothing may go wrong in the page meanwhile. */
const catalogue = (name, run, options = wide, hash = "") =>
  test(name, async () => {
    const page = await site.page(options);
    await page.visit(path + hash);
    await run(page);
    assertNone(page.faults());
    await page.done();
  });

const titles = (page) => page.locator("#s-register tbody th[scope=row] a").allTextContents();
const filter = (page, words) => page.locator("#s-filter").fill(words);
const status = (page) => page.locator(".register-bar [role=status]").textContent();
const option = (page, facet, value) =>
  page.locator(".facet", { has: page.locator("legend", { hasText: facet }) }).locator(".tick", { hasText: value });
const heading = (page, label) => page.locator("#s-register thead").getByRole("button", { name: label });
const column = (page, at) =>
  page.locator("#s-register tbody tr:not(.group-row)").evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent), at);

catalogue("words narrow the table down, with and without the dots of å, ä and ö", async (page) => {
  const all = (await titles(page)).length;
  await filter(page, "ärendehantering");
  const exact = await titles(page);
  assert.ok(exact.length > 0 && exact.length < all);
  assert.equal(await status(page), `${exact.length} av ${all} visas`);
  await filter(page, "arendehantering");
  assert.deepEqual(await titles(page), exact);
  await filter(page, "arendehantering haninge");
  assert.ok((await titles(page)).length < exact.length);
  // A word that stands in no cell: a synonym.
  await filter(page, "registratur");
  assert.ok((await titles(page)).includes("W3D3"));
});

catalogue("a search without hits has a way on", async (page) => {
  await filter(page, "finnsinte");
  assert.equal(await status(page), "Inget passar");
  assert.match(await page.locator(".empty a").getAttribute("href"), /\?q=finnsinte$/);
  await page.locator(".empty").getByRole("button", { name: "Rensa filtren" }).click();
  assert.ok((await titles(page)).length > 8);
});

catalogue("the counts of a facet follow the other filters, and its values add up", async (page) => {
  const count = async (facet, value) => Number(await option(page, facet, value).locator(".n").textContent());
  const before = await count("Läge", "I drift");
  const owned = await count("Ägande enhet", "Huddinge kommun");
  await option(page, "Ägande enhet", "Huddinge kommun").locator("input").check();
  assert.equal((await titles(page)).length, owned);
  const after = await count("Läge", "I drift");
  assert.ok(after < before);
  // The facet's own other values keep their counts: choosing them too gives more.
  const stockholm = await count("Ägande enhet", "Stockholms stad");
  await option(page, "Ägande enhet", "Stockholms stad").locator("input").check();
  assert.equal((await titles(page)).length, owned + stockholm);
  await option(page, "Läge", "I drift").locator("input").check();
  const shown = await column(page, 3);
  assert.ok(shown.length > 0 && shown.every((state) => state === "I drift"));
});

catalogue("a heading sorts in Swedish order, turns it, and goes back", async (page) => {
  const first = await titles(page);
  await heading(page, "Namn").click();
  const sorted = await titles(page);
  assert.deepEqual(sorted, first);
  await heading(page, "Namn").click();
  const turned = await titles(page);
  assert.deepEqual(turned, first.toReversed());
  assert.match(turned[0], /^[ÄÖ]/);
  assert.equal(await page.locator("#s-register thead th").first().getAttribute("aria-sort"), "descending");
  await heading(page, "Läge").click();
  const states = (await column(page, 3)).filter((state, at, all) => state !== all[at - 1]);
  assert.equal(new Set(states).size, states.length, `each state in one run: ${states}`);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Läge");
});

catalogue("columns are chosen, and what is not known comes last", async (page) => {
  await page.locator(".column-choice summary").click();
  await page.locator(".column-choice .tick", { hasText: "Leverantör" }).locator("input").check();
  await page.locator(".column-choice .tick", { hasText: "Ägande enhet" }).locator("input").uncheck();
  const heads = await page.locator("#s-register thead th").allTextContents();
  assert.ok(heads.includes("Leverantör") && !heads.includes("Ägande enhet"), heads.join());
  const at = heads.indexOf("Leverantör");
  for (const clicks of [1, 2]) {
    await heading(page, "Leverantör").click();
    const cells = await column(page, at);
    const empty = cells.findIndex((cell) => cell === "");
    assert.ok(empty > 0 && cells.slice(empty).every((cell) => cell === ""), `after ${clicks} clicks`);
  }
});

catalogue("the address holds it all, and back goes back", async (page) => {
  await option(page, "Läge", "Behov").locator("input").check();
  await heading(page, "Namn").click();
  const shown = await titles(page);
  const address = page.url();
  assert.match(address, /lifecycle_status=behov/);
  const other = await site.page(wide);
  await other.goto(address);
  assert.deepEqual(await titles(other), shown);
  assert.ok(await option(other, "Läge", "Behov").locator("input").isChecked());
  await other.done();
  await page.goBack();
  await page.goBack();
  assert.ok(!(await option(page, "Läge", "Behov").locator("input").isChecked()));
  assert.ok((await titles(page)).length > shown.length);
});

catalogue("a letter leads to its place, filtered or not", async (page) => {
  await page.locator(".letters a", { hasText: /^W$/ }).click();
  assert.ok(await page.locator("#_W").isVisible());
});

catalogue("the file holds what is shown, and nothing that a spreadsheet would run", async (page) => {
  // A title that begins with a sign of formulas, as a register might have.
  await page.evaluate(() => {
    window.saved = [];
    window.Lathund.files.save = (...parts) => window.saved.push(parts);
  });
  await option(page, "Läge", "Behov").locator("input").check();
  await page.getByRole("button", { name: "Spara urvalet som CSV" }).click();
  const [[name, type, text]] = await page.evaluate(() => window.saved);
  assert.equal(name, "system.csv");
  assert.equal(type, "text/csv");
  assert.ok(text.startsWith("\ufeffNamn;Funktioner;Ägande enhet;Läge\r\n"), text.slice(0, 80));
  const lines = text.trim().split("\r\n").slice(1);
  assert.equal(lines.length, (await titles(page)).length);
  assert.ok(lines.every((line) => line.endsWith(";Behov")));
  assert.ok(lines.every((line) => !/(^|;)"?[=+@\t-]/.test(line)));
});

catalogue("two to four stand side by side, and what differs says so in a word", async (page) => {
  await filter(page, "arendehantering");
  const picks = page.locator(".pick input");
  await picks.nth(0).check();
  const bar = page.getByRole("region", { name: "Valda" });
  assert.ok(await bar.getByRole("button", { name: "Jämför" }).isDisabled());
  await picks.nth(1).check();
  await picks.nth(2).check();
  await bar.getByRole("button", { name: "Jämför" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Jämförelse");
  const table = page.locator(".comparison table");
  assert.equal(await table.locator("thead th").count(), 4);
  assert.ok((await table.locator(".differs").allTextContents()).every((word) => word === "Skiljer sig"));
  const rows = await table.locator("tbody tr").count();
  await page.getByLabel("Visa bara det som skiljer").check();
  const differing = await table.locator("tbody tr").count();
  assert.ok(differing > 0 && differing < rows);
  assert.equal(differing, await table.locator(".differs").count());
  const other = await site.page(wide);
  await other.goto(page.url());
  assert.equal(await other.locator(".comparison thead th").count(), 4);
  assertNone((await violations(other)).map((line) => `side by side: ${line}`));
  await other.done();
  await table.getByRole("button", { name: /^Ta bort/ }).first().click();
  assert.equal(await table.locator("thead th").count(), 3);
  await page.getByRole("button", { name: "Tillbaka till listan" }).click();
  assert.ok(await page.locator("#s-register").isVisible());
});

catalogue("no more than four are compared", async (page) => {
  const picks = page.locator(".pick input");
  for (let at = 0; at < 4; at += 1) {
    await picks.nth(at).check();
  }
  assert.ok(await picks.nth(4).isDisabled());
  assert.match(await page.locator(".compare-bar").textContent(), /Fler än fyra/);
});

catalogue("the keyboard does it all", async (page) => {
  await page.locator("#s-filter").focus();
  await page.keyboard.type("moln");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#s-filter").inputValue(), "");
  await option(page, "Läge", "Pilot").locator("input").focus();
  await page.keyboard.press("Space");
  assert.ok((await titles(page)).length > 0);
  const focused = await page.evaluate(() => document.activeElement.closest(".tick").textContent);
  assert.match(focused, /Pilot/, "the box keeps the focus when the counts change");
});

const violations = async (page) => {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")}`);
};

test("axe finds nothing, with filters, columns and choices open", async () => {
  const faults = [];
  for (const [look, options] of Object.entries({
    light: wide,
    dark: { ...wide, colorScheme: "dark" },
    forced: { ...wide, forcedColors: "active" },
    phone: { viewport: { width: 320, height: 700 } },
  })) {
    const page = await site.page(options);
    await page.visit(`${path}#kol=functions&kol=supplier&lifecycle_status=i-drift&jamfor=w3d3&sort=-functions`);
    await page.locator(".column-choice summary").click();
    if (look === "phone") {
      await page.locator(".facets > summary").click();
      const wider = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wider > 320) {
        faults.push(`${look}: ${wider} pixels wide`);
      }
    }
    faults.push(...(await violations(page)).map((line) => `${look}: ${line}`));
    faults.push(...page.faults());
    await page.done();
  }
  assertNone(faults);
});

test("the facets fold on a phone and rows become lists with their labels", async () => {
  const page = await site.page({ viewport: { width: 360, height: 700 } });
  await page.visit(path);
  assert.ok(!(await page.locator(".facet").first().isVisible()));
  const cell = page.locator("#s-register tbody td").first();
  const label = await cell.evaluate((element) => getComputedStyle(element, "::before").content);
  assert.match(label, /Funktioner/);
  await page.done();
});

test("without a script the whole table stands there, and packages have their comparison", async () => {
  const page = await site.page({ ...wide, javaScriptEnabled: false });
  await page.visit(path);
  assert.ok((await titles(page)).length > 100);
  assert.equal(await page.locator(".facets, .pick, .compare-bar").count(), 0);
  await page.visit("paket/index.html");
  await page.getByRole("link", { name: "Jämför sida vid sida" }).click();
  assert.ok((await page.locator(".side-by-side .differs").count()) > 0);
  await page.visit("overlapp.html");
  await page.locator(".overlaps details summary").first().click();
  assert.ok(await page.locator(".overlaps .side-by-side").first().isVisible());
  await page.done();
});

test("on paper there are rows and no controls", async () => {
  const page = await site.page(wide);
  await page.visit(`${path}#lifecycle_status=behov`);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#s-register").isVisible());
  for (const control of [".facets", ".filter", ".tools", ".pick"]) {
    assert.ok(!(await page.locator(control).first().isVisible()), control);
  }
  await page.done();
});

test("the file that a spreadsheet opens takes no formula from a register", async () => {
  const page = await site.page(wide);
  // The data come before the script: a value that begins as a formula does is put in between.
  await page.route("**/katalog.js", async (route) => {
    const answer = await route.fetch();
    const text = (await answer.text()).replace('["behov","Behov"]', '["behov","=1+1;x"]');
    await route.fulfill({ response: answer, body: text });
  });
  await page.visit(`${path}#kol=lifecycle_status&kol=phase&lifecycle_status=behov`);
  await page.evaluate(() => {
    window.Lathund.files.save = (name, type, text) => (window.saved = text);
  });
  await page.locator(".column-choice summary").click();
  await page.locator(".column-choice .tick", { hasText: "Organisation" }).locator("input").check();
  await page.getByRole("button", { name: "Spara urvalet som CSV" }).click();
  const text = await page.evaluate(() => window.saved);
  assert.ok(text.includes(`;"'=1+1;x";`), text.slice(0, 200));
  await page.done();
});
