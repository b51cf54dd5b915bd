// Guides end in the same outcome with and without JavaScript, on every combination of answers, and
// the outcome becomes a note to file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axeViolations } from "./lib/axe.mjs";
import { combinations, dataOf, guides, linksOf, typed } from "./lib/guide.mjs";
import { overflow } from "./lib/overflow.mjs";
import { assertNone, suite } from "./lib/suite.mjs";

const site = suite();
const purchase = "guider/ska-du-kopa.html";
const story =
  "it-stod=webb&slag=system&redan-avtalat=nej&nyttokalkyl=ja&personuppgifter=ja&medborgare=nej&moln=moln-eu&sarskilt=inget&belopp=250000+50000+0";

const linksWithoutScript = async (path) => {
  const page = await site.page({ javaScriptEnabled: false });
  await page.visit(path);
  const links = await page.evaluate(linksOf);
  await page.done();
  return links;
};

/**
 * Runs in the browser: answers the questions by the form for every combination, and gives the words
 * of the verdict for each. Answers that combinations share are given once: the address remembers.
 */
async function answerAll(cases) {
  const moved = () => new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
  const go = async (hash) => {
    if (window.location.hash !== hash) {
      const there = moved();
      window.location.hash = hash;
      await there;
    }
  };
  const known = new Map();
  const verdicts = [];
  // Thousands of pages that nobody looks at need no layout.
  document.documentElement.style.display = "none";
  for (const steps of cases) {
    let key = "";
    for (const answer of steps) {
      const before = key;
      key += `|${answer}`;
      if (known.has(key)) {
        continue;
      }
      await go(known.get(before) ?? "#_start");
      const form = document.querySelector(".stepper-form");
      for (const input of form.querySelectorAll("input")) {
        input.checked = Array.isArray(answer) && answer.includes(input.value);
      }
      const field = form.querySelector("input:not([type=radio], [type=checkbox])");
      if (field) {
        field.value = answer;
      }
      const there = moved();
      form.requestSubmit();
      await there;
      known.set(key, window.location.hash);
    }
    await go(known.get(key));
    verdicts.push(document.querySelector(".stepper .verdict")?.textContent ?? "no verdict");
  }
  return verdicts;
}

for (const path of guides) {
  test(`${path}: every combination of answers ends alike with and without JavaScript`, async (t) => {
    const data = dataOf(path);
    const found = combinations(data, await linksWithoutScript(path));
    const question = (id) => data.guide.questions.find((question) => question.id === id);
    const cases = found.map(({ steps }) =>
      steps.map(([id, answer]) => (Array.isArray(answer) ? answer : typed(question(id), answer))),
    );
    const page = await site.page();
    await page.visit(path);
    const verdicts = await page.evaluate(answerAll, cases);
    const title = (id) => data.guide.outcomes.find((outcome) => outcome.id === id).title;
    const faults = found.flatMap(({ steps, outcome }, at) =>
      verdicts[at] === title(outcome) ? [] : [`${JSON.stringify(steps)}: "${verdicts[at]}", not "${title(outcome)}"`],
    );
    // The build says on the page how many combinations it has walked.
    const told = await page.locator("#s-vagar + p").textContent();
    const counted = Number(/(\d+) kombination/.exec(told)[1]);
    assert.deepEqual(page.faults(), []);
    await page.done();
    assertNone(faults);
    assert.equal(found.length, counted);
    assert.deepEqual(
      new Set(found.map(({ outcome }) => outcome)),
      new Set(data.guide.outcomes.map(({ id }) => id)),
      "every outcome is reached",
    );
    const longest = Math.max(...found.map(({ steps }) => steps.length));
    t.diagnostic(`${path}: ${found.length} combinations of answers, at most ${longest} answers`);
    assert.ok(longest <= 10);
  });

  test(`${path}: each link shows its question or outcome alone, without JavaScript`, async () => {
    const page = await site.page({ javaScriptEnabled: false });
    await page.visit(path);
    const links = await page.evaluate(linksOf);
    const faults = [];
    for (const [id, { options }] of Object.entries(links.questions)) {
      for (const [at, target] of options.entries()) {
        await page.visit(`${path}#${id}`);
        await page.locator(`#${id} .choice`).nth(at).click();
        const shown = await page.locator(".guide-node").filter({ visible: true }).evaluateAll((all) => all.map(({ id }) => id));
        if (shown.join() !== target) {
          faults.push(`${id}, option ${at + 1}: shows ${shown.join()}, not ${target}`);
        }
      }
    }
    await page.done();
    assertNone(faults);
  });
}

