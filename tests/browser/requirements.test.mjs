// Choosing requirements: the browser selects as the generator does, and what is chosen is kept in
// the address, saved as files, printed, and tested against.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test } from "node:test";
import { axeViolations } from "./lib/axe.mjs";
import { folder, read } from "./lib/site.mjs";
import { overflow } from "./lib/overflow.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();
const path = "kravspecifikation.html";
const root = fileURLToPath(new URL("../..", import.meta.url));
const hostile = `"><script>window.hit=1</script>=1+1;|\n# rubrik`;

const shown = (page) =>
  page.locator(".check").evaluateAll((all) => all.filter((one) => !one.hidden).map(({ id }) => id));
const status = (page) => page.locator("[data-part=status]").textContent();
const chosen = async (page, address) => {
  await page.visit("404.html");
  await page.visit(`${path}#${address}`);
};
const more = (page, id) => page.locator(`#${id} summary`).click();

async function saveAs(page, form) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click(`[data-save=${form}]`),
  ]);
  assert.equal(download.suggestedFilename(), `kravspecifikation.${form}`);
  return readFile(await download.path(), "utf8");
}

test("conditions are judged by the table of truth that the generator is held against", async () => {
  const rows = JSON.parse(readFileSync(`${root}tests/fixtures/conditions.json`, "utf8"));
  const page = await site.page();
  await page.visit(path);
  const wrong = await page.evaluate((table) => {
    const { judge, told } = window.Lathund;
    return table.filter(([condition, [a, b], verdict]) => {
      const facts = { a, b };
      return judge(condition, (key) => told(facts[key])) !== verdict;
    });
  }, rows);
  assert.ok(rows.length > 400);
  assert.deepEqual(wrong, []);
  await page.done();
});

/** Runs in the browser: the facts that some condition asks for together, with their answers. */
function factsTogether() {
  const keysOf = (condition) =>
    Object.entries(condition).flatMap(([key, part]) => {
      const inner = { all: part, any: part, not: [part] }[key];
      return inner ? inner.flatMap(keysOf) : [key];
    });
  const asked = [...document.querySelectorAll("[data-show-if]")].map(({ dataset }) =>
    [...new Set(keysOf(JSON.parse(dataset.showIf)))].sort(),
  );
  const sets = [...new Map(asked.map((keys) => [keys.join(), keys])).values()];
  const answers = {};
  for (const field of document.querySelectorAll("[data-fact]")) {
    answers[field.dataset.fact] = [...field.options].map(({ value }) => value);
  }
  return sets.map((keys) => keys.map((key) => [key, answers[key]]));
}

const combined = (facts) =>
  facts.reduce(
    (rows, [key, words]) => rows.flatMap((row) => words.map((word) => [...row, [key, word]])),
    [[]],
  );

/** Combinations that matter: all of a few facts; of many facts one answered, or all with the least. */
function combinations(facts) {
  const rows = combined(facts);
  if (rows.length <= 40) {
    return rows;
  }
  const least = (row) => row.every(([, word]) => ["1", "ej-berord"].includes(word));
  return rows.filter((row) => row.filter(([, word]) => word !== "").length === 1 || least(row));
}

const program = process.env.LATHUND;
const skip = program || process.env.CI ? false : "LATHUND names no program";

test("the browser selects the requirements that the generator lists", { skip }, async (t) => {
  const page = await site.page();
  await page.visit(path);
  const sets = await page.evaluate(factsTogether);
  assert.ok(sets.length >= 8, `${sets.length} sets of facts`);
  let count = 0;
  for (const row of sets.flatMap(combinations)) {
    const stated = row.filter(([, word]) => word !== "");
    for (const spec of ["it", "light"]) {
      await chosen(page, new URLSearchParams([["kop", spec], ...stated]).toString());
      const given = stated.flatMap(([key, word]) => ["--given", `${key}=${word}`]);
      const light = spec === "light" ? ["--where", "in_light=true"] : [];
      const listed = execFileSync(
        program,
        ["list", "requirement", "--format", "json", "--root", root, ...given, ...light],
        { encoding: "utf8", maxBuffer: 1e8 },
      );
      const expected = JSON.parse(listed).map(({ id }) => id);
      assert.deepEqual((await shown(page)).sort(), expected.sort(), given.join(" "));
      count += 1;
    }
  }
  t.diagnostic(`${count} selections compared`);
  await page.done();
});

