// Finding, loaded when somebody first wants to find. No dictionary cuts Chinese into words: a query is held against
// names and texts as it stands, then without question words, then cut at the names that it holds, then by any part.
// What only resembles says so.
(() => {
  "use strict";

  // Points of a match. What is at most NEAR only resembles: it is shown as such and comes after what matches.
  const NEAR = 26;
  const WEIGHT = { unit: 1.15, item: 1.1, page: 1.1, notice: 0.95, document: 1, register: 1.02, record: 0.85, entry: 0.85, guide: 0.72 };
  const GROUP = {
    unit: "单位", item: "考核单项和类别", page: "网页", notice: "通知原文", document: "公文和发布", register: "登记簿",
    record: "记录", entry: "登记簿里的记录", guide: "使用指南",
  };
  // What a guide says that it answers comes before whatever else has that word for a name.
  const ANSWER = 180;
  const NAMED = new Set(["unit", "item", "page", "register"]);
  const ALIKE = new Set(["record", "entry", "guide"]);
  const REFERENCE = 60;
  const AT_ONCE = 3;
  const OF_GROUP = 5;

  const DIGITS = "〇一二三四五六七八九";
  const chinese = (number) => {
    const [tens, ones] = [Math.floor(number / 10), number % 10];
    return `${tens ? `${tens > 1 ? DIGITS[tens] : ""}十` : ""}${ones || !tens ? DIGITS[ones] : ""}`;
  };
  const counted = (text) => {
    if (/^\d+$/.test(text)) return Number(text);
    const [tens, ones] = text.includes("十") ? text.split("十") : ["0", text];
    const one = (sign, empty) => (sign === "" ? empty : sign === "0" ? 0 : DIGITS.indexOf(sign.replace("零", "〇")));
    return one(tens, 1) * 10 + one(ones, 0);
  };

  // One way to write: full and half width, letters, signs, and the quarters of a year.
  const widths = (text) => text.normalize("NFKC").toLowerCase();
  const fold = (text) => widths(text)
    .replace(/第?([一二三四1-4])季度?(?!节)/g, (_, which) => `第${/\d/.test(which) ? chinese(Number(which)) : which}季度`)
    .replace(/[\s，。、；：“”‘’（）()《》〈〉<>〔〕[\]【】「」·—…!?！？,;:"'/_-]+/g, "");

  const inOrder = (term, text) => {
    let at = 0;
    for (let i = 0; i < text.length && at < term.length; i += 1) if (text[i] === term[at]) at += 1;
    return at === term.length;
  };
  const pairs = (text) => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
  const likeness = (wanted, text) => {
    if (!wanted.length) return 0;
    let found = 0;
    for (const pair of wanted) if (text.includes(pair)) found += 1;
    return found / wanted.length;
  };
  // Whether one character was added, left out, exchanged with its neighbour or with another.
  const oneSlip = (a, b) => {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
    if (a.length === b.length) {
      return a.slice(at + 1) === b.slice(at + 1)
        || (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2));
    }
    const [long, short] = a.length > b.length ? [a, b] : [b, a];
    return long.slice(at + 1) === short.slice(at);
  };

  // How Chinese is typed: by first letters, by whole syllables, or a mixture.
  let readings = null;
  const readList = (list) => {
    readings = new Map();
    for (const part of list.split(" ")) {
      const [, syllable, signs] = part.match(/^([a-z]+)(.*)$/);
      for (const sign of signs) readings.set(sign, [...(readings.get(sign) ?? []), syllable]);
    }
  };
  const ways = (sign) => readings.get(sign) ?? (/[a-z0-9]/.test(sign) ? [sign] : []);
  const typed = (letters, name) => {
    const signs = [...name];
    let best = 0;
    for (let start = 0; start < signs.length; start += 1) {
      let reached = new Set([0]);
      for (let at = start; at < signs.length && reached.size; at += 1) {
        const next = new Set();
        for (const way of ways(signs[at])) {
          for (const done of reached) {
            if (letters.startsWith(way, done)) next.add(done + way.length);
            if (letters[done] === way[0]) next.add(done + 1);
          }
        }
        reached = next;
        if (reached.has(letters.length)) {
          const whole = start === 0 && at === signs.length - 1;
          best = Math.max(best, whole ? 112 : start === 0 || at === signs.length - 1 ? 66 : 44);
        }
      }
    }
    return best;
  };
  const soundsLike = (term, name) => {
    if (term.length !== name.length) return false;
    for (let at = 0; at < term.length; at += 1) {
      if (term[at] === name[at]) continue;
      const mine = ways(term[at]);
      if (!ways(name[at]).some((way) => mine.includes(way))) return false;
    }
    return true;
  };

  // The index: rows become entries, and what rows refer to by number is looked up.
  const index = { entries: [], byUrl: new Map(), units: [], sorts: [], lead: "", district: "", names: [], parts: new Map(), newest: 0, older: [] };
  const taken = new Set();

  const most = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const [value, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
    return count * 2 > values.length ? value : "";
  };
  const without = (name) => {
    if (index.district && name.startsWith(index.district)) return name.slice(index.district.length);
    return index.lead && name.startsWith(index.lead) && name.length > 2 ? name.slice(index.lead.length) : name;
  };
  const variants = (names) => [...new Set(names.filter(Boolean).flatMap((name) => [name, without(name)]))];

  const takeUnits = (units) => {
    index.lead = most(units.map(([, , short]) => short[0]));
    index.district = most(units.map(([, name, short]) => (
      name.endsWith(short.slice(1)) ? name.slice(0, name.length - short.length + 1) : "")));
    index.units = units.map(([id, ...names]) => ({ id, shown: names, names: variants(names.map(fold)) }));
  };

  const MARKS = /[\ue000\ue001\ue002]/g;
  const entryOf = (kinds, row, concerned) => {
    const [sort, kind, title, url, names = "", text = "", number = "", thing = ""] = row;
    const units = concerned.map((unit) => index.units[unit]);
    const put = (words) => (units.length ? words.replace(MARKS, (mark) => (
      [units[0].shown[0], units[0].shown[1], units[0].id][mark.charCodeAt(0) - 0xe000])) : words);
    const shown = put(title);
    const called = [fold(shown), ...names.split(" ").map(fold)];
    const own = index.sorts[sort];
    return {
      shown, url: put(url), file: fold(put(url).split("#")[0].split("/").pop().replace(/\.html$/, "")), kind: kinds[kind], sort: own, shownText: text, order: index.entries.length,
      title: called[0], names: own === "unit" ? [...new Set([...variants(called), ...units[0].names])] : variants(called),
      text: fold(text), kindName: fold(kinds[kind]), number: number ? numberOf(number) : null, thing: fold(thing),
      about: own === "unit" ? [] : units.flatMap((unit) => unit.names),
    };
  };

  const take = (name) => {
    const part = window.kaoheParts?.[name];
    if (!part || taken.has(name)) return;
    taken.add(name);
    if (part.readings) { readList(part.readings); return; }
    if (part.units) {
      takeUnits(part.units);
      Object.assign(index, { sorts: part.sorts, newest: part.newest, older: part.older });
    }
    const add = (row, concerned) => {
      const entry = entryOf(part.kinds, row, concerned);
      const there = index.byUrl.get(entry.url + entry.title);
      if (there && name === "guide") { Object.assign(there, { text: entry.text, shownText: entry.shownText }); return; }
      index.byUrl.set(entry.url + entry.title, entry);
      index.entries.push(entry);
      if (entry.sort === "guide") index.parts.set(pageOf(entry), (index.parts.get(pageOf(entry)) ?? 0) + 1);
    };
    for (const row of part.rows) add(row, row[8] ?? []);
    for (const row of part.each) for (const unit of row[8]) add(row, [unit]);
    if (part.units) {
      const named = index.entries.filter((entry) => NAMED.has(entry.sort)).flatMap((entry) => entry.names);
      const kinds = index.entries.filter((entry) => entry.sort === "document").map((entry) => entry.kindName);
      index.names = [...new Set([...index.units.flatMap((unit) => unit.names), ...named, ...kinds])]
        .filter((found) => found.length > 1).sort((a, b) => b.length - a.length);
    }
  };

  // What is asked: a number of a document, a clause, a day, or words.
  const numberOf = (text) => {
    const found = widths(text).match(
      /^\s*([一-鿿]*?)\s*[[(<〔【〈]?\s*(?:(\d{4})\s*[\])>〕】〉年\s]+)?\s*第?\s*(\d{1,5})\s*号(?:文件?|通知)?\s*$/);
    return found && { office: found[1], year: found[2] ?? "", number: Number(found[3]) };
  };
  const clauseOf = (text) => {
    const found = text.match(
      /^(?:[一-鿿]{0,6}(?:通知|办法|意见|文件|细则)的?)?第?(\d{1,2}|[〇零一二三四五六七八九十]{1,3})[条款项点](?:[说讲写是][了的]?什么|的?内容)?$/);
    return found ? counted(found[1]) : 0;
  };
  const dayOf = (text) => {
    const found = text.match(/^(?:(\d{4})年)?(\d{1,2})月(?:份|(\d{1,2})[日号]?)?$/) ?? text.match(/^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/);
    if (!found) return null;
    const two = (part) => part.padStart(2, "0");
    return `${found[1] ? `${found[1]}-` : "-"}${two(found[2])}${found[3] ? `-${two(found[3])}` : "-"}`;
  };
  const termOf = (raw) => {
    const text = fold(raw);
    return {
      text, raw, number: numberOf(raw), clause: clauseOf(widths(raw).trim()), day: dayOf(widths(raw).trim()),
      latin: /^[a-z]{2,}$/.test(text), pairs: pairs(text),
    };
  };

  const ratedNumber = ({ office, year, number }, entry) => {
    const own = entry.number;
    if (!own || own.number !== number || (year && own.year !== year)) return 0;
    if (office && !own.office.includes(office) && !inOrder(office, own.office)) return 0;
    return office && year ? 118 : year ? 110 : 96;
  };
  // Who writes only for whom a document is numbered wants those of that office.
  const ratedOffice = (term, entry) => (entry.number && term.length > 2 && entry.number.office.startsWith(term) ? 128 : 0);
  const ratedClause = (clause, entry) => {
    if (entry.sort !== "notice") return 0;
    const [words, digits] = [chinese(clause), String(clause)];
    if (new RegExp(`^第(${words}|${digits})条`).test(entry.shownText)) return 110;
    if (new RegExp(`^${digits}[、.．]`).test(entry.shownText)) return 100;
    if (new RegExp(`^(${words}、|[（(](${words}|${digits})[）)])`).test(entry.shownText)) return 80;
    return entry.text.includes(`第${words}条`) || entry.text.includes(`第${digits}条`) ? 50 : 0;
  };

  const ratedNames = (term, entry) => {
    let best = 0;
    for (const name of entry.names) {
      const share = (25 * term.length) / name.length;
      if (name === term) return name === entry.title ? 120 : entry.sort === "guide" ? ANSWER : 115;
      if (name.length <= term.length) continue;
      if (name.startsWith(term)) best = Math.max(best, 70 + share);
      else if (name.endsWith(term)) best = Math.max(best, 68 + share);
      else if (name.includes(term)) best = Math.max(best, 55 + share);
      else if (term.length > 2 && best < 45 && inOrder(term, name)) best = Math.max(best, 36 + share);
    }
    return best;
  };
  const ratedAbout = (term, entry) => {
    if (entry.kindName === term) return 58;
    if (entry.about.includes(term)) return 54;
    if (term.length < 2) return 0;
    if (entry.kindName.includes(term)) return 50;
    return entry.about.some((name) => name.includes(term)) ? 44 : 0;
  };
  const ratedLetters = (term, entry) => {
    if (!readings) return 0;
    let best = 0;
    const names = NAMED.has(entry.sort) ? entry.names : entry.sort === "document" ? [entry.kindName] : [];
    for (const name of names) if (name.length < 24) best = Math.max(best, typed(term, name));
    return NAMED.has(entry.sort) ? best : best * 0.8;
  };
  const resembling = (term, entry) => {
    let best = 0;
    const long = term.text.length > 2;
    for (const name of entry.names) {
      if (long && NAMED.has(entry.sort)) {
        if (readings && soundsLike(term.text, name)) best = Math.max(best, NEAR);
        else if (name.length > 2 && oneSlip(term.text, name)) best = Math.max(best, name.length > 3 ? 25 : 22);
      }
      const like = likeness(term.pairs, name);
      if (like >= 0.5) best = Math.max(best, 20 * like);
    }
    if (!best && likeness(term.pairs, entry.text) >= 0.75) best = 8;
    return best;
  };

  // What has an id is found by it: it is the name of its page, or that begins with it.
  const ratedFile = (term, entry) => {
    if (term.text.length < 6 || !/^\d{4}[a-z0-9]+$/.test(term.text) || !entry.file.startsWith(term.text)) return 0;
    return entry.file === term.text ? 112 : 90;
  };

  const rate = (term, entry) => {
    const found = Math.max(
      term.number ? ratedNumber(term.number, entry) : 0,
      ratedOffice(term.text, entry),
      term.clause ? ratedClause(term.clause, entry) : 0,
      term.day && entry.shown.includes(term.day) ? 60 : 0,
      entry.thing && entry.thing === term.text ? 110 : 0,
      ratedFile(term, entry),
      term.latin ? ratedLetters(term.text, entry) : 0,
      ratedNames(term.text, entry),
      ratedAbout(term.text, entry),
      term.text.length > 1 && entry.text.includes(term.text) ? 34 : 0,
    );
    return found || resembling(term, entry);
  };

  // Ways to read a query, the one that is nearest to what was typed first: words, and what it counts.
  const ASKED = new RegExp([
    "请问", "我[想要](?!知道|了解|查|看)", "我?想?(知道|了解|查一?下|看一?下)", "怎么样", "怎么办", "怎么回事", "怎么", "怎样", "如何", "为什么", "为何", "为啥",
    "哪些", "哪个", "哪家", "[去到在找]?(哪里|哪儿)", "什么时候", "什么", "多少", "多久", "多长时间", "多大", "几个", "几天", "几次", "第?几(?=名|$|分)", "谁", "是不是", "是否",
    "有没有", "能不能", "可不可以", "可以", "一下", "[吗呢啊吧嘛么](?=$|\\s)",
  ].join("|"), "g");
  const LITTLE = /没有|[的了在是被有到和与及把从向]|这个|那个|我们|我区|本区|单位|部门|一[条个次笔份项]/g;
  const little = (text) => text.replace(LITTLE, (word) => (word === "没有" ? word : " "));
  const DAY = /(?:\d{4}年)?\d{1,2}月(?:份|\d{1,2}[日号]?)?/g;
  const WHEN = [[DAY, " $& "], [/[去今本上]年(?=年?[底末终])/g, ""], [/年[底末终]|全年/g, " 年度 "], [/上半年/g, " 第二季度 "], [/[去今本上]年度?/g, " "]];
  const cut = (text) => text.split(/[\s，。、；！？,;!?]+/).filter((part) => fold(part));
  const dated = (query) => WHEN.reduce((text, [pattern, words]) => text.replace(pattern, words), query);
  const less = (query) => cut(little(dated(query).replace(ASKED, " ")));
  // A word cut at the names in it; of what is no name little words are left out, which may be a part of a name.
  const named = (word) => {
    const text = fold(word);
    for (const name of index.names) {
      const at = text.indexOf(name);
      if (at >= 0 && name.length < text.length) return [...named(text.slice(0, at)), name, ...named(text.slice(at + name.length))];
    }
    return index.names.includes(text) ? [text] : cut(little(text)).map(fold);
  };
  const readingsOf = (query) => {
    const typedWords = cut(query);
    const whole = numberOf(query) ? [query] : typedWords;
    const asked = cut(dated(query).replace(ASKED, " "));
    const joined = cut(dated(query).replace(ASKED, ""));
    const names = asked.flatMap(named);
    const found = [];
    for (const [words, worth] of [[whole, 1], [asked, 0.97], [joined, 0.96], [less(query), 0.95], [names, 0.92]]) {
      if (words.length && !found.some((other) => other.words.join(" ") === words.join(" "))) found.push({ words, worth });
    }
    return found.map(({ words, worth }) => ({ worth, terms: words.map(termOf) }));
  };
  // Where no reading finds anything: any two characters that stand together.
  const inPairs = (query) => [{ worth: 0.6, terms: less(query).flatMap((word) => pairs(fold(word))).map(termOf) }];

  const rateAll = (reading, entry, least) => {
    let points = 0, length = 0, has = 0, like = 0;
    for (const term of reading.terms) {
      const found = rate(term, entry);
      const size = term.text.length;
      points += found * size;
      length += size;
      if (found > NEAR) has += size;
      else if (found) like += size;
    }
    if (!has && !like) return null;
    // What an entry has of a query makes it a hit, what is only like it counts half of that; too little is none.
    const covered = (has + like / 2) / (has ? length : like);
    if (covered < least) return null;
    return { points: (points / length) * reading.worth * (has && has < length ? 0.6 * covered : 1), near: has < length, part: has > 0 && has < length };
  };

  // A guide that is looked up rather than read, such as the list of problems, comes after one that explains.
  const pageOf = (entry) => entry.url.split("#")[0];
  const weightOf = (entry) => WEIGHT[entry.sort] * (entry.sort === "guide" && index.parts.get(pageOf(entry)) > REFERENCE ? 0.8 : 1);

  // The first few are not all of one kind of record, as long as other things match as well.
  const spread = (hits) => {
    const seen = new Set();
    const first = [];
    for (const hit of hits) {
      if (first.length === AT_ONCE || hit.near !== hits[0].near) break;
      const sort = hit.entry.sort;
      if (ALIKE.has(sort) && seen.has(sort)) continue;
      seen.add(sort);
      first.push(hit);
    }
    return [...first, ...hits.filter((hit) => !first.includes(hit))];
  };

  const find = (query, inParts = false) => {
    const readingsTried = inParts ? inPairs(query) : readingsOf(query);
    const pages = new Map();
    for (const entry of index.entries) {
      let best = null;
      for (const reading of readingsTried) {
        const found = rateAll(reading, entry, inParts ? 0.16 : 0.3);
        if (found && (!best || (best.near && !found.near) || (best.near === found.near && found.points > best.points))) best = found;
      }
      if (!best) continue;
      const hit = { entry, near: best.near, part: best.part, points: best.points * weightOf(entry), more: 0 };
      const page = pageOf(entry);
      const there = pages.get(page);
      if (!there) pages.set(page, hit);
      else if (before(hit, there) < 0) { hit.more = there.more + 1; pages.set(page, hit); } else there.more += 1;
    }
    const hits = [...pages.values()].sort(before);
    // Where much matches, what only resembles a little is noise.
    return spread(hits.length && !hits[0].near ? hits.filter((hit) => !hit.near || hit.points > 10) : hits);
  };
  const before = (a, b) => (a.near - b.near) || (b.points - a.points) || (a.entry.order - b.entry.order);

  // Who names two units, and beside them only that they are to be compared, is led to both side by side.
  const COMPARED = /^(和|与|跟|同|比|比较|对比|相比|一?比一?比|差别|差距|区别|高|低|好|vs|pk|得分|分数|名次|排名|扣分)+$/;
  const unitsIn = (text, found) => {
    const named = index.units.flatMap((unit) => unit.names.filter((name) => text.includes(name)).map((name) => ({ unit, name })));
    if (!named.length) return !text || COMPARED.test(text);
    const { unit, name } = named.reduce((best, one) => (one.name.length > best.name.length ? one : best));
    const at = text.indexOf(name);
    if (!unitsIn(text.slice(0, at), found)) return false;
    found.push(unit);
    return unitsIn(text.slice(at + name.length), found);
  };
  const pairOf = (query) => {
    const found = [];
    const words = cut(dated(query).replace(ASKED, " ").replace(/[的了]/g, " "));
    return words.every((word) => unitsIn(fold(word), found)) && found.length === 2 && found[0] !== found[1] ? found : null;
  };
  const sideBySide = (query) => {
    const pair = pairOf(query);
    if (!pair) return [];
    const has = (year, unit) => index.entries.some((entry) => entry.url === `${year}/units/${unit.id}.html`);
    const years = index.entries.map((entry) => /^(\d+)\/compare-units\.html$/.exec(entry.url)).filter(Boolean).map(([, year]) => year);
    const year = years.sort().reverse().find((found) => pair.every((unit) => has(found, unit)));
    if (!year) return [];
    const url = `${year}/compare-units.html`;
    const page = index.entries.find((entry) => entry.url === url);
    const [a, b] = pair;
    const entry = { ...page, url: `${url}?a=${a.id}&b=${b.id}`, shown: `${a.shown[1]}和${b.shown[1]}　${page.shown}`, shownText: "" };
    return [{ entry, near: false, part: false, points: 120, more: 0 }];
  };

  // Which parts of the index are read when.
  const load = window.kaoheLoad;
  const read = (name) => load(`search/${name}`).then(() => take(name));
  const ready = () => Promise.all([load("search/names"), load("search/newest")]).then(() => { take("names"); take("newest"); });
  // Letters need the readings; where nothing matches, so do words that sound alike, and the guides are read as a whole.
  const search = async (query) => {
    await ready();
    if (/[a-z]{2}/i.test(query)) await read("typing");
    let hits = find(query);
    if (!hits.length || hits[0].near) {
      await Promise.all([read("typing"), read("guide")]);
      hits = find(query);
    }
    if (!hits.length) hits = find(query, true).map((hit) => ({ ...hit, near: true }));
    const both = sideBySide(query);
    return [...both, ...hits.filter((hit) => !both.some((one) => one.entry.url.startsWith(`${hit.entry.url}?`)))];
  };

  const part = (tag, { className = "", text = "", ...more } = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), more);
    if (className) made.className = className;
    made.append(...(text ? [text] : []), ...children);
    return made;
  };
  // The words of the query, as they stand in a text; data become text nodes, never HTML.
  const wordsIn = (query) => [...new Set(readingsOf(query).flatMap(({ terms }) => terms.map((term) => term.raw)))]
    .filter(Boolean).sort((a, b) => b.length - a.length);
  const marked = (parent, text, words) => {
    const word = words.find((found) => text.includes(found));
    if (!word) { parent.append(text); return parent; }
    const at = text.indexOf(word);
    parent.append(text.slice(0, at), part("mark", { text: word }), text.slice(at + word.length));
    return parent;
  };
  const excerpt = (text, words) => {
    const word = words.find((found) => text.includes(found));
    const from = Math.max(0, (word ? text.indexOf(word) : 0) - 18);
    return (from ? "…" : "") + text.slice(from, from + 72) + (text.length > from + 72 ? "…" : "");
  };
  const line = (hit, root, words) => {
    const { entry } = hit;
    const link = part("a", { href: root + entry.url }, marked(part("strong"), entry.shown, words), part("small", { text: entry.kind }));
    if (hit.near) link.append(part("em", { className: "kh-near", text: hit.part ? "符合一部分" : "相近" }));
    if (entry.shownText) link.append(marked(part("span"), excerpt(entry.shownText, words), words));
    if (hit.more) link.append(part("small", { text: `本页共 ${hit.more + 1} 处` }));
    return part("li", {}, link);
  };
  const list = (hits, root, words) => part("ul", { className: "kh-hits" }, ...hits.map((hit) => line(hit, root, words)));
  // A body that is not among those that are listed has no hits, or such as only resemble: then that is said first.
  const BODY = /[一-鿿](局|委|办|所|院|队|中心|公司|银行|学校|大学|医院|大厅)$/;
  const ASIDE = /(扣分|得分|分数|名次|排名|投诉|电话|排第)+$/;
  const namesFirst = (query, [first]) => first?.entry.sort === "unit"
    && first.entry.names.some((name) => name.length > 1 && fold(query).includes(name));
  const isUnlisted = (query, hits) => index.units.length > 0 && (!hits.length || hits[0].near) && !namesFirst(query, hits)
    && less(query).some((word) => BODY.test(fold(word).replace(ASIDE, "")));
  const unlisted = (root, words) => part("p", { className: "kh-hits-unlisted" }, words, part("a", { href: `${root}units.html`, text: "各单位名录" }), "。");
  const remark = (query, hits, root) => {
    if (hits.length) return isUnlisted(query, hits) ? [unlisted(root, `没有找到叫“${query}”的单位，可能不在被考核的单位里；下面的只是相近。被考核的有哪些，见`)] : [];
    const nothing = part("p", { text: `没有找到“${query}”。可以换一个简称，或只写其中两三个字。` });
    return index.units.length ? [nothing, unlisted(root, "要找的如果是一个单位，它可能不在被考核的单位里，见")] : [nothing];
  };
  const countWords = (hits) => {
    const near = hits.filter((hit) => hit.near).length;
    if (near === hits.length) return `没有完全符合的，有 ${near} 处相近或者符合一部分`;
    return near ? `找到 ${hits.length - near} 处，另有 ${near} 处相近或者符合一部分` : `找到 ${hits.length} 处`;
  };

  const dropDown = (form, root) => {
    const input = form.querySelector("input[type=search]");
    const box = part("div", { className: "kh-drop", hidden: true });
    const told = part("p", { className: "kh-unseen", role: "status" });
    told.setAttribute("role", "status");
    form.append(box, told);
    let latest = 0;
    const show = async () => {
      const query = input.value.trim();
      const mine = (latest += 1);
      if (!query) { box.hidden = true; told.textContent = ""; return; }
      const hits = await search(query);
      if (mine !== latest) return;
      const shown = hits.slice(0, 8);
      const all = part("a", { className: "kh-drop-all", href: `${root}search.html?q=${encodeURIComponent(query)}`, text: `全部 ${hits.length} 处` });
      const listed = hits.length ? [list(shown, root, wordsIn(query)), ...(hits.length > shown.length ? [all] : [])] : [];
      box.replaceChildren(...remark(query, hits, root), ...listed);
      box.dataset.query = query;
      box.hidden = false;
      told.textContent = hits.length ? countWords(hits) : "没有找到";
    };
    input.addEventListener("input", () => { show().catch(() => { box.hidden = true; }); });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) box.hidden = true; });
    form.addEventListener("keydown", (event) => {
      const links = [...box.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { box.hidden = true; input.focus(); }
      if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
      if (event.key === "ArrowUp" && links.length) { event.preventDefault(); (at > 0 ? links[at - 1] : input).focus(); }
    });
    if (input.value && document.activeElement === input) show().catch(() => {});
  };

  // The page of search: the nearest first, then all by kind, and what was not searched yet.
  const searchPage = (root) => {
    const results = document.getElementById("kh-results");
    const input = document.getElementById("kh-page-query");
    const everything = document.getElementById("kh-all");
    const count = part("p", { className: "kh-quiet" });
    count.setAttribute("role", "status");
    const body = part("div");
    results.replaceChildren(count, body);
    let open = "";

    const grouped = (hits, words) => Object.keys(GROUP).flatMap((sort) => {
      const own = hits.filter((hit) => hit.entry.sort === sort);
      if (!own.length) return [];
      const shown = list(own.slice(0, OF_GROUP), root, words);
      const head = part("h2", { className: "kh-hits-kind", text: `${index.newest || sort !== "page" ? GROUP[sort] : "其余"}（${own.length}）` });
      if (own.length <= OF_GROUP) return [head, shown];
      const more = part("button", { type: "button", className: "kh-hits-more", text: `全部 ${own.length} 处` });
      more.addEventListener("click", () => {
        const rest = own.slice(OF_GROUP).map((hit) => line(hit, root, words));
        shown.append(...rest);
        more.remove();
        rest[0].querySelector("a").focus();
      });
      return [head, shown, more];
    });
    // What was searched, and what only after a press.
    const also = (words, names) => {
      const button = part("button", { type: "button", className: "kh-hits-more", text: words });
      button.addEventListener("click", async () => {
        button.disabled = true;
        await Promise.all(names.map(read));
        await show();
        input.focus();
      });
      return button;
    };
    const reach = () => {
      if (!index.newest && !index.parts.size) return ""; // names alone: they were all searched
      const rest = index.older.filter(([year]) => !taken.has(`records-${year}`));
      const years = rest.map(([year]) => year);
      const told = ["已查：各年度的名称、公文和通知", taken.has("guide") ? "指南全文" : "指南的标题和开头"];
      if (index.newest) told.push(`${index.newest}年度的记录`);
      if (index.older.length && !rest.length) told.push("更早年度的记录");
      const words = part("p", { className: "kh-hits-reach", text: `${told.join("，")}。` });
      if (rest.length) {
        const span = years.length > 1 ? `${years[years.length - 1]}—${years[0]}` : years[0];
        const count = rest.reduce((sum, [, records]) => sum + records, 0);
        words.append(also(`也查更早的记录（${span}年度，${count} 条）`, years.map((year) => `records-${year}`)));
      }
      if (!taken.has("guide")) words.append(also("也查指南全文", ["guide"]));
      return words;
    };
    const show = async () => {
      const query = input.value.trim();
      everything.hidden = Boolean(query);
      results.hidden = !query;
      address(query);
      if (!query) return;
      const hits = await search(query);
      if (query !== input.value.trim()) return;
      const words = wordsIn(query);
      count.textContent = hits.length ? countWords(hits) : "";
      const listed = hits.length ? [list(hits.slice(0, AT_ONCE), root, words), ...grouped(hits.slice(AT_ONCE), words)] : [];
      body.replaceChildren(...remark(query, hits, root), ...listed, reach());
      results.dataset.query = query;
    };
    const address = (query) => {
      if (query === open) return;
      open = query;
      const place = new URL(location.href);
      if (query) place.searchParams.set("q", query); else place.searchParams.delete("q");
      try { history.replaceState(null, "", place); } catch { /* a page opened from disk may not, in some browsers */ }
    };
    open = new URLSearchParams(location.search).get("q") ?? "";
    if (!input.value) input.value = open;
    input.addEventListener("input", () => { show().catch(() => {}); });
    input.form.addEventListener("submit", (event) => { event.preventDefault(); show().catch(() => {}); });
    show().catch(() => {});
  };

  window.kaoheSearch = { dropDown, searchPage };
})();