test("the limits decide as their values say, to the krona", async (t) => {
  const data = dataOf(purchase);
  const { direktupphandlingsgrans: limit, dokumentationsplikt: duty } = data.values;
  const sides = {
    "under värdet": (amount, at) => amount < at,
    "högst värdet": (amount, at) => amount <= at,
    "minst värdet": (amount, at) => amount >= at,
    "över värdet": (amount, at) => amount > at,
  };
  const meets = ({ rule, periods }, amount) => sides[rule](amount, periods[0].amount);
  const expected = (amount) => {
    if (!meets(limit, amount)) {
      return "upphandla";
    }
    return meets(duty, amount) ? "direktupphandling-it" : "direktupphandling-liten";
  };
  const page = await site.page();
  const amounts = [99_999, 100_000, 100_001, 699_999, 700_000, 700_001];
  for (const amount of amounts) {
    await page.visit(`${purchase}#${story.replace("250000+50000+0", `${amount}+0+0`)}`);
    const { title } = data.guide.outcomes.find(({ id }) => id === expected(amount));
    assert.equal(await page.locator(".stepper .verdict").textContent(), title, String(amount));
    t.diagnostic(`${amount} kr: ${expected(amount)}`);
  }
  assert.equal(new Set(amounts.map(expected)).size, 3);
  await page.done();
});

