# make site：生成网站。make test：运行测试。所需的一切都装在 .venv/ 里，不需要管理员权限。
# Everything is installed into .venv/ from locked, hashed packages; a second run changes nothing and is quick.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PY := .venv/bin/python
KAOHE := .venv/bin/kaohe
RUN := .venv/.ready-run
DEV := .venv/.ready-dev
DESK := .venv/.ready-desk
FONTS := .venv/.ready-fonts
OUT := site
DEMO := build/demo
WORKERS := auto

# The theme prints at every build when its support ends; `requirements/` and `CHANGELOG.md` are the places for that.
export NO_MKDOCS_2_WARNING := 1
# The environment of another project must not reach this one.
unexport PYTHONPATH PYTHONHOME

# A moved or copied folder is set up anew: the scripts in .venv hold the old path.
ifneq ($(shell cat .venv/.place 2>/dev/null),$(shell pwd -P))
$(shell rm -f $(RUN) $(DEV) $(DESK) $(FONTS))
endif

.PHONY: help setup setup-dev setup-desk dev fonts site serve test coverage one goldens oracle layers draw theme release lint types format bench demo pictures wheel bundle reproduce lock clean distclean

help:
	@printf '%s\n' \
	  '常用命令 / Commands' \
	  '' \
	  '  make site      生成网站到 $(OUT)/                  build the site into $(OUT)/' \
	  '  make test      运行全部测试                      run all tests' \
	  '  make serve     本机预览，随改随看（8000 端口）   preview on port 8000, reloads on change' \
	  '  make demo      生成示例区县到 $(DEMO)/        make a sample district' \
	  '  make wheel     做成安装包放进 dist/               an installable package into dist/' \
	  '  make bundle    做成离线包放进 dist/，内网用       all that a machine without network needs, into dist/' \
	  '' \
	  '  make dev       开发环境和提交前检查              environment and git hooks, once' \
  '  make one T=…   只运行一部分测试                  one file, folder or test' \
  '  make coverage  运行全部测试并报告覆盖率          all tests, measured: which lines none of them reaches' \
  '  make lint      检查代码写法                      ruff check, ruff format --check' \
	  '  make types     检查类型                          mypy --strict' \
	  '  make layers    检查各部分之间的引用和代码规矩    rooms, imports, rules of the house' \
  '  make format    整理代码格式                      ruff format, ruff check --fix' \
  '  make goldens   重写全部预期输出                  rewrite every expected output, say which' \
  '  make draw      按引用关系重画结构图              the picture in docs/architecture.md' \
	  '  make bench     测量速度                          benchmarks (B=table, SMALL=1, LARGE=1)' \
	  '  make pictures  重新截取 README 和指南的图片      pictures of the README and the guide' \
	  '  make reproduce 生成两次并逐字节比较              build twice, compare byte by byte' \
	  '  make oracle    与存下的输出摘要比较              outputs of two fixed histories against stored digests' \
	  '' \
	  '  make setup     只安装，不生成                    install only' \
  '  make setup-desk 连同网页登记所需的一起安装       and what kaohe desk needs' \
	  '  make release   汇总改动说明，写入 CHANGELOG      join changes/ (VERSION=… DATE=…)' \
  '  make lock      重新锁定依赖的版本                resolve and lock dependencies' \
	  '  make clean     删除生成的文件                    delete what was built' \
	  '  make distclean 连同 .venv/ 一起删除              delete .venv/ as well' \
	  '' \
	  '首次运行会自动安装到 .venv/，需要网络，以及 git、make、Python 3.11 或更新的版本（含 venv）。'

setup: $(RUN)
	@printf '%s\n' '已安装到 .venv/。'

# Once for whoever changes the program: the environment, the fonts, and git asking tools/check_change.py before a commit.
dev: $(DEV) fonts
	@git config core.hooksPath tools/hooks
	@printf '%s\n' '开发环境已就绪；提交前会自动检查（tools/hooks/）。' 'Ready: git asks tools/check_change.py before each commit.'

setup-desk: $(DESK)
	@printf '%s\n' '已安装网页登记（kaohe desk）所需的软件包。'

setup-dev: $(DEV)
	@$(PY) -m pip check

$(RUN): pyproject.toml requirements/build.txt requirements/run.txt tools/setup.sh
	@sh tools/setup.sh run
	@touch $@

