/* The search: finds words in the index that was made when the site was built (sok/*.js), ranks the
   pages with the same whole numbers as "lathund search", and shows them under the search field and
   on sok.html. The index is read by adding scripts, so that it works from a folder too. */
(function () {
  "use strict";

  var script = document.currentScript;
  var root = script.dataset.root;

  /* ---- The index: files that are read when they are needed ---- */

  var data = {};
  var waiting = {};
  var wanted = [];
  var index = null;

  window.lathundSok = (name, value) => {
    data[name] = value;
  };

  function load(name, then) {
    if (name in data) {
      then();
      return;
    }
    if (waiting[name]) {
      waiting[name].push(then);
      return;
    }
    waiting[name] = [then];
    var element = document.createElement("script");
    var done = () => {
      var all = waiting[name];
      delete waiting[name];
      element.remove();
      all.forEach(told => {
        told();
      });
    };
    element.onload = element.onerror = done;
    element.src = root + "sok/" + name + ".js" + (index ? "?" + index.stamp : "");
    document.head.append(element);
  }

  /* A file of the index, or a note that it is wanted. */
  function file(name) {
    if (!(name in data)) {
      wanted.push(name);
      throw wanted;
    }
    return data[name];
  }

  /* Runs a task again and again until it has all the files that it wants. */
  function complete(task, then, failed) {
    var round = left => {
      wanted = [];
      var result = null;
      try {
        result = task();
      } catch (stopped) {
        if (stopped !== wanted) {
          throw stopped;
        }
      }
      var names = wanted.filter((name, at) => wanted.indexOf(name) === at);
      if (names.length === 0) {
        then(result);
        return;
      }
      var missing = names.length;
      names.forEach(name => {
        load(name, () => {
          missing -= 1;
          if (missing > 0) {
            return;
          }
          var lost = names.some(name => !(name in data));
          if (lost || left === 0) {
            failed();
          } else {
            round(left - 1);
          }
        });
      });
    };
    round(30);
  }

  function open(then, failed) {
    load("index", () => {
      if (!data.index) {
        failed();
        return;
      }
      if (!index) {
        index = data.index;
        index.stops = new Set(index.stop.split(" "));
        index.ends = index.endings.split(" ").map(fold);
        index.prior = [];
        index.priors.forEach(run => {
          for (var n = 0; n < run[0]; n += 1) {
            index.prior.push(run[1]);
          }
        });
      }
      then();
    });
  }

  /* Numbers stand in 91 signs from "#" on, without the backslash. */
  function Reader(text) {
    this.text = text;
    this.at = 0;
  }

  Reader.prototype.sign = function () {
    var code = this.text.charCodeAt(this.at);
    this.at += 1;
    return code - (code > 92 ? 36 : 35);
  };

  Reader.prototype.number = function () {
    var value = 0;
    var unit = 1;
    for (;;) {
      var sign = this.sign();
      if (sign < 45) {
        return value + sign * unit;
      }
      value += sign * unit;
      unit *= 45;
    }
  };

  /* The place of the file that holds "wanted", by the first of each. */
  function place(firsts, wanted) {
    var low = 0;
    var high = firsts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (firsts[middle] <= wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  var vocabulary = {};

  function forms(at) {
    if (!vocabulary[at]) {
      var reader = new Reader(file("ord-" + at));
      var before = "";
      var word = 0;
      vocabulary[at] = [];
      while (reader.at < reader.text.length) {
        var common = reader.number();
        var end = reader.text.indexOf(" ", reader.at);
        var text = before.slice(0, common) + reader.text.slice(reader.at, end);
        reader.at = end + 1;
        var step = reader.number();
        word += step % 2 ? -(step + 1) / 2 : step / 2;
        vocabulary[at].push({ text: text, plain: fold(text), word: word, reach: reader.number() });
        before = text;
      }
    }
    return vocabulary[at];
  }

  /* The forms from "from" on, as long as they fit. */
  function range(from, fits) {
    var found = [];
    for (var at = place(index.ord, from); at < index.ord.length; at += 1) {
      if (index.ord[at] > from && !fits(index.ord[at])) {
        return found;
      }
      var all = forms(at);
      for (var n = 0; n < all.length; n += 1) {
        if (all[n].plain >= from) {
          if (!fits(all[n].plain)) {
            return found;
          }
          found.push(all[n]);
        }
      }
    }
    return found;
  }

  var decoded = {};

  function postings(word) {
    decoded[word] = decoded[word] || decode(word);
    return decoded[word];
  }

  function decode(word) {
    var at = place(index.traff, word);
    var reader = new Reader(file("traff-" + at)[word - index.traff[at]]);
    var found = { rarity: reader.number(), pages: [] };
    var doc = 0;
    while (reader.at < reader.text.length) {
      doc += reader.number();
      var impact = reader.sign();
      var how = reader.sign();
      found.pages.push({
        doc: doc,
        impact: impact,
        way: how & 3,
        name: how & 4 ? reader.sign() : 0,
        names: how & 4 ? reader.number() : 0,
        section: how & 8 ? reader.sign() : 0,
      });
    }
    return found;
  }

  function card(doc) {
    var at = place(index.kort, doc);
    var found = file("kort-" + at)[doc - index.kort[at]];
    var kind = 0;
    for (var before = index.kinds[0][2]; doc >= before; before += index.kinds[kind][2]) {
      kind += 1;
    }
    return {
      path: found[0],
      anchor: found[1],
      title: found[2],
      trail: found[3],
      text: found[4],
      names: found[5],
      sections: found[6],
      kind: index.kinds[kind],
    };
  }

  /* ---- Words ---- */

  var wordSign = /[\p{Alphabetic}\p{N}]/u;

  function fold(form) {
    return form.replace(/[åä]/g, "a").replace(/ö/g, "o");
  }

  function plainSign(sign) {
    if (sign === "å" || sign === "ä" || sign === "ö" || sign < "\x80") {
      return sign;
    }
    sign = sign === "æ" ? "ä" : sign === "ø" ? "ö" : Array.from(sign.normalize("NFD"))[0];
    return sign >= "\u0300" && sign <= "\u036f" ? "" : sign;
  }

  function tokens(text) {
    var signs = Array.from(Array.from(text.normalize("NFC").toLowerCase(), plainSign).join(""));
    var found = [];
    var is = at => at < signs.length && wordSign.test(signs[at]);
    for (var at = 0; at < signs.length; at += 1) {
      if (!is(at)) {
        continue;
      }
      var pieces = [""];
      for (; at < signs.length; at += 1) {
        if (is(at)) {
          pieces[pieces.length - 1] += signs[at];
        } else if (/[-\u2010\u2011]/.test(signs[at]) && is(at + 1)) {
          pieces.push("");
        } else if (!/[\u00ad'’]/.test(signs[at]) || !is(at + 1)) {
          break;
        }
      }
      var form = pieces.join("");
      if (Array.from(form).length <= 60) {
        found.push({ form: form, pieces: pieces.length > 1 ? pieces : [] });
      }
    }
    return found;
  }

  function distinct(words, most) {
    var kept = [];
    words.forEach(word => {
      var known = kept.some(other => other[0] === word[0]);
      if (!known && kept.length < most) {
        kept.push(word);
      }
    });
    return kept;
  }

  function rated(found, quality) {
    return found.map(form => [form.word, quality]);
  }

  function byReach(found, most, quality) {
    var sorted = found.slice().sort((a, b) => b.reach - a.reach);
    return distinct(rated(sorted, quality), most);
  }

  function equal(plain) {
    return range(plain, other => other === plain);
  }

  function beginning(start) {
    return range(start, other => other.startsWith(start));
  }

  function exactly(plain) {
    return distinct(rated(equal(plain), 100), 3);
  }

  function same(typed) {
    var plain = fold(typed);
    var all = equal(plain);
    var exact = all.filter(form => form.text === typed);
    var words = rated(exact, 100);
    if (exact.length === 0 || plain === typed) {
      words = words.concat(rated(all, exact.length ? 40 : 95));
    }
    return distinct(words, 8);
  }

  function inflected(plain) {
    var shortestFirst = [""].concat(index.ends.slice().reverse());
    for (var n = 0; n < shortestFirst.length; n += 1) {
      var base = plain.slice(0, plain.length - shortestFirst[n].length);
      if (plain.endsWith(shortestFirst[n]) && Array.from(base).length >= 4) {
        var fitting = beginning(base).filter(form => {
          var rest = form.plain.slice(base.length);
          return rest === "" || index.ends.indexOf(rest) >= 0;
        });
        if (fitting.length) {
          return byReach(fitting, 3, 90);
        }
      }
    }
    return [];
  }

  function split(plain) {
    var tried = 0;
    for (var end = plain.length - 3; end >= 3 && tried < 4; end -= 1) {
      var head = plain.slice(0, end);
      var known = exactly(head);
      if (!known.length && head.endsWith("s") && head.length > 3) {
        known = exactly(head.slice(0, -1));
      }
      if (!known.length) {
        known = inflected(head);
      }
      if (!known.length) {
        continue;
      }
      tried += 1;
      var tail = plain.slice(end);
      var found = exactly(tail);
      if (!found.length) {
        found = inflected(tail);
      }
      if (found.length) {
        return [
          [head, known],
          [tail, found],
        ].map(part => {
          var words = part[1].map(word => [word[0], 80]);
          return { typed: part[0], words: words };
        });
      }
    }
    return null;
  }

  /* Letters put in, left out, changed or swapped; more than "most" is too far. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) {
      return most + 1;
    }
    var before = [];
    var last = Array.from({ length: b.length + 1 }, (none, at) => at);
    for (var i = 1; i <= a.length; i += 1) {
      var row = [i];
      for (var j = 1; j <= b.length; j += 1) {
        var best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          best = Math.min(best, before[j - 2] + 1);
        }
        row.push(best);
      }
      if (Math.min.apply(null, row) > most) {
        return most + 1;
      }
      before = last;
      last = row;
    }
    return last[b.length];
  }

  function near(plain, further) {
    var letters = Array.from(plain);
    var most = letters.length < 4 ? 0 : letters.length < 8 ? 1 : 2;
    most = Math.min(most + further, 2);
    if (most === 0) {
      return [];
    }
    var best = most;
    var found = [];
    beginning(letters.slice(0, index.sure).join(""))
      .concat(beginning(letters.slice(0, 2).reverse().join("")))
      .forEach(form => {
        var steps = distance(letters, Array.from(form.plain), best);
        if (steps <= best) {
          best = Math.min(best, Math.max(steps, 1));
          found.push({ steps: steps, form: form });
        }
      });
    return found
      .filter(one => one.steps <= best)
      .sort((a, b) => a.steps - b.steps || b.form.reach - a.form.reach || (a.form.text < b.form.text ? -1 : 1))
      .filter((one, at, all) => at === 0 || all[at - 1].form !== one.form)
      .slice(0, 6);
  }

  /* The two parts of an unknown compound of whose first part words are known that go on from it. */
  function halves(plain) {
    for (var end = plain.length - 4; end >= 4; end -= 1) {
      var first = byReach(beginning(plain.slice(0, end)), 8, 80);
      var tail = plain.slice(end);
      var last = exactly(tail);
      if (!last.length) {
        last = inflected(tail);
      }
      if (first.length && last.length) {
        return [
          { typed: plain.slice(0, end), words: first },
          { typed: tail, words: last.map(word => [word[0], 80]) },
        ];
      }
    }
    return null;
  }

  /* The words that go on from a word that the site does not have, or else the longest word that it
     begins with or ends in. */
  function begun(plain) {
    if (plain.length < 5) {
      return [];
    }
    var words = byReach(beginning(plain), 8, 80);
    for (var end = plain.length - 3; end >= 4 && !words.length; end -= 1) {
      words = exactly(plain.slice(0, end)).map(word => [word[0], 40]);
    }
    for (var start = 4; start <= plain.length - 4 && !words.length; start += 1) {
      words = exactly(plain.slice(start)).map(word => [word[0], 40]);
    }
    return words;
  }

  /* The first two words as one, where the site writes them so: "objekt ledare". */
  function pair(first, second) {
    if (!second || first.pieces.length || second.pieces.length || index.stops.has(second.form)) {
      return null;
    }
    var form = first.form + second.form;
    var words = Array.from(form).length <= 60 ? exactly(fold(form)) : [];
    return words.length ? { typed: form, words: words.map(word => [word[0], 80]), again: 1 } : null;
  }

  /* Some words as one, for names that are told from others by their helping words. */
  function joined(words) {
    var form = words.map(word => word.form).join("");
    return words.length && words.length <= 6 && Array.from(form).length <= 60 ? form : "";
  }

  /* A name with helping words. Who asks for it may say more of them before it. */
  function named(typed) {
    var helps = token => index.stops.has(token.form);
    var first = typed.findIndex(token => !helps(token));
    first = first < 0 ? typed.length : first;
    for (var start = 0; start <= first; start += 1) {
      var rest = typed.slice(start);
      var form = rest.some(helps) ? joined(rest) : "";
      var words = form ? exactly(fold(form)) : [];
      if (words.length) {
        return [{ typed: form, words: words, again: 2 }];
      }
    }
    return [];
  }

  /* The words, and the parts of a compound that says everything: few pages may have it. */
  function withParts(token, alone, words) {
    if (!alone || !words.length || token.pieces.length || Array.from(token.form).length < 8) {
      return words;
    }
    var halves = split(fold(token.form)) || [];
    var parts = halves.reduce((all, half) => all.concat(half.words.map(word => [word[0], 40])), []);
    return distinct(words.concat(parts), 16);
  }

  function resolve(token, unfinished, alone) {
    var term = words => [{ typed: token.form, words: words }];
    var telling = token.pieces.filter(piece => !index.stops.has(piece));
    var words = same(token.form);
    if (!words.length && token.pieces.length) {
      words = inflected(fold(token.form));
    }
    if (words.length) {
      telling.forEach(piece => {
        exactly(fold(piece)).forEach(word => {
          words.push([word[0], 40]);
        });
      });
      return term(withParts(token, alone, distinct(words, 16)));
    }
    var apart = /^(\p{Alphabetic}{3,})([0-9]+)$/u.exec(token.form);
    if (apart && !token.pieces.length) {
      return [apart[1], apart[2]].reduce((all, piece) => all.concat(resolve({ form: piece, pieces: [] }, unfinished, false)), []);
    }
    var plain = fold(token.form);
    var known = piece => !index.stops.has(piece) && (exactly(fold(piece)).length || inflected(fold(piece)).length);
    if (token.pieces.length && (token.pieces.every(known) || !near(plain, 0).length)) {
      return telling.reduce((all, piece) => all.concat(resolve({ form: piece, pieces: [] }, unfinished, false)), []);
    }
    if (unfinished && Array.from(plain).length >= 2) {
      words = byReach(beginning(plain), 8, 80);
    }
    if (!words.length) {
      words = inflected(plain);
    }
    if (words.length) {
      return term(withParts(token, alone, words));
    }
    var nearest = near(plain, 0);
    var slip = nearest.length && nearest[0].steps === 1 && Array.from(plain).length >= 8;
    var parts = (slip ? null : split(plain)) || (nearest.length ? null : halves(plain));
    if (parts) {
      return parts;
    }
    words = nearest.length ? [] : begun(plain);
    if (words.length) {
      return term(words);
    }
    words = nearest.map(one => [one.form.word, [100, 65, 45][one.steps]]);
    return [
      {
        typed: token.form,
        words: distinct(words, 3),
        corrected: nearest.length ? nearest[0].form.text : "",
      },
    ];
  }

  /* ---- Ranking: the same as in src/search/query.rs ---- */

  var held = [100, 85, 75, 70];

  function part(a, b) {
    return Math.floor(a / b);
  }

  /* Each step goes on as long as it can, so that files are asked for together. */
  function each(list, step) {
    var stopped = false;
    var results = list.map((item, at) => {
      try {
        return step(item, at);
      } catch (stop) {
        if (stop !== wanted) {
          throw stop;
        }
        stopped = true;
        return null;
      }
    });
    if (stopped) {
      throw wanted;
    }
    return results;
  }

  function read(query) {
    return Array.from(query).slice(0, 400).join("");
  }

  function terms(query) {
    query = read(query);
    var typed = tokens(query);
    var unfinished = wordSign.test(Array.from(query).pop() || "");
    var alone = typed.filter(token => !index.stops.has(token.form)).length === 1;
    var pairs = each(typed.slice(0, 24), (token, at) => index.stops.has(token.form) ? null : pair(token, typed[at + 1]));
    var taken = -1;
    var later = [];
    var lists = each(typed.slice(0, 24), (token, at) => {
      if (at === taken || index.stops.has(token.form)) {
        return [];
      }
      if (pairs[at]) {
        // Words that the site only has as one ("life care") are taken for that.
        if (!same(token.form).length || !same(typed[at + 1].form).length) {
          taken = at + 1;
          return [{ typed: pairs[at].typed, words: pairs[at].words }];
        }
        later.push(pairs[at]);
      }
      return resolve(token, unfinished && at === typed.length - 1, alone);
    });
    var flat = lists.reduce((all, list) => all.concat(list), []).concat(later, named(typed));
    return flat.filter((term, at) => {
      var before = at > 0 ? flat[at - 1] : null;
      return !before || !term.words.length || String(before.words) !== String(term.words);
    });
  }

  function best(term) {
    var found = new Map();
    var weight = 0;
    each(term.words, word => [postings(word[0]), word[1]]).forEach(pair => {
      var rarity = pair[0].rarity;
      weight = Math.max(weight, part(rarity * pair[1], 100));
      pair[0].pages.forEach(page => {
        var points = part(rarity * page.impact * pair[1], 100);
        var known = found.get(page.doc);
        if (!known || known.points < points) {
          found.set(page.doc, { points: points, quality: pair[1], page: page });
        }
      });
    });
    return { weight: weight, found: found };
  }

  /* What a name of a page is worth that has some words of a query. */
  function worth(name, total) {
    var own = Math.min(name[0], 60);
    return part(part(own * (60 + own), 120) * name[1], Math.max(total, 1));
  }

  /* Whether a query has nothing but its terms: no words that only help, but those of a name. */
  function bare(query, list) {
    var words = tokens(read(query));
    var whole = joined(words);
    return !words.some(token => index.stops.has(token.form)) || (whole && list.some(term => term.typed === whole));
  }

  function rank(query) {
    var list = terms(query);
    var alone = bare(query, list);
    var bests = each(list, best);
    var asks = kind => word => kind[3].indexOf(fold(word)) >= 0;
    var asking = list.map(term => index.kinds.some(kind => asks(kind)(term.typed)));
    var typed = asking.indexOf(false) < 0 ? [] : tokens(read(query)).map(token => token.form);
    var end = 0;
    var wanted = index.kinds.map(kind => {
      end += kind[2];
      return typed.some(asks(kind)) ? [end - kind[2], end] : [0, 0];
    });
    var total = 0;
    var inNames = 0;
    var given = 0;
    var told = list.some(term => !term.again);
    bests.forEach((one, at) => {
      one.share = typed.length && asking[at] ? 50 : 100;
      // What other words say too counts only in names.
      var own = part(one.weight * one.share, 100);
      one.weight = list[at].again && told ? 0 : own;
      one.named = list[at].again === 1 && told ? 0 : own;
      inNames += one.named;
      total += one.weight;
      given += one.share < 100 ? one.weight : 0;
    });
    var scores = new Map();
    bests.forEach((one, at) => {
      one.found.forEach((found, doc) => {
        var score = scores.get(doc);
        if (!score) {
          score = { points: 0, held: 0, names: [], most: 0, sections: [], ways: [] };
          scores.set(doc, score);
        }
        var page = found.page;
        var points = part(found.points * one.share, 100);
        score.points += points;
        score.held += part(one.weight * held[page.way] * found.quality, 100);
        for (var bits = page.names, name = 0; bits > 0; bits >>= 1, name += 1) {
          if (bits & 1) {
            score.names[name] = score.names[name] || [0, 0];
            var before = score.names[name][0];
            var much = part(page.name * found.quality, 100);
            score.names[name][0] = list[at].again ? Math.max(before, much) : before + much;
            score.names[name][1] += one.named;
          }
        }
        score.ways[at] = page.way;
        var section = score.sections.find(known => known[0] === page.section);
        if (!section) {
          section = [page.section, 0];
          score.sections.push(section);
        }
        section[1] += points;
        score.most = Math.max(score.most, section[1]);
      });
    });
    var hits = [];
    var top = 0;
    scores.forEach((score, doc) => {
      var own = wanted.some(pages => doc >= pages[0] && doc < pages[1]);
      var share = Math.min(part((score.held + (own ? given * 100 : 0)) * 100, Math.max(100 * total, 1)), 100);
      if (share < 25) {
        return;
      }
      var name = score.names.reduce((most, own) => Math.max(most, worth(own, inNames)), 0);
      var whole = part(part(score.points, 8) * share, 100) + part(part(total * 70, 8) * name, 60);
      var all = Math.max(score.points, 1);
      var together = 75 + part(part(score.most * 100, all) * 25, 100);
      var named = alone && score.names.some((name, at) => name[1] >= inNames && name[0] >= (at ? 40 : 60));
      var prior = part((index.prior[doc] + (own ? 45 : 0)) * (named ? 140 : 100), 100);
      var points = Math.max(part(part(whole * together, 100) * prior, 100), 1);
      top = Math.max(top, points);
      hits.push({
        doc: doc,
        score: points,
        ways: score.ways,
        sections: score.sections.filter(section => section[0] > 0 && section[1] * 100 >= all * 40),
      });
    });
    hits = hits.filter(hit => hit.score * 100 >= top * 6);
    hits.sort((a, b) => b.score - a.score || a.doc - b.doc);
    return { query: query, terms: list, hits: hits };
  }

  /* The sections that say most about the query. */
  function parts(hit, shown) {
    var best = hit.sections.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 2);
    return best.map(section => shown.sections[section[0] - 1]);
  }

  function nearest(found) {
    var lost = found.terms.filter(term => term.words.length === 0);
    var all = each(lost, term => near(fold(term.typed), 1)).reduce((all, list) => all.concat(list), []);
    var first = all.filter((one, at) => all.findIndex(other => other.form.word === one.form.word) === at);
    return first.map(one => one.form.text);
  }

  /* For the tests of the site, and for pages that want to search by themselves. */
  window.Lathund = window.Lathund || {};
  window.Lathund.search = (query, most) => {
    return new Promise((told, failed) => {
      open(() => {
        complete(
          () => {
            var found = rank(query);
            found.near = found.hits.length ? [] : nearest(found);
            found.cards = each(found.hits.slice(0, most), hit => card(hit.doc));
            return found;
          },
          told,
          failed
        );
      }, failed);
    });
  };

  /* ---- What readers see ---- */

  var say = (key, values) => (index.words[key] || "").replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);

  var quoted = query => "”" + query.trim().slice(0, 80) + "”";

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) {
      element.className = className;
    }
    if (text) {
      element.textContent = text;
    }
    return element;
  }

  var KEY = "lathund:sokningar";

  function recent() {
    try {
      // Others on this address, such as files from the same disk, may keep something else there.
      var kept = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(kept) ? kept.filter(word => typeof word === "string") : [];
    } catch (refused) {
      return [];
    }
  }

  function remember(query) {
    query = query.trim();
    var list = recent().filter(old => old !== query);
    try {
      if (query) {
        localStorage.setItem(KEY, JSON.stringify([query].concat(list).slice(0, 5)));
      } else {
        localStorage.removeItem(KEY);
      }
    } catch (refused) {
      return;
    }
  }

  /* What the words of a query look like in texts: without their endings. */
  function needles(found) {
    return found.terms.map(term => {
      var word = fold(term.corrected || term.typed);
      var ending = index.ends.find(ending => word.endsWith(ending) && word.length - ending.length >= 4);
      return ending && !term.corrected ? word.slice(0, -ending.length) : word;
    });
  }

  function marked(text, list) {
    var holder = document.createDocumentFragment();
    text.split(/([\p{Alphabetic}\p{N}\u00ad-]+)/u).forEach((piece, at) => {
      var word = at % 2 ? fold(piece.toLowerCase()) : "";
      var bare = word.replace(/-/g, "");
      var hit = list.some(needle => bare.startsWith(needle) || word.split("-").indexOf(needle) >= 0 || (needle.length > 3 && bare.indexOf(needle) >= 0));
      if (hit) {
        holder.append(make("mark", "", piece));
      } else {
        holder.append(piece);
      }
    });
    return holder;
  }

  function shows(text, needle) {
    return text.split(/[^\p{Alphabetic}\p{N}-]+/u).find(word => needle && fold(word.toLowerCase()).replace(/-/g, "").indexOf(needle) >= 0);
  }

  /* Why a page is among the hits, when its title and text do not show it. */
  function why(found, hit, shown) {
    var list = needles(found);
    var seen = [shown.title, shown.text].join(" ");
    for (var at = 0; at < list.length; at += 1) {
      var way = hit.ways[at];
      if (way === undefined || (shows(seen, list[at]) && way !== 3)) {
        continue;
      }
      var needle = list[at];
      var name = shown.names.find(name => shows(name, needle));
      if (name) {
        return say("synonym", { word: name });
      }
      var whole = way === 3 && shows(seen, needle);
      if (whole && fold(whole.toLowerCase()) !== needle) {
        return say("part", { word: whole.toLowerCase() });
      }
      if (way === 1 || way === 2) {
        return say(way === 1 ? "related" : "glossary", { word: found.terms[at].typed });
      }
    }
    return "";
  }

  function address(shown, anchor) {
    anchor = anchor || shown.anchor;
    return root + shown.path + (anchor ? "#" + anchor : "");
  }

  function meta(shown, reason) {
    return [shown.kind[1], shown.trail, reason]
      .filter((part, at) => part && (at !== 1 || part !== shown.kind[1]))
      .join(" · ");
  }

  function resultsOf(query) {
    return root + "sok.html?q=" + encodeURIComponent(query.trim());
  }

  /* ---- The search field ---- */

  function combobox(form, input) {
    var box = make("div", "search-box");
    var list = make("ul", "search-list");
    var status = make("p", "visually-hidden");
    var options = [];
    var current = -1;
    var turn = 0;
    list.id = "s-forslag";
    list.setAttribute("role", "listbox");
    status.setAttribute("role", "status");
    box.hidden = true;
    box.append(list);
    form.append(box, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      box.hidden = true;
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    }

    function choose(at) {
      current = at;
      options.forEach((option, n) => {
        option.setAttribute("aria-selected", String(n === at));
      });
      if (at >= 0) {
        input.setAttribute("aria-activedescendant", options[at].id);
        options[at].scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function option(className, target, query) {
      var element = make("li", className);
      element.id = "s-forslag-" + options.length;
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      element.addEventListener("mousedown", event => {
        event.preventDefault();
      });
      element.addEventListener("click", event => {
        go(target, query, event.ctrlKey || event.metaKey);
      });
      element.go = () => {
        go(target, query, false);
      };
      options.push(element);
      list.append(element);
      return element;
    }

    function go(target, query, apart) {
      remember(query);
      if (apart) {
        window.open(target, "_blank", "noopener");
      } else {
        close();
        window.location.href = target;
      }
    }

    function clear() {
      options = [];
      current = -1;
      list.replaceChildren();
      list.setAttribute("aria-label", say("suggestions", {}));
    }

    function open_() {
      box.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(!box.hidden));
      choose(-1);
    }

    function hinted(meant) {
      option("search-hint", resultsOf(meant), meant).append(say("meant", {}) + " ", make("strong", "", meant), "?");
    }

    function show(found) {
      clear();
      var query = found.query;
      var marks = needles(found);
      var meant = corrected(found);
      if (meant) {
        hinted(meant);
      }
      found.cards.forEach((shown, at) => {
        var hit = found.hits[at];
        var element = option("search-hit", address(shown), query);
        var title = make("span", "search-title");
        title.append(marked(shown.title, marks));
        var text = make("span", "search-text");
        text.append(marked(shown.text, marks));
        element.append(title, make("span", "search-meta", meta(shown, why(found, hit, shown))), text);
        parts(hit, shown).slice(0, 1).forEach(section => {
          var inner = option("search-section", address(shown, section[0]), query);
          inner.append(marked(section[1], marks));
        });
      });
      var count = found.hits.length;
      if (count) {
        option("search-all", resultsOf(query), query).append(say("all_hits", { n: count, q: quoted(query) }));
      } else {
        option("search-all", resultsOf(query), query).append(say("zero", { q: quoted(query) }));
        found.near.slice(0, 3).forEach(word => {
          hinted(word);
        });
      }
      status.textContent = say(options.length === 1 ? "shown_one" : "shown", { n: options.length });
      if (!count) {
        status.textContent = say("zero", { q: quoted(query) });
      }
      open_();
    }

    function earlier() {
      var list = recent();
      if (!index || input.value.trim() || !list.length) {
        return;
      }
      clear();
      list.forEach(query => {
        option("search-hint", resultsOf(query), query).append(query);
      });
      open_();
    }

    function ask() {
      var query = input.value;
      turn += 1;
      var own = turn;
      if (!query.trim()) {
        close();
        status.textContent = "";
        earlier();
        return;
      }
      window.Lathund.search(query, 7).then(
        found => {
          if (own === turn && document.activeElement === input) {
            show(found);
          }
        },
        close
      );
    }

    input.addEventListener("input", ask);
    input.addEventListener("focus", () => open(earlier, close));
    input.addEventListener("blur", close);
    input.addEventListener("keydown", event => {
      var down = event.key === "ArrowDown";
      if (event.key === "Escape" && !box.hidden) {
        event.preventDefault();
        close();
      } else if ((down || event.key === "ArrowUp") && !event.altKey && !event.ctrlKey) {
        if (box.hidden) {
          ask();
        } else {
          var last = options.length - 1;
          choose(down ? (current === last ? -1 : current + 1) : current === -1 ? last : current - 1);
        }
        event.preventDefault();
      } else if (event.key === "Enter" && current >= 0) {
        event.preventDefault();
        options[current].go();
      }
    });
    form.addEventListener("submit", event => {
      if (!input.value.trim()) {
        event.preventDefault();
      }
      remember(input.value);
    });
  }

  function corrected(found) {
    var meant = found.query.toLowerCase().trim();
    var any = false;
    found.terms.forEach(term => {
      if (term.corrected) {
        meant = meant.replace(term.typed, term.corrected);
        any = true;
      }
    });
    return any ? meant : "";
  }

  /* ---- The page of results ---- */

  var SHOWN = 20;

  function results(page) {
    var status = page.querySelector("[data-search-status]");
    var holder = page.querySelector("[data-search-results]");
    var way = page.querySelector("[data-search-way]");
    var input = document.getElementById("s-sok");
    var state = new URLSearchParams(window.location.search);
    var query = (state.get("q") || "").trim();
    input.value = query;

    function link(text, target) {
      var element = make("a", "", text);
      element.href = target;
      return element;
    }

    function list(className, heading, words) {
      var section = make("div", className);
      var items = make("ul");
      section.append(make("h2", "", heading), items);
      words.forEach(word => {
        var item = make("li");
        item.append(link(word, resultsOf(word)));
        items.append(item);
      });
      return section;
    }

    function history() {
      var place = page.querySelector("[data-search-recent]");
      var words = recent().filter(word => word !== query);
      place.replaceChildren();
      place.hidden = words.length === 0;
      if (words.length) {
        var button = make("button", "button quiet", say("clear", {}));
        button.type = "button";
        button.addEventListener("click", () => {
          remember("");
          place.hidden = true;
          status.focus();
        });
        place.append(list("", say("recent", {}), words), button);
      }
    }

    function item(found, hit, shown) {
      var marks = needles(found);
      var element = make("li", "search-result");
      var heading = make("h2");
      var title = link("", address(shown));
      var text = make("p", "search-text");
      title.append(marked(shown.title, marks));
      heading.append(title);
      text.append(marked(shown.text, marks));
      element.append(heading, make("p", "search-meta", meta(shown, why(found, hit, shown))), text);
      var sections = parts(hit, shown);
      if (sections.length) {
        var inner = make("ul", "search-parts");
        sections.forEach(section => {
          var part = make("li");
          var to = link("", address(shown, section[0]));
          to.append(marked(section[1], marks));
          part.append(to);
          if (section[2]) {
            var excerpt = make("span", "search-text");
            excerpt.append(marked(section[2], marks));
            part.append(" ", excerpt);
          }
          inner.append(part);
        });
        element.append(inner);
      }
      return element;
    }

    /* How many hits each kind has: the pages of a kind stand together. */
    function kinds(found) {
      var before = 0;
      return index.kinds.map(kind => {
        var from = before;
        before += kind[2];
        var own = found.hits.filter(hit => hit.doc >= from && hit.doc < from + kind[2]);
        return { id: kind[0], label: kind[1], hits: own };
      });
    }

    function facets(found, chosen) {
      var nav = make("nav", "search-facets");
      var items = make("ul");
      nav.setAttribute("aria-label", say("kinds", {}));
      var all = [{ id: "", label: say("every", {}), hits: found.hits }].concat(
        kinds(found)
          .filter(kind => kind.hits.length > 0)
          .sort((a, b) => b.hits.length - a.hits.length)
      );
      all.forEach(kind => {
        var one = make("li");
        var target = resultsOf(query) + (kind.id ? "&slag=" + kind.id : "");
        var to = link(kind.label + " ", target);
        to.append(make("span", "search-count", String(kind.hits.length)));
        if (kind.id === chosen) {
          to.setAttribute("aria-current", "true");
        }
        one.append(to);
        items.append(one);
      });
      nav.append(items);
      return nav;
    }

    function show(found, chosen) {
      var own = kinds(found).find(kind => kind.id === chosen);
      var hits = own ? own.hits : found.hits;
      var meant = corrected(found);
      holder.replaceChildren();
      status.textContent = say(hits.length === 0 ? "zero" : hits.length === 1 ? "counted_one" : "counted", {
        n: hits.length,
        q: quoted(query),
      });
      if (meant) {
        var hint = make("p", "search-hint", say("meant", {}) + " ");
        hint.append(link(meant, resultsOf(meant)), "?");
        holder.append(hint);
      }
      way.hidden = hits.length > 0;
      if (found.near.length) {
        holder.append(list("search-near", say("near", {}), found.near));
      }
      if (!hits.length) {
        return;
      }
      var columns = make("div", "search-columns");
      var items = make("ol", "search-results");
      var more = make("button", "button quiet", say("more", {}));
      var main = make("div");
      more.type = "button";
      var next = focus => {
        var from = items.children.length;
        var round = hits.slice(from, from + SHOWN);
        complete(
          () => each(round, hit => card(hit.doc)),
          cards => {
            cards.forEach((shown, at) => {
              items.append(item(found, round[at], shown));
            });
            more.hidden = items.children.length >= hits.length;
            if (focus && items.children[from]) {
              items.children[from].querySelector("a").focus();
            }
          },
          failed
        );
      };
      more.addEventListener("click", () => {
        next(true);
      });
      main.append(items, more);
      columns.append(facets(found, chosen), main);
      holder.append(columns);
      next(false);
    }

    function failed() {
      status.textContent = status.dataset.failed;
      way.hidden = false;
    }

    open(() => {
      history();
      if (!query) {
        status.textContent = say("start", {});
        return;
      }
      status.textContent = say("loading", {});
      document.title = quoted(query) + " – " + document.title;
      remember(query);
      window.Lathund.search(query, 0).then(found => {
        show(found, state.get("slag") || "");
      }, failed);
    }, failed);
  }

  document.querySelectorAll("form[role=search]").forEach(form => {
    form.action = root + "sok.html";
    combobox(form, form.querySelector("input[type=search]"));
  });
  var page = document.querySelector("[data-search-page]");
  if (page) {
    results(page);
  }
})();