test("a small system for 300 000 kr with log-in over the web ends in its note", async (t) => {
  const page = await site.page();
  await page.visit(purchase);
  const choose = async (label) => {
    await page.getByRole("radio", { name: label, exact: true }).check();
    await page.getByRole("button", { name: "Fortsätt" }).click();
  };
  await choose("Ja, och någon loggar in via webben eller i en app");
  await choose("Ett nytt system, en ny app eller en ny tjänst");
  await choose("Nej, IT-enheten har kontrollerat");
  await choose("Ja");
  await choose("Ja");
  await choose("Nej");
  await choose("Hos leverantören eller i molnet, bara inom EU och EES");
  await page.getByRole("checkbox", { name: "Inget av dem" }).check();
  await page.getByRole("button", { name: "Fortsätt" }).click();
  await page.getByLabel("Avtalet", { exact: true }).fill("250 tkr");
  await page.getByLabel("Optioner och förlängningar").fill("50\u00a0000 kr");
  assert.equal(await page.locator(".stepper-sum").textContent(), "Summa: 300\u00a0000\u00a0kr");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  const answers = await page.locator(".stepper-rows > div").count();
  assert.ok(answers <= 10, `${answers} answers`);
  t.diagnostic(`${answers} answers`);
  await page.getByRole("link", { name: "Skapa tjänsteanteckning" }).click();
  const sheet = page.locator(".note-sheet");
  const contacts = sheet.locator("h3:has-text('Kontakta i den här ordningen') + ol > li");
  assert.equal(await contacts.first().textContent(), "Objektledare IT");
  const text = (await sheet.innerText()).replace(/[\u00a0\s]+/g, " ");
  const wanted = [
    "Kravspecifikation IT", "Avtal-IT-tjänst", "IT-säkerhet", "IT-miljö", "SLA",
    "WCAG-krav och sanktioner", "Personuppgiftsbiträdesavtal", "Sekretessklausuler",
    "Taktiskt möte", "Direktupphandlingsgräns enligt LOU", "700 000 kr", "1 februari 2022",
    "Varför direktupphandling?", "Vilka leverantörer har ni frågat", "Prisjämförelse",
    "Kommunens andra köp av samma slag", "Summa 300 000 kr", "Beslutas av", "Underskrift",
  ];
  assertNone(wanted.filter((words) => !text.includes(words)).map((words) => `the note lacks "${words}"`));
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("amounts are understood in every Swedish form, and others get a message at the field", async () => {
  const page = await site.page();
  await page.visit(`${purchase}#${story.replace(/&belopp=.*/, "")}`);
  const field = page.getByLabel("Avtalet", { exact: true });
  const sum = page.locator(".stepper-sum");
  const understood = {
    "300 000 kr": "300\u00a0000\u00a0kr", "300000": "300\u00a0000\u00a0kr", "300\u00a0000": "300\u00a0000\u00a0kr",
    "300\u202f000 kronor": "300\u00a0000\u00a0kr", "300.000:-": "300\u00a0000\u00a0kr", "1,2 mkr": "1\u00a0200\u00a0000\u00a0kr",
    "1.2 mnkr": "1\u00a0200\u00a0000\u00a0kr", "300 tkr": "300\u00a0000\u00a0kr", "1,5 miljoner kronor": "1\u00a0500\u00a0000\u00a0kr",
    "99 999,50": "99\u00a0999,50\u00a0kr", "0": "0\u00a0kr", "300 000 SEK": "300\u00a0000\u00a0kr",
  };
  const faults = [];
  for (const [written, meant] of Object.entries(understood)) {
    await field.fill(written);
    const shown = await sum.textContent();
    if (shown !== `Summa: ${meant}`) {
      faults.push(`"${written}" is "${shown}"`);
    }
  }
  for (const written of ["cirka 300 000", "300,000", "-5", "3 00 000", "tre hundra tusen", "1,2,3", "<b>1</b>", "99999999999999999"]) {
    await field.fill(written);
    await page.getByRole("button", { name: "Fortsätt" }).click();
    const error = page.getByRole("alert");
    const described = await field.getAttribute("aria-describedby");
    const told = (await error.count()) === 1 && (await error.textContent()).includes(written.slice(0, 10));
    const marked = (await field.getAttribute("aria-invalid")) === "true" && described.split(" ")[0] === (await error.getAttribute("id"));
    const focused = await field.evaluate((element) => element === document.activeElement);
    if (!told || !marked || !focused) {
      faults.push(`"${written}": told ${told}, marked ${marked}, focused ${focused}`);
    }
  }
  await page.done();
  assertNone(faults);
});

test("a link brings the answers back; back, change and a damaged link are dealt with", async () => {
  const page = await site.page();
  const heading = page.locator(".stepper-main h2");
  await page.visit(`${purchase}#${story}`);
  const verdict = await heading.textContent();
  await page.getByRole("link", { name: /^Ändra.*Ska invånare/ }).click();
  assert.equal(await heading.textContent(), "Ska invånare eller andra utanför kommunen använda det?");
  assert.ok(await heading.evaluate((element) => element === document.activeElement), "the heading has the focus");
  assert.ok(await page.getByRole("radio", { name: "Nej" }).isChecked());
  await page.getByRole("radio", { name: "Ja", exact: true }).check();
  await page.getByRole("button", { name: "Fortsätt" }).click();
  assert.equal(await heading.textContent(), verdict, "the later answers are kept");
  assert.ok(await page.locator(".stepper").getByRole("link", { name: "Tillgänglighetsutlåtande" }).first().isVisible());
  await page.goBack();
  await page.goBack();
  assert.equal(await heading.textContent(), verdict);
  assert.equal(await page.getByRole("alert").count(), 0);

  for (const [broken, at] of [
    [`${story.replace("slag=system", "slag=sten")}`, "Vad behöver du?"],
    [`${story.replace("250000+50000+0", "12x")}`, "Vad är hela köpet värt, utan moms?"],
    ["%E0%A4%A=1&it-stod=webb", "Vad behöver du?"],
    ["finns-inte=ja", "Gäller behovet någon form av it-stöd?"],
  ]) {
    await page.visit(`${purchase}#${broken}`);
    await page.reload();
    assert.equal(await heading.textContent(), at, broken);
    assert.match(await page.getByRole("alert").textContent(), /Alla svar gick inte att läsa/);
  }
  await page.visit(`${purchase}#_v=00000000&${story}&_g.direktupphandlingsgrans=615312`);
  await page.reload();
  const told = (await page.getByRole("alert").textContent()).replace(/\u00a0/g, " ");
  assert.match(told, /Vägledningen har ändrats/);
  assert.match(told, /Direktupphandlingsgräns enligt LOU var 615 312 kr när svaren gavs och är nu 700 000 kr/);
  assert.deepEqual(page.faults(), []);
  await page.done();
});

/** What a click saves. */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

const hostile = `</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) | *a*\n# rubrik`;

test("the note keeps hostile words as words, in the page and in every file", async () => {
  const page = await site.page();
  await page.visit(`${purchase}#${story}&_visa=anteckning`);
  await page.getByLabel("Diarienummer").fill("KS 2026/1");
  await page.getByLabel("Vad gäller ärendet?").fill(hostile);
  await page.getByLabel("Prisjämförelse").fill(hostile);
  await page.getByRole("textbox", { name: "Vad behöver du?" }).fill(hostile);
  const sheet = page.locator(".note-sheet");
  assert.equal(await sheet.locator("img, script").count(), 0);
  assert.ok((await sheet.textContent()).includes("<img src=x onerror=alert(1)>"));

  const html = await saved(page, "Spara som webbsida");
  assert.match(html.name, /^tjansteanteckning-ska-du-kopa-\d{4}-\d{2}-\d{2}\.html$/);
  const reader = await site.browser.newPage();
  const asked = [];
  reader.on("request", (request) => asked.push(request.url()));
  reader.on("dialog", () => asked.push("a script ran"));
  await reader.setContent(html.text);
  assert.equal(await reader.locator("script, img").count(), 0);
  assert.ok((await reader.locator("body").innerText()).includes("</script><img src=x onerror=alert(1)>"));
  assert.equal(await reader.locator("h1").count(), 1);
  assert.equal(await reader.locator("html").getAttribute("lang"), "sv");
  assert.deepEqual(asked, []);
  await reader.close();

  const markdown = await saved(page, "Spara som Markdown");
  assert.ok(!/^# rubrik/m.test(markdown.text), "no heading of the reader's");
  assert.ok(markdown.text.includes("\\<img src=x onerror=alert(1)\\>"));
  assert.ok(markdown.text.includes("\\[x\\]"));
  const table = markdown.text.split("\n").filter((line) => line.startsWith("| Vad behöver du?"));
  assert.equal(table.length, 1, "one row for each answer");
  assert.deepEqual(page.faults(), []);
  await page.done();
});

test("a saved note is opened again, tells what has changed, and foreign files are refused", async () => {
  const page = await site.page();
  await page.visit(`${purchase}#${story}&_visa=anteckning`);
  await page.getByLabel("Diarienummer").fill("KS 2026/1");
  await page.getByLabel("Prisjämförelse").fill("A 300, B 350");
  const { text } = await saved(page, "Spara för att öppna igen");
  await page.getByRole("button", { name: "Rensa det jag har skrivit" }).click();
  assert.equal(await page.getByLabel("Diarienummer").inputValue(), "");

  const open = async (content) => {
    await page.visit(purchase);
    await page.reload();
    await page.getByText("Öppna en sparad anteckning").click();
    await page.locator("#_oppna").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(content) });
  };
  await open(text);
  await page.locator(".note-sheet").waitFor();
  assert.equal(await page.getByLabel("Diarienummer").inputValue(), "KS 2026/1");
  assert.equal(await page.getByLabel("Prisjämförelse").inputValue(), "A 300, B 350");
  assert.equal(await page.locator(".stepper-notice").count(), 0);

  const older = JSON.parse(text);
  older.figures.direktupphandlingsgrans = "615312";
  older.guide.version = "00000000";
  await open(JSON.stringify(older));
  await page.locator(".note-sheet").waitFor();
  const told = (await page.locator(".stepper-notice").textContent()).replace(/\u00a0/g, " ");
  assert.match(told, /var 615 312 kr när svaren gavs och är nu 700 000 kr/);
  assert.ok((await page.locator(".note-sheet").innerText()).includes("när svaren gavs"), "the note says so too");

  for (const [content, reason] of [
    ["{", /ingen tjänsteanteckning/],
    [JSON.stringify({ format: "annat" }), /ingen tjänsteanteckning/],
    [JSON.stringify({ ...older, version: 2 }), /nyare version/],
    [JSON.stringify({ ...older, guide: { id: "annan" } }), /annan vägledning/],
    ["x".repeat(5_000_001), /för stor/],
  ]) {
    await open(content);
    await page.getByRole("alert").filter({ hasText: reason }).waitFor();
  }
  await page.visit(`${purchase}#${story}&_visa=anteckning`);
  await page.reload();
  assert.equal(await page.getByLabel("Diarienummer").inputValue(), "KS 2026/1", "nothing was lost");
  await page.done();
});

test("a browser that keeps nothing is told of, and the note works all the same", async () => {
  const page = await site.page();
  await page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    }),
  );
  await page.visit(`${purchase}#${story}&_visa=anteckning`);
  assert.match(await page.locator(".note-tools > p").first().textContent(), /sparar ingenting/);
  await page.getByLabel("Diarienummer").fill("KS 2026/1");
  assert.ok((await page.locator(".note-sheet").innerText()).includes("KS 2026/1"));
  assert.deepEqual(page.faults(), []);
  await page.done();
});

