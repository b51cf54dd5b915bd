/* A calendar that was built some time ago, read today: what has passed moves up to the rest, the
   numbers are counted again, and today's line stands at the reader's day. The words of each row
   have been judged by handbok.js before. */
(function () {
  "use strict";

  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };

  /* Rows whose day has passed belong to the first group; the months that they leave empty go. */
  function regroup(table) {
    var late = table.querySelector("[data-late-group]");
    if (!late) {
      return;
    }
    all("tbody:not([data-late-group]) tr[data-due]", table).forEach(function (row) {
      if (row.querySelector(".urgency-late")) {
        late.append(row);
      }
    });
    all("tbody", table).forEach(function (group) {
      group.hidden = !group.querySelector("tr:not(.group-row)");
    });
  }

  function recount(counts) {
    var table = document.getElementById(counts.dataset.counts);
    all("[data-count]", counts).forEach(function (number) {
      number.textContent = String(all("tbody td .urgency-" + number.dataset.count, table).length);
    });
  }

  function moveToday(line) {
    var from = Date.parse(line.dataset.from);
    var to = Date.parse(line.dataset.to);
    var now = new Date();
    var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    var left = Number(line.dataset.left);
    var right = Number(line.dataset.right);
    line.toggleAttribute("hidden", today < from || today >= to);
    line.setAttribute(
      "transform",
      "translate(" + Math.floor(left + ((right - left) * (today - from)) / (to - from)) + " 0)"
    );
  }

  all("table.calendar").forEach(regroup);
  all("[data-counts]").forEach(recount);
  all("[data-today]").forEach(moveToday);
})();
