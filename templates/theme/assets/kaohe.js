// What a page can do besides being read: find, sort and filter, open what an address points to. Without it nothing is
// missing that is not also in the pages: search.html lists every unit, tables are complete, in their order of rank.
(() => {
  "use strict";

  const root = document.querySelector(".kh-find")?.dataset.root ?? "";

  // Finding is another script, which is loaded with its data when somebody first wants to find: a page opened from
  // disk may load scripts and nothing else.
  const loading = new Map();
  const load = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${root}assets/${name}.js`;
        script.onload = resolve;
        script.onerror = () => { loading.delete(name); reject(new Error(name)); };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };
  window.kaoheLoad = load;
  const openSearch = () => {
    for (const part of ["search/names", "search/newest"]) load(part).catch(() => {});
    return load("search").then(() => window.kaoheSearch);
  };
  const dropDown = (form) => {
    const open = () => openSearch().then((search) => search.dropDown(form, root)).catch(() => {});
    form.querySelector("input[type=search]").addEventListener("focus", open, { once: true });
  };
  const searchPage = () => {
    const input = document.getElementById("kh-page-query");
    if (!input) return;
    const open = () => openSearch().then((search) => search.searchPage(root)).catch(() => {});
    if (new URLSearchParams(location.search).get("q") || input.value) open();
    else for (const event of ["focus", "input"]) input.addEventListener(event, open, { once: true });
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
  if (document.querySelector("table[data-sortable], [data-filterable]")) load("tables").catch(() => {});
  document.querySelectorAll(".kh-scroll").forEach(fade);
  searchPage();
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();
  addEventListener("beforeprint", () => document.querySelectorAll(".kh-tree, .kh-paper").forEach((part) => { part.open = true; }));
})();