# What the form in the browser needs as well, on the machine that hosts it.
$(DESK): pyproject.toml requirements/build.txt requirements/desk.txt tools/setup.sh
	@sh tools/setup.sh desk
	@touch $(RUN) $@

# The development lock holds the running one and that of the form, at the same versions.
$(DEV): pyproject.toml requirements/build.txt requirements/dev.txt tools/setup.sh
	@sh tools/setup.sh dev
	@touch $(RUN) $(DESK) $@

# The free fonts of the PDF documents. Without network the site is built all the same, without PDF, and says so.
fonts: $(RUN)
	@[ -f '$(FONTS)' ] && [ '$(FONTS)' -nt tools/fetch_fonts.py ] || { $(PY) tools/fetch_fonts.py && touch '$(FONTS)'; } || true

site: $(RUN) fonts
	@$(KAOHE) build --out '$(OUT)'
	@printf '%s\n' '网站已生成：$(OUT)/' '用浏览器打开 $(OUT)/index.html 即可查看；或运行 make serve，再打开 http://127.0.0.1:8000/'

serve: $(RUN) fonts
	@$(KAOHE) serve

test: $(DEV) fonts
	@$(PY) -m pytest -n $(WORKERS)

# All tests under measurement: what no test reaches, and the whole against the floor in pyproject.toml. Cheap from
# Python 3.12 on, which tells of each line once.
coverage: $(DEV) fonts
	@rm -rf .cache/coverage && mkdir -p .cache/coverage
	@COVERAGE_CORE=$$($(PY) -c 'import sys; print("sysmon" if hasattr(sys, "monitoring") else "ctrace")') \
	  $(PY) -m coverage run -m pytest -n $(WORKERS)
	@$(PY) -m coverage combine -q
	@$(PY) -m coverage report

# One file, folder or test: make one T=tests/score, make one T='tests/score/test_ties.py -k edge'
one: $(DEV)
	@[ -n '$(T)' ] || { echo 'make one T=tests/score'; exit 2; }
	@$(PY) -m pytest -q $(T)

# Every expected output anew; says which files changed. PARTS='cases picture' does only these.
goldens: $(DEV) fonts
	@$(PY) tools/write_goldens.py $(PARTS)

oracle: $(DEV) fonts
	@$(PY) -m tests.oracle check

# The rooms and their rules, the picture of them, and that nothing was left out of a change.
layers: $(DEV)
	@$(PY) -m pytest -q tests/test_layers.py tests/house

# Cuts the theme's style sheet down to what texts use, and writes the sheet for old browsers: after a new version of the
# theme, another extension, or a change of kaohe.css.
theme: $(DEV)
	@$(PY) tools/prune_theme.py
	@$(PY) tools/write_plain_sheet.py

draw: $(DEV)
	@$(PY) tools/draw_rooms.py

# Joins the notes of changes/ under a heading of CHANGELOG.md: make release VERSION=0.2.0 DATE=2027-03-01
release: $(DEV)
	@$(PY) tools/change_notes.py release $(VERSION) $(DATE)

lint: $(DEV)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(DEV)
	@$(PY) -m mypy

format: $(DEV)
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

# All figures of many years: make bench B=table. Its samples: SMALL=1 in a few minutes; LARGE=1 thirty years.
bench: $(DEV) fonts
	@$(PY) -m benchmarks $(B) --size $(if $(LARGE),large,$(if $(SMALL),small,full))

wheel: $(RUN)
	@sh tools/build_wheel.sh

# For this architecture and this minor version of Python; see tools/make_bundle.py.
bundle: $(RUN) fonts
	@rm -f dist/kaohe-*.whl
	@sh tools/build_wheel.sh >/dev/null
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(PY) tools/make_bundle.py dist --program dist/kaohe-*.whl

demo: $(RUN)
	@rm -rf '$(DEMO)'
	@$(KAOHE) demo '$(DEMO)'

pictures: $(DEV) fonts demo
	@$(KAOHE) build -C '$(DEMO)' --out '$(DEMO)-site'
	@$(PY) tools/take_pictures.py '$(DEMO)-site'
	@$(PY) tools/take_desk_pictures.py

reproduce: $(RUN)
	@sh tools/reproduce.sh

lock:
	@sh tools/lock.sh

clean:
	rm -rf site build dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find generator tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean
	rm -rf .venv *.egg-info
