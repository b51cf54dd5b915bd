// Checklists with cases: kept, saved and opened as files, told when that fails, and followed when
// the list changes.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { axeViolations } from "./lib/axe.mjs";
import { openKept } from "./lib/browser.mjs";
import { folder, pages } from "./lib/site.mjs";
import { overflow } from "./lib/overflow.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();
const annex = "checklistor/pub-instruktion.html";
const purchase = "checklistor/it-direktupphandling.html";
const test40 = "acceptanstest.html";
const hostile = `<img src=x onerror="window.hit=1"></script><script>window.hit=1</script>`;

const begin = async (page, name) => {
  if (await page.locator("[data-do=new]").isVisible()) {
    await page.click("[data-do=new]");
  }
  await page.fill("[data-part=name]", name);
  await page.click("[data-part=name-save]");
};
const progress = (page) => page.locator("[data-part=progress]").textContent();
const trouble = (page) => page.locator("[data-part=trouble]").textContent();
const radio = (id, value) => `input[name="s-svar-${id}"][value="${value}"]`;

/** What is kept about the cases of the page, without the times of the answers. */
const kept = (page) =>
  page.evaluate(() => {
    const { store } = window.Lathund;
    const { list } = JSON.parse(document.getElementById("s-data").textContent);
    return store.keys(`lathund:checklista:${list.id}:`).map((key) => {
      const { changed, ...one } = store.get(key);
      return one;
    });
  });

async function saveAs(page, what) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click(`[data-do=${what}]`),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

const openFile = (page, text, name = "arende.json") =>
  page.setInputFiles("[data-part=file]", {
    name,
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });

const reads = async (page) => {
  const said = page.locator("[data-part=progress]");
  await said.filter({ hasText: "lästes in" }).waitFor();
};

