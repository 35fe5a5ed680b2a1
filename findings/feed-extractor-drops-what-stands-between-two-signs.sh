#!/usr/bin/env bash
# @extractus/feed-extractor 8.0.3 and feedsmith 3.0.1 (npm), beside feedparser 6.0.14 (PyPI), readers of feeds.
# The summary of an Atom entry is plain text unless it says otherwise (RFC 4287), and its signs are escaped as XML wants.
# feed-extractor takes the text for HTML once it is unescaped and strips tags: 满意率<90%且>3家 is 满意率3家, a rule without
# its threshold. A title is made a number where it can be: 1.50 becomes 1.5, the code 0123 becomes 123, 1E5 becomes 100000.
# The other two give both as they are. In a title, and where only one of the signs stands, nothing is stripped.
# So rules in a feed are written without the two signs (低于90%), and titles begin with a word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'feedparser==6.0.14'
cd "$work"
export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" # npm trusts what the system trusts
npm install --silent --no-audit --no-fund --prefix "$work" @extractus/feed-extractor@8.0.3 feedsmith@3.0.1 >/dev/null
cat >feed.xml <<'XML'
<feed xmlns="http://www.w3.org/2005/Atom"><title>公告</title><id>urn:example:feed</id><updated>2026-03-01T00:00:00Z</updated>
<entry><id>urn:example:1</id><updated>2026-03-01T00:00:00Z</updated><title>1.50</title><summary>满意率&lt;90%且&gt;3家</summary></entry>
<entry><id>urn:example:2</id><updated>2026-03-01T00:00:00Z</updated><title>0123</title><summary type="text">满意率&lt;90%</summary></entry>
<entry><id>urn:example:3</id><updated>2026-03-01T00:00:00Z</updated><title>1E5</title><summary>低于90%</summary></entry>
</feed>
XML
cat >read.mjs <<'JS'
import { readFileSync } from "fs";
import { extractFromXml } from "@extractus/feed-extractor";
import { parseAtomFeed } from "feedsmith";
const text = readFileSync("feed.xml", "utf8");
for (const { title, description } of extractFromXml(text).entries) console.log("feed-extractor", title, description);
for (const { title, summary } of parseAtomFeed(text).entries) console.log("feedsmith", title.value, summary.value);
JS
seen=$(node read.mjs
  "$work/venv/bin/python" -c 'import feedparser
for entry in feedparser.parse("feed.xml").entries:
    print("feedparser", entry.title, entry.summary)')
printf '%s\n' "$seen"
# Seen: 满意率3家, and three titles that are other figures, from feed-extractor alone.
[ "$seen" = "feed-extractor 1.5 满意率3家
feed-extractor 123 满意率<90%
feed-extractor 100000 低于90%
feedsmith 1.50 满意率<90%且>3家
feedsmith 0123 满意率<90%
feedsmith 1E5 低于90%
feedparser 1.50 满意率<90%且>3家
feedparser 0123 满意率<90%
feedparser 1E5 低于90%" ]
