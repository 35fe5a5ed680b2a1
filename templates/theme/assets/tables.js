// Tables that sort and filter. Without this script they are complete and in their own order; what a reader chose stands
// in the address, so that it can be sent to somebody.
(() => {
  "use strict";

  const tables = [...document.querySelectorAll("table[data-sortable]")];
  const parts = [...document.querySelectorAll("[data-filterable]")];
  const FEW = 4; // rows that are seen at once, in whatever order
  const chosen = { text: "", columns: new Map(), sort: "", down: false };

  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s〔〕[\]()《》“”]+/g, "");
  const headsOf = (table) => [...table.tHead.rows[0].cells];
  const nameOf = (cell) => cell.textContent.trim();
  const rowsOf = (part) => (part.tBodies ? [...part.tBodies[0].rows] : [...part.children]);

  // The address: what is filtered for, the columns that were chosen from, and the order.
  const readAddress = () => {
    const query = new URLSearchParams(location.search);
    chosen.text = query.get("filter") ?? "";
    const sort = query.get("sort") ?? "";
    chosen.down = sort.startsWith("-");
    chosen.sort = sort.replace(/^-/, "");
    for (const [name, value] of query) if (name.startsWith("in.")) chosen.columns.set(name.slice(3), value);
  };
  const writeAddress = () => {
    const place = new URL(location.href);
    const query = place.searchParams;
    for (const name of [...query.keys()]) if (name === "filter" || name === "sort" || name.startsWith("in.")) query.delete(name);
    if (chosen.text) query.set("filter", chosen.text);
    for (const [name, value] of chosen.columns) if (value) query.set(`in.${name}`, value);
    if (chosen.sort) query.set("sort", `${chosen.down ? "-" : ""}${chosen.sort}`);
    try { history.replaceState(null, "", place); } catch { /* some browsers keep the address of a page from disk */ }
  };

  // Sorting: figures as figures, words as a Chinese reader expects; rows without a figure stay at the end.
  const figure = (text) => {
    const found = text.replace(/−/g, "-").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  const byColumn = (column, figures, way) => (a, b) => {
    const [mine, other] = [a, b].map((row) => row.cells[column]?.textContent.trim() ?? "");
    if (!figures) return way * mine.localeCompare(other, "zh-Hans-CN", { numeric: true });
    const [one, two] = [figure(mine), figure(other)];
    if (one === null || two === null) return (one === null) - (two === null);
    return way * (one - two);
  };
  const originals = new Map(tables.map((table) => [table, rowsOf(table)]));
  const order = () => {
    for (const table of tables) {
      const heads = headsOf(table);
      for (const head of heads) head.removeAttribute("aria-sort");
      const column = heads.findIndex((head) => chosen.sort && nameOf(head) === chosen.sort);
      const rows = originals.get(table);
      if (column < 0) { table.tBodies[0].append(...rows); continue; }
      heads[column].setAttribute("aria-sort", chosen.down ? "descending" : "ascending");
      const figures = heads[column].classList.contains("kh-number");
      table.tBodies[0].append(...[...rows].sort(byColumn(column, figures, chosen.down ? -1 : 1)));
    }
  };
  const sortable = (table) => {
    if (rowsOf(table).length < FEW) return;
    table.classList.add("kh-sorts"); // the heads of cards are seen where one can sort by them
    for (const cell of headsOf(table)) {
      if (cell.classList.contains("kh-bar-cell") || !nameOf(cell)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "kh-sort";
      button.title = "按这一列排序";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const name = nameOf(cell);
        if (chosen.sort !== name) Object.assign(chosen, { sort: name, down: false });
        else if (!chosen.down) chosen.down = true;
        else Object.assign(chosen, { sort: "", down: false });
        order();
        writeAddress();
        say();
      });
    }
  };

  // Filtering: every word stands somewhere in the row, or in the heading above it; and what was chosen of a column.
  const told = document.createElement("p");
  const headingOf = (part) => {
    const section = part.closest("section");
    return fold(section?.querySelector("h2, h3")?.textContent ?? "");
  };
  const fits = (row, heads, heading, words) => {
    const text = fold(row.textContent) + heading;
    if (!words.every((word) => text.includes(word))) return false;
    return [...chosen.columns].every(([name, value]) => {
      const column = heads.findIndex((head) => nameOf(head) === name);
      return !value || (column >= 0 && row.cells[column]?.textContent.trim() === value);
    });
  };
  const filter = () => {
    const words = chosen.text.split(/\s+/).map(fold).filter(Boolean);
    const filtered = words.length > 0 || [...chosen.columns.values()].some(Boolean);
    let shown = 0, all = 0;
    const sections = new Map();
    for (const part of parts) {
      const heads = part.tHead ? headsOf(part) : [];
      const heading = headingOf(part);
      let own = 0;
      for (const row of rowsOf(part)) {
        const fit = fits(row, heads, heading, words);
        row.hidden = !fit;
        own += fit;
      }
      // What another table lists already is filtered along, and not counted twice.
      if (part.dataset.filterable !== "again") { shown += own; all += rowsOf(part).length; }
      const folded = part.closest("details");
      if (folded && filtered && own) folded.open = true;
      const section = part.closest("section");
      if (section && !section.contains(told)) sections.set(section, (sections.get(section) ?? 0) + own);
    }
    for (const [section, own] of sections) section.hidden = filtered && !own;
    say.counts = [shown, all, filtered];
  };
  const say = () => {
    const [shown, all, filtered] = say.counts ?? [0, 0, false];
    const rows = filtered ? `列出 ${shown} 条，共 ${all} 条${shown ? "" : "；没有符合的，请换一个词"}` : "";
    const sorted = chosen.sort ? `按“${chosen.sort}”${chosen.down ? "从大到小" : "从小到大"}排列` : "";
    told.textContent = [rows, sorted].filter(Boolean).join("，");
  };
  const choices = (name) => {
    const values = parts.filter((part) => part.tHead).flatMap((part) => {
      const column = headsOf(part).findIndex((head) => nameOf(head) === name);
      return column < 0 ? [] : rowsOf(part).map((row) => row.cells[column]?.textContent.trim() ?? "");
    });
    return [...new Set(values.filter(Boolean))].sort((a, b) => a.localeCompare(b, "zh-Hans-CN"));
  };
  // A list of addressees is longer than what is chosen from: its first one tells it from the others, if no other begins so.
  const inShort = (value, _, all) => {
    const [first] = value.split("，");
    return value.length > 20 && all.filter((other) => other.startsWith(first)).length === 1 && first !== value ? `${first}等` : value;
  };
  const field = (words, control) => {
    const label = document.createElement("label");
    label.append(`${words} `, control);
    return label;
  };
  const filterForm = () => {
    const form = document.createElement("form");
    form.className = "kh-filter";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "筛选本页");
    const changed = () => { filter(); writeAddress(); say(); };
    const input = Object.assign(document.createElement("input"), { type: "search", value: chosen.text, autocomplete: "off" });
    input.addEventListener("input", () => { chosen.text = input.value.trim(); changed(); });
    form.append(field("筛选本页", input));
    const names = new Set(parts.flatMap((part) => [...part.querySelectorAll("thead th[data-filter]")].map(nameOf)));
    for (const name of names) {
      const select = document.createElement("select");
      const values = choices(name), words = values.map(inShort);
      select.append(new Option("全部", ""), ...values.map((value, at) => new Option(words[at], value)));
      select.value = chosen.columns.get(name) ?? "";
      select.addEventListener("change", () => { chosen.columns.set(name, select.value); changed(); });
      form.append(field(name, select));
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  };

  readAddress();
  tables.forEach(sortable);
  told.className = "kh-filter-told";
  told.setAttribute("role", "status");
  const first = parts[0] ?? tables[0];
  const scroll = first.closest(".kh-scroll") ?? first;
  // Where several parts are filtered at once, the form stands above the section of the first, or where the page says.
  const spot = document.querySelector("[data-filter-place]")
    ?? (parts.length > 1 ? first.closest("section") ?? scroll : first.closest("details") ?? scroll);
  if (parts.some((part) => rowsOf(part).length > 1)) spot.before(filterForm());
  spot.before(told);
  if (chosen.sort) order();
  if (parts.length) filter();
  say();
})();