test("three cases of a long list outlive the browser, and a file that is saved and opened", async (t) => {
  const profile = await mkdtemp(join(tmpdir(), "lathund-"));
  t.after(() => rm(profile, { recursive: true, force: true }));
  const names = ["KS 2026/1", "KS 2026/2", "Vård & omsorg: Ånge"];
  let page = await openKept(profile, site.base);
  await page.visit(test40);
  const items = await page.locator(".check").evaluateAll((all) => all.map(({ id }) => id));
  assert.ok(items.length >= 40, `${items.length} items`);
  for (const [at, name] of names.entries()) {
    await begin(page, name);
    for (const id of items.slice(0, 4 + at)) {
      await page.check(radio(id, "true"));
    }
    await page.check(radio(items[20], "false"));
    await page.fill(`#s-note-${items[20]}`, `Fel nummer ${at}`);
    await page.check(radio(items[39], "-"));
    await page.fill(`#s-note-${items[39]}`, "Ingår inte i leveransen");
    await page.fill(`#s-date-${items[39]}`, "2026-12-01");
  }
  const before = await kept(page);
  const said = await progress(page);
  assert.match(said, /^7 av 98 godkända eller ej aktuella, \d+ ska-krav kvar, 1 underkänt\.$/);
  assert.deepEqual(page.faults(), []);
  await page.done();

  page = await openKept(profile, site.base);
  await page.visit(test40);
  assert.deepEqual(await kept(page), before, "all there after the browser was closed");
  assert.equal(await progress(page), said);
  assert.equal(await page.inputValue("[data-part=picker]"), names[2]);
  await page.selectOption("[data-part=picker]", names[0]);
  assert.equal(await page.inputValue(`#s-note-${items[20]}`), "Fel nummer 0");
  assert.equal(await page.inputValue(`#s-date-${items[39]}`), "2026-12-01");

  const file = await saveAs(page, "export-all");
  assert.equal(file.name, "krav_acceptanstest.json");
  await page.evaluate(() => localStorage.clear());
  await page.visit(test40);
  assert.deepEqual(await kept(page), [], "cleared");
  await openFile(page, file.text);
  await reads(page);
  assert.deepEqual(await kept(page), before, "all there after the file was opened");
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("a case is renamed and removed, and asks before anything is lost", async () => {
  const page = await site.page();
  await page.visit(purchase);
  await page.click("[data-part=name-save]");
  assert.match(await page.locator("[data-part=name-error]").textContent(), /ärendenummer/);
  await begin(page, "A");
  await begin(page, "B");
  await page.check(radio("exit", "true"));
  await page.click("[data-do=rename]");
  await page.fill("[data-part=name]", "A");
  await page.click("[data-part=name-save]");
  assert.match(await page.locator("[data-part=name-error]").textContent(), /heter så/);
  await page.fill("[data-part=name]", "C");
  await page.click("[data-part=name-save]");
  assert.deepEqual((await kept(page)).map(({ name }) => name), ["A", "C"]);
  assert.ok(await page.isChecked(radio("exit", "true")));
  await page.click("[data-do=remove]");
  await page.getByRole("button", { name: "Avbryt" }).first().click();
  assert.equal((await kept(page)).length, 2, "nothing is lost by regret");
  await page.click("[data-do=remove]");
  await page.getByRole("button", { name: "Ja, ta bort" }).click();
  assert.deepEqual((await kept(page)).map(({ name }) => name), ["A"]);
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("what has changed since the case was filled in is told, point by point", async () => {
  const page = await site.page();
  await page.visit(purchase);
  await begin(page, "KS 2026/7");
  const { items } = (await kept(page))[0];
  const [first, second, ...rest] = Object.keys(items);
  // The list as it was: without the first item, the second in other words, and one more.
  await page.evaluate(
    ([added, changed]) => {
      const key = "lathund:checklista:it-direktupphandling:KS 2026/7";
      const one = window.Lathund.store.get(key);
      one.version = 0;
      delete one.items[added];
      one.items[changed].title = "Så löd frågan förut?";
      one.items.borttagen = { title: "En punkt som är borta", must: "ska" };
      one.answers.borttagen = { a: "true", n: "Sparat", d: "2025-01-01", t: "" };
      window.Lathund.store.set(key, one);
    },
    [first, second],
  );
  await page.visit(purchase);
  const told = await page.locator("[data-part=changes]").innerText();
  assert.match(told, /fyllt mot version 0\. Listan är nu version 1\./);
  assert.match(told, /1 punkt är ny, 1 punkt är ändrad, 1 punkt är borttagen\./);
  assert.match(told, /En punkt som är borta \(Svar: Ja, Datum: 2025-01-01, Anteckning: Sparat\)/);
  assert.equal(await page.locator(`#${first} .check-mark`).textContent(), "Ny punkt");
  assert.match(await page.locator(`#${second} .check-mark`).textContent(), /Löd tidigare: Så löd/);
  assert.equal(await page.locator(`#${rest[0]} .check-mark`).textContent(), "");
  await page.getByRole("button", { name: "Jag har sett ändringarna" }).click();
  await page.visit(purchase);
  assert.ok(await page.locator("[data-part=changes]").isHidden());
  assert.equal((await kept(page))[0].version, 1);
  await page.done();
});

test("answers and facts decide which points apply; what is open hides nothing", async () => {
  const page = await site.page();
  await page.visit(purchase);
  const total = await page.locator(".check:visible").count();
  await begin(page, "A");
  assert.equal(await page.locator(".check:visible").count(), total);
  await page.selectOption("#s-fakta-personal-data", "false");
  assert.ok(await page.locator("#pub-klart").isHidden());
  assert.match(await progress(page), /1 punkt gäller inte och visas inte/);
  await page.selectOption("#s-fakta-personal-data", "true");
  assert.ok(await page.locator("#pub-klart").isVisible());

  await page.visit("checklistor/hardvara-livslangd.html");
  await begin(page, "Dator 12");
  await page.check(radio("fungerar", "false"));
  assert.ok(await page.locator("#annan-anvandare").isHidden());
  assert.ok(await page.locator("#reparation").isVisible());
  assert.match(await progress(page), /^1 av/, "a no that others depend on is an answer");
  await page.check(radio("fungerar", "true"));
  assert.ok(await page.locator("#reparation").isHidden());
  await page.done();
});

test("the annex is counted against its goal, and suggestions can be used", async () => {
  const page = await site.page();
  await page.visit(annex);
  const intro = await page.locator(".intro").innerText();
  assert.match(intro, /13 av 16 punkter har ett förslag till text\. Målet är 90\sprocent/);
  await begin(page, "A");
  await page.locator("#andamal").getByRole("button", { name: "Utgå från förslaget" }).click();
  assert.match(await page.inputValue("#s-svar-andamal"), /^Biträdet behandlar personuppgifter/);
  for (const id of ["kansliga", "skyddade", "tredjeland"]) {
    await page.check(radio(id, "false"));
  }
  // Two points depend on "kansliga" and "tredjeland": to these a no is an answer as good as any.
  assert.match(await progress(page), /^3 av 14 klara, 11 ska-punkter kvar, 1 besvarad med nej, 2 punkter gäller inte och visas inte\. Det är 21 procent\. Målet är 90 procent\.$/);
  await page.done();
});

const refused = () =>
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("refused", "SecurityError");
    },
  });
const full = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
};

