"""Examples of the files of an index above districts, for the format reference."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.place import FileKind

INDEX_EXAMPLES: Mapping[FileKind, str] = {
    "index": """\
office: 示例市机关考核办公室
region: 示例市
title: 示例市各地机关考核索引
base_url: https://kaohe.example/shilishi/
demo: true
since: 2015
due:
  - {kind: q1, day: 04-20}
  - {kind: final, day: 03-31, next_year: true}
""",
    "district": """\
name: 示例区
level: county
parent: shilishi            # 上级地区也写一个文件，可以没有 source
source: {form: folder, path: mirrors/shili, part: open-data}
url: https://kaohe.example/shili/
""",
    "counterparts": """\
functions:
  education: {name: 教育, units: [教育局, 教育体育局]}
  finance: {name: 财政, units: [财政局]}
""",
}
