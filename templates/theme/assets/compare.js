// Two versions are chosen and their comparison is drawn from the published data. Every figure and every word comes
// from there; nothing is computed here. Without this script the page lists comparisons that are pages of their own.
(() => {
  "use strict";

  const form = document.querySelector(".kh-choose");
  const place = document.getElementById("kh-compared");
  if (!form || !place) return;
  const { root } = place.dataset;
  const pairs = new Set(form.dataset.pairs.split(" "));
  const [from, to] = [form.elements.from, form.elements.to];
  const order = [...from.options].map((option) => option.value);

  const make = (name, text = "", kind = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  const within = (outer, ...inner) => { outer.append(...inner); return outer; };
  const linked = (url, text) => {
    if (!url) return document.createTextNode(text);
    const link = make("a", text);
    link.href = root + url;
    return link;
  };
  const section = (title, ...parts) => within(make("section", "", "kh-section"), make("h2", title), ...parts);

  const bar = (score) => {
    const picture = document.getElementById("kh-bar").content.cloneNode(true);
    const moved = picture.querySelector("rect:last-of-type");
    moved.setAttribute("class", score.delta.startsWith("+") ? "kh-tone-a" : "kh-tone-b");
    moved.setAttribute("width", score.size);
    return picture;
  };

  const causes = (score, urls) => {
    if (!score.causes.length) return document.createTextNode("—");
    const list = make("ul", "", "kh-causes");
    for (const cause of score.causes) {
      const row = within(make("li"), make("span", cause.delta, "kh-number"), "　", linked(urls[cause.path], cause.words));
      if (cause.absorbed) row.append(make("span", `（${cause.absorbed}）`, "kh-quiet"));
      list.append(row);
    }
    return within(make("details"), make("summary", `${score.causes.length} 项`), list);
  };

  const HEADS = [["单位", ""], ["原得分", "kh-number"], ["现得分", "kh-number"], ["变动", "kh-number"], ["", "kh-bar-cell kh-wide"],
    ["原名次", "kh-number"], ["现名次", "kh-number"], ["原因", ""]];
  // On a telephone each row is a card: what a cell is stands before it, and is told to who hears the page.
  const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };
  const name = (table) => {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      part.setAttribute("role", ROLES[part.localName] ?? (part.scope === "row" ? "rowheader" : "columnheader"));
      if (part.localName === "td" && HEADS[part.cellIndex][0]) part.dataset.head = HEADS[part.cellIndex][0];
    }
  };
  const scores = (found) => {
    if (!found.scores.length) return make("p", "得分和名次没有变化。");
    const head = make("tr");
    for (const [words, kind] of HEADS) {
      const cell = make("th", words, kind);
      cell.scope = "col";
      head.append(cell);
    }
    const body = make("tbody");
    for (const score of found.scores) {
      const unit = within(make("th"), linked(score.url, score.name));
      unit.scope = "row";
      for (const outcome of score.outcomes) unit.append(" ", make("span", outcome, "kh-tag"));
      body.append(within(make("tr"), unit, make("td", score.old, "kh-number"), make("td", score.new, "kh-number"),
        make("td", score.delta, "kh-number kh-strong"), within(make("td", "", "kh-bar-cell kh-wide"), bar(score)),
        make("td", score.old_rank, "kh-number"), make("td", score.new_rank, "kh-number"),
        within(make("td", "", "kh-opens"), causes(score, found.urls))));
    }
    const table = within(make("table", "", "kh-table kh-compare kh-entries"), within(make("thead"), head), body);
    name(table);
    const scroll = within(make("div", "", "kh-scroll"), table);
    scroll.tabIndex = 0;
    return within(make("div"), ...found.notes.map((note) => make("p", note, "kh-quiet")), scroll);
  };

  const changes = (found) => {
    if (!found.changes.length) return [make("p", "数据没有改动。")];
    const kinds = new Map();
    for (const change of found.changes) kinds.set(change.kind, [...(kinds.get(change.kind) ?? []), change]);
    return [...kinds].map(([kind, rows]) => {
      const list = make("ul", "", "kh-changes");
      for (const change of rows) {
        const row = within(make("li"), linked(found.urls[change.path], change.about || change.path), "　", make("code", change.path));
        if (change.note) row.append(`　${change.note}`);
        if (change.fields.length) {
          const fields = make("ul");
          for (const sentence of change.fields) fields.append(make("li", sentence));
          row.append(fields);
        }
        list.append(row);
      }
      const part = within(make("details", "", "kh-data"), make("summary", `${kind}（${rows.length}）`), list);
      part.open = rows.length <= 20;
      return part;
    });
  };

  const draw = (found, pair) => {
    const data = make("a", "这次比较的数据（JSON）");
    data.href = `${root}compare/${pair}.json`;
    data.download = `${place.dataset.mark}compare-${pair.replace("/", "-")}.json`;
    const title = `${found.from.name} → ${found.to.name}`;
    place.replaceChildren(
      section(title, make("p", `${[...new Set([found.from.about, found.to.about])].join("；")}。${found.summary}`, "kh-quiet"),
        ...found.warnings.map((warning) => make("p", warning, "kh-note"))),
      section("得分和名次", scores(found)),
      section("数据的改动", ...changes(found)),
      within(make("p", "", "kh-more"), data),
    );
  };

  // The data are a script, because a page opened from disk may load one.
  const load = (pair) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}compare/${pair}.js`;
    script.onload = () => { script.remove(); resolve(window.kaoheCompared); };
    script.onerror = reject;
    document.head.append(script);
  });

  let latest = 0;
  const compare = async () => {
    const [one, two] = [from.value, to.value].sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const pair = `${one}/${two}`;
    const asked = latest += 1;
    if (one === two) { place.replaceChildren(make("p", "选的是同一个版本，没有差别。", "kh-note")); return; }
    [from.value, to.value] = [one, two];
    history.replaceState(null, "", `#${pair}`);
    if (!pairs.has(pair)) {
      place.replaceChildren(make("p", "这两个版本属于不同年度，办法不同，得分不能直接比较。请选同一年度的两个版本。", "kh-note"));
      return;
    }
    try {
      const found = await load(pair);
      if (asked === latest) draw(found, pair);
    } catch {
      place.replaceChildren(make("p", "没有读到这次比较的数据，请重新打开本页再试。", "kh-note"));
    }
  };

  const follow = () => {
    const [one, two] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (!order.includes(one) || !order.includes(two)) return false;
    [from.value, to.value] = [one, two];
    compare();
    return true;
  };

  form.hidden = false;
  [from.value, to.value] = [...pairs].pop().split("/"); // the newest version may have none of its year beside it
  form.addEventListener("submit", (event) => { event.preventDefault(); compare(); });
  from.addEventListener("change", compare);
  to.addEventListener("change", compare);
  addEventListener("hashchange", follow);
  follow();
})();
