/* Files that a reader saves and opens, and what a browser keeps for her. Shared by the pages that
   hold answers: window.Lathund.files and window.Lathund.store. Nothing here reaches a server. */
(function () {
  "use strict";

  var lathund = (window.Lathund = window.Lathund || {});
  var largest = 5000000;

  /* Signs that a file system would read as something else. */
  var fileName = function (name) {
    return name.replace(/[\u0000-\u001f\\/:*?"<>|]+/g, "-").replace(/^[.\s-]+|[.\s-]+$/g, "") || "fil";
  };

  lathund.files = {
    /* Hands "text" over as a download in UTF-8. */
    save: function (name, mediaType, text) {
      var address = URL.createObjectURL(new Blob([text], { type: mediaType + ";charset=utf-8" }));
      var link = document.createElement("a");
      link.href = address;
      link.download = fileName(name);
      link.hidden = true;
      document.body.append(link);
      link.click();
      link.remove();
      window.setTimeout(function () {
        URL.revokeObjectURL(address);
      }, 60000);
    },

    /* The text of a chosen file. Refused are files too large for answers ("too-large"), and
       those that are no text in UTF-8 ("not-text"): the reason is the error's message. */
    read: function (file) {
      if (file.size > largest) {
        return Promise.reject(new Error("too-large"));
      }
      return file.arrayBuffer().then(function (bytes) {
        try {
          return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
        } catch (undecodable) {
          throw new Error("not-text");
        }
      });
    },
  };

  /* Browsers may refuse storage (private windows, policies) or run out of it. What could not be
     kept lives in memory until the page is left, and "set" tells so. */
  var storage = (function () {
    var probe = "lathund:_";
    try {
      window.localStorage.setItem(probe, "1");
      window.localStorage.removeItem(probe);
      return window.localStorage;
    } catch (refused) {
      try {
        /* A full storage can still be read. */
        return window.localStorage.length > 0 ? window.localStorage : null;
      } catch (closed) {
        return null;
      }
    }
  })();
  var memory = new Map();

  var parsed = function (text) {
    try {
      return text === null ? null : JSON.parse(text);
    } catch (damaged) {
      return null;
    }
  };

  lathund.store = {
    /* False when the browser keeps nothing at all. */
    available: storage !== null,

    /* The value of a key; null when there is none, or none that can be read. */
    get: function (key) {
      return parsed(memory.has(key) ? memory.get(key) : storage && storage.getItem(key));
    },

    /* Whether the value outlives the page. It can be read back either way. */
    set: function (key, value) {
      var text = JSON.stringify(value);
      try {
        storage.setItem(key, text);
        memory.delete(key);
        return true;
      } catch (refused) {
        memory.set(key, text);
        return false;
      }
    },

    remove: function (key) {
      memory.delete(key);
      if (storage) {
        storage.removeItem(key);
      }
    },

    /* Every key that begins so, in order. */
    keys: function (prefix) {
      var found = new Set(memory.keys());
      for (var at = 0; storage && at < storage.length; at += 1) {
        found.add(storage.key(at));
      }
      return Array.from(found)
        .filter(function (key) {
          return key.indexOf(prefix) === 0;
        })
        .sort();
    },
  };
})();
