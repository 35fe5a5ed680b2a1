// Two units are chosen, by the form or by the address (?a=…&b=…), and set side by side. Every figure comes from the
// tables of the page; only differences are reckoned, in the decimals in which the figures stand there.
(() => {
  "use strict";

  const form = document.querySelector(".kh-choose-units");
  const place = document.getElementById("kh-pair");
  const tables = ["kh-units-parts", "kh-units-items"].map((id) => document.getElementById(id));
  if (!form || !place || tables.includes(null)) return;
  const [one, other] = [form.elements.a, form.elements.b];
  const { noun } = place.dataset;

  const make = (name, text = "", kind = "") => {
    const element = document.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  const within = (outer, ...inner) => { outer.append(...inner); return outer; };
  const rowOf = (table, unit) => [...table.tBodies[0].rows].find((row) => row.dataset.unit === unit);

  // Figures are texts such as 0.25 or 96.35%: as whole numbers of their last place, so that nothing is rounded.
  const PLACES = 6;
  const whole = (text) => {
    const found = /^([-−]?)(\d+)(?:\.(\d+))?/.exec(text);
    return found ? BigInt(`${found[1] && "-"}${found[2]}${(found[3] ?? "").padEnd(PLACES, "0").slice(0, PLACES)}`) : null;
  };
  const difference = (a, b, unit) => {
    const [x, y] = [whole(a), whole(b)];
    if (x === null || y === null) return "—";
    const apart = x - y;
    const digits = (apart < 0n ? -apart : apart).toString().padStart(PLACES + 1, "0");
    const text = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, "");
    return `${apart > 0n ? "＋" : apart < 0n ? "−" : ""}${text}${unit}`;
  };

  const bar = (text, largest, tone) => {
    const picture = document.getElementById("kh-bar").content.cloneNode(true);
    const moved = picture.querySelector("rect:last-of-type");
    moved.setAttribute("class", `kh-tone-${tone}`);
    const size = whole(text) ?? 0n;
    moved.setAttribute("width", largest ? String(Number(((size < 0n ? -size : size) * 10000n) / largest) / 100) : "0");
    return picture;
  };

  const lines = (table, a, b) => {
    const [first, second] = [rowOf(table, a), rowOf(table, b)];
    return [...table.tHead.rows[0].cells].slice(1).map((head, at) => ({
      kind: head.dataset.kind, name: head.textContent, url: head.querySelector("a")?.href,
      a: first.cells[at + 1].textContent, b: second.cells[at + 1].textContent,
    }));
  };

  const named = (line) => {
    if (!line.url) return document.createTextNode(line.name);
    const link = make("a", line.name);
    link.href = line.url;
    return link;
  };

  const draw = (title, found, names, bars) => {
    const largest = found.flatMap((line) => [whole(line.a) ?? 0n, whole(line.b) ?? 0n]).reduce((x, y) => (y > x ? y : x), 0n);
    const head = make("tr");
    for (const [words, kind] of [["项目", ""], [names[0], "kh-number"], ...(bars ? [["长短", "kh-bar-cell"]] : []), [names[1], "kh-number"], [bars ? "相差" : "相差（个百分点）", "kh-number"]]) {
      const cell = make("th", words === "长短" ? "" : words, kind);
      if (words === "长短") cell.append(make("span", words, "kh-unseen"));
      cell.scope = "col";
      head.append(cell);
    }
    const body = make("tbody");
    for (const line of found) {
      const name = within(make("th"), named(line));
      name.scope = "row";
      const row = within(make("tr"), name, make("td", line.a, "kh-number"));
      if (bars) row.append(within(make("td", "", "kh-bar-cell kh-pair-bars"), bar(line.a, largest, "a"), bar(line.b, largest, "b")));
      row.append(make("td", line.b, "kh-number"), make("td", difference(line.a, line.b, ""), "kh-number kh-strong"));
      body.append(row);
    }
    const scroll = within(make("div", "", "kh-scroll"), within(make("table", "", "kh-table kh-pair-table"), within(make("thead"), head), body));
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", title);
    return within(make("section", "", "kh-section"), make("h2", title), scroll);
  };

  // What sets the two furthest apart: all that differ by as much as the first.
  const furthest = (found) => {
    const apart = (line) => { const by = (whole(line.a) ?? 0n) - (whole(line.b) ?? 0n); return by < 0n ? -by : by; };
    const most = found.map(apart).reduce((x, y) => (y > x ? y : x), 0n);
    const lines = found.filter((line) => most && apart(line) === most);
    if (!lines.length) return "";
    return `${noun}相差最大的单项是${lines.map((line) => `${line.name}（${line.a} 分和 ${line.b} 分）`).join("、")}。`;
  };

  const show = () => {
    const [a, b] = [one.value, other.value];
    if (!a || !b) { place.replaceChildren(); return; }
    if (a === b) { place.replaceChildren(make("p", "选的是同一个单位。", "kh-note")); return; }
    const names = [one, other].map((choice) => choice.selectedOptions[0].textContent);
    const parts = lines(tables[0], a, b);
    const items = lines(tables[1], a, b).filter((line) => whole(line.a) || whole(line.b));
    const groups = [a, b].map((unit) => rowOf(tables[0], unit).dataset.group);
    const [rank, total] = ["rank", "total"].map((kind) => parts.find((line) => line.kind === kind));
    const words = `${names[0]}得分 ${total.a}，名次 ${rank.a}；${names[1]}得分 ${total.b}，名次 ${rank.b}。`;
    const both = groups[0] === groups[1] ? "" : `两个单位不在同一组（${groups.join("；")}），名次不能相比。`;
    const rates = parts.filter((line) => line.kind === "rate");
    const only = items.filter((line) => !whole(line.a) !== !whole(line.b));
    place.replaceChildren(
      within(make("p", "", "kh-lead"), words, both, furthest(items)),
      within(make("p", "", "kh-legend"), make("span", "", "kh-key kh-key-a"), `${names[0]}　`, make("span", "", "kh-key kh-key-b"), names[1]),
      draw(`各类别${noun}`, parts.filter((line) => line.kind === "points"), names, true),
      ...(items.length ? [draw(`各单项${noun}（至少一个单位有）`, items, names, true)] : []),
      ...(only.length ? [make("p", `只有一个单位有的：${only.map((line) => line.name).join("、")}。`)] : []),
      ...(rates.length ? [draw("满意率", rates, names, false)] : []),
    );
  };

  const follow = () => {
    const asked = new URLSearchParams(location.search);
    for (const choice of [one, other]) {
      const unit = asked.get(choice.name) ?? "";
      choice.value = [...choice.options].some((option) => option.value === unit) ? unit : "";
    }
    show();
  };
  const choose = () => {
    const asked = new URLSearchParams([["a", one.value], ["b", other.value]].filter(([, unit]) => unit));
    history.replaceState(null, "", `${asked}` ? `?${asked}` : location.pathname);
    show();
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
    if (!one.value || !other.value) place.replaceChildren(make("p", "请先选两个单位。", "kh-note"));
  });
  for (const choice of [one, other]) choice.addEventListener("change", choose);
  addEventListener("popstate", follow);
  follow();
})();
