/* The register of a kind: text filter, facets with counts, sorting, choice of columns, a file of
   what is shown, and entries side by side. The table stands in the page; what is not in it comes
   from katalog.js, in the same order. Values are numbered in the order that they sort. */
(function () {
  "use strict";

  var data = window.Lathund && window.Lathund.catalogue;
  var table = document.querySelector("table#s-register");
  var bar = document.querySelector("[data-catalogue]");
  if (!data || !table || !bar) {
    return;
  }
  var t = data.words;
  var few = 150; /* rows at a time: enough to scan, few enough to be drawn between key presses */
  var most = 4; /* side by side */
  var short = 8; /* values of a facet before the reader asks for all */

  var el = function (name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      element.setAttribute(key, attributes[key]);
    });
    element.append.apply(element, children || []);
    return element;
  };
  var button = function (label, quiet, act) {
    var made = el("button", { type: "button", class: quiet ? "link-button" : "button quiet" }, [label]);
    made.addEventListener("click", act);
    return made;
  };
  var box = function (label, act) {
    var input = el("input", { type: "checkbox" });
    input.addEventListener("change", function () {
      act(input.checked);
    });
    return { input: input, line: el("label", { class: "tick" }, [input, el("span", {}, [label])]) };
  };
  var fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (whole, key) {
      return key in values ? values[key] : whole;
    });
  };
  var lower = function (text) {
    return text.toLocaleLowerCase("sv").normalize("NFC");
  };
  var fold = function (text) {
    return lower(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  };

  /* Rows and columns */

  var bodies = Array.from(table.tBodies);
  var rows = [];
  bodies.forEach(function (body) {
    Array.from(body.rows).forEach(function (row) {
      if (!row.classList.contains("group-row")) {
        rows.push({ row: row, body: body, link: row.querySelector("a"), cells: {}, layout: 0 });
      }
    });
  });
  if (rows.length !== data.count) {
    return;
  }
  var columns = data.columns;
  var head = table.tHead.rows[0];
  var flat = el("tbody", { role: "rowgroup" });
  var byKey = {};
  columns.forEach(function (column) {
    byKey[column.key] = column;
    column.unknown = column.values.length;
    column.rows = column.rows.map(function (value) {
      return Array.isArray(value) ? value : [value < 0 ? column.unknown : value];
    });
  });
  var atFirst = Array.from(head.cells)
    .slice(1)
    .map(function (th) {
      return th.dataset.key;
    });
  rows.forEach(function (item, at) {
    item.title = item.link.textContent;
    item.id = item.link.getAttribute("href").split("/").pop().replace(/\.html.*/, "");
    item.rank = data.ranks ? data.ranks[at] : at;
    atFirst.forEach(function (key, number) {
      item.cells[key] = item.row.cells[number + 1];
    });
    item.head = item.row.cells[0];
    var words = columns.map(function (column) {
      return words_of(column, at);
    });
    item.exact = lower([item.title, data.synonyms[at]].concat(words).join(" "));
    item.folded = fold(item.exact);
  });

  function words_of(column, at) {
    return column.rows[at]
      .filter(function (value) {
        return value !== column.unknown;
      })
      .map(function (value) {
        return column.values[value][1];
      })
      .join(", ");
  }

  /* What the reader has asked for; the address holds the same. */

  var state;
  var limit = few;
  var layout = 0;
  var counts = {};
  var hits = [];
  var orders = {};

  /* A link to a selection states it as a query: there is no such place on the page. */
  if (!window.location.hash && window.location.search) {
    window.location.hash = window.location.search.slice(1);
  }

  function fresh() {
    return { q: "", chosen: {}, sort: "", columns: null, compare: [], side: false };
  }

  function read() {
    var asked = new URLSearchParams(window.location.hash.slice(1));
    var next = fresh();
    next.q = asked.get("q") || "";
    next.sort = asked.get("sort") || "";
    next.side = asked.has("visa");
    next.compare = asked.getAll("jamfor").slice(0, most);
    columns.forEach(function (column) {
      var wanted = asked.getAll(column.key);
      if (column.facet && wanted.length > 0) {
        next.chosen[column.key] = wanted;
      }
    });
    if (asked.has("kol")) {
      next.columns = asked.getAll("kol").filter(function (key) {
        return byKey[key];
      });
    }
    return next;
  }

  function write(replace) {
    var told = new URLSearchParams();
    var add = function (key) {
      return function (value) {
        told.append(key, value);
      };
    };
    if (state.q) {
      told.append("q", state.q);
    }
    Object.keys(state.chosen).forEach(function (key) {
      state.chosen[key].forEach(add(key));
    });
    if (state.sort) {
      told.append("sort", state.sort);
    }
    if (state.columns) {
      (state.columns.length > 0 ? state.columns : [""]).forEach(add("kol"));
    }
    state.compare.forEach(add("jamfor"));
    if (state.side) {
      told.append("visa", "jamforelse");
    }
    var hash = "#" + told.toString();
    if (hash !== (window.location.hash || "#")) {
      window.history[replace ? "replaceState" : "pushState"](null, "", hash);
    }
  }

  function idOf(column, value) {
    return value === column.unknown ? "okant" : column.values[value][0];
  }

  /* Which rows fit, and how many would fit with each value of each facet */

  function select() {
    var wanted = state.q.trim() ? lower(state.q).trim().split(/\s+/) : [];
    var active = facets.filter(function (facet) {
      facet.wanted = new Set(state.chosen[facet.column.key]);
      return facet.wanted.size > 0;
    });
    facets.forEach(function (facet) {
      counts[facet.column.key] = new Array(facet.column.unknown + 1).fill(0);
    });
    var fits = rows.map(function (item, at) {
      var found = wanted.every(function (word) {
        return (/[åäö]/.test(word) ? item.exact : item.folded).indexOf(/[åäö]/.test(word) ? word : fold(word)) !== -1;
      });
      if (!found) {
        return false;
      }
      var failed = active.filter(function (facet) {
        return !facet.column.rows[at].some(function (value) {
          return facet.wanted.has(idOf(facet.column, value));
        });
      });
      if (failed.length < 2) {
        facets.forEach(function (facet) {
          if (failed.length === 0 || failed[0] === facet) {
            facet.column.rows[at].forEach(function (value) {
              counts[facet.column.key][value] += 1;
            });
          }
        });
      }
      return failed.length === 0;
    });
    hits = order().filter(function (at) {
      return fits[at];
    });
  }

  /* Numbers of rows in the order asked for; what is unknown comes last either way. */
  function order() {
    var key = state.sort.replace(/^-/, "");
    var turned = state.sort[0] === "-";
    if (!orders[state.sort]) {
      var column = byKey[key];
      var all = rows.map(function (item, at) {
        return at;
      });
      if (key) {
        all.sort(function (a, b) {
          var left = column ? column.rows[a][0] : 0;
          var right = column ? column.rows[b][0] : 0;
          if (left !== right && column && (left === column.unknown || right === column.unknown)) {
            return left - right;
          }
          var by = column ? left - right : rows[a].rank - rows[b].rank;
          return (turned ? -by : by) || rows[a].rank - rows[b].rank;
        });
      }
      orders[state.sort] = all;
    }
    return orders[state.sort];
  }

  /* The table */

  function chosenColumns() {
    return (state.columns || atFirst)
      .map(function (key) {
        return byKey[key];
      })
      .filter(Boolean);
  }

  function cell(item, at, column) {
    if (!item.cells[column.key]) {
      item.cells[column.key] = el("td", { role: "cell", "data-label": column.label }, [words_of(column, at)]);
    }
    return item.cells[column.key];
  }

  function pick(item) {
    if (!item.pick) {
      var input = el("input", { type: "checkbox", "aria-label": t.compare + ": " + item.title });
      input.addEventListener("change", function () {
        state.compare = state.compare.filter(function (id) {
          return id !== item.id;
        });
        if (input.checked) {
          state.compare.push(item.id);
        }
        write(false);
        comparing();
      });
      item.pick = input;
      item.pickCell = el("td", { role: "cell", class: "pick", "data-label": t.compare }, [input]);
    }
    return item.pickCell;
  }

  function lay(at) {
    var item = rows[at];
    if (item.layout !== layout) {
      var cells = chosenColumns().map(function (column) {
        return cell(item, at, column);
      });
      item.row.replaceChildren.apply(item.row, [item.head].concat(cells, data.compare ? [pick(item)] : []));
      item.layout = layout;
    }
    return item.row;
  }

  function heads() {
    var make = function (key, label, numeric) {
      var dir = state.sort === key ? "ascending" : state.sort === "-" + key ? "descending" : "none";
      var th = el("th", { scope: "col", role: "columnheader", "aria-sort": dir });
      th.append(
        button(label, true, function () {
          var at = Array.from(head.cells).indexOf(th);
          state.sort = dir === "ascending" ? "-" + key : dir === "descending" ? "" : key;
          change(false);
          head.cells[at].querySelector("button").focus();
        })
      );
      th.classList.toggle("numeric", Boolean(numeric));
      return th;
    };
    var cells = chosenColumns().map(function (column) {
      return make(column.key, column.label, column.numeric);
    });
    var compared = data.compare ? [el("th", { scope: "col", role: "columnheader", class: "pick" }, [t.compare])] : [];
    head.replaceChildren.apply(head, [make("title", t.name, false)].concat(cells, compared));
    table.querySelectorAll(".group-row th").forEach(function (th) {
      th.colSpan = head.cells.length;
    });
  }

  function show() {
    var shown = hits.slice(0, limit);
    if (state.sort) {
      flat.replaceChildren.apply(flat, shown.map(lay));
      table.replaceChildren(table.caption, table.tHead, flat);
    } else {
      var held = new Map();
      shown.forEach(function (at) {
        var body = rows[at].body;
        if (!held.has(body)) {
          var group = body.querySelector(".group-row");
          held.set(body, group ? [group] : []);
        }
        held.get(body).push(lay(at));
      });
      held.forEach(function (children, body) {
        body.replaceChildren.apply(body, children);
      });
      table.replaceChildren.apply(table, [table.caption, table.tHead].concat(Array.from(held.keys())));
    }
    table.hidden = hits.length === 0;
    none.hidden = hits.length > 0;
    more.hidden = hits.length <= limit;
    moreButton.textContent = fill(t.show_all, { n: hits.length });
    reset.hidden = !state.q && Object.keys(state.chosen).length === 0;
    if (letters) {
      letters.hidden = Boolean(state.sort) || !reset.hidden;
    }
    status.textContent = reset.hidden
      ? unfiltered
      : fill(hits.length === 0 ? t.none : t.count, { n: hits.length, total: rows.length });
  }

  /* Facets */

  var facets = columns
    .filter(function (column) {
      return column.facet;
    })
    .map(function (column) {
      var facet = { column: column, all: false };
      facet.options = new Map();
      facet.option = function (value) {
        if (!facet.options.has(value)) {
          var id = idOf(column, value);
          var option = box(value === column.unknown ? t.unknown : column.values[value][1], function (on) {
            var rest = (state.chosen[column.key] || []).filter(function (known) {
              return known !== id;
            });
            state.chosen[column.key] = on ? rest.concat([id]) : rest;
            if (state.chosen[column.key].length === 0) {
              delete state.chosen[column.key];
            }
            change(false);
          });
          option.number = el("span", { class: "n" });
          option.line.append(" ", option.number);
          facet.options.set(value, option);
        }
        return facet.options.get(value);
      };
      facet.toggle = button("", true, function () {
        facet.all = !facet.all;
        told(facet);
      });
      facet.element = el("fieldset", { class: "facet" }, [el("legend", {}, [column.label]), facet.toggle]);
      return facet;
    });

  function told(facet) {
    var number = counts[facet.column.key];
    var isChosen = function (value) {
      return facet.wanted.size > 0 && facet.wanted.has(idOf(facet.column, value));
    };
    var present = [];
    number.forEach(function (count, value) {
      if (count > 0 || isChosen(value)) {
        present.push(value);
      }
    });
    var largest = present.slice().sort(function (a, b) {
      return number[b] - number[a] || a - b;
    });
    var visible = new Set(facet.all ? present : largest.slice(0, short).concat(present.filter(isChosen)));
    facet.options.forEach(function (option, value) {
      if (!visible.has(value)) {
        option.line.remove();
      }
    });
    /* From the last to the first, and none is moved: the one that has focus keeps it. */
    var next = facet.toggle;
    present.reverse().forEach(function (value) {
      if (visible.has(value)) {
        var option = facet.option(value);
        option.input.checked = isChosen(value);
        option.number.textContent = number[value];
        if (!option.line.parentNode) {
          facet.element.insertBefore(option.line, next);
        }
        next = option.line;
      }
    });
    facet.toggle.hidden = present.length <= short;
    facet.toggle.textContent = facet.all ? t.fewer : fill(t.all_values, { n: present.length });
    facet.toggle.setAttribute("aria-expanded", String(facet.all));
    facet.element.hidden = present.length < 2 && facet.wanted.size === 0;
  }

  /* Side by side */

  function comparing() {
    var chosen = state.compare
      .map(function (id) {
        return rows.find(function (item) {
          return item.id === id;
        });
      })
      .filter(Boolean);
    rows.forEach(function (item) {
      if (item.pick) {
        item.pick.checked = chosen.indexOf(item) !== -1;
        item.pick.disabled = chosen.length >= most && !item.pick.checked;
      }
    });
    var side = state.side && chosen.length > 1;
    tray.hidden = side || chosen.length === 0;
    trayText.textContent = chosen
      .map(function (item) {
        return item.title;
      })
      .join(", ");
    trayGo.disabled = chosen.length < 2;
    trayHint.textContent = chosen.length < 2 ? t.choose_more : chosen.length === most ? t.choose_no_more : "";
    comparison.hidden = !side;
    whole.hidden = side;
    if (side) {
      sideBySide(chosen);
    }
  }

  function sideBySide(chosen) {
    var names = chosen.map(function (item) {
      var link = el("a", { href: item.link.getAttribute("href") }, [item.title]);
      var drop = button(t.remove, true, function () {
        state.compare.splice(state.compare.indexOf(item.id), 1);
        state.side = state.compare.length > 1;
        write(false);
        comparing();
        (state.side ? comparisonHead : trayGo).focus();
      });
      drop.setAttribute("aria-label", t.remove + " " + item.title);
      return el("th", { scope: "col" }, [link, drop]);
    });
    var lines = columns.map(function (column) {
      var words = chosen.map(function (item) {
        return words_of(column, rows.indexOf(item));
      });
      var differs = new Set(words).size > 1;
      if (!words.some(Boolean) || (onlyDiffering.input.checked && !differs)) {
        return null;
      }
      var name = el("th", { scope: "row" }, [column.label]);
      if (differs) {
        name.append(el("span", { class: "differs" }, [t.differs]));
      }
      var cells = words.map(function (word) {
        return el("td", word ? {} : { class: "unknown" }, [word || t.unknown]);
      });
      return el("tr", {}, [name].concat(cells));
    });
    comparisonTable.replaceChildren(
      el("thead", {}, [el("tr", {}, [el("th", { scope: "col" }, [t.fact])].concat(names))]),
      el("tbody", {}, lines.filter(Boolean))
    );
  }

  /* A file of what is shown. A cell that a spreadsheet would take for a formula is quoted. */

  function csv() {
    var shown = chosenColumns();
    var quoted = function (text) {
      var safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? "'" + text : text;
      return /[";\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    };
    var line = function (cells) {
      return cells.map(quoted).join(";") + "\r\n";
    };
    var labels = shown.map(function (column) {
      return column.label;
    });
    var lines = hits.map(function (at) {
      return line([rows[at].title].concat(shown.map(function (column) {
        return words_of(column, at);
      })));
    });
    var text = "\ufeff" + line([t.name].concat(labels)) + lines.join("");
    window.Lathund.files.save(data.file + ".csv", "text/csv", text);
  }

  /* What the page gets */

  var status = bar.querySelector("[role=status]");
  var unfiltered = status.textContent;
  var letters = document.querySelector("nav:has(> .letters)");
  var query = el("input", { type: "search", id: "s-filter", autocomplete: "off", spellcheck: "false" });
  query.addEventListener("input", function () {
    state.q = query.value;
    change(true);
  });
  var clear = function () {
    state.q = "";
    state.chosen = {};
    change(false);
    query.focus();
  };
  var reset = button(t.clear, true, clear);
  var choices = columns.map(function (column) {
    return box(column.label, function () {
      state.columns = columns
        .filter(function (one, at) {
          return choices[at].input.checked;
        })
        .map(function (one) {
          return one.key;
        });
      change(false);
    });
  });
  var columnChoice = el("details", { class: "column-choice" }, [
    el("summary", {}, [t.columns]),
    el("div", {}, choices.map(function (choice) {
      return choice.line;
    })),
  ]);
  bar.prepend(el("div", { class: "filter" }, [el("label", { for: "s-filter" }, [t.filter]), query]));
  status.after(reset);
  bar.append(el("div", { class: "tools" }, [columnChoice, button(t.csv, true, csv)]));

  var elsewhere = el("a", { href: "" }, [t.search_all]);
  var none = el("p", { class: "empty" }, [t.none_help + " ", button(t.clear, true, clear), " " + t.or + " ", elsewhere, "."]);
  var moreButton = button("", false, function () {
    limit = Infinity;
    show();
    rows[hits[few]].link.focus();
  });
  var more = el("p", { class: "more-rows" }, [moreButton]);
  table.after(none, more);

  var whole = bar.closest(".catalogue");
  var panel = el("details", { class: "facets" }, [el("summary", {}, [t.facets])]);
  facets.forEach(function (facet) {
    panel.append(facet.element);
  });
  var wide = window.matchMedia("(min-width: 64rem)");
  var fold_panel = function () {
    panel.open = wide.matches;
  };
  fold_panel();
  wide.addEventListener("change", fold_panel);
  whole.prepend(panel);
  whole.classList.add("is-live");

  var trayText = el("strong");
  var trayHint = el("span", { class: "note" });
  var trayGo = button(t.compare, false, function () {
    state.side = true;
    write(false);
    comparing();
    comparisonHead.focus();
  });
  var tray = el("div", { class: "compare-bar", role: "region", "aria-label": t.chosen }, [
    el("p", { "aria-live": "polite" }, [t.chosen + ": ", trayText, " ", trayHint]),
    trayGo,
    button(t.clear_chosen, true, function () {
      state.compare = [];
      change(false);
      query.focus();
    }),
  ]);
  var comparisonHead = el("h2", { tabindex: "-1", id: "s-jamforelse" }, [t.comparison]);
  var comparisonTable = el("table", { class: "side-by-side", "aria-labelledby": "s-jamforelse" });
  var onlyDiffering = box(t.only_differing, function () {
    comparing();
  });
  var comparison = el("div", { class: "comparison" }, [
    comparisonHead,
    el("p", { class: "comparison-tools" }, [
      button(t.back, true, function () {
        state.side = false;
        write(false);
        comparing();
        trayGo.focus();
      }),
      onlyDiffering.line,
    ]),
    el("div", { class: "table-wrap", role: "region", tabindex: "0", "aria-labelledby": "s-jamforelse" }, [comparisonTable]),
  ]);
  whole.after(comparison);
  whole.append(tray);

  function change(typing) {
    limit = few;
    write(typing);
    draw();
  }

  var laid = null;
  var headed = null;
  function draw() {
    var columnsNow = JSON.stringify(state.columns);
    if (laid !== columnsNow) {
      laid = columnsNow;
      layout += 1;
    }
    if (headed !== columnsNow + state.sort) {
      headed = columnsNow + state.sort;
      heads();
    }
    select();
    show();
    facets.forEach(told);
    var shown = chosenColumns();
    choices.forEach(function (choice, at) {
      choice.input.checked = shown.indexOf(columns[at]) !== -1;
    });
    if (query.value !== state.q) {
      query.value = state.q;
    }
    var search = document.querySelector(".site-search");
    elsewhere.href = search.action + "?q=" + encodeURIComponent(state.q);
    comparing();
  }

  /* An address without "=" is a place on the page, such as a letter. */
  function follow() {
    var place = window.location.hash.slice(1);
    if (place && place.indexOf("=") === -1) {
      limit = Infinity;
      state = state || fresh();
      draw();
      var target = document.getElementById(decodeURIComponent(place));
      if (target) {
        target.scrollIntoView();
      }
      return;
    }
    state = read();
    limit = few;
    draw();
  }

  window.addEventListener("popstate", follow);
  window.addEventListener("beforeprint", function () {
    limit = Infinity;
    show();
  });
  follow();
})();
