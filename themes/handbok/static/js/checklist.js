/* Checklists for several cases at once: answers, notes and dates are kept in the browser, told
   where that fails, saved and opened as files. The page without this is a form to print. */
(function () {
  "use strict";

  var lathund = window.Lathund;
  var store = lathund.store;
  var data = JSON.parse(document.querySelector("script#s-data").textContent);
  var list = data.list;
  var words = data.words;
  var format = "lathund-checklista";
  var prefix = "lathund:checklista:" + list.id + ":";
  var chosenKey = "lathund:checklista-vald:" + list.id;

  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };
  var parts = function (root) {
    var found = {};
    all("[data-part]", root).forEach(function (element) {
      found[element.dataset.part] = element;
    });
    return found;
  };
  var fill = function (key, values) {
    return words[key].replace(/\{(\w+)\}/g, function (whole, name) {
      return name in values ? values[name] : whole;
    });
  };
  var count = function (key, n) {
    return fill(key + (n === 1 ? "_one" : "_other"), { n: n });
  };
  var make = function (tag, text, className) {
    var element = document.createElement(tag);
    element.textContent = text || "";
    if (className) {
      element.className = className;
    }
    return element;
  };
  var button = function (text, act) {
    var element = make("button", text, "button quiet");
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };
  var clone = function (id) {
    return document.getElementById(id).content.cloneNode(true);
  };
  var today = function () {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };
  var sentence = function (pieces) {
    return pieces.filter(Boolean).join(", ") + ".";
  };

  /* ---- Cases ---- */

  var isText = function (value) {
    return typeof value === "string" && value.length <= 20000;
  };
  var isMap = function (value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  };
  var isKey = function (key) {
    return /^[a-z0-9][a-z0-9_.-]{0,79}$/.test(key);
  };

  /* The entries of a map that are sound, in a map without ancestors; null when one is not. */
  function clean(map, judge) {
    var out = Object.create(null);
    var sound = Object.keys(map || {}).every(function (key) {
      out[key] = map[key];
      return isKey(key) && judge(map[key]);
    });
    return sound ? out : null;
  }

  function isAnswer(answer) {
    return isMap(answer) && ["a", "n", "d", "t"].every(function (key) {
      return isText(answer[key]);
    });
  }
  function isLevel(level) {
    return ["ska", "bor", "kan"].indexOf(level) !== -1;
  }
  function isItem(item) {
    return isMap(item) && isText(item.title) && isText(item.must);
  }

  /* A case that can be trusted, from a file or the storage; null when it is damaged. */
  function sound(raw) {
    if (!isMap(raw) || !isText(raw.name) || !raw.name.trim() || raw.name.length > 80) {
      return null;
    }
    var one = {
      name: raw.name.trim(),
      made: isText(raw.made) ? raw.made : "",
      changed: isText(raw.changed) ? raw.changed : "",
      version: typeof raw.version === "number" ? raw.version : null,
      items: clean(raw.items, isItem),
      answers: clean(raw.answers, isAnswer),
      facts: clean(raw.facts, isText),
      levels: clean(raw.levels, isLevel),
      only: Array.isArray(raw.only) && raw.only.every(isKey) ? raw.only : null,
    };
    return one.items && one.answers && one.facts && one.levels ? one : null;
  }

  var names = function () {
    return store
      .keys(prefix)
      .map(function (key) {
        return key.slice(prefix.length);
      })
      .filter(load);
  };

  function load(name) {
    return sound(store.get(prefix + name));
  }

  /* What a case remembers of the items that it is filled in against. */
  function remembered(before) {
    var out = Object.assign(Object.create(null), before);
    items.forEach(function (item) {
      out[item.id] = { title: item.title, must: item.must };
    });
    return out;
  }

  function fresh(name) {
    return {
      name: name,
      made: today(),
      changed: "",
      version: list.version,
      items: remembered(null),
      answers: Object.create(null),
      facts: Object.create(null),
      levels: Object.create(null),
      only: null,
    };
  }

  var current = null;

  function keep() {
    current.changed = new Date().toISOString();
    write(current);
  }

  function write(one) {
    var kept = store.set(prefix + one.name, one);
    tell(kept ? "" : store.available ? words.full : words.refused);
  }

  /* ---- The page ---- */

  var tools = clone("s-verktyg");
  var tool = parts(tools);
  var facts = all("[data-fact]", tools);
  var items = all(".check").map(function (element) {
    var condition = element.dataset.showIf;
    return {
      id: element.id,
      title: element.dataset.title,
      must: element.dataset.must || "",
      type: element.dataset.type,
      condition: condition ? JSON.parse(condition) : null,
      element: element,
      weight: element.querySelector(".must"),
    };
  });
  var byId = Object.create(null);
  items.forEach(function (item) {
    byId[item.id] = item;
  });
  /* Questions that others depend on: "no" is as good an answer as any. */
  var forks = JSON.stringify(items.map(function (item) {
    return item.condition;
  }));
  items.forEach(function (item) {
    item.isFork = forks.indexOf(JSON.stringify(item.id) + ":") !== -1;
  });

  function tell(text) {
    if (tool.trouble.textContent !== text) {
      tool.trouble.textContent = text;
    }
  }

  function answerOf(item) {
    return (current && current.answers[item.id]) || { a: "", n: "", d: "", t: "" };
  }

  function change(item, key, value) {
    var answer = Object.assign({}, answerOf(item));
    answer[key] = value;
    answer.t = new Date().toISOString();
    if (key === "a" && value && !answer.d) {
      answer.d = today();
    }
    current.answers[item.id] = answer;
    keep();
    show();
  }

  function labelled(input, text) {
    var label = document.createElement("label");
    label.className = "check-choice";
    label.append(input, " ", make("span", text));
    return label;
  }

  function choices(item) {
    if (item.type === "ja-nej") {
      return [["true", words.yes], ["false", words.no], ["-", words.none]];
    }
    return all("[data-option]", item.element)
      .map(function (option) {
        return [option.textContent, option.textContent];
      })
      .concat([["-", words.none]]);
  }

  /* Radio buttons for a choice; a field, and a box for "not relevant", for the rest. */
  function answerField(item) {
    if (item.type === "ja-nej" || item.type === "val") {
      var set = make("fieldset", "", "choice-row");
      set.append(make("legend", item.title, "visually-hidden"));
      item.radios = choices(item).map(function (choice) {
        var radio = document.createElement("input");
        radio.type = "radio";
        radio.name = "s-svar-" + item.id;
        radio.value = choice[0];
        radio.addEventListener("change", function () {
          change(item, "a", radio.value);
        });
        set.append(labelled(radio, choice[1]));
        return radio;
      });
      return set;
    }
    var box = make("div", "", "field");
    var field = document.createElement(item.type === "text" ? "textarea" : "input");
    var label = make("label", words.answer);
    var none = document.createElement("input");
    if (item.type === "text") {
      field.rows = 3;
    } else {
      field.type = item.type === "datum" ? "date" : "text";
      field.inputMode = item.type === "tal" ? "decimal" : "";
    }
    field.id = "s-svar-" + item.id;
    label.htmlFor = field.id;
    label.append(make("span", ": " + item.title, "visually-hidden"));
    field.addEventListener("input", function () {
      change(item, "a", field.value === "-" ? "–" : field.value);
    });
    none.type = "checkbox";
    none.addEventListener("change", function () {
      change(item, "a", none.checked ? "-" : "");
    });
    item.field = field;
    item.none = none;
    box.append(label, field);
    var suggestion = item.element.querySelector(".sample-text");
    if (suggestion) {
      item.suggest = button(words.use_suggestion, function () {
        change(item, "a", suggestion.innerText.trim() || suggestion.textContent.trim());
        field.focus();
      });
      box.append(item.suggest);
    }
    box.append(labelled(none, words.none));
    return box;
  }

  function equip(item) {
    var holder = clone("s-svar");
    item.part = parts(holder);
    item.tick = holder.firstElementChild;
    item.part.answer.append(answerField(item));
    ["date", "note"].forEach(function (name) {
      var field = item.part[name];
      var label = holder.querySelector("[data-label=" + name + "]");
      field.id = "s-" + name + "-" + item.id;
      label.htmlFor = field.id;
      item[name + "Label"] = label;
      field.addEventListener("input", function () {
        change(item, name === "date" ? "d" : "n", field.value);
      });
    });
    item.dateLabel.append(make("span", ": " + item.title, "visually-hidden"));
    item.part.clear.append(make("span", ": " + item.title, "visually-hidden"));
    item.part.clear.addEventListener("click", function () {
      delete current.answers[item.id];
      keep();
      show();
      (item.field || item.radios[0]).focus();
    });
    item.mark = make("p", "", "check-mark");
    item.element.querySelector(".check-body").append(item.mark, holder);
  }

  var set = function (field, value) {
    if (field.value !== value) {
      field.value = value;
    }
  };

  /* An answer as text, for paper and for items that are gone. */
  function wordsOf(answer, between) {
    var word = { true: words.yes, false: words.no, "-": words.none }[answer.a] || answer.a;
    return [
      [words.answer, word],
      [words.date, answer.d],
      [answer.a === "-" ? words.reason : words.note, answer.n],
    ]
      .filter(function (pair) {
        return pair[1];
      })
      .map(function (pair) {
        return pair.join(": ");
      })
      .join(between);
  }

  function showItem(item) {
    var answer = answerOf(item);
    var level = current && current.levels[item.id];
    var none = answer.a === "-";
    var given = answer.a !== "";
    item.state = !given ? "open" : answer.a === "false" && !item.isFork ? "no" : "done";
    item.element.classList.toggle("is-done", item.state === "done");
    item.tick.hidden = !current;
    item.weightNow = level || item.must;
    if (item.radios) {
      item.radios.forEach(function (radio) {
        radio.checked = radio.value === answer.a;
      });
    } else {
      set(item.field, none ? "" : answer.a);
      item.field.disabled = none;
      item.none.checked = none;
      if (item.suggest) {
        item.suggest.hidden = given;
      }
    }
    item.part.more.hidden = !given && !answer.n;
    set(item.part.date, answer.d);
    set(item.part.note, answer.n);
    item.noteLabel.replaceChildren(
      none ? words.reason : words.note,
      make("span", ": " + item.title, "visually-hidden")
    );
    item.part.print.textContent = wordsOf(answer, "\n");
  }

  /* Items that the case's facts and answers rule out are hidden; what is open hides nothing. */
  function ruleOut() {
    var told = function (key) {
      var item = byId[key];
      return lathund.told(item ? answerOf(item).a : current.facts[key]);
    };
    items.forEach(function (item) {
      var chosen = !current || !current.only || current.only.indexOf(item.id) !== -1;
      item.outside = !chosen;
      item.ruledOut = Boolean(current && item.condition) && lathund.judge(item.condition, told) === false;
      item.element.hidden = item.outside || item.ruledOut;
    });
    all(".check-group").forEach(function (group) {
      group.hidden = !group.querySelector(".check:not([hidden])");
    });
  }

  function progress() {
    if (!current) {
      tool.progress.textContent = "";
      return;
    }
    var counted = items.filter(function (item) {
      return !item.outside && !item.ruledOut;
    });
    var of = function (judge) {
      return counted.filter(judge).length;
    };
    var done = of(function (item) {
      return item.state === "done";
    });
    var must = of(function (item) {
      return item.state !== "done" && item.weightNow === "ska";
    });
    var no = of(function (item) {
      return item.state === "no";
    });
    var hidden = items.filter(function (item) {
      return item.ruledOut && !item.outside;
    }).length;
    var text = sentence([
      fill("progress", { done: done, total: counted.length }),
      must && count("progress_must", must),
      no && count("progress_no", no),
      hidden && count("progress_hidden", hidden),
    ]);
    if (list.goal !== null && counted.length) {
      var share = Math.floor((100 * done) / counted.length);
      text += " " + fill("goal", { share: share, goal: list.goal });
    }
    if (tool.progress.textContent !== text) {
      tool.progress.textContent = text;
    }
  }

  /* What is new, changed and gone since the case was filled in, told item by item. */
  function changes() {
    var seen = current ? current.items : null;
    var added = [];
    var changed = [];
    items.forEach(function (item) {
      var before = seen && seen[item.id];
      var isNew = Boolean(seen) && !before && !item.outside;
      var isChanged = Boolean(before) && (before.title !== item.title || before.must !== item.must);
      item.mark.textContent = isNew ? words.mark_new : isChanged ? words.mark_changed : "";
      if (isChanged && before.title !== item.title) {
        item.mark.append(". " + fill("was", { text: before.title }));
      }
      (isNew ? added : isChanged ? changed : []).push(item);
    });
    var gone = Object.keys(seen || {}).filter(function (id) {
      return !byId[id];
    });
    var any = added.length + changed.length + gone.length > 0;
    if (current && !any && current.version !== list.version) {
      current.version = list.version;
      keep();
    }
    tool.changes.hidden = !any;
    if (any) {
      tellChanges(added, changed, gone);
    }
  }

  function tellChanges(added, changed, gone) {
    var raised = current.version !== null && list.version !== null && current.version !== list.version;
    var head = raised ? fill("filled", { old: current.version, new: list.version }) : words.changed_since;
    var told = sentence([
      added.length && count("new", added.length),
      changed.length && count("changed", changed.length),
      gone.length && count("gone", gone.length),
    ]);
    var rows = make("ul");
    var row = function (word, content) {
      var li = make("li", word + ": ");
      li.append(content);
      rows.append(li);
    };
    var linked = function (word) {
      return function (item) {
        var link = make("a", item.title);
        link.href = "#" + item.id;
        row(word, link);
      };
    };
    added.forEach(linked(words.mark_new));
    changed.forEach(linked(words.mark_changed));
    gone.forEach(function (id) {
      var answer = current.answers[id];
      var text = current.items[id].title;
      row(count("gone", 1), answer ? text + " (" + wordsOf(answer, ", ") + ")" : text);
    });
    tool.changes.replaceChildren(
      make("p", head + " " + told),
      rows,
      button(words.adopt, function () {
        gone.forEach(function (id) {
          delete current.items[id];
        });
        current.items = remembered(current.items);
        current.version = list.version;
        keep();
        show();
        tool.picker.focus();
      })
    );
  }

  function show() {
    items.forEach(showItem);
    ruleOut();
    progress();
  }

  /* Everything, after another case has been opened. */
  function open(name) {
    current = name === null ? null : load(name);
    if (current) {
      store.set(chosenKey, name);
    }
    facts.forEach(function (field) {
      field.value = (current && current.facts[field.dataset.fact]) || "";
    });
    if (tool.facts) {
      tool.facts.hidden = !current || current.only !== null;
    }
    items.forEach(function (item) {
      var level = current && current.levels[item.id];
      if (item.weight) {
        item.weight.className = "must must-" + (level || item.must);
        item.weight.textContent = level ? words["must_" + level] : item.word;
      }
    });
    picker();
    show();
    changes();
  }

  function picker() {
    tool.picker.replaceChildren.apply(
      tool.picker,
      names().map(function (name) {
        return new Option(name, name, false, Boolean(current) && name === current.name);
      })
    );
    tool.bar.hidden = !current;
    tool.naming.hidden = Boolean(current);
    tool.exporting.forEach(function (one) {
      one.hidden = !current;
    });
    tool.exportAll.hidden = names().length < 2;
    tool["name-save"].textContent = words.start;
    tool.cancel.hidden = true;
  }

  /* ---- Names ---- */

  var renaming = false;

  function naming(name, rename) {
    renaming = rename;
    tool.naming.hidden = false;
    tool.bar.hidden = true;
    tool.cancel.hidden = !current;
    tool["name-save"].textContent = rename ? words.save_name : words.start;
    tool.name.value = name;
    nameFault("");
    tool.name.focus();
  }

  function nameFault(text) {
    tool["name-error"].textContent = text;
    tool.name.setAttribute("aria-invalid", String(text !== ""));
  }

  function submitName(event) {
    event.preventDefault();
    var name = tool.name.value.trim();
    var same = renaming && current && name === current.name;
    if (!name || (!same && names().indexOf(name) !== -1)) {
      nameFault(name ? words.name_taken : words.name_missing);
      tool.name.focus();
      return;
    }
    if (renaming && current) {
      if (!same) {
        var former = current.name;
        current.name = name;
        keep();
        store.remove(prefix + former);
      }
    } else {
      current = fresh(name);
      keep();
    }
    tool.name.value = "";
    nameFault("");
    open(name);
    tool.picker.focus();
  }

  /* Asks in the page, with a button for each way on. */
  function ask(text, ways) {
    tool["ask-text"].textContent = text;
    tool["ask-answers"].replaceChildren.apply(
      tool["ask-answers"],
      ways.map(function (way) {
        return button(way[0], function () {
          tool.ask.hidden = true;
          way[1]();
        });
      })
    );
    tool.ask.hidden = false;
    tool["ask-text"].focus();
  }

  function back() {
    (current ? tool.picker : tool.name).focus();
  }

  function remove() {
    var name = current.name;
    ask(fill("remove_ask", { name: name }), [
      [words.remove_yes, function () {
        store.remove(prefix + name);
        open(names()[0] || null);
        tool.progress.textContent = fill("removed", { name: name }) + " " + tool.progress.textContent;
        back();
      }],
      [words.cancel, back],
    ]);
  }

  /* ---- Files ---- */

  function save(cases, name) {
    var content = {
      format: format,
      format_version: 1,
      saved: new Date().toISOString(),
      list: { id: list.id, title: list.title, version: list.version, date: list.date },
      cases: cases,
    };
    lathund.files.save(name + ".json", "application/json", JSON.stringify(content, null, 2) + "\n");
  }

  /* The cases of a file; throws the key of the reason why it is refused. */
  function readCases(text) {
    var content;
    try {
      content = JSON.parse(text);
    } catch (unreadable) {
      throw new Error("damaged");
    }
    if (!isMap(content) || content.format !== format || !isMap(content.list)) {
      throw new Error("foreign");
    }
    if (content.format_version !== 1) {
      throw new Error("newer");
    }
    if (content.list.id !== list.id) {
      var other = new Error("other-list");
      other.list = String(content.list.title || content.list.id).slice(0, 200);
      throw other;
    }
    var cases = Array.isArray(content.cases) ? content.cases.map(sound) : [];
    if (!cases.length || cases.indexOf(null) !== -1) {
      throw new Error("damaged");
    }
    return cases;
  }

  /* The later answer to each item; the other map gives what is missing. */
  function merged(mine, theirs) {
    var out = Object.assign({}, mine);
    ["facts", "levels", "items"].forEach(function (key) {
      out[key] = Object.assign(Object.create(null), theirs[key], mine[key]);
    });
    out.answers = Object.assign(Object.create(null), mine.answers);
    Object.keys(theirs.answers).forEach(function (id) {
      if (!out.answers[id] || out.answers[id].t < theirs.answers[id].t) {
        out.answers[id] = theirs.answers[id];
      }
    });
    return out;
  }

  /* Takes the cases one by one, and asks about each that is there already with other answers. */
  function take(cases, taken, notes) {
    if (!cases.length) {
      open(taken.length ? taken[taken.length - 1] : current && current.name);
      var told = (taken.length ? [fill("imported", { n: taken.length })] : []).concat(notes);
      tool.progress.textContent = told.join(" ") + " " + tool.progress.textContent;
      back();
      return;
    }
    var one = cases[0];
    var rest = cases.slice(1);
    var mine = load(one.name);
    var accept = function (result) {
      return function () {
        write(result);
        take(rest, taken.concat(result.name), notes);
      };
    };
    var skip = function (note) {
      return function () {
        take(rest, taken, note ? notes.concat(note) : notes);
      };
    };
    if (!mine) {
      accept(one)();
    } else if (JSON.stringify([mine.answers, mine.facts]) === JSON.stringify([one.answers, one.facts])) {
      skip(fill("import_same", { name: one.name }))();
    } else {
      ask(fill("import_ask", { name: one.name }), [
        [words.import_merge, accept(merged(mine, one))],
        [words.import_replace, accept(one)],
        [words.import_skip, skip("")],
      ]);
    }
  }

  function receive() {
    var file = tool.file.files[0];
    tool.file.value = "";
    if (!file) {
      return;
    }
    lathund.files
      .read(file)
      .then(readCases)
      .then(
        function (cases) {
          tell("");
          take(cases, [], []);
        },
        function (refusal) {
          tell(fill("import_" + refusal.message, { list: refusal.list || "" }));
        }
      );
  }

  /* ---- Beginning ---- */

  var acts = {
    new: function () {
      naming("", false);
    },
    rename: function () {
      naming(current.name, true);
    },
    remove: remove,
    cancel: function () {
      picker();
      back();
    },
    export: function () {
      save([current], list.id + "-" + current.name);
    },
    "export-all": function () {
      save(names().map(load).filter(Boolean), list.id);
    },
    import: function () {
      tool.file.click();
    },
    print: function () {
      window.print();
    },
  };

  items.forEach(function (item) {
    item.word = item.weight ? item.weight.textContent : "";
    equip(item);
  });
  all("[data-do]", tools).forEach(function (one) {
    one.addEventListener("click", acts[one.dataset.do]);
  });
  tool.cancel = tools.querySelector("[data-do=cancel]");
  tool.exporting = all("[data-do=export], [data-do=rename], [data-do=remove]", tools);
  tool.exportAll = tools.querySelector("[data-do=export-all]");
  tool.kept.textContent = store.available ? words.kept : words.refused;
  tool.kept.className = store.available ? "note" : "trouble";
  tool.naming.addEventListener("submit", submitName);
  tool.picker.addEventListener("change", function () {
    open(tool.picker.value);
  });
  tool.file.addEventListener("change", receive);
  facts.forEach(function (field) {
    field.addEventListener("change", function () {
      current.facts[field.dataset.fact] = field.value;
      keep();
      show();
    });
  });
  /* Another tab has changed the case that is open here. */
  window.addEventListener("storage", function (event) {
    if (event.key && event.key.indexOf(prefix) === 0) {
      var name = current && current.name;
      open(name && load(name) ? name : names()[0] || null);
    }
  });
  document.querySelector(".check-group").before(tools);
  var chosen = store.get(chosenKey);
  open(names().indexOf(chosen) !== -1 ? chosen : names()[0] || null);
})();
