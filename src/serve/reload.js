// Reloads the page when the site has been built anew, and shows why it could not be.
(() => {
  'use strict';
  // The version of the site that this page belongs to.
  let site = document.currentScript.dataset.site;
  let news;

  function listen() {
    news = new EventSource('/__lathund/events');
    news.onmessage = (event) => hear(JSON.parse(event.data));
    // The browser tries again by itself, but not when the server had no place left.
    news.onerror = () => {
      if (news.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    };
  }

  function hear({ failure, site: current, styles }) {
    show(failure);
    if (failure || current === site) return;
    if (!styles) {
      location.reload();
      return;
    }
    site = current;
    restyle().catch(() => location.reload());
  }

  function show(failure) {
    document.getElementById('lathund-failure')?.remove();
    if (!failure || document.querySelector('main.lathund-failure')) return;
    const panel = document.createElement('aside');
    panel.id = 'lathund-failure';
    panel.className = 'lathund-failure';
    panel.setAttribute('role', 'alert');
    const words = document.createElement('details');
    words.open = true;
    words.append(element('summary', failure.heading), element('pre', failure.details));
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = '/__lathund/overlay.css';
    style.dataset.lathund = '';
    panel.append(style, words);
    document.body.append(panel);
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  // Style sheets carry fingerprints in their names: the new names stand in the new page.
  async function restyle() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = [...page.querySelectorAll('link[rel~="stylesheet"]')];
    const old = [...document.querySelectorAll('link[rel~="stylesheet"]:not([data-lathund])')];
    if (fresh.length !== old.length) throw new Error('other style sheets');
    old.forEach((link, index) => {
      const href = fresh[index].getAttribute('href');
      if (href === link.getAttribute('href')) return;
      const next = link.cloneNode();
      next.setAttribute('href', href);
      next.onload = () => link.remove();
      link.after(next);
    });
  }

  listen();
  // A page that waits in the browser's history must not hold a connection.
  addEventListener('pagehide', () => news.close());
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
})();
