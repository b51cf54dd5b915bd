/* Guides one question at a time. The questions and rules are those of the page, which says the same
   without this script. The answers live in the address after "#", so they can be shared and never
   reach a server. */
(function () {
  "use strict";

  var source = document.querySelector("script#s-vagledning");
  var host = document.querySelector(".guide");
  if (!source || !host) {
    return;
  }
  var data = JSON.parse(source.textContent);
  var t = data.words;
  var lang = data.lang;
  var byId = function (list) {
    var found = new Map();
    list.forEach(function (item) {
      found.set(item.id, item);
    });
    return found;
  };
  var questions = byId(data.guide.questions);
  var outcomes = byId(data.guide.outcomes);

  var fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (whole, key) {
      return key in values ? values[key] : whole;
    });
  };

  /* Elements: make("a", { href: "#x", class: "y" }, "text", otherElement). */
  var make = function (name, attributes) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== null && attributes[key] !== false) {
        element.setAttribute(key, attributes[key] === true ? "" : attributes[key]);
      }
    });
    for (var at = 2; at < arguments.length; at += 1) {
      if (arguments[at]) {
        element.append(arguments[at]);
      }
    }
    return element;
  };

  /* Amounts: öre as whole numbers. */

  var kronor = function (hundredths) {
    var decimals = hundredths % 100 === 0 ? 0 : 2;
    var number = (hundredths / 100).toLocaleString(lang === "sv" ? "sv-SE" : "en-GB", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    return number + "\u00a0kr";
  };

  var units = { mkr: 1e6, mnkr: 1e6, msek: 1e6, mn: 1e6, miljon: 1e6, miljoner: 1e6, tkr: 1e3, ksek: 1e3, tusen: 1e3 };

  /* Öre, "" when nothing is written, null when it cannot be understood: 300 000 kr, 300.000:-,
     1,2 mkr, 300 tkr. "300,000" could be two amounts, and is asked about. */
  var amount = function (text) {
    var plain = text.toLowerCase().replace(/[\s\u00a0\u2007\u2009\u202f]+/g, " ").trim();
    if (plain === "") {
      return "";
    }
    var unit = /\s?(mkr|mnkr|msek|mn|miljoner|miljon|tkr|ksek|tusen)(?:\s?(?:kr|kronor))?\.?$/.exec(plain);
    var number = unit ? plain.slice(0, unit.index) : plain.replace(/\s?(kr\.?|kronor|sek|:-)$/, "");
    var whole = "(\\d+|\\d{1,3}(?: \\d{3})+" + (unit ? "" : "|\\d{1,3}(?:\\.\\d{3})+") + ")";
    var form = new RegExp("^" + whole + (unit ? "(?:[,.](\\d{1,6}))?$" : "(?:,(\\d{1,2})|\\.(\\d{1,2}))?$"));
    var match = form.exec(number);
    if (!match) {
      return null;
    }
    var found = Number(match[1].replace(/[ .]/g, "") + "." + (match[2] || match[3] || "0"));
    var hundredths = Math.round(found * (unit ? units[unit[1]] : 1) * 100);
    return hundredths <= 1e14 ? hundredths : null;
  };

  /* Days: "2026-11-21" in answers, days from 1970 in rules. */

  var pad = function (number) {
    return String(number).padStart(2, "0");
  };
  var iso = function (year, month, day) {
    return String(year).padStart(4, "0") + "-" + pad(month) + "-" + pad(day);
  };
  var isDay = function (text) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    var date = parts && new Date(Date.UTC(parts[1], parts[2] - 1, parts[3]));
    return Boolean(date) && date.toISOString().slice(0, 10) === text;
  };
  var dayNumber = function (day) {
    return Date.parse(day + "T00:00:00Z") / 86400000;
  };
  var now = new Date();
  var today = iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
  var dayWords = function (day) {
    return new Date(day + "T12:00:00").toLocaleDateString(lang === "sv" ? "sv-SE" : "en-GB", {
      day: "numeric",
      month: "long",
      year: "numeric",
    });
  };
  /* The same day so many months on; the last of the month when it has no such day. */
  var monthsOn = function (day, months) {
    var at = day.split("-").map(Number);
    var month = at[1] - 1 + months;
    var year = at[0] + Math.floor(month / 12);
    month = ((month % 12) + 12) % 12;
    var last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return iso(year, month + 1, Math.min(at[2], last));
  };

  /* The figure of a dated value that is in force on the reader's day. */
  var inForce = function (id) {
    var value = data.values[id];
    return value
      ? value.periods
          .filter(function (period) {
            return (!period.from || period.from <= today) && (!period.to || today <= period.to);
          })
          .pop() || null
      : null;
  };

  /* Rules, as the build reads them. */

  var limit = function (rule, question) {
    if (!rule.value) {
      return rule.at;
    }
    var period = inForce(rule.value);
    if (!period) {
      return null;
    }
    return question.answers === "day" ? dayNumber(monthsOn(today, Math.round(period.amount))) : Math.round(period.amount * 100);
  };

  var measure = function (question, answer) {
    return question.answers === "day"
      ? dayNumber(answer)
      : answer.reduce(function (sum, part) {
          return sum + part;
        }, 0);
  };

  var holds = function (rule, given) {
    var again = function (part) {
      return holds(part, given);
    };
    if (rule.all) {
      return rule.all.every(again);
    }
    if (rule.any) {
      return rule.any.some(again);
    }
    if (rule.not) {
      return !holds(rule.not, given);
    }
    if (!given.has(rule.question)) {
      return false;
    }
    if (rule.given) {
      return true;
    }
    var answer = given.get(rule.question);
    if (rule.in) {
      return rule.in.some(function (id) {
        return answer.indexOf(id) !== -1;
      });
    }
    var question = questions.get(rule.question);
    var edge = limit(rule, question);
    var number = measure(question, answer);
    if (edge === null) {
      return false;
    }
    return { below: number < edge, at_most: number <= edge, at_least: number >= edge, above: number > edge }[rule.sign];
  };

  /* A limit that has run out decides nothing. */
  var known = function (rule) {
    var parts = rule.all || rule.any || (rule.not ? [rule.not] : []);
    return parts.every(known) && (!rule.value || inForce(rule.value) !== null);
  };

  var free = function (question, given) {
    return question.options.filter(function (option) {
      return !option.when || (known(option.when) && holds(option.when, given));
    });
  };

  /* The options that an answer takes; none when it is no answer to the question. Answers are lists:
     ids of options, amounts in öre for each part; or a day. */
  var taken = function (question, answer, given) {
    if (question.answers === "amount" || question.answers === "day") {
      var measured = new Map(given);
      measured.set(question.id, answer);
      return free(question, measured);
    }
    var chosen = free(question, given).filter(function (option) {
      return answer.indexOf(option.id) !== -1;
    });
    var alone = chosen.some(function (option) {
      return option.alone;
    });
    var fits = chosen.length === answer.length && (chosen.length === 1 || (question.answers === "several" && !alone));
    return fits ? chosen : [];
  };

  /* Follows the answers from the start: the steps taken, and where they end. */
  var follow = function (answers) {
    var given = new Map();
    var steps = [];
    var at = data.guide.start;
    var wrong = false;
    while (questions.has(at)) {
      var question = questions.get(at);
      if (question.shown && !holds(question.shown, given)) {
        at = question.otherwise;
        continue;
      }
      if (!answers.has(at)) {
        break;
      }
      var options = taken(question, answers.get(at), given);
      if (options.length === 0) {
        wrong = true;
        break;
      }
      given.set(at, answers.get(at));
      steps.push({ question: question, answer: answers.get(at), options: options });
      at = options[0].goto;
    }
    return { steps: steps, given: given, at: at, wrong: wrong };
  };

  /* The address: "#_v=version&question=answer&...&_g.value=figure&_visa=anteckning". */

  var figures = function () {
    var found = {};
    Object.keys(data.values).forEach(function (id) {
      var period = inForce(id);
      if (period) {
        found[id] = String(period.amount);
      }
    });
    return found;
  };

  var written = function (question, answer) {
    return question.answers === "amount"
      ? answer
          .map(function (part) {
            return part / 100;
          })
          .join("+")
      : [].concat(answer).join(",");
  };

  var readAnswer = function (question, text) {
    if (question.answers === "day") {
      return isDay(text) ? text : null;
    }
    if (question.answers === "amount") {
      var parts = text.split("+").map(function (part) {
        return /^\d{1,12}(\.\d{1,2})?$/.test(part) ? Math.round(Number(part) * 100) : null;
      });
      return parts.length === Math.max(1, question.parts.length) && parts.indexOf(null) === -1 ? parts : null;
    }
    return text.split(",");
  };

  var address = function (state, extra) {
    var pairs = [["_v", state.made.version]];
    follow(state.answers).steps.forEach(function (step) {
      pairs.push([step.question.id, written(step.question, step.answer)]);
    });
    Object.keys(state.made.figures).forEach(function (id) {
      pairs.push(["_g." + id, state.made.figures[id]]);
    });
    Object.keys(extra || {}).forEach(function (key) {
      pairs.push(["_" + key, extra[key]]);
    });
    return (
      "#" +
      pairs
        .map(function (pair) {
          /* Commas and plus signs may stand as they are after "#". */
          return pair[0] + "=" + encodeURIComponent(pair[1]).replace(/%2C/g, ",").replace(/%2B/g, "+");
        })
        .join("&")
    );
  };

  var fresh = function (answers) {
    return { answers: answers || new Map(), made: { version: data.version, figures: figures() }, view: {}, damaged: false };
  };

  var readAddress = function (hash) {
    var state = fresh();
    state.made.figures = {};
    hash.split("&").forEach(function (pair) {
      var at = pair.indexOf("=");
      var key = pair.slice(0, at);
      var text;
      try {
        text = decodeURIComponent(pair.slice(at + 1));
      } catch (undecodable) {
        text = null;
      }
      var question = questions.get(key);
      var answer = question && text !== null ? readAnswer(question, text) : null;
      if (answer !== null) {
        state.answers.set(key, answer);
      } else if (key === "_v") {
        state.made.version = text;
      } else if (key.indexOf("_g.") === 0 && data.values[key.slice(3)]) {
        state.made.figures[key.slice(3)] = text;
      } else if (key === "_visa" || key === "_fraga") {
        state.view[key.slice(1)] = text;
      } else {
        state.damaged = true;
      }
    });
    var path = follow(state.answers);
    state.damaged = state.damaged || path.wrong || path.steps.length !== state.answers.size;
    return state;
  };

  /* What is no longer as it was when the address or the saved note was made. */
  var changes = function (state) {
    var found = [];
    if (state.made.version !== data.version) {
      found.push(t.stepper_old);
    }
    Object.keys(state.made.figures).forEach(function (id) {
      var was = Number(state.made.figures[id]);
      var period = inForce(id);
      if (!period || period.amount !== was) {
        var unit = data.values[id].unit ? "\u00a0" + data.values[id].unit : "";
        var before = isNaN(was) ? "?" : was.toLocaleString(lang === "sv" ? "sv-SE" : "en-GB") + unit;
        found.push(fill(t.stepper_value_changed, { value: data.values[id].title, was: before, now: period ? period.words : t.stepper_no_value }));
      }
    });
    return found;
  };

  /* Answers in words. */
  var said = function (step) {
    if (step.question.answers === "amount") {
      return kronor(measure(step.question, step.answer));
    }
    if (step.question.answers === "day") {
      return dayWords(step.answer);
    }
    return step.options
      .map(function (option) {
        return option.label;
      })
      .join("; ");
  };

  /* The page */

  var box = make("section", { class: "stepper", "aria-label": t.stepper_name });
  var live = make("p", { class: "visually-hidden", role: "status" });
  var stage = make("div", { class: "stepper-stage" });
  var toAll = make("p", { class: "stepper-all" }, make("a", { href: "#s-fragor" }, t.stepper_show_all));
  var toSteps = make("p", { class: "stepper-start", hidden: true }, make("a", { class: "button", href: "#_start" }, t.stepper_one_at_a_time));
  box.append(live, stage, toAll);
  host.prepend(toSteps, box);

  var state = fresh();

  var go = function (hash) {
    if (window.location.hash === hash) {
      render(true);
    } else {
      window.location.hash = hash;
    }
  };

  var notice = function (kind, title, lines) {
    var note = make("div", { class: "alert alert-" + kind + " stepper-notice", role: "alert" }, make("p", { class: "alert-title" }, title));
    lines.forEach(function (line) {
      note.append(make("p", {}, line));
    });
    return note;
  };

  var plainCopy = function (element) {
    var copy = element.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("[id]").forEach(function (inner) {
      inner.removeAttribute("id");
    });
    return copy;
  };

  var help = function (question) {
    var written = document.getElementById(question.id);
    var prose = written && written.querySelector(":scope > .prose");
    return prose ? plainCopy(prose) : null;
  };

  var linked = function (link) {
    return make("a", { class: "ref", href: link.href }, link.text);
  };

  var list = function (links) {
    if (links.length === 1) {
      return linked(links[0]);
    }
    var items = make("ul", { class: "plain" });
    links.forEach(function (link) {
      items.append(make("li", {}, linked(link)));
    });
    return items;
  };

  /* A field that says beside itself what is wrong with it. */
  var fail = function (fields, message) {
    fields.form.querySelectorAll(".field-error").forEach(function (old) {
      old.remove();
    });
    fields.form.querySelectorAll("[aria-invalid]").forEach(function (old) {
      old.removeAttribute("aria-invalid");
      old.setAttribute("aria-describedby", old.dataset.described || "");
    });
    var error = make("p", { class: "field-error", id: "_fel", role: "alert" });
    fields.before.before(error);
    error.textContent = message;
    fields.inputs.forEach(function (input) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "_fel " + (input.dataset.described || ""));
    });
    fields.inputs[0].focus();
  };

  /* Each kind of question: makes its fields, and gives a function that reads them. */

  var choices = function (form, question, given, answer) {
    var several = question.answers === "several";
    var group = make("fieldset", { class: "answers", "aria-labelledby": "_fraga" });
    if (several) {
      group.append(make("p", { class: "note", id: "_flera" }, t.stepper_several));
      group.setAttribute("aria-describedby", "_flera");
    }
    var inputs = free(question, given).map(function (option) {
      var id = "_svar-" + option.id;
      var input = make("input", { type: several ? "checkbox" : "radio", name: "svar", value: option.id, id: id });
      input.checked = Boolean(answer) && answer.indexOf(option.id) !== -1;
      if (option.hint) {
        input.dataset.described = id + "-h";
        input.setAttribute("aria-describedby", id + "-h");
      }
      if (option.alone) {
        group.append(make("p", { class: "answers-or" }, t.stepper_or));
      }
      group.append(
        make(
          "div",
          { class: "answer-row" },
          input,
          make("label", { for: id }, option.label),
          option.hint ? make("p", { class: "answer-hint", id: id + "-h" }, option.hint) : null
        )
      );
      input.addEventListener("change", function () {
        if (several && input.checked) {
          inputs.forEach(function (other) {
            var excludes = option.alone || questionOption(question, other.value).alone;
            if (other !== input && excludes) {
              other.checked = false;
            }
          });
        }
      });
      return input;
    });
    form.append(group);
    return function () {
      var chosen = inputs
        .filter(function (input) {
          return input.checked;
        })
        .map(function (input) {
          return input.value;
        });
      if (chosen.length === 0) {
        fail({ form: form, before: group.firstChild, inputs: inputs }, several ? t.stepper_choose_some : t.stepper_choose_one);
        return null;
      }
      return chosen;
    };
  };

  var questionOption = function (question, id) {
    return question.options.find(function (option) {
      return option.id === id;
    });
  };

  var field = function (id, label, hint, attributes) {
    var input = make("input", Object.assign({ id: id, autocomplete: "off", class: "stepper-field" }, attributes));
    if (hint) {
      input.dataset.described = id + "-h";
      input.setAttribute("aria-describedby", id + "-h");
    }
    var row = make("div", { class: "field-row" }, make("label", { for: id }, label), hint ? make("p", { class: "answer-hint", id: id + "-h" }, hint) : null, input);
    return { row: row, input: input };
  };

  var valueLine = function (id) {
    var value = data.values[id];
    var period = inForce(id);
    if (!value) {
      return null;
    }
    var line = make("p", { class: "stepper-value" }, make("a", { class: "ref", href: value.href }, value.title), ": ", make("strong", {}, period ? period.words : t.stepper_no_value));
    if (period) {
      line.append(" (" + since(value, period) + ")");
    }
    return line;
  };

  var since = function (value, period) {
    var parts = [];
    if (value.rule) {
      parts.push(fill(t.stepper_rule, { rule: value.rule }));
    }
    if (period.from) {
      parts.push(fill(t.stepper_from, { day: dayWords(period.from) }));
    }
    if (period.to) {
      parts.push(fill(t.stepper_to, { day: dayWords(period.to) }));
    }
    return parts.join(", ");
  };

  var amounts = function (form, question, given, answer) {
    var parts = question.parts.length > 0 ? question.parts : [{ id: "belopp", label: t.stepper_amount, help: null }];
    var fields = parts.map(function (part, at) {
      var made = field("_del-" + part.id, part.label, part.help, { type: "text", inputmode: "text", spellcheck: "false" });
      made.input.value = answer ? kronor(answer[at]) : "";
      form.append(made.row);
      return made;
    });
    form.append(make("p", { class: "note" }, t.stepper_amount_forms));
    var sum = make("output", { class: "stepper-sum", for: fields.map(function (one) { return one.input.id; }).join(" ") });
    form.append(sum);
    var read = function () {
      return fields.map(function (one) {
        return amount(one.input.value);
      });
    };
    var add = function () {
      var found = read().filter(function (part) {
        return typeof part === "number";
      });
      sum.textContent = found.length > 0 ? fill(t.stepper_sum, { sum: kronor(measure({ answers: "amount" }, found)) }) : "";
    };
    fields.forEach(function (one) {
      one.input.addEventListener("input", add);
    });
    add();
    if (question.threshold) {
      form.append(valueLine(question.threshold));
    }
    return function () {
      var found = read();
      var wrong = found.indexOf(null);
      if (wrong !== -1) {
        var input = fields[wrong].input;
        fail({ form: form, before: input, inputs: [input] }, fill(t.stepper_bad_amount, { text: input.value.trim().slice(0, 40) }));
        return null;
      }
      if (
        found.every(function (part) {
          return part === "";
        })
      ) {
        fail({ form: form, before: fields[0].input, inputs: [fields[0].input] }, t.stepper_no_amount);
        return null;
      }
      return found.map(function (part) {
        return part === "" ? 0 : part;
      });
    };
  };

  var days = function (form, question, given, answer) {
    var made = field("_dag", t.stepper_day, t.stepper_day_form, { type: "date" });
    made.input.value = answer || "";
    form.append(made.row);
    return function () {
      if (!isDay(made.input.value)) {
        fail({ form: form, before: made.input, inputs: [made.input] }, t.stepper_bad_day);
        return null;
      }
      return made.input.value;
    };
  };

  var ask = function (path, question, previous) {
    var number = path.steps.length + 1;
    var form = make("form", { novalidate: true, class: "stepper-form" });
    var heading = make("h2", { id: "_fraga", tabindex: "-1" }, question.title);
    var kind = { one: choices, several: choices, amount: amounts, day: days }[question.answers];
    var read = kind(form, question, path.given, previous);
    form.append(make("button", { type: "submit", class: "button" }, t.stepper_next));
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var answer = read();
      if (answer === null) {
        return;
      }
      if (taken(question, answer, path.given).length === 0) {
        fail({ form: form, before: form.querySelector("button"), inputs: [form.querySelector("input")] }, t.stepper_no_answer);
        return;
      }
      var answers = new Map(state.answers);
      answers.set(question.id, answer);
      go(address(fresh(answers)));
    });
    var progress = fill(question.left > 1 ? t.stepper_progress : t.stepper_progress_last, { n: number, left: question.left - 1 });
    live.textContent = progress;
    var main = make("div", { class: "stepper-main" }, make("p", { class: "eyebrow" }, progress), heading, help(question), form);
    var last = path.steps[path.steps.length - 1];
    if (last) {
      main.append(make("p", { class: "stepper-back" }, make("a", { href: address(state, { fraga: last.question.id }) }, t.stepper_back)));
    }
    if (path.steps.length === 0) {
      main.append(window.Lathund.note.opener(open));
    }
    return { main: main, heading: heading };
  };

  var answersSoFar = function (path) {
    if (path.steps.length === 0) {
      return null;
    }
    var rows = make("dl", { class: "stepper-rows" });
    path.steps.forEach(function (step) {
      var change = make("a", { href: address(state, { fraga: step.question.id }) }, t.stepper_change, make("span", { class: "visually-hidden" }, ": " + step.question.title));
      rows.append(make("div", {}, make("dt", {}, step.question.title), make("dd", {}, said(step), " ", change)));
    });
    return make(
      "div",
      { class: "stepper-aside" },
      make("h2", { class: "stepper-aside-title" }, t.stepper_answers),
      rows,
      make("p", { class: "note" }, t.stepper_share),
      make("p", {}, make("a", { href: "#_start" }, t.stepper_again))
    );
  };

  /* What the answers add, without what the outcome names itself, by kind. */
  var collected = function (path, outcome) {
    var seen = new Set();
    ["contacts", "decided_by", "advised_by", "forum", "process", "templates", "checklists"].forEach(function (key) {
      outcome[key].forEach(function (link) {
        seen.add(link.href);
      });
    });
    var groups = new Map();
    path.steps.forEach(function (step) {
      step.options.forEach(function (option) {
        option.adds.forEach(function (link) {
          if (!seen.has(link.href)) {
            seen.add(link.href);
            groups.set(link.plural, (groups.get(link.plural) || []).concat(link));
          }
        });
      });
    });
    return groups;
  };

  var verdict = function (path, outcome) {
    var heading = make("h2", { id: "_fraga", class: "verdict", tabindex: "-1" }, outcome.title);
    var main = make("div", { class: "stepper-main outcome" }, make("p", { class: "eyebrow" }, t.stepper_outcome), heading);
    var written = document.getElementById(outcome.id);
    Array.from(written.children).forEach(function (child) {
      if (child.matches(".eyebrow, .verdict")) {
        return;
      }
      main.append(child.localName === "h4" ? make("h3", {}, child.textContent) : plainCopy(child));
    });
    var groups = collected(path, outcome);
    if (groups.size > 0) {
      var added = make("dl", { class: "facts" });
      groups.forEach(function (links, label) {
        added.append(make("dt", {}, label), make("dd", {}, list(links)));
      });
      main.append(make("h3", {}, t.stepper_adds), added);
    }
    var used = Object.keys(data.values);
    if (used.length > 0) {
      main.append(make("h3", {}, t.stepper_values));
      used.forEach(function (id) {
        main.append(valueLine(id));
      });
    }
    /* What to do next stands with the steps, before all that is to be looked up. */
    var action = make("p", { class: "stepper-actions" }, make("a", { class: "button", href: address(state, { visa: "anteckning" }) }, t.note_make));
    var facts = main.querySelector(".facts");
    main.insertBefore(action, facts);
    var last = path.steps[path.steps.length - 1];
    if (last) {
      main.append(make("p", { class: "stepper-back" }, make("a", { href: address(state, { fraga: last.question.id }) }, t.stepper_back)));
    }
    live.textContent = t.stepper_done;
    return { main: main, heading: heading };
  };

  /* The steps and texts of an outcome, as they stand on the page. */
  var texts = function (outcome, selector) {
    return Array.from(document.getElementById(outcome.id).querySelectorAll(selector)).map(function (element) {
      return element.textContent.replace(/\s+/g, " ").trim();
    });
  };

  var filed = function (path, outcome) {
    var answered = path.steps.map(function (step) {
      var parts = step.question.answers === "amount" ? step.question.parts : [];
      return {
        id: step.question.id,
        question: step.question.title,
        answer: said(step),
        laws: step.question.laws,
        parts: parts.map(function (part, at) {
          return [part.label, kronor(step.answer[at])];
        }),
      };
    });
    var values = Object.keys(data.values).map(function (id) {
      var value = data.values[id];
      var period = inForce(id);
      return {
        title: value.title,
        href: value.href,
        figure: period ? period.words : t.stepper_no_value,
        rule: period ? since(value, period) : "",
        checked: period && period.checked ? dayWords(period.checked) : "",
        legal: value.legal || "",
        sources: value.sources,
      };
    });
    var answers = {};
    path.steps.forEach(function (step) {
      answers[step.question.id] = written(step.question, step.answer);
    });
    return window.Lathund.note.view({
      data: data,
      outcome: outcome,
      text: texts(outcome, ":scope > .prose > p"),
      todo: texts(outcome, ":scope > .steps > li"),
      answered: answered,
      answers: answers,
      figures: figures(),
      values: values,
      changes: changes(state),
      adds: collected(path, outcome),
      today: today,
      dayWords: dayWords,
      make: make,
      fill: fill,
      back: address(state),
      open: open,
    });
  };

  /* A saved note: its answers become an address, which is judged like any other. */
  var open = function (saved) {
    var loaded = fresh();
    loaded.made = { version: saved.version, figures: saved.figures };
    var pairs = [];
    Object.keys(saved.answers).forEach(function (id) {
      pairs.push(id + "=" + encodeURIComponent(saved.answers[id]));
    });
    Object.keys(saved.figures).forEach(function (id) {
      pairs.push("_g." + encodeURIComponent(id) + "=" + encodeURIComponent(saved.figures[id]));
    });
    go("#_v=" + encodeURIComponent(saved.version) + "&" + pairs.join("&") + "&_visa=anteckning");
  };

  function render(moved) {
    var hash = window.location.hash.slice(1);
    var anchor = hash.indexOf("=") === -1 && hash !== "" && hash !== "_start" ? document.getElementById(decodeURIComponent(hash)) : null;
    var isText = Boolean(anchor) && Boolean(anchor.closest(".guide-part"));
    host.classList.toggle("is-stepping", !isText);
    box.hidden = isText;
    toSteps.hidden = !isText;
    document.body.classList.remove("is-note");
    if (isText) {
      return;
    }
    state = hash.indexOf("=") === -1 ? fresh() : readAddress(hash);
    var path = follow(state.answers);
    var earlier = path.steps.findIndex(function (step) {
      return step.question.id === state.view.fraga;
    });
    var shown;
    if (earlier !== -1) {
      var before = { steps: path.steps.slice(0, earlier), given: new Map(), at: state.view.fraga };
      before.steps.forEach(function (step) {
        before.given.set(step.question.id, step.answer);
      });
      shown = ask(before, questions.get(state.view.fraga), state.answers.get(state.view.fraga));
    } else if (questions.has(path.at)) {
      shown = ask(path, questions.get(path.at), path.wrong ? null : state.answers.get(path.at));
    } else if (state.view.visa === "anteckning") {
      shown = filed(path, outcomes.get(path.at));
      document.body.classList.add("is-note");
    } else {
      shown = verdict(path, outcomes.get(path.at));
    }
    stage.replaceChildren();
    if (state.damaged) {
      stage.append(notice("warning", t.stepper_damaged_title, [t.stepper_damaged]));
    }
    var changed = changes(state);
    if (changed.length > 0) {
      stage.append(notice("warning", t.stepper_changed_title, changed));
    }
    stage.append(shown.main);
    var aside = document.body.classList.contains("is-note") ? null : answersSoFar(path);
    if (aside) {
      stage.append(aside);
    }
    stage.classList.toggle("has-answers", Boolean(aside));
    if (moved) {
      shown.heading.focus({ preventScroll: true });
      box.scrollIntoView({ block: "start" });
    }
  }

  window.addEventListener("hashchange", function () {
    render(true);
  });
  render(false);
})();
