#!/usr/bin/env bash
# csvkit 2.2.0 with agate 1.14.2 (PyPI), tools for CSV on the command line.
# csvsort, csvjoin and in2csv read the values of a column and write them again as what they took them for. A column of ranges,
# 3-5 (three to five points) or 3/5, is taken for days of a year that nobody named and written as 2001-03-05; 1:30 is
# written as 0:01:30, a minute and a half. csvgrep, csvcut and csvstack leave the same column as it is. One value that is no
# day (13-15) keeps the whole column text, so the same column of another month comes out unchanged.
# So tables are sorted and joined with --no-inference, or by a tool that keeps text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'csvkit==2.2.0' 'agate==1.14.2'
cd "$work"
printf '单位,幅度,用时\n乙局,3-5,1:30\n甲局,1-2,2:45\n' >points.csv
printf '单位,幅度,用时\n乙局,3-5,1:30\n甲局,13-15,2:45\n' >more.csv
export PYTHONUTF8=1 PATH="$work/venv/bin:$PATH"
seen=$(
    echo csvsort; csvsort -c 单位 points.csv
    echo csvsort --no-inference; csvsort --no-inference -c 单位 points.csv
    echo csvjoin; csvjoin -c 单位 points.csv points.csv
    echo csvcut; csvcut -c 单位,幅度 points.csv
    echo csvsort with 13-15; csvsort -c 单位 more.csv
)
printf 'ranges of points and spans of time:\n%s\n' "$seen"
# Seen: 2001-03-05 for 3-5 from two tools, and 3-5 from the others.
[ "$seen" = "csvsort
单位,幅度,用时
乙局,2001-03-05,0:01:30
甲局,2001-01-02,0:02:45
csvsort --no-inference
单位,幅度,用时
乙局,3-5,1:30
甲局,1-2,2:45
csvjoin
单位,幅度,用时,幅度2,用时2
乙局,2001-03-05,0:01:30,2001-03-05,0:01:30
甲局,2001-01-02,0:02:45,2001-01-02,0:02:45
csvcut
单位,幅度
乙局,3-5
甲局,1-2
csvsort with 13-15
单位,幅度,用时
乙局,3-5,0:01:30
甲局,13-15,0:02:45" ]