for (const [name, script, message] of [
  ["refuses", refused, /tillåter inte/],
  ["has no room for", full, /lagring är full|tillåter inte/],
]) {
  test(`a browser that ${name} what is filled in is told, and the work can be saved`, async () => {
    const page = await site.page();
    await page.addInitScript(script);
    await page.visit(annex);
    await begin(page, "A");
    assert.match(await trouble(page), message);
    await page.check(radio("kansliga", "true"));
    assert.match(await progress(page), /^1 av/);
    const file = await saveAs(page, "export");
    assert.equal(JSON.parse(file.text).cases[0].answers.kansliga.a, "true");
    assert.deepEqual(page.faults(), []);
    await page.done();
  });
}

test("files that are damaged, foreign or of another list are refused, and nothing is lost", async () => {
  const page = await site.page();
  await page.visit(purchase);
  await begin(page, "Mitt");
  await page.check(radio("exit", "true"));
  const mine = await kept(page);
  const { text } = await saveAs(page, "export");
  const content = JSON.parse(text);
  const changed = (change) => {
    const copy = structuredClone(content);
    change(copy);
    return JSON.stringify(copy);
  };
  const refusals = [
    [text.slice(0, text.length / 2), /skadad/],
    ["", /skadad/],
    ["[1, 2]", /inte ett sparat ärende/],
    [JSON.stringify({ titel: "något annat" }), /inte ett sparat ärende/],
    [changed((c) => (c.format_version = 2)), /nyare version/],
    [changed((c) => (c.list = { id: "moln", title: "Molntjänst" })), /checklistan Molntjänst/],
    [changed((c) => (c.cases = [])), /skadad/],
    [changed((c) => (c.cases[0].name = "")), /skadad/],
    [changed((c) => (c.cases[0].answers.exit.a = { toString: 1 })), /skadad/],
    [text.replace('"exit"', '"__proto__"'), /skadad/],
  ];
  for (const [file, reason] of refusals) {
    await openFile(page, file);
    await page.locator("[data-part=trouble]").filter({ hasText: reason }).waitFor();
    await openFile(page, Buffer.from([0xff, 0xfe, 0x00]));
    await page.locator("[data-part=trouble]").filter({ hasText: /ingen textfil/ }).waitFor();
    assert.deepEqual(await kept(page), mine);
  }
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("a case that is there already is merged, replaced or left, as the reader says", async () => {
  const page = await site.page();
  await page.visit(purchase);
  await begin(page, "A");
  await page.check(radio("exit", "true"));
  const { text } = await saveAs(page, "export");
  await openFile(page, text);
  await page.locator("[data-part=progress]").filter({ hasText: "likadant" }).waitFor();
  await page.check(radio("sekretesstext", "true"));
  const file = JSON.parse(text);
  file.cases[0].answers.exit = { a: "false", n: "Nytt", d: "2030-01-01", t: "2999-01-01" };
  const answers = async (way) => {
    await openFile(page, JSON.stringify(file));
    await page.getByRole("button", { name: way }).click();
    await page.waitForFunction(() => document.querySelector("[data-part=ask]").hidden);
    const [one] = await kept(page);
    return [one.answers.exit.a, one.answers.sekretesstext?.a];
  };
  assert.deepEqual(await answers("Behåll mitt"), ["true", "true"]);
  assert.deepEqual(await answers("Slå ihop"), ["false", "true"]);
  await page.check(radio("exit", "true"));
  assert.deepEqual(await answers("Ersätt med filens"), ["false", undefined]);
  await page.done();
});

test("hostile names and notes are text, also from a file and on paper", async () => {
  const page = await site.page();
  await page.visit(purchase);
  const name = hostile.slice(0, 80);
  await begin(page, name);
  await page.check(radio("exit", "true"));
  await page.fill("#s-note-exit", hostile);
  const { text } = await saveAs(page, "export");
  await page.evaluate(() => localStorage.clear());
  await page.visit(purchase);
  await openFile(page, text);
  await reads(page);
  assert.equal(await page.inputValue("[data-part=picker]"), name.trim());
  assert.ok((await page.locator("#exit .tick-print").textContent()).includes(hostile));
  await page.click("[data-do=remove]");
  assert.ok((await page.locator("[data-part=ask-text]").textContent()).includes("<img"));
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("two tabs with the same case follow each other", async () => {
  const page = await site.page();
  await page.visit(purchase);
  await begin(page, "A");
  const other = await page.context().newPage();
  await other.goto(site.base + purchase);
  await other.check(radio("exit", "true"));
  await page.waitForFunction(() => document.querySelector("#exit.is-done") !== null);
  await page.done();
});

test("it works straight from the disk", async () => {
  const page = await site.page();
  await page.goto(`${pathToFileURL(folder).href}/${purchase}`);
  await begin(page, "A");
  await page.check(radio("exit", "true"));
  await page.reload();
  assert.ok(await page.isChecked(radio("exit", "true")));
  const { text } = await saveAs(page, "export");
  assert.equal(JSON.parse(text).list.id, "it-direktupphandling");
  await page.done();
});

test("the keyboard does it all", async () => {
  const page = await site.page();
  await page.visit(purchase);
  await page.locator("[data-part=name]").focus();
  await page.keyboard.type("KS 2026/9");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.part), "picker");
  await page.locator(radio("exit", "true")).focus();
  await page.keyboard.press("Space");
  assert.equal((await kept(page))[0].answers.exit.a, "true");
  await page.keyboard.press("ArrowRight");
  assert.equal((await kept(page))[0].answers.exit.a, "false");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "s-date-exit");
  await page.done();
});

test("each state holds for assistive technology and on a narrow screen", async () => {
  const page = await site.page({ viewport: { width: 320, height: 800 } });
  const faults = [];
  const look = async (state) => {
    faults.push(...(await axeViolations(page)).map((fault) => `${state}: ${fault}`));
    const wide = await page.evaluate(overflow);
    faults.push(...(wide ? [`${state}: ${wide}`] : []));
  };
  await page.visit(annex);
  await look("no case");
  await page.click("[data-part=name-save]");
  await look("name missing");
  await begin(page, "Ett ärende med ett mycket långt namn utan några uppehåll");
  await page.check(radio("kansliga", "true"));
  await page.check(radio("tredjeland", "-"));
  await look("answers");
  await openFile(page, "{");
  await page.locator("[data-part=trouble]").filter({ hasText: "skadad" }).waitFor();
  await page.click("[data-do=remove]");
  await look("refused file and a question");
  await page.getByRole("button", { name: "Avbryt" }).first().click();
  await page.evaluate(() => {
    const key = window.Lathund.store.keys("lathund:checklista:pub-instruktion:")[0];
    const one = window.Lathund.store.get(key);
    delete one.items.andamal;
    window.Lathund.store.set(key, one);
  });
  await page.visit(annex);
  await look("changes");
  await page.visit(purchase);
  await begin(page, "A");
  await look("facts");
  await page.done();
  assertNone(faults);
});

test("a filled list prints its answers and none of the controls", async () => {
  const page = await site.page();
  await page.visit(purchase);
  await begin(page, "KS 2026/5");
  await page.selectOption("#s-fakta-personal-data", "true");
  await page.check(radio("exit", "true"));
  await page.fill("#s-note-exit", "Villkor 14");
  await page.emulateMedia({ media: "print" });
  for (const selector of ["[data-do]", ".tick textarea", ".tick input", "[data-part=naming]"]) {
    assert.equal(await page.locator(selector).filter({ visible: true }).count(), 0, selector);
  }
  assert.match(await page.locator("#exit .tick-print").innerText(), /Svar: Ja\nDatum: .*\nAnteckning: Villkor 14/);
  for (const shown of ["[data-part=picker]", "[data-part=progress]", "#s-fakta-personal-data", ".sign"]) {
    assert.ok(await page.locator(shown).isVisible(), shown);
  }
  assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
  await page.done();
});

test("every checklist of the site can be filled in", async () => {
  const page = await site.page();
  const faults = [];
  for (const path of pages.filter((path) => /^checklistor\/(?!index)/.test(path))) {
    await page.visit(path);
    await begin(page, "A");
    const counted = await page.locator(".check").count();
    const ticks = await page.locator(".check .tick").count();
    if (ticks !== counted || !/^0 av \d+ klara/.test(await progress(page))) {
      faults.push(`${path}: ${ticks} of ${counted}, ${await progress(page)}`);
    }
    faults.push(...page.faults().map((fault) => `${path}: ${fault}`));
  }
  await page.done();
  assertNone(faults);
});
