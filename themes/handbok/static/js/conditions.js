/* Judges structured conditions as the generator does (src/kind/condition.rs): the same table of
   truth is held against both. */
(function () {
  "use strict";

  var lathund = (window.Lathund = window.Lathund || {});
  var figure = /^-?\d+(\.\d+)?$/;
  var day = /^\d{4}-\d{2}-\d{2}$/;

  function compare(operator, value, limit) {
    var a = value;
    var b = limit;
    if (figure.test(value) && figure.test(limit)) {
      a = Number(value);
      b = Number(limit);
    } else if (!day.test(value) || !day.test(limit)) {
      return false;
    }
    return {
      below: a < b,
      before: a < b,
      at_most: a <= b,
      at_least: a >= b,
      above: a > b,
      after: a > b,
    }[operator];
  }

  /* Whether a test holds for a told value; null is "there is none". */
  function holds(test, value) {
    if (typeof test === "string") {
      return value === test;
    }
    if (Array.isArray(test)) {
      return test.indexOf(value) !== -1;
    }
    var operator = Object.keys(test)[0];
    if (operator === "present") {
      return test.present === (value !== null);
    }
    return value !== null && compare(operator, value, test[operator]);
  }

  /* One part that gives "decisive" settles the whole; otherwise an open part leaves it open. */
  function several(parts, decisive, told) {
    var verdict = !decisive;
    for (var at = 0; at < parts.length; at += 1) {
      var one = lathund.judge(parts[at], told);
      if (one === decisive) {
        return decisive;
      }
      if (one === null) {
        verdict = null;
      }
    }
    return verdict;
  }

  /* True, false, or null where it rests on what nobody has told. "told(key)" gives a word, null for
     none, and undefined for what is open. */
  lathund.judge = function (condition, told) {
    var key = Object.keys(condition)[0];
    if (key === "all") {
      return several(condition.all, false, told);
    }
    if (key === "any") {
      return several(condition.any, true, told);
    }
    if (key === "not") {
      var inner = lathund.judge(condition.not, told);
      return inner === null ? null : !inner;
    }
    var value = told(key);
    return value === undefined ? null : holds(condition[key], value);
  };

  /* What a choice or an answer tells: "" is open, "-" that there is none. */
  lathund.told = function (word) {
    return word === undefined || word === "" ? undefined : word === "-" ? null : word;
  };
})();