test("what is chosen stands in the address, and comes back from it", async () => {
  const page = await site.page();
  await page.visit(path);
  const [, total] = /^(\d+) krav med/.exec(await status(page));
  await page.selectOption("#s-fakta-personal-data", "false");
  await page.selectOption("#s-fakta-krt-integrity", "3");
  await page.uncheck("#webblasare [data-part=with]");
  await more(page, "svarstid");
  await page.selectOption("#s-level-svarstid", "onskvart");
  await page.fill("#s-note-svarstid", hostile);
  const said = await status(page);
  assert.match(said, /1 krav är bortvalt\. 8 krav gäller inte här och visas inte\.$/);
  assert.ok(Number(/^(\d+)/.exec(said)[1]) === Number(total) - 9);
  const address = await page.evaluate(() => window.location.href);
  assert.deepEqual(page.faults(), []);
  await page.done();

  const other = await site.page();
  await other.goto(address);
  assert.equal(await status(other), said);
  assert.equal(await other.inputValue("#s-note-svarstid"), hostile);
  assert.equal(await other.locator("#svarstid > .must").textContent(), "Bör");
  await other.click("[data-do=reset]");
  assert.match(await status(other), new RegExp(`^${total} krav med`));
  for (const wrong of ["kop=hej&operation=rymden&bort=finns-inte&niva.svarstid=x", "svarstid", "%E0%A4%A", "kop"]) {
    await chosen(other, wrong);
    assert.match(await status(other), new RegExp(`^${total} krav med`), wrong);
  }
  assert.deepEqual(other.faults(), []);
  await other.done();
});

test("the chosen requirements are saved as CSV, Markdown, HTML and JSON", async () => {
  const page = await site.page();
  await page.visit(path);
  await page.selectOption("#s-fakta-operation", "lokal-drift");
  await page.uncheck("#webblasare [data-part=with]");
  await more(page, "svarstid");
  await page.fill("#s-note-svarstid", hostile);
  const [, taken] = /^(\d+) krav med/.exec(await status(page));

  const json = JSON.parse(await saveAs(page, "json"));
  assert.equal(json.title, "Kravspecifikation IT");
  assert.equal(json.requirements.length, Number(taken));
  assert.deepEqual(json.left_out.map(({ id }) => id), ["webblasare"]);
  assert.equal(json.facts.find(({ key }) => key === "operation").answer, "Lokal drift");
  const row = json.requirements.find(({ id }) => id === "svarstid");
  assert.equal(row.note, hostile);
  assert.ok(row.verification.startsWith("Mät tiden"));

  const csv = await saveAs(page, "csv");
  assert.ok(csv.startsWith("\uFEFFNr;Id;Slag;Nivå;Krav;Kravtext;"), csv.slice(0, 60));
  assert.equal(csv.match(/\r\n/g).length, Number(taken) + 1, "one line for each requirement");
  assert.ok(csv.includes(`"""><script>`), "quotes are doubled");

  const markdown = await saveAs(page, "md");
  assert.match(markdown, /^# Kravspecifikation IT\n/);
  assert.match(markdown, /- Hur ska systemet drivas\? Lokal drift\n/);
  assert.equal(markdown.match(/^\| \d+ \|/gm).length, Number(taken) + 1);
  assert.ok(!markdown.includes("<script>") || markdown.includes("\\<script\\>"));

  const html = await saveAs(page, "html");
  assert.ok(!html.includes("<script"), "notes are text");
  assert.deepEqual(page.faults(), []);
  const read = await page.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, "text/html");
    return [file.querySelectorAll("tbody tr").length, file.documentElement.lang, file.title];
  }, html);
  assert.deepEqual(read, [Number(taken) + 1, "sv", "Kravspecifikation IT"]);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await page.done();
});

test("a cell that a spreadsheet would count is text", async () => {
  const page = await site.page();
  await page.visit(path);
  await more(page, "svarstid");
  await page.fill("#s-note-svarstid", "=HYPERLINK(1)");
  assert.ok((await saveAs(page, "csv")).includes(";'=HYPERLINK(1)\r\n"));
  await page.done();
});

