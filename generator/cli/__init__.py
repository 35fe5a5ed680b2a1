"""The command `kaohe`: one module per verb, imported when it is called."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module

from generator.cli.guard import GuardedStream, open_missing
from generator.cli.parser import USAGE, Parser, speak_chinese
from generator.model.problem import UserError, escape_text
from generator.model.system import explain_refusal

CLEAN, PROBLEMS, BUG = 0, 1, 3
_LONGEST = 600  # characters of one message

VERBS = {
    "new": "登记扣分、单位、评议、申诉、撤销、更正等，逐项提问或用选项写明",
    "check": "检查数据，列出全部问题",
    "fmt": "把数据文件整理成统一的写法，意思不变，注释保留",
    "score": "计算得分、名次，或列出一个单位的得分推导",
    "build": "生成网站、文件和开放数据",
    "serve": "在本机预览网站，随改随看",
    "desk": "网页登记：在浏览器里登记扣分、答复、申诉和复核，成为等待审核的提案",
    "fonts": "取得 PDF 公文所用的免费字体（需要网络，一次即可）",
    "log": "列出谁在何时记录、修改了什么",
    "diff": "按含义比较两个版本，说明每处得分变化的原因",
    "impact": "说明当前改动对得分、名次的影响",
    "timeline": "列出每次改动之后各单位的得分",
    "template": "生成登记扣分、评议计票的表格（xlsx）",
    "import": "从表格登记扣分和评议计票",
    "export": "把已有的记录导出成同样的表格",
    "draft": "为没有达到的目标指标起草扣分记录，由经办人核实",
    "tally": "把保密登记簿的统计数写进主仓库，太少的不写",
    "notify": "给一个单位出具扣分告知书，登记告知的日期",
    "publish": "发布一个季度或年度的结果",
    "correct": "更正已发布的结果",
    "withdraw": "撤回一次发布，留下记录",
    "redact": "遮盖已合并的个人信息，使它不再出现在网页、公文和表格里",
    "verify": "核验已发布的结果、历史和网站",
    "archive": "把一次发布打包归档",
    "review": "审核一次提出的修改：合并之后有没有问题，得分、名次怎样变，供代码托管平台运行",
    "comment": "把审核的结果写成合并请求里的一条评论，供代码托管平台运行",
    "deploy": "主分支上有了新的发布、更正、撤回或遮盖，就重新生成公开的网站",
    "init": "建立一个新的考核项目，不带示例数据",
    "rollover": "从上一年度开始新的年度：考核办法、参加的单位、节假日",
    "owners": "按考核办法写出 CODEOWNERS：哪个文件夹由谁审核",
    "gather": "汇集各地区公布的内容：逐一核验，记下见到的，汇成表格",
    "ask": "用 SQL 查询汇集的表格",
    "demo": "生成一个演示项目",
}
# These move no branch and no tag: their parts ask once which there are.
_ONE_LOOK = {"check", "score", "log", "diff", "impact", "timeline", "verify"}


def main(arguments: list[str] | None = None) -> int:
    """Runs one verb; returns the exit code: 0 clean, 1 problems, 2 usage or environment, 3 a fault of kaohe."""
    gc.set_threshold(100_000)  # records are kept, not thrown away: looking for garbage among them costs a tenth
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)  # nor is it looked for once more when the process ends, which frees all of it anyway
    sys.stdout, sys.stderr = open_missing(sys.stdout), open_missing(sys.stderr)
    _speak_utf8()
    speak_chinese()
    given = sys.argv[1:] if arguments is None else arguments
    out, err = GuardedStream(sys.stdout), GuardedStream(sys.stderr)
    with redirect_stdout(out), redirect_stderr(err):
        return _guard(given)


def _guard(given: list[str]) -> int:
    """Runs one verb and turns whatever stops it into a sentence and an exit code."""
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except UserError as broken:
        print(f"kaohe：{escape_text(str(broken), _LONGEST)}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has gone; nothing is left to say
        return CLEAN
    except OSError as error:
        _give_up_output(error)
        where = f"“{escape_text(os.fsdecode(error.filename), 200)}”：" if error.filename else "输出："
        print(f"kaohe：{where}{explain_refusal(error)}。", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("kaohe：已中断。", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001  # the last line of defence: no user is shown a traceback
        return _own_fault(error)


def _run(given: list[str]) -> int:
    if not given or given[0] not in VERBS:
        return _run_without_verb(given)
    module = import_module(f"generator.cli.{given[0]}_command")
    parsed = open_parser(given[0]).parse_whole(given[1:])
    if given[0] not in _ONE_LOOK:
        return int(module.run(parsed))
    from generator.git.one_look import one_look

    with one_look():
        return int(module.run(parsed))


def open_parser(verb: str) -> Parser:
    """The parser of a verb's arguments."""
    parser = Parser(prog=f"kaohe {verb}", description=VERBS[verb] + "。")
    parser.add_argument(
        "-C", dest="directory", default=".", metavar="目录", help="项目所在的文件夹，默认为当前文件夹"
    )
    import_module(f"generator.cli.{verb}_command").add_arguments(parser)
    return parser


def _run_without_verb(given: list[str]) -> int:
    from generator import __version__
    from generator.read.alike import find_alike, list_candidates

    verbs = "\n".join(f"  {verb:<10}{words}" for verb, words in VERBS.items())
    parser = Parser(
        prog="kaohe",
        usage="kaohe 命令 [选项]",
        description="机关考核：数据、计算、网站、文件和核验。",
        epilog=f"命令：\n{verbs}\n\n每个命令的用法：kaohe 命令 --help\n"
        "检查的结果留在 ~/.cache/kaohe（或 $XDG_CACHE_HOME/kaohe），可以删去；不用的，设 KAOHE_CACHE=off",
    )
    parser.add_argument("--version", action="version", version=f"kaohe {__version__}", help="显示版本")
    if not given:
        parser.print_help()
        return USAGE
    if given[0].startswith("-"):
        meant = next((at for at, word in enumerate(given) if word in VERBS), None)
        if meant is not None and not {"-h", "--help", "--version"} & {*given[:meant]}:
            import shlex

            words = shlex.join([given[meant], *given[:meant], *given[meant + 1 :]])
            parser.error(f"命令写在最前面，选项写在它后面：kaohe {words}")
        parser.parse_args(given)
    near = find_alike(given[0], {verb: (verb, words, *words.split("，")) for verb, words in VERBS.items()})
    hint = f"。是否想用 {list_candidates(near.ids, VERBS)}？" if near.ids else ""
    parser.error(f"没有“{given[0]}”这个命令{hint}")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _give_up_output(error: OSError) -> None:
    """Nothing more is written to a full disk, so that the end of the program does not try once more."""
    if error.errno in (errno.ENOSPC, errno.EIO, errno.EFBIG) and not error.filename:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _own_fault(error: BaseException) -> int:
    if os.environ.get("KAOHE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    print(
        f"kaohe：程序自身出错（{type(error).__name__}），数据没有被改动。"
        "请设 KAOHE_DEBUG=1 再运行一次，并把输出交给维护人员。",
        file=sys.stderr,
    )
    return BUG
