// What a page can do besides being read: find, sort, open what an address points to. Without it nothing is missing
// that is not also in the pages: search.html lists every unit, tables stand in their order of rank.
(() => {
  "use strict";

  const root = document.querySelector(".kh-find")?.dataset.root ?? "";

  // Finding. Chinese is not split into words: a query matches where its characters stand in a row (热线), in order
  // (发改局 in 发展和改革局), or mostly in pairs. So no dictionary decides what can be found.
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s，。、；：“”‘’（）()《》〔〕·—-]+/g, "");
  const pairs = (text) => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));

  const inOrder = (term, text) => {
    let at = 0;
    for (const character of text) if (character === term[at]) at += 1;
    return at === term.length;
  };

  const likeness = (term, text) => {
    const wanted = pairs(term);
    return wanted.length ? wanted.filter((pair) => text.includes(pair)).length / wanted.length : 0;
  };

  const rate = (term, entry) => {
    if (entry.title === term || entry.names.some((name) => name === term)) return 120;
    if (entry.title.startsWith(term)) return 70;
    if (entry.names.some((name) => name.includes(term))) return 60;
    if (entry.title.includes(term)) return 50;
    if (term.length > 1 && entry.unit && inOrder(term, entry.title)) return 30;
    if (entry.text.includes(term)) return 12;
    const close = Math.max(likeness(term, entry.title), ...entry.names.map((name) => likeness(term, name)));
    if (close >= 0.5) return 20 * close;
    return likeness(term, entry.text) >= 0.75 ? 5 : 0;
  };

  const find = (index, query, most) => {
    const terms = query.split(/\s+/).map(fold).filter(Boolean);
    if (!terms.length) return [];
    const found = [];
    for (const entry of index) {
      let total = 0;
      for (const term of terms) {
        const points = rate(term, entry);
        if (!points) { total = 0; break; }
        total += points;
      }
      if (total) found.push([total * (entry.unit ? 1.3 : 1), entry]);
    }
    found.sort((a, b) => b[0] - a[0] || a[1].order - b[1].order);
    return found.slice(0, most).map(([, entry]) => entry);
  };

  // The index is a script, because a page opened from disk may load one, and is loaded when it is first needed.
  let loading = null;
  const load = () => {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}assets/search-index.js`;
      script.onload = () => resolve(window.kaoheIndex.map(([title, url, kind, names, text], order) => ({
        shown: title, url, kind, shownText: text, order, unit: kind.startsWith("单位"),
        title: fold(title), names: names.split(" ").map(fold).filter(Boolean), text: fold(text),
      })));
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  };

  const excerpt = (entry, query) => {
    const term = query.trim().split(/\s+/)[0] ?? "";
    const at = Math.max(0, entry.shownText.indexOf(term));
    const from = Math.max(0, at - 18);
    return (from ? "…" : "") + entry.shownText.slice(from, from + 72) + (entry.shownText.length > from + 72 ? "…" : "");
  };

  // Marks the query in a text; data become text nodes, never HTML.
  const marked = (parent, text, query) => {
    const term = query.trim().split(/\s+/)[0] ?? "";
    const at = term ? text.indexOf(term) : -1;
    if (at < 0) { parent.append(text); return; }
    const mark = document.createElement("mark");
    mark.textContent = term;
    parent.append(text.slice(0, at), mark, text.slice(at + term.length));
  };

  const list = (entries, query) => {
    const hits = document.createElement("ul");
    hits.className = "kh-hits";
    for (const entry of entries) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + entry.url;
      const title = document.createElement("strong");
      marked(title, entry.shown, query);
      const kind = document.createElement("small");
      kind.textContent = entry.kind;
      link.append(title, kind);
      if (entry.shownText) {
        const text = document.createElement("span");
        marked(text, excerpt(entry, query), query);
        link.append(text);
      }
      item.append(link);
      hits.append(item);
    }
    return hits;
  };

  const nothing = (query) => {
    const words = document.createElement("p");
    words.textContent = `没有找到“${query}”。可以换一个简称，或只写其中两三个字。`;
    return words;
  };

  const dropDown = (form) => {
    const input = form.querySelector("input[type=search]");
    const box = document.createElement("div");
    box.className = "kh-drop";
    box.hidden = true;
    form.append(box);
    let latest = 0;
    const show = async () => {
      const query = input.value.trim();
      const mine = (latest += 1);
      if (!query) { box.hidden = true; return; }
      const index = await load();
      if (mine !== latest) return;
      const found = find(index, query, 8);
      box.replaceChildren(found.length ? list(found, query) : nothing(query));
      box.hidden = false;
    };
    input.addEventListener("focus", () => { load().catch(() => {}); });
    input.addEventListener("input", () => { show().catch(() => { box.hidden = true; }); });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) box.hidden = true; });
    form.addEventListener("keydown", (event) => {
      const links = [...box.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { box.hidden = true; input.focus(); }
      if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
      if (event.key === "ArrowUp" && links.length) { event.preventDefault(); (at > 0 ? links[at - 1] : input).focus(); }
    });
  };

  const searchPage = () => {
    const results = document.getElementById("kh-results");
    const input = document.getElementById("kh-page-query");
    const all = document.getElementById("kh-all");
    if (!results || !input) return;
    const show = async () => {
      const query = input.value.trim();
      all.hidden = Boolean(query);
      results.hidden = !query;
      if (!query) return;
      const found = find(await load(), query, 100);
      const count = document.createElement("p");
      count.className = "kh-quiet";
      count.textContent = found.length < 100 ? `找到 ${found.length} 处` : "找到 100 处以上，先列最接近的";
      if (query !== input.value.trim()) return;
      results.replaceChildren(...(found.length ? [count, list(found, query)] : [nothing(query)]));
      results.dataset.query = query;
    };
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    input.addEventListener("input", () => { show().catch(() => {}); });
    input.form.addEventListener("submit", (event) => { event.preventDefault(); show().catch(() => {}); });
    show().catch(() => {});
  };

  // Sorting: a head of a table becomes a button; figures sort as figures, and the order of the page comes back.
  const figure = (text) => {
    const found = text.replace(/−/g, "-").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      if (cell.classList.contains("kh-bar-cell")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "kh-sort";
      button.title = "按这一列排序";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const before = cell.getAttribute("aria-sort");
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        if (before === "descending") { body.replaceChildren(...original); return; }
        const way = before === "ascending" ? -1 : 1;
        cell.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
        const key = (row) => row.cells[column].textContent.trim();
        const byFigure = cell.classList.contains("kh-number");
        body.replaceChildren(...[...original].sort((a, b) => way * (byFigure
          ? (figure(key(a)) ?? -Infinity) - (figure(key(b)) ?? -Infinity)
          : key(a).localeCompare(key(b), "zh-Hans-CN"))));
      });
    });
  };

  // A table that is wider than the screen says so, and fades at the edge until its end is reached.
  const fade = (part) => {
    const show = () => {
      part.classList.toggle("kh-wider", part.clientWidth < part.scrollWidth - 2);
      part.classList.toggle("kh-goes-on", part.scrollLeft + part.clientWidth < part.scrollWidth - 2);
    };
    part.addEventListener("scroll", show, { passive: true });
    if ("ResizeObserver" in window) new ResizeObserver(show).observe(part);
    show();
  };

  // An address may point into a part that is folded.
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    if (target) target.scrollIntoView();
  };

  document.querySelectorAll(".kh-find, .kh-hero-find:not(.kh-search-form)").forEach(dropDown);
  document.querySelectorAll("table[data-sortable]").forEach(sortable);
  document.querySelectorAll(".kh-scroll").forEach(fade);
  searchPage();
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();
  addEventListener("beforeprint", () => document.querySelectorAll(".kh-tree, .kh-paper").forEach((part) => { part.open = true; }));
})();
