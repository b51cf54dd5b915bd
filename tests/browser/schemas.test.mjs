// What validators that we did not write say of our schemas and reports.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import Ajv from "ajv";
import AjvDraft04 from "ajv-draft-04";
import { parse } from "yaml";

const root = new URL("../..", import.meta.url).pathname;
const lathund = process.env.LATHUND ?? join(root, "target/release/lathund");
const day = ["--date", "2026-11-21"];
// Formats are hints to editors; `check` looks at the values themselves.
const options = { strict: false, allErrors: true, validateFormats: false };

let folder;
let settings;
const validators = new Map();

before(() => {
  folder = mkdtempSync(join(tmpdir(), "lathund-schemas-"));
  cpSync(join(root, "content"), join(folder, "content"), { recursive: true });
  execFileSync(lathund, ["--root", folder, "schema", "--for", "vscode", ...day], { stdio: "pipe" });
  settings = JSON.parse(readFileSync(join(folder, ".vscode/settings.json"), "utf8"));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** The validator of a kind, by the name of its schema file. */
function validator(name) {
  if (!validators.has(name)) {
    const text = readFileSync(join(folder, name), "utf8");
    validators.set(name, new Ajv(options).compile(JSON.parse(text)));
  }
  return validators.get(name);
}

/** The schema that the settings apply to a file. */
function schemaOf(path) {
  const fits = (glob) => path === glob || (glob.endsWith("/*.yaml") && inFolder(path, glob.slice(0, -6)));
  const found = Object.entries(settings["yaml.schemas"]).find(([, globs]) => globs.some(fits));
  return found?.[0];
}

const inFolder = (path, start) =>
  path.startsWith(start) && path.endsWith(".yaml") && !path.slice(start.length).includes("/");

const files = (place) =>
  readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** What stands in a file as data: the whole of it, or its front matter. */
function data(path) {
  const text = readFileSync(join(folder, path), "utf8");
  if (path.endsWith(".yaml")) {
    return parse(text);
  }
  const front = /^---\n([\s\S]*?)\n---(\n|$)/.exec(text);
  return front ? parse(front[1]) : {};
}

test("every entry in content is what its schema says", () => {
  let seen = 0;
  const wrong = [];
  for (const path of files(join(folder, "content"))) {
    // A file of Markdown has its fields in the front matter.
    const schema = schemaOf(path.replace(/\.md$/, ".yaml"));
    if (!schema) {
      continue;
    }
    seen += 1;
    const validate = validator(schema);
    if (!validate(data(path))) {
      const told = validate.errors.slice(0, 3).map((error) => `${error.instancePath} ${error.message}`);
      wrong.push(`${path}: ${told.join("; ")}`);
    }
  }
  assert.ok(seen > 200, `only ${seen} files have a schema`);
  assert.deepEqual(wrong, []);
});

/** Files with a fault that a schema can see, or none: path, text, whether it is right. */
const samples = [
  ["content/funktioner.yaml", "- { id: a, title: A, group: personal, status: gallande, owner: it-enheten, reviewed_on: 2026-11-01 }", true],
  ["content/funktioner.yaml", "- { id: a, title: A, grupp: personal, status: gallande, owner: it-enheten, reviewed_on: 2026-11-01 }", false],
  ["content/funktioner.yaml", "- { id: a, title: A, group: personalen, status: gallande, owner: it-enheten, reviewed_on: 2026-11-01 }", false],
  ["content/funktioner.yaml", "- { id: a, title: A, group: personal, status: klar, owner: it-enheten, reviewed_on: 2026-11-01 }", false],
  ["content/funktioner.yaml", "- { id: a, title: A, group: personal, status: gallande, owner: finns-inte, reviewed_on: 2026-11-01 }", false],
  ["content/funktioner.yaml", "- { id: a, title: A, group: personal, status: gallande, owner: it-enheten, reviewed_on: i fjol }", false],
  ["content/funktioner.yaml", "- { id: a, title: [A], group: personal, status: gallande, owner: it-enheten, reviewed_on: 2026-11-01 }", false],
  ["content/funktioner.yaml", "- { id: Å a, title: A, group: personal, status: gallande, owner: it-enheten, reviewed_on: 2026-11-01 }", false],
  ["content/funktioner.yaml", "- { id: a, title: A, group: personal, status: gallande, owner: it-enheten, reviewed_on: 2026-11-01, review_interval: ofta }", false],
  ["content/funktioner.yaml", "- bara ord", false],
  ["content/funktioner.yaml", "defaults: { status: gallande, owner: it-enheten, reviewed_on: 2026-11-01 }\nentries:\n  - { id: a, title: A, group: personal }", true],
  ["content/funktioner.yaml", "defaults: { status: gallande, owner: it-enheten, reviewed_on: 2026-11-01, fel: ja }\nentries:\n  - { id: a, title: A, group: personal }", false],
  ["content/funktioner.yaml", "entries: inga", false],
  ["content/system/prov.yaml", "title: Prov\nstatus: utkast\nowner: it-enheten\nphase: anvandning\nlifecycle_status: i-drift\nuses_ai: kanske", false],
  ["content/system/prov.yaml", "title: Prov\nstatus: utkast\nowner: it-enheten\nphase: anvandning\nlifecycle_status: i-drift\nuses_ai: okant", true],
  ["content/system/prov.yaml", "title: Prov\nstatus: utkast\nowner: it-enheten\nphase: anvandning\nlifecycle_status: i-drift\nkrt: { confidentiality: 4, integrity: 1, availability: 1 }", false],
  ["content/system/prov.yaml", "title: Prov\nstatus: utkast\nowner: it-enheten\nphase: anvandning\nlifecycle_status: i-drift\nkrt: { confidentiality: 3, integrity: 1 }", false],
  ["content/system/prov.yaml", "title: Prov\nstatus: utkast\nowner: it-enheten\nphase: anvandning\nlifecycle_status: i-drift\ncontracts: [finns-inte]", false],
  ["content/system/prov.yaml", "title: Prov\nstatus: utkast\nowner: it-enheten\nphase: anvandning\nlifecycle_status: i-drift\nintegrations: nej", false],
];

test("schemas and check agree on what is wrong with a file", () => {
  for (const [path, text, right] of samples) {
    const place = join(folder, path);
    const before = path.endsWith("funktioner.yaml") ? readFileSync(place) : undefined;
    mkdirSync(join(place, ".."), { recursive: true });
    writeFileSync(place, `${text}\n`);
    const accepted = validator(schemaOf(path))(parse(text));
    const said = spawnSync(lathund, ["--root", folder, "check", "--format", "json", ...day]);
    const faults = JSON.parse(said.stdout).filter(
      (fault) => fault.severity === "error" && fault.path === path,
    );
    if (before) {
      writeFileSync(place, before);
    } else {
      rmSync(place);
    }
    assert.equal(accepted, right, `the schema on ${path}:\n${text}`);
    assert.equal(faults.length === 0, right, `check on ${path}:\n${text}\n${JSON.stringify(faults)}`);
  }
});

test("SARIF is what its standard says", () => {
  const require = createRequire(import.meta.url);
  const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const validate = new AjvDraft04({ ...options, unicodeRegExp: false }).compile(schema);
  writeFileSync(join(folder, "content/fel.md"), "---\ntitel: Fel\n---\n\n[[system:finns-inte]] [här](borta.md)\n");
  const said = spawnSync(lathund, ["--root", folder, "check", "--format", "sarif", ...day]);
  rmSync(join(folder, "content/fel.md"));
  const report = JSON.parse(said.stdout);
  assert.ok(report.runs[0].results.length >= 3, "the faults are in the report");
  assert.ok(validate(report), JSON.stringify(validate.errors));
  report.runs[0].results[0].level = "fatal";
  assert.ok(!validate(report), "the validator sees what is wrong");
});
