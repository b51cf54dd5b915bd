// Guides read and walked by the tests themselves: the links of the static page, and the conditions
// judged once more, independently of the handbook's own script.
import { pages, read } from "./site.mjs";

/** Every page that holds a guide. */
export const guides = pages.filter((path) => read(path).includes('id="s-vagledning"'));

/** What the page tells its script. */
export function dataOf(path) {
  const [, json] = /<script type="application\/json" id="s-vagledning">(.*?)<\/script>/s.exec(read(path));
  return JSON.parse(json);
}

/** Runs in the browser: where each option of each question leads, by the links of the page. */
export function linksOf() {
  const target = (link) => decodeURIComponent(link.hash.slice(1));
  const nodes = [...document.querySelectorAll(".guide-part:first-of-type > .guide-node, .guide-part > .guide-node")];
  const questions = {};
  for (const node of nodes.filter((node) => node.querySelector(":scope > .choices"))) {
    const passed = node.querySelector(":scope > .guide-shown a");
    questions[node.id] = {
      options: [...node.querySelectorAll(":scope > .choices > li > .choice")].map(target),
      otherwise: passed ? target(passed) : null,
    };
  }
  return { start: target(document.querySelector(".guide-intro a")), questions };
}

const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const addMonths = (months) => {
  const now = new Date();
  const to = new Date(Date.UTC(now.getFullYear(), now.getMonth() + months, 1));
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(now.getDate(), last));
  return to.getTime() / 86_400_000;
};

/** The limit of a test: in öre, or in days from 1970. */
export function limitOf(data, test, question) {
  if (!test.value) {
    return test.at;
  }
  const { amount } = data.values[test.value].periods.at(0);
  return question.answers === "day" ? addMonths(amount) : amount * 100;
}

const operators = {
  below: (a, b) => a < b,
  at_most: (a, b) => a <= b,
  at_least: (a, b) => a >= b,
  above: (a, b) => a > b,
};

function holds(data, rule, given) {
  if (rule.all) return rule.all.every((part) => holds(data, part, given));
  if (rule.any) return rule.any.some((part) => holds(data, part, given));
  if (rule.not) return !holds(data, rule.not, given);
  const answer = given[rule.question];
  if (answer === undefined) return false;
  if (rule.given) return true;
  if (rule.in) return answer.some((id) => rule.in.includes(id));
  const question = data.guide.questions.find(({ id }) => id === rule.question);
  return operators[rule.sign](answer, limitOf(data, rule, question));
}

/** Where the scale of a question is cut by the rules of the guide. */
function cuts(data, question) {
  const found = new Set();
  const visit = (rule) => {
    [rule.all, rule.any, rule.not && [rule.not]].flat().filter(Boolean).forEach(visit);
    if (rule.question === question.id && rule.sign) {
      const limit = limitOf(data, rule, question);
      found.add(["below", "at_least"].includes(rule.sign) ? limit : limit + 1);
    }
  };
  for (const { shown, options } of data.guide.questions) {
    [shown, ...options.map(({ when }) => when)].filter(Boolean).forEach(visit);
  }
  return [...found].sort((a, b) => a - b);
}

/** Every answer that a question can be given: the ids of options, öre, or days. */
function answersTo(data, question, given) {
  if (["amount", "day"].includes(question.answers)) {
    const edges = cuts(data, question);
    // Each piece of the scale by its first number; the first piece by its last.
    return edges.length === 0 ? [0] : [edges[0] - 1, ...edges];
  }
  const free = question.options.filter(({ when }) => !when || holds(data, when, given));
  if (question.answers === "one") {
    return free.map(({ id }) => [id]);
  }
  const subsets = free.reduce((sets, option) => [...sets, ...sets.map((set) => [...set, option])], [[]]);
  return subsets
    .filter((set) => set.length > 0 && (set.length === 1 || !set.some(({ alone }) => alone)))
    .map((set) => set.map(({ id }) => id));
}

/** The option that an answer takes; the first one when there are several. */
function taken(data, question, answer, given) {
  if (Array.isArray(answer)) {
    return question.options.findIndex(({ id }) => answer.includes(id));
  }
  const measured = { ...given, [question.id]: answer };
  const fits = question.options.flatMap(({ when }, at) => (!when || holds(data, when, measured) ? [at] : []));
  if (fits.length !== 1) {
    throw new Error(`${question.id}: ${answer} fits ${fits.length} options`);
  }
  return fits[0];
}

/** Every combination of answers, and the outcome that the links of the page lead to. */
export function combinations(data, links) {
  const found = [];
  const visit = (at, given, steps) => {
    const question = data.guide.questions.find(({ id }) => id === at);
    if (!question) {
      found.push({ steps, outcome: at });
      return;
    }
    const { options, otherwise } = links.questions[at];
    if (question.shown && !holds(data, question.shown, given)) {
      visit(otherwise, given, steps);
      return;
    }
    for (const answer of answersTo(data, question, given)) {
      const to = options[taken(data, question, answer, given)];
      visit(to, { ...given, [at]: answer }, [...steps, [at, answer]]);
    }
  };
  visit(links.start, {}, []);
  return found;
}

/** An answer as people write it into the form. */
export const typed = (question, answer) =>
  question.answers === "day"
    ? new Date(answer * 86_400_000).toISOString().slice(0, 10)
    : `${Math.floor(answer / 100)},${String(answer % 100).padStart(2, "0")}`;

export { day };