const states = {
  "a question": `${purchase}#_start`,
  "several answers": `${purchase}#${story.replace(/&sarskilt=.*/, "")}`,
  "an amount": `${purchase}#${story.replace(/&belopp=.*/, "")}`,
  "an outcome": `${purchase}#${story}`,
  "a note": `${purchase}#${story}&_visa=anteckning`,
  "a damaged link": `${purchase}#it-stod=sten`,
  "a date": "guider/nar-avtalet-loper-ut.html#slutdatum=ja&behov=ja&option=nej&slag=hardvara",
};

for (const [state, path] of Object.entries(states)) {
  test(`${state} holds for assistive technology, with its error, and on a narrow screen`, async () => {
    const page = await site.page();
    await page.visit(path);
    const faults = await axeViolations(page);
    const next = page.getByRole("button", { name: "Fortsätt" });
    if (await next.count()) {
      await next.click();
      faults.push(...(await axeViolations(page)).map((fault) => `with an error: ${fault}`));
      assert.ok(await page.locator(".field-error").filter({ visible: true }).count(), "an error is shown");
    }
    await page.done();
    const narrow = await site.page({ viewport: { width: 320, height: 800 } });
    await narrow.visit(path);
    faults.push(await narrow.evaluate(overflow));
    if (await narrow.getByRole("button", { name: "Fortsätt" }).count()) {
      await narrow.getByRole("button", { name: "Fortsätt" }).click();
      faults.push(await narrow.evaluate(overflow));
    }
    await narrow.done();
    assertNone(faults.filter(Boolean));
  });
}

test("a guide can be answered with the keyboard alone", async () => {
  const page = await site.page();
  await page.visit(purchase);
  const heading = page.locator(".stepper-main h2");
  await page.locator(".stepper-form input").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.location.hash.includes("it-stod=ja"));
  assert.equal(await heading.textContent(), "Vad behöver du?");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.location.hash.includes("slag=system"));
  assert.match(await page.locator(".stepper [role=status]").textContent(), /^Fråga 3/);
  await page.done();
});

test("the note prints without the form and the frame", async () => {
  const page = await site.page();
  await page.visit(`${purchase}#${story}&_visa=anteckning`);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".note-sheet").isVisible());
  for (const selector of [".note-tools", ".page-head", ".site-menu", ".guide-paths", ".stepper-all", ".backlinks"]) {
    assert.equal(await page.locator(selector).filter({ visible: true }).count(), 0, `${selector} is printed`);
  }
  await page.done();
});
