/* The note for the file: what was asked and answered, on which figures, and what to do. One
   description of the note is written in four ways: on the page, as HTML, as Markdown and as data.
   Everything stays in this browser until the reader saves a file. */
(function () {
  "use strict";

  var lathund = (window.Lathund = window.Lathund || {});
  var FORMAT = "lathund-tjansteanteckning";
  var longest = 20000;

  /* A piece of text is a string, a link { text, href }, or a list of them. */
  var flat = function (piece) {
    return Array.isArray(piece) ? piece : [piece];
  };

  /* Only addresses on the web are of use outside this browser. */
  var whole = function (href) {
    var address = new URL(href, window.location.href);
    return address.protocol === "https:" || address.protocol === "http:" ? address.href : null;
  };

  /* 1. As elements of the page. */

  var dom = function (blocks, make) {
    var article = make("article", { class: "note-sheet" });
    var inline = function (element, piece) {
      flat(piece).forEach(function (part, at) {
        element.append(at > 0 ? ", " : "", typeof part === "string" ? part : make("a", { class: "ref", href: part.href }, part.text));
      });
      return element;
    };
    blocks.forEach(function (block) {
      if (block.heading) {
        article.append(make(block.level === 1 ? "h2" : "h3", { id: block.id || null, tabindex: block.id ? "-1" : null }, block.heading));
      } else if (block.text) {
        article.append(inline(make("p", {}), block.text));
      } else if (block.rows) {
        var facts = make("dl", { class: "facts" });
        block.rows.forEach(function (row) {
          facts.append(make("dt", {}, row[0]), inline(make("dd", {}), row[1]));
        });
        article.append(facts);
      } else if (block.items) {
        var list = make(block.ordered ? "ol" : "ul", {});
        block.items.forEach(function (item) {
          list.append(inline(make("li", {}), item));
        });
        article.append(list);
      } else if (block.table) {
        var head = make("tr", {});
        block.head.forEach(function (cell) {
          head.append(make("th", { scope: "col" }, cell));
        });
        var body = make("tbody", {});
        block.table.forEach(function (row) {
          var line = make("tr", {});
          row.forEach(function (cell) {
            line.append(inline(make("td", {}), cell));
          });
          body.append(line);
        });
        article.append(make("div", { class: "table-wrap", role: "region", tabindex: "0", "aria-label": block.label }, make("table", {}, make("thead", {}, head), body)));
      } else if (block.sign) {
        var sign = make("div", { class: "note-sign" });
        block.sign.forEach(function (word) {
          sign.append(make("div", {}, word));
        });
        article.append(sign);
      }
    });
    return article;
  };

  /* 2. As a page of its own, without scripts and without anything from elsewhere. */

  var style =
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.5 sans-serif;overflow-wrap:anywhere}" +
    "h1{font-size:1.6rem;line-height:1.2}h2{margin-top:1.8rem;font-size:1.2rem}table{width:100%;border-collapse:collapse}" +
    "th,td{padding:.35rem .5rem .35rem 0;border-bottom:1px solid #999;text-align:left;vertical-align:top}" +
    "dt{font-weight:700}dd{margin:0 0 .5rem}dd,td{white-space:pre-line}" +
    ".note-sign{display:flex;gap:2rem;margin-top:4rem}.note-sign div{flex:1;padding-top:.3rem;border-top:1px solid}" +
    "@page{size:A4;margin:18mm 16mm}@media print{body{margin:0;max-width:none;font-size:10pt}h2{break-after:avoid}tr,.note-sign{break-inside:avoid}}";

  /* The browser escapes what it writes of elements that were made of text. */
  var html = function (blocks, title, make, lang) {
    var article = dom(blocks, make);
    article.querySelectorAll("a").forEach(function (link) {
      var href = whole(link.getAttribute("href"));
      if (href) {
        link.setAttribute("href", href);
      } else {
        link.replaceWith(link.textContent);
      }
    });
    article.querySelectorAll("h2, h3").forEach(function (heading) {
      heading.replaceWith(make("h" + (Number(heading.localName[1]) - 1), {}, heading.textContent));
    });
    return (
      '<!doctype html>\n<html lang="' + lang + '">\n<head>\n<meta charset="utf-8">\n' +
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n' +
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n' +
      make("title", {}, title).outerHTML + "\n<style>" + style + "</style>\n</head>\n<body>\n" + article.outerHTML + "\n</body>\n</html>\n"
    );
  };

  /* 3. As Markdown. Signs that would mean something are escaped; a line stays a line. */

  var markdown = function (blocks) {
    var plain = function (text) {
      return text.replace(/[\\\x60*_{}[\]<>#|~&!]/g, "\\$&").replace(/^(\s*)([-+]|\d+[.)])(\s)/gm, "$1\\$2$3");
    };
    var inline = function (piece, line) {
      return flat(piece)
        .map(function (part) {
          var text = plain(typeof part === "string" ? part : part.text).trim();
          var href = typeof part === "string" ? null : whole(part.href);
          return href ? "[" + text + "](<" + href.replace(/[<>]/g, encodeURIComponent) + ">)" : text;
        })
        .join(", ")
        .replace(/\s*\n+\s*/g, line);
    };
    var row = function (cells) {
      return "| " + cells.join(" | ") + " |";
    };
    return (
      blocks
        .map(function (block) {
          if (block.heading) {
            return "#".repeat(block.level) + " " + plain(block.heading);
          }
          if (block.text) {
            return inline(block.text, "\\\n");
          }
          if (block.rows) {
            return block.rows
              .map(function (one) {
                return "- **" + plain(one[0]) + ":** " + inline(one[1], "\\\n  ");
              })
              .join("\n");
          }
          if (block.items) {
            return block.items
              .map(function (item, at) {
                return (block.ordered ? at + 1 + ". " : "- ") + inline(item, " ");
              })
              .join("\n");
          }
          if (block.table) {
            var lines = block.table.map(function (one) {
              return row(
                one.map(function (cell) {
                  return inline(cell, " ");
                })
              );
            });
            return [row(block.head.map(plain)), row(block.head.map(function () { return "---"; }))].concat(lines).join("\n");
          }
          return block.sign
            .map(function (word) {
              return plain(word) + ": ____________________";
            })
            .join("\n\n");
        })
        .join("\n\n") + "\n"
    );
  };

  /* What the note says. "draft" is what the reader has written. */
  var blocks = function (model, draft) {
    var t = model.data.words;
    var outcome = model.outcome;
    var empty = function (text) {
      return text && text.trim() ? text.trim() : t.note_empty;
    };
    var found = [
      { heading: t.note_title + ": " + (draft.subject || "").trim().replace(/\s+/g, " ").slice(0, 120), level: 1, id: "_anteckning" },
      {
        rows: [
          [t.note_number, empty(draft.number)],
          [t.note_subject, empty(draft.subject)],
          [t.note_date, model.dayWords(model.today)],
          [t.note_organisation, model.data.handbook.organisation || t.note_empty],
        ],
      },
      { heading: t.note_outcome, level: 2 },
      { text: outcome.title },
    ];
    if (!(draft.subject || "").trim()) {
      found[0].heading = t.note_title + ": " + model.data.title;
    }
    model.text.forEach(function (text) {
      found.push({ text: text });
    });
    if (outcome.contacts.length > 0) {
      found.push({ heading: t.note_contacts, level: 2 }, { items: outcome.contacts, ordered: true });
    }
    var facts = [
      [t.note_decided_by, outcome.no_decision ? [t.note_no_decision] : outcome.decided_by],
      [t.note_advised_by, outcome.advised_by],
      [t.note_forum, outcome.forum],
      [t.note_lead_time, outcome.lead_time ? [outcome.lead_time] : []],
      [t.note_process, outcome.process],
      [t.note_laws, outcome.laws],
    ].filter(function (row) {
      return row[1].length > 0;
    });
    found.push({ heading: t.note_decision, level: 2 }, { rows: facts });
    var own = ownFields(model);
    if (own.length > 0) {
      found.push({ heading: t.note_own, level: 2 });
      found.push({
        rows: own.map(function (field) {
          return [field.label, empty(draft.fields[field.id])];
        }),
      });
    }
    model.answered.forEach(function (step) {
      if (step.parts.length > 0) {
        found.push({ heading: t.note_sum, level: 2 });
        found.push({ label: t.note_sum, head: [t.note_part, t.note_amount], table: step.parts.concat([[t.note_total, step.answer]]) });
      }
    });
    if (model.values.length > 0) {
      found.push({ heading: fill(t.note_values, { day: model.dayWords(model.today) }), level: 2 });
      found.push({
        label: t.note_values_table,
        head: [t.note_value, t.note_figure, t.note_source],
        table: model.values.map(function (value) {
          var figure = [value.figure, value.rule].filter(Boolean);
          var source = value.sources.concat(value.checked ? [fill(t.note_checked, { day: value.checked })] : [], value.legal ? [value.legal] : []);
          return [{ text: value.title, href: value.href }, figure, source];
        }),
      });
    }
    model.changes.forEach(function (line) {
      found.push({ text: line });
    });
    found.push({ heading: t.note_answers, level: 2 });
    found.push({
      label: t.note_answers,
      head: [t.note_question, t.note_answer, t.note_reason],
      table: model.answered.map(function (step) {
        return [step.question, step.answer, (draft.reasons[step.id] || "").trim() || "–"];
      }),
    });
    if (model.todo.length > 0) {
      found.push({ heading: t.note_todo, level: 2 }, { items: model.todo, ordered: true });
    }
    var use = [];
    [
      ["templates", t.note_templates],
      ["checklists", t.note_checklists],
    ].forEach(function (group) {
      if (outcome[group[0]].length > 0) {
        use.push([group[1], outcome[group[0]].slice()]);
      }
    });
    model.adds.forEach(function (links, label) {
      var same = use.find(function (row) {
        return row[0] === label;
      });
      if (same) {
        same[1] = same[1].concat(links);
      } else {
        use.push([label, links]);
      }
    });
    if (use.length > 0) {
      found.push({ heading: t.note_use, level: 2 }, { rows: use });
    }
    var handbook = model.data.handbook;
    found.push({ heading: t.note_basis, level: 2 });
    found.push({
      rows: [
        [t.note_guide, fill(t.note_guide_version, { title: model.data.title, version: model.data.version, day: model.data.reviewed ? model.dayWords(model.data.reviewed) : "–" })],
        [t.note_handbook, fill(t.note_handbook_version, { name: handbook.name, day: model.dayWords(handbook.date), version: handbook.version })],
      ],
    });
    found.push({ sign: [t.note_sign_place, t.note_sign_name, t.note_sign] });
    return found;
  };

  var fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (found, key) {
      return key in values ? values[key] : found;
    });
  };

  var ownFields = function (model) {
    return model.data.guide.note.filter(function (field) {
      return field.outcomes.length === 0 || field.outcomes.indexOf(model.outcome.id) !== -1;
    });
  };

  /* Drafts are kept in the browser, one for each guide. */

  var text = function (value) {
    return typeof value === "string" ? value.slice(0, longest) : "";
  };

  var texts = function (values) {
    var found = {};
    Object.keys(values && typeof values === "object" ? values : {}).forEach(function (key) {
      if (/^[a-z0-9-]+$/.test(key) && text(values[key])) {
        found[key] = text(values[key]);
      }
    });
    return found;
  };

  var drafted = function (value) {
    var draft = value && typeof value === "object" ? value : {};
    return { number: text(draft.number), subject: text(draft.subject), fields: texts(draft.fields), reasons: texts(draft.reasons) };
  };

  var key = function (data) {
    return "lathund:anteckning:" + data.id;
  };

  /* A saved note as answers; the reason why it is none is the error's message. */
  var read = function (content, data) {
    var saved;
    try {
      saved = JSON.parse(content);
    } catch (damaged) {
      throw new Error("note_not_note");
    }
    if (!saved || saved.format !== FORMAT) {
      throw new Error("note_not_note");
    }
    if (saved.version !== 1) {
      throw new Error("note_newer");
    }
    if (!saved.guide || saved.guide.id !== data.id) {
      throw new Error("note_other_guide");
    }
    var answers = texts(saved.answers);
    if (Object.keys(answers).length === 0) {
      throw new Error("note_not_note");
    }
    return { version: text(saved.guide.version), answers: answers, figures: texts(saved.figures), draft: drafted(saved.draft) };
  };

  var data = JSON.parse((document.querySelector("script#s-vagledning") || { textContent: "null" }).textContent);

  lathund.note = {
    /* A field to open a saved note with; "open" is given what it holds. */
    opener: function (open) {
      var t = data.words;
      var box = document.createElement("details");
      var summary = document.createElement("summary");
      var label = document.createElement("label");
      var input = document.createElement("input");
      var error = document.createElement("p");
      box.className = "more note-open";
      summary.textContent = t.note_open;
      label.textContent = t.note_open_label;
      label.htmlFor = "_oppna";
      input.id = "_oppna";
      input.type = "file";
      input.accept = ".json,application/json";
      error.className = "field-error";
      error.id = "_oppna-fel";
      error.setAttribute("role", "alert");
      error.hidden = true;
      box.append(summary, label, error, input);
      input.addEventListener("change", function () {
        if (!input.files[0]) {
          return;
        }
        lathund.files
          .read(input.files[0])
          .then(function (content) {
            var saved = read(content, data);
            lathund.store.set(key(data), saved.draft);
            open(saved);
          })
          .catch(function (reason) {
            var words = { "too-large": t.note_too_large, "not-text": t.note_not_note };
            error.hidden = false;
            error.textContent = words[reason.message] || t[reason.message] || t.note_not_note;
            input.setAttribute("aria-invalid", "true");
            input.setAttribute("aria-describedby", error.id);
            input.value = "";
            input.focus();
          });
      });
      return box;
    },

    /* The form and the note that follows what is written in it. */
    view: function (model) {
      var t = data.words;
      var make = model.make;
      var draft = drafted(lathund.store.get(key(data)));
      var heading = make("h2", { id: "_fraga", tabindex: "-1" }, t.note_heading);
      var status = make("p", { class: "note-status", role: "status" });
      var sheet = make("div", { class: "note-preview" });
      var form = make("form", { class: "note-form", novalidate: true });
      var current = [];

      var tell = function (kept) {
        status.textContent = kept ? t.note_kept : t.note_not_kept;
      };
      var redraw = function () {
        current = blocks(model, draft);
        sheet.replaceChildren(dom(current, make));
      };
      var add = function (id, label, help, long, holder, name) {
        var input = make(long ? "textarea" : "input", { id: id, autocomplete: "off", maxlength: longest, rows: long ? 3 : null, class: "stepper-field", "aria-describedby": help ? id + "-h" : null });
        input.value = holder[name] || "";
        input.addEventListener("input", function () {
          holder[name] = input.value;
          tell(lathund.store.set(key(data), draft));
          redraw();
        });
        form.append(make("div", { class: "field-row" }, make("label", { for: id }, label), help ? make("p", { class: "answer-hint", id: id + "-h" }, help) : null, input));
      };
      add("_dnr", t.note_number, t.note_number_help, false, draft, "number");
      add("_amne", t.note_subject, t.note_subject_help, true, draft, "subject");
      ownFields(model).forEach(function (field) {
        add("_falt-" + field.id, field.label, field.help, field.long, draft.fields, field.id);
      });
      form.append(make("h3", {}, t.note_reasons));
      model.answered.forEach(function (step) {
        add("_skal-" + step.id, step.question, fill(t.note_your_answer, { answer: step.answer }), true, draft.reasons, step.id);
      });
      form.addEventListener("submit", function (event) {
        event.preventDefault();
      });

      var name = function (end) {
        return "tjansteanteckning-" + data.id + "-" + model.today + "." + end;
      };
      var button = function (label, quiet, act) {
        var made = make("button", { type: "button", class: quiet ? "button quiet" : "button" }, label);
        made.addEventListener("click", act);
        return made;
      };
      var save = function (end, type, content) {
        return function () {
          lathund.files.save(name(end), type, content());
          status.textContent = fill(t.note_saved, { file: name(end) });
        };
      };
      var actions = make(
        "div",
        { class: "note-actions" },
        button(t.note_print, false, function () {
          window.print();
        }),
        button(t.note_save_html, true, save("html", "text/html", function () {
          return html(current, current[0].heading, make, data.lang);
        })),
        button(t.note_save_markdown, true, save("md", "text/markdown", function () {
          return markdown(current);
        })),
        button(t.note_save_json, true, save("json", "application/json", function () {
          return JSON.stringify(
            {
              format: FORMAT,
              version: 1,
              saved: model.today,
              guide: { id: data.id, title: data.title, version: data.version },
              handbook: data.handbook,
              outcome: { id: model.outcome.id, title: model.outcome.title },
              answers: model.answers,
              answered: model.answered,
              figures: model.figures,
              values: model.values,
              draft: draft,
            },
            null,
            2
          );
        })),
        button(t.note_clear, true, function () {
          lathund.store.remove(key(data));
          form.querySelectorAll(".stepper-field").forEach(function (input) {
            input.value = "";
          });
          draft.number = draft.subject = "";
          [draft.fields, draft.reasons].forEach(function (held) {
            Object.keys(held).forEach(function (id) {
              delete held[id];
            });
          });
          redraw();
          status.textContent = t.note_cleared;
        })
      );
      redraw();
      return {
        heading: heading,
        main: make(
          "div",
          { class: "stepper-main note-view" },
          make("div", { class: "note-tools" }, heading, make("p", {}, lathund.store.available ? t.note_lead : t.note_lead_memory), form, actions, status, make("p", { class: "stepper-back" }, make("a", { href: model.back }, t.note_back)), lathund.note.opener(model.open)),
          sheet
        ),
      };
    },
  };
})();
