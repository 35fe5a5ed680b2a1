#!/usr/bin/env bash
# gongwen-skill 2.15.0, with python-docx 1.2.0 (PyPI), which makes official documents by GB/T 9704 of Markdown.
# A figure and a point at the beginning of a paragraph are taken for the number of a list and removed, though no blank
# follows as Markdown asks: 96.50分以上为优秀 becomes 50分以上为优秀, 1.5分 becomes 5分, 2015.3.1印发 becomes 3.1印发. The number of
# a real list (1. 甲局) is removed too and not set by Word either. What stands between < and > is taken for a tag:
# 满意率<90%且>3家 is 满意率3家. The tool reports success; within a sentence and in tables figures stay.
# So a threshold never opens a paragraph there, and the DOCX is compared with the Markdown figure by figure.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'gongwen-skill==2.15.0' 'python-docx==1.2.0'
cd "$work"
cat >notice.md <<'MD'
# 关于考核的通知

96.50分以上为优秀。

1.5分以上的单位重点整改。

2015.3.1印发的办法作废。

满意率<90%且>3家的扣2分。

1. 甲局扣1.50分。

得分在96.50分以上的为优秀。
MD
HOME="$work" "$work/venv/bin/gongwen" md2docx notice.md -o notice.docx -t notice >said.txt 2>&1
seen=$("$work/venv/bin/python" - <<'PY'
import docx

for paragraph in docx.Document("notice.docx").paragraphs[1:7]:
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    print(paragraph.text, "numbered" if numbered else "")
PY
)
printf '%s\n%s\n' "$(grep 公文已生成 said.txt)" "$seen"
# Seen: 50, 5 and 3.1 at the beginnings, a rule without its threshold, a list without its number.
[ "$seen" = "50分以上为优秀。 
5分以上的单位重点整改。 
3.1印发的办法作废。 
满意率3家的扣2分。 
甲局扣1.50分。 
得分在96.50分以上的为优秀。 " ]
