/* Chooses requirements for a specification: by what is to be bought, one by one, with notes; saved
   as files, printed, or turned into an acceptance test. The choices stand in the address. */
(function () {
  "use strict";

  var lathund = window.Lathund;
  var data = JSON.parse(document.querySelector("script#s-data").textContent);
  var words = data.words;

  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };
  var clone = function (id) {
    return document.getElementById(id).content.cloneNode(true);
  };
  var fill = function (key, values) {
    return words[key].replace(/\{(\w+)\}/g, function (whole, name) {
      return name in values ? values[name] : whole;
    });
  };
  var count = function (key, n) {
    return fill(key + (n === 1 ? "_one" : "_other"), { n: n });
  };
  var textOf = function (root, part) {
    var element = root.querySelector("[data-part=" + part + "]");
    return element ? element.textContent.trim() : "";
  };

  var tools = clone("s-verktyg");
  var part = function (name) {
    return tools.querySelector("[data-part=" + name + "]");
  };
  var status = part("status");
  var told = part("told");
  var testForm = part("test");
  var testFault = part("test-error");
  var testName = testForm.querySelector("input");
  var variants = all("[name=spec]", tools);
  var facts = all("[data-fact]", tools);

  var requirements = all(".check").map(function (element) {
    var choice = clone("s-val");
    var condition = element.dataset.showIf;
    var one = {
      id: element.id,
      element: element,
      type: element.dataset.type,
      title: element.querySelector("h3").textContent.trim(),
      text: textOf(element, "text"),
      when: textOf(element, "when"),
      verification: textOf(element, "verification"),
      sanction: textOf(element, "sanction"),
      light: element.dataset.light === "true",
      level: element.dataset.level,
      condition: condition ? JSON.parse(condition) : null,
      must: element.querySelector(".must"),
    };
    ["with", "level", "note", "more", "print", "of", "about"].forEach(function (name) {
      one[name + "Part"] = choice.querySelector("[data-part=" + name + "]");
    });
    one.mustClass = one.must.className;
    one.ofPart.textContent = one.aboutPart.textContent = ": " + one.title;
    ["level", "note"].forEach(function (name) {
      var label = choice.querySelector("[data-label=" + name + "]");
      label.htmlFor = one[name + "Part"].id = "s-" + name + "-" + one.id;
      label.append(one.aboutPart.cloneNode(true));
    });
    one.withPart.addEventListener("change", changed);
    one.levelPart.addEventListener("change", changed);
    one.notePart.addEventListener("input", changed);
    element.querySelector(".check-body").append(choice);
    return one;
  });
  /* The square of a level, as the library's own requirements show it. */
  var classes = {};
  requirements.forEach(function (one) {
    classes[one.level] = classes[one.level] || one.mustClass;
  });

  var variant = function () {
    return variants.find(function (radio) {
      return radio.checked;
    }).value;
  };
  var isTaken = function (one) {
    return !one.element.hidden && one.withPart.checked;
  };
  var levelName = function (one) {
    var option = one.levelPart.selectedOptions[0];
    return option ? option.textContent : "";
  };

  function show() {
    var known = {};
    facts.forEach(function (field) {
      known[field.dataset.fact] = lathund.told(field.value);
    });
    var read = function (key) {
      return known[key];
    };
    var light = variant() === "light";
    requirements.forEach(function (one) {
      var out = Boolean(one.condition) && lathund.judge(one.condition, read) === false;
      one.element.hidden = out || (light && !one.light);
      one.element.classList.toggle("is-left-out", !one.withPart.checked);
      one.must.textContent = levelName(one);
      one.must.className = classes[one.levelPart.value] || one.mustClass;
      one.printPart.textContent = one.notePart.value ? words.note + ": " + one.notePart.value : "";
    });
    all(".check-group").forEach(function (group) {
      group.hidden = !group.querySelector(".check:not([hidden])");
    });
    tell();
  }

  function tell() {
    var taken = requirements.filter(isTaken);
    var hidden = requirements.filter(function (one) {
      return one.element.hidden;
    }).length;
    var left = requirements.length - hidden - taken.length;
    var named = Array.from(requirements[0].levelPart.options)
      .map(function (option) {
        var n = taken.filter(function (one) {
          return one.levelPart.value === option.value;
        }).length;
        return n ? n + " " + option.textContent.toLowerCase() : "";
      })
      .filter(Boolean);
    var first = fill("status", { n: taken.length, levels: named.join(", ") || "0" });
    var rest = [left && count("left_out", left), hidden && count("ruled_out", hidden)];
    var text = [first].concat(rest.filter(Boolean)).join(". ") + ".";
    if (status.textContent !== text) {
      status.textContent = text;
    }
  }

  /* ---- The address ---- */

  function write() {
    var query = new URLSearchParams();
    query.set("kop", variant());
    facts.forEach(function (field) {
      if (field.value) {
        query.set(field.dataset.fact, field.value);
      }
    });
    var left = requirements.filter(function (one) {
      return !one.withPart.checked;
    });
    if (left.length) {
      query.set("bort", left.map(function (one) { return one.id; }).join(","));
    }
    requirements.forEach(function (one) {
      if (one.levelPart.value !== one.level) {
        query.set("niva." + one.id, one.levelPart.value);
      }
      if (one.notePart.value) {
        query.set("not." + one.id, one.notePart.value);
      }
    });
    window.history.replaceState(null, "", "#" + query.toString());
  }

  /* An address without choices, such as one that points at a requirement, chooses nothing. */
  function read() {
    var query = new URLSearchParams(window.location.hash.slice(1));
    if (!query.has("kop")) {
      query = new URLSearchParams();
    }
    var left = (query.get("bort") || "").split(",");
    variants.forEach(function (radio) {
      radio.checked = radio.value === (query.get("kop") === "light" ? "light" : "it");
    });
    facts.forEach(function (field) {
      field.value = query.get(field.dataset.fact) || "";
      if (field.selectedIndex === -1) {
        field.value = "";
      }
    });
    requirements.forEach(function (one) {
      one.withPart.checked = left.indexOf(one.id) === -1;
      one.levelPart.value = query.get("niva." + one.id) || one.level;
      if (one.levelPart.selectedIndex === -1) {
        one.levelPart.value = one.level;
      }
      one.notePart.value = query.get("not." + one.id) || "";
      one.morePart.open = one.notePart.value !== "" || one.levelPart.value !== one.level;
    });
    show();
  }

  function changed() {
    write();
    show();
  }

  /* ---- Files ---- */

  var columns = ["number", "id", "type", "level", "name", "text", "when", "verification", "sanction", "note"];

  function row(one, at) {
    return {
      number: String(at + 1),
      id: one.id,
      type: one.type,
      level: levelName(one),
      name: one.title,
      text: one.text,
      when: one.when,
      verification: one.verification,
      sanction: one.sanction,
      note: one.notePart.value,
    };
  }

  function specification() {
    var shown = requirements.filter(function (one) {
      return !one.element.hidden;
    });
    return {
      title: words["title_" + variant()],
      made: fill("made", {
        date: new Date().toISOString().slice(0, 10),
        site: data.site,
        built: data.built,
      }),
      facts: facts.map(function (field) {
        return {
          key: field.dataset.fact,
          question: field.labels[0].textContent,
          value: field.value,
          answer: field.selectedOptions[0].textContent,
        };
      }),
      requirements: shown.filter(isTaken).map(row),
      left_out: shown
        .filter(function (one) {
          return !isTaken(one);
        })
        .map(row),
    };
  }

  /* A cell that a spreadsheet would take for a formula begins with an apostrophe. */
  var cell = function (text) {
    var safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? "'" + text : text;
    return /[;"\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  };
  var escaped = function (text) {
    return text.replace(/[&<>"]/g, function (sign) {
      return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[sign];
    });
  };
  var plain = function (text) {
    return text.replace(/[\\\x60*_[\]<>|#]/g, "\\$&").replace(/\s*\n\s*/g, " ");
  };
  var heads = columns.map(function (key) {
    return words[key];
  });

  function tableRows(rows, map) {
    return rows.map(function (one) {
      return columns.map(function (key) {
        return map(one[key]);
      });
    });
  }

  var writers = {
    csv: function (spec) {
      var rows = [heads.map(cell)].concat(tableRows(spec.requirements, cell));
      var lines = rows.map(function (cells) {
        return cells.join(";");
      });
      return ["text/csv", "\uFEFF" + lines.join("\r\n") + "\r\n"];
    },
    md: function (spec) {
      var table = function (rows) {
        var bar = function (cells) {
          return "| " + cells.join(" | ") + " |";
        };
        var rule = columns.map(function () {
          return "---";
        });
        return [bar(heads), bar(rule)].concat(tableRows(rows, plain).map(bar)).join("\n");
      };
      var told = spec.facts.map(function (fact) {
        return "- " + plain(fact.question) + " " + plain(fact.answer);
      });
      var out = ["# " + spec.title, spec.made, "## " + words.facts, told.join("\n"), table(spec.requirements)];
      if (spec.left_out.length) {
        out.push("## " + words.left_out, table(spec.left_out));
      }
      return ["text/markdown", out.join("\n\n") + "\n"];
    },
    html: function (spec) {
      var wrap = function (tag) {
        return function (text) {
          return "<" + tag + ">" + text + "</" + tag + ">";
        };
      };
      var table = function (rows) {
        var head = heads.map(escaped).map(function (text) {
          return '<th scope="col">' + text + "</th>";
        });
        var body = tableRows(rows, escaped).map(function (cells) {
          return wrap("tr")(cells.map(wrap("td")).join(""));
        });
        return "<table><thead><tr>" + head.join("") + "</tr></thead><tbody>" + body.join("\n") + "</tbody></table>";
      };
      var told = spec.facts.map(function (fact) {
        return wrap("li")(escaped(fact.question + " " + fact.answer));
      });
      var left = spec.left_out.length ? wrap("h2")(escaped(words.left_out)) + table(spec.left_out) : "";
      return [
        "text/html",
        '<!doctype html>\n<html lang="' + document.documentElement.lang + '"><head><meta charset="utf-8"><title>' +
          escaped(spec.title) + "</title><style>body{font:1rem/1.5 sans-serif}table{border-collapse:collapse}" +
          "td,th{border:1px solid #666;padding:.3rem;text-align:left;vertical-align:top}</style></head><body>" +
          wrap("h1")(escaped(spec.title)) + wrap("p")(escaped(spec.made)) + wrap("h2")(escaped(words.facts)) +
          wrap("ul")(told.join("")) + table(spec.requirements) + left + "</body></html>\n",
      ];
    },
    json: function (spec) {
      return ["application/json", JSON.stringify(spec, null, 2) + "\n"];
    },
  };

  /* ---- Acceptance test: a case of the checklist that holds every requirement ---- */

  function makeTest(event) {
    event.preventDefault();
    var name = testName.value.trim();
    var key = "lathund:checklista:" + data.test.list + ":" + name;
    var fault = !name ? words.name_missing : lathund.store.get(key) ? words.name_taken : "";
    testFault.textContent = fault;
    testName.setAttribute("aria-invalid", String(fault !== ""));
    if (fault) {
      testName.focus();
      return;
    }
    var taken = requirements.filter(isTaken);
    var test = { name: name, made: new Date().toISOString().slice(0, 10), changed: "", version: null };
    test.only = [];
    test.items = {};
    test.answers = {};
    test.levels = {};
    test.facts = {};
    facts.forEach(function (field) {
      test.facts[field.dataset.fact] = field.value;
    });
    taken.forEach(function (one) {
      test.only.push(one.id);
      test.items[one.id] = { title: one.title, must: one.mustClass.split("must-")[1] };
      if (one.levelPart.value !== one.level) {
        test.levels[one.id] = one.must.className.split("must-")[1];
      }
      if (one.notePart.value) {
        test.answers[one.id] = { a: "", n: one.notePart.value, d: "", t: new Date().toISOString() };
      }
    });
    if (!lathund.store.set(key, test)) {
      lathund.store.remove(key);
      told.textContent = words.test_lost;
      return;
    }
    lathund.store.set("lathund:checklista-vald:" + data.test.list, name);
    var link = document.createElement("a");
    link.href = data.test.page;
    link.textContent = words.test_open;
    told.replaceChildren(fill("test_made", { name: name, n: taken.length }) + " ", link);
  }

  /* ---- Beginning ---- */

  all("[data-save]", tools).forEach(function (one) {
    one.addEventListener("click", function () {
      var made = writers[one.dataset.save](specification());
      lathund.files.save(words.file + "." + one.dataset.save, made[0], made[1]);
    });
  });
  tools.querySelector("[data-do=print]").addEventListener("click", function () {
    window.print();
  });
  tools.querySelector("[data-do=reset]").addEventListener("click", function () {
    window.history.replaceState(null, "", "#kop=it");
    told.textContent = "";
    read();
  });
  testForm.addEventListener("submit", makeTest);
  variants.concat(facts).forEach(function (field) {
    field.addEventListener("change", changed);
  });
  window.addEventListener("hashchange", read);
  document.querySelector(".check-group").before(tools);
  read();
})();