test("the chosen requirements become an acceptance test, with levels and notes", async () => {
  const page = await site.page();
  await page.visit(path);
  await page.check("[name=spec][value=light]");
  await page.uncheck("#webblasare [data-part=with]");
  await more(page, "svarstid");
  await page.selectOption("#s-level-svarstid", "onskvart");
  await page.fill("#s-note-svarstid", "Högst två sekunder");
  const [, taken] = /^(\d+) krav med/.exec(await status(page));
  await page.click("[data-part=test] button");
  assert.match(await page.locator("[data-part=test-error]").textContent(), /ärendenummer/);
  await page.fill("#s-prov-namn", "KS 2026/44");
  await page.click("[data-part=test] button");
  await page.getByRole("link", { name: "Öppna acceptanstestet" }).click();
  assert.equal(await page.inputValue("[data-part=picker]"), "KS 2026/44");
  assert.equal((await shown(page)).length, Number(taken));
  assert.ok(await page.locator("#webblasare").isHidden());
  assert.equal(await page.locator("#svarstid > .must").textContent(), "Bör");
  assert.equal(await page.inputValue("#s-note-svarstid"), "Högst två sekunder");
  assert.ok(await page.locator("[data-part=changes]").isHidden(), "nothing has changed");
  assert.match(await page.locator("[data-part=progress]").textContent(), new RegExp(`^0 av ${taken} godkända`));
  assert.ok(await page.locator("[data-part=facts]").isHidden(), "the choice is made already");
  assert.match(await page.locator("#svarstid").innerText(), /Så kontrolleras kravet: Mät tiden för angivna uppgifter/);
  await page.check("input[name='s-svar-svarstid'][value=true]");
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("the files beside the page hold what is chosen when nothing is known", async () => {
  const page = await site.page();
  for (const [spec, base] of [["it", "kravspecifikation"], ["light", "kravspecifikation-light"]]) {
    await chosen(page, `kop=${spec}`);
    const lines = read(`${base}.csv`).trim().split("\r\n").slice(1);
    assert.deepEqual(lines.map((line) => line.split(";")[1]).sort(), (await shown(page)).sort());
    for (const end of ["csv", "xlsx", "json"]) {
      assert.equal(await page.locator(`a[href="${base}.${end}"]`).count(), 1, `${base}.${end}`);
    }
  }
  await page.done();
});

test("a browser that refuses storage says that no test can be kept", async () => {
  const page = await site.page();
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await page.visit(path);
  await page.fill("#s-prov-namn", "A");
  await page.click("[data-part=test] button");
  assert.match(await page.locator("[data-part=told]").textContent(), /tillåter inte/);
  await page.done();
});

test("without JavaScript every requirement stands there, with its condition in words", async () => {
  const page = await site.page({ javaScriptEnabled: false });
  await page.visit(path);
  assert.ok((await page.locator(".check:visible").count()) >= 98);
  const text = await page.locator("#pub-avtal").innerText();
  assert.match(text, /Gäller när svaret på ”Hanterar systemet personuppgifter\?” är ja\./);
  assert.equal(await page.locator("main button:visible, main select:visible").count(), 0);
  await page.visit("acceptanstest.html");
  assert.ok((await page.locator(".check:visible").count()) >= 98);
  await page.done();
});

test("it works straight from the disk", async () => {
  const page = await site.page();
  await page.goto(`${pathToFileURL(folder).href}/${path}`);
  await page.check("[name=spec][value=light]");
  assert.equal(await page.evaluate(() => window.location.hash), "#kop=light");
  assert.match(await saveAs(page, "md"), /^# Kravspecifikation light/);
  await page.reload();
  assert.ok(await page.isChecked("[name=spec][value=light]"));
  await page.done();
});

test("each state holds for assistive technology, on a narrow screen and on paper", async () => {
  const page = await site.page({ viewport: { width: 320, height: 800 } });
  const faults = [];
  const look = async (state) => {
    faults.push(...(await axeViolations(page)).map((fault) => `${state}: ${fault}`));
    const wide = await page.evaluate(overflow);
    faults.push(...(wide ? [`${state}: ${wide}`] : []));
  };
  await page.visit(path);
  await look("all");
  await page.check("[name=spec][value=light]");
  await page.uncheck("#webblasare [data-part=with]");
  await more(page, "svarstid");
  await page.fill("#s-note-svarstid", "x".repeat(200));
  await page.click("[data-part=test] button");
  await look("chosen");
  await page.emulateMedia({ media: "print" });
  for (const selector of ["main button", "#webblasare", "#svarstid textarea", "#svarstid summary"]) {
    assert.equal(await page.locator(selector).filter({ visible: true }).count(), 0, selector);
  }
  assert.ok(await page.locator("#svarstid .tick-print").isVisible());
  await page.done();
  assertNone(faults);
});

test("the keyboard chooses", async () => {
  const page = await site.page();
  await page.visit(path);
  await page.locator("#webblasare [data-part=with]").focus();
  await page.keyboard.press("Space");
  assert.match(await page.evaluate(() => window.location.hash), /bort=webblasare/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "s-level-webblasare");
  await page.done();
});
