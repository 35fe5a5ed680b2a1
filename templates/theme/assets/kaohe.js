// What a page can do besides being read: find, sort and filter, open what an address points to. Without it nothing is
// missing that is not also in the pages: search.html lists every unit, tables are complete, in their order of rank.
// It is written so that a browser of 2015 reads it: such a one gets the plain sheet, and not the other scripts.
(function () {
  "use strict";

  var find = document.querySelector(".kh-find");
  var root = find && find.getAttribute("data-root") || "";
  var each = function (selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); };
  var nothing = function () {};

  // Custom properties, grid and gaps are older than sides by the direction of text: who knows these knows those.
  var sheet = document.querySelector('link[href$="assets/kaohe.css"]');
  if (sheet && !(window.CSS && CSS.supports && CSS.supports("margin-inline", "0"))) {
    var plain = sheet.cloneNode(false);
    plain.href = sheet.getAttribute("href").replace(/kaohe\.css$/, "plain.css");
    sheet.parentNode.insertBefore(plain, sheet.nextSibling);
    // Such a browser does not know how high a drawing is that is as wide as its place.
    each("svg[width][height]", function (drawing) {
      drawing.style.width = drawing.getAttribute("width") + "px";
      drawing.style.height = drawing.getAttribute("height") + "px";
    });
  }

  // Finding is another script, which is loaded with its data when somebody first wants to find: a page opened from
  // disk may load scripts and nothing else.
  var loading = {};
  var load = function (name) {
    if (!loading[name]) {
      loading[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + "assets/" + name + ".js";
        script.onload = resolve;
        script.onerror = function () { delete loading[name]; reject(new Error(name)); };
        document.head.appendChild(script);
      });
    }
    return loading[name];
  };
  window.kaoheLoad = load;
  var openSearch = function () {
    ["search/names", "search/newest"].forEach(function (part) { load(part).catch(nothing); });
    return load("search").then(function () { return window.kaoheSearch; });
  };
  var dropDown = function (form) {
    var input = form.querySelector("input[type=search]");
    var open = function () {
      input.removeEventListener("focus", open);
      openSearch().then(function (search) { search.dropDown(form, root); }).catch(nothing);
    };
    input.addEventListener("focus", open);
  };
  var searchPage = function () {
    var input = document.getElementById("kh-page-query");
    if (!input) return;
    var open = function () {
      ["focus", "input"].forEach(function (event) { input.removeEventListener(event, open); });
      openSearch().then(function (search) { search.searchPage(root); }).catch(nothing);
    };
    if (/[?&]q=[^&]/.test(location.search) || input.value) open();
    else ["focus", "input"].forEach(function (event) { input.addEventListener(event, open); });
  };

  // A table that is wider than the screen says so, and fades at the edge until its end is reached.
  var fade = function (part) {
    var mark = function (name, is) { part.classList[is ? "add" : "remove"](name); };
    var show = function () {
      mark("kh-wider", part.clientWidth < part.scrollWidth - 2);
      mark("kh-goes-on", part.scrollLeft + part.clientWidth < part.scrollWidth - 2);
    };
    part.addEventListener("scroll", show);
    if (window.ResizeObserver) new ResizeObserver(show).observe(part);
    show();
  };

  // An address may point into a part that is folded.
  var unfold = function () {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    if (target) target.scrollIntoView();
  };

  each(".kh-scroll", fade);
  window.addEventListener("hashchange", unfold);
  if (location.hash) unfold();
  window.addEventListener("beforeprint", function () {
    each(".kh-tree, .kh-paper", function (part) { part.open = true; });
  });
  if (!window.Promise || !window.URLSearchParams) return;
  each(".kh-find, .kh-hero-find:not(.kh-search-form)", dropDown);
  if (document.querySelector("table[data-sortable], [data-filterable]")) load("tables").catch(nothing);
  searchPage();
})();
