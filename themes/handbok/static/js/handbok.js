/* What a script can add to pages that work without it: menu button, search keys,
   filters for registers, states judged against today's date, place in the outline. */
(function () {
  "use strict";

  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };

  /* Browsers may refuse storage (private windows, file://); then the choice lasts for the page. */
  var store = {
    get: function (key) {
      try {
        return window.localStorage.getItem(key);
      } catch (refused) {
        return null;
      }
    },
    set: function (key, value) {
      try {
        window.localStorage.setItem(key, value);
      } catch (refused) {
        return;
      }
    },
  };

  /* Lower case, accents off, but å, ä and ö kept as the letters they are. */
  var fold = function (text) {
    return text
      .toLocaleLowerCase("sv")
      .replace(/[åäö]/g, function (letter) {
        return { å: "\u0001", ä: "\u0002", ö: "\u0003" }[letter];
      })
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "");
  };

  var words = function (text) {
    return fold(text).split(/[^\p{L}\p{N}\u0001-\u0003]+/u).filter(Boolean);
  };

  /* Endings off, so that "avtalet" finds "avtal". */
  var hasAll = function (text, wanted) {
    return wanted.every(function (word) {
      return text.indexOf(word) !== -1;
    });
  };

  var fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (whole, key) {
      return key in values ? values[key] : whole;
    });
  };

  function menu() {
    var link = document.querySelector(".menu-button");
    var nav = document.getElementById("s-meny");
    if (!link || !nav) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.textContent = link.textContent;
    button.setAttribute("aria-controls", nav.id);
    link.replaceWith(button);

    var show = function (open) {
      nav.classList.toggle("is-open", open);
      button.setAttribute("aria-expanded", String(open));
    };
    show(false);
    button.addEventListener("click", function () {
      show(button.getAttribute("aria-expanded") === "false");
    });
    nav.querySelector(".menu-close").addEventListener("click", function (event) {
      event.preventDefault();
      show(false);
      button.focus();
    });

    var groups = all("details", nav);
    var close = function (except) {
      groups.forEach(function (group) {
        if (group !== except) {
          group.open = false;
        }
      });
    };
    groups.forEach(function (group) {
      group.addEventListener("toggle", function () {
        if (group.open) {
          close(group);
        }
      });
    });
    document.addEventListener("click", function (event) {
      close(event.target.closest("#s-meny details"));
    });
    nav.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !nav.contains(event.relatedTarget)) {
        close(null);
      }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") {
        return;
      }
      var open = groups.find(function (group) {
        return group.open;
      });
      if (open) {
        var inside = open.contains(document.activeElement);
        close(null);
        if (inside) {
          open.querySelector("summary").focus();
        }
      } else if (nav.classList.contains("is-open")) {
        show(false);
        button.focus();
      }
    });
  }

  function searchKeys() {
    var field = document.querySelector("[data-shortcuts]");
    var off = store.get("handbok-tangent") === "av";
    if (field) {
      document.addEventListener("keydown", function (event) {
        var typing = event.target.closest("input, textarea, select, [contenteditable]");
        var slash = event.key === "/" && !typing && !event.altKey && !event.ctrlKey && !event.metaKey;
        var k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
        if (!off && (slash || k)) {
          event.preventDefault();
          field.focus();
          field.select();
        }
      });
    }

    var button = document.querySelector("[data-shortcut-switch]");
    if (!button) {
      return;
    }
    var label = function () {
      button.textContent = off ? button.dataset.on : button.dataset.off;
    };
    button.addEventListener("click", function () {
      off = !off;
      store.set("handbok-tangent", off ? "av" : "pa");
      label();
    });
    label();
    button.parentElement.hidden = false;
  }

  /* The pages were judged on the day they were built; a reader may come later, or with a clock that
     is behind. A state without a word of its own is shown by silence. */
  function deadlines() {
    var now = new Date();
    var day = function (ahead) {
      var date = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + ahead));
      return date.toISOString().slice(0, 10);
    };
    var today = day(0);
    all("[data-deadline]").forEach(function (element) {
      var source = element.dataset.late ? element : element.closest("[data-words]");
      var deadline = element.dataset.deadline;
      if (!source || !/^\d{4}-\d{2}-\d{2}$/.test(deadline)) {
        return;
      }
      var soon = day(Number(source.dataset.soonDays || 0));
      var state = deadline < today ? "late" : deadline <= soon ? "soon" : "planned";
      var word = source.dataset[state];
      // A choice that was open until then is not late, only past.
      if (state === "late" && element.dataset.passed) {
        state = "unknown";
        word = element.dataset.passed;
      }
      element.hidden = !word;
      if (word) {
        element.textContent = word;
        element.className = "urgency urgency-" + state;
      }
    });
  }

  function filters() {
    all("[data-filter]").forEach(function (bar) {
      var table = document.getElementById(bar.dataset.filter);
      var status = bar.querySelector("[role=status]");
      var rows = table
        ? all("tbody tr:not(.group-row)", table).map(function (row) {
            return { row: row, text: fold(row.textContent) };
          })
        : [];
      if (rows.length < 8) {
        return;
      }
      var unfiltered = status.textContent;
      var box = document.createElement("div");
      var label = document.createElement("label");
      var input = document.createElement("input");
      box.className = "filter";
      input.type = "search";
      input.id = "s-filter-" + table.id;
      input.autocomplete = "off";
      label.htmlFor = input.id;
      label.textContent = bar.dataset.label;
      box.append(label, input);
      bar.append(box);

      input.addEventListener("input", function () {
        var wanted = words(input.value);
        var shown = 0;
        rows.forEach(function (item) {
          var fits = hasAll(item.text, wanted);
          item.row.hidden = !fits;
          shown += fits ? 1 : 0;
        });
        all("tbody", table).forEach(function (group) {
          group.hidden = !group.querySelector("tr:not(.group-row):not([hidden])");
        });
        if (wanted.length === 0) {
          status.textContent = unfiltered;
        } else if (shown === 0) {
          status.textContent = bar.dataset.none;
        } else {
          status.textContent = fill(bar.dataset.count, { n: shown, total: rows.length });
        }
      });
    });
  }

  function outline() {
    var links = all(".aside .outline a");
    if (!("IntersectionObserver" in window) || links.length === 0) {
      return;
    }
    var byId = {};
    links.forEach(function (link) {
      byId[decodeURIComponent(link.hash.slice(1))] = link;
    });
    var observer = new IntersectionObserver(
      function (entries) {
        entries.forEach(function (entry) {
          if (!entry.isIntersecting) {
            return;
          }
          links.forEach(function (link) {
            link.removeAttribute("aria-current");
          });
          byId[entry.target.id].setAttribute("aria-current", "location");
        });
      },
      { rootMargin: "0px 0px -75% 0px" }
    );
    Object.keys(byId).forEach(function (id) {
      var target = document.getElementById(id);
      if (target) {
        observer.observe(target);
      }
    });
  }

  /* A text to copy is taken without the handbook's own links and notices. */
  function plainCopy(source) {
    var copy = source.cloneNode(true);
    all(".alert, .anchor, .footnote-ref, .footnote-back", copy).forEach(function (element) {
      element.remove();
    });
    all("input[type=checkbox]", copy).forEach(function (box) {
      box.replaceWith(box.checked ? "☒ " : "☐ ");
    });
    all("a", copy).forEach(function (link) {
      link.replaceWith.apply(link, link.childNodes);
    });
    all("[id]", copy).forEach(function (element) {
      element.removeAttribute("id");
    });
    return copy;
  }

  function select(element) {
    var range = document.createRange();
    var selection = window.getSelection();
    range.selectNodeContents(element);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function copyText(source) {
    var holder = document.createElement("div");
    holder.className = "visually-hidden";
    holder.append(plainCopy(source));
    document.body.append(holder);
    var html = holder.innerHTML;
    var plain = holder.innerText;
    holder.remove();
    if (!navigator.clipboard || !window.ClipboardItem) {
      return Promise.reject(new Error("no clipboard"));
    }
    return navigator.clipboard.write([
      new ClipboardItem({
        "text/html": new Blob([html], { type: "text/html" }),
        "text/plain": new Blob([plain], { type: "text/plain" }),
      }),
    ]);
  }

  function copyButtons() {
    all("[data-copy]").forEach(function (bar) {
      var source = document.getElementById(bar.dataset.copy);
      var heading = bar.querySelector("h2, h3");
      var box = document.createElement("div");
      var button = document.createElement("button");
      var status = document.createElement("span");
      box.className = "sample-copy";
      button.type = "button";
      button.className = "button quiet";
      button.textContent = bar.dataset.label;
      if (heading) {
        button.setAttribute("aria-describedby", heading.id);
      }
      status.setAttribute("role", "status");
      box.append(status, button);
      bar.append(box);
      button.addEventListener("click", function () {
        copyText(source).then(
          function () {
            status.textContent = bar.dataset.done;
          },
          function () {
            select(source);
            status.textContent = bar.dataset.failed;
          }
        );
      });
    });
  }

  menu();
  copyButtons();
  searchKeys();
  deadlines();
  filters();
  outline();
})();
