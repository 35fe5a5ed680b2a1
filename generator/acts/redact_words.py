"""What a person is told before and after a redaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.redaction import REDACTED, Redaction


def tell_redaction(record: Redaction, labels: Mapping[str, str], changes_file: bool) -> Iterator[str]:
    """The lines that show what a redaction does; the text itself is shown nowhere."""
    what = f"提交 {record.message_of[:12]} 的说明" if record.is_message else record.file
    yield f"将遮盖 {what}（遮盖编号 {record.id}）"
    if not record.is_message:
        yield f"  文字：{'、'.join(f'{field}（{label}）' for field, label in labels.items())}；列表里的，各项都遮盖"
    yield f"  日期：{record.decided}　原因（将公开，不要写被遮盖的内容）：{record.reason}"
    yield f"  最后一个含有原文的提交：{record.commit}"
    if changes_file:
        yield f"  文件里的这些文字改为 {REDACTED}，其余内容不变；从哪个提交生成的网页、公文、表格，都不再有原文"
    else:
        yield f"  从哪个提交生成的网页、公文、表格，都以 {REDACTED} 代替原文"
    yield "  只遮盖文字：数字、日期、标准或别处文字有改动的，照常检查，照常需要更正"
    yield "遮盖管不到的，原文仍在："
    yield from (f"  {line}" for line in tell_what_remains(record))


def tell_what_remains(record: Redaction) -> tuple[str, ...]:
    """Where the text still stands after a redaction, and what an office can do about each."""
    return (
        f"git 历史：提交 {record.commit[:12]} 及更早的提交仍有原文，有仓库副本的人都能看到。"
        "请限制仓库的访问范围，只留给确需查阅的人。",
        "各人的克隆和代码托管平台（派生、缓存、合并请求的页面、备份）：请通知持有的人删除或限制查看，"
        "平台上的请管理员清理。",
        "已经移交的归档包、已经下载或转载的网页和公文：收不回来。请书面通知接收单位限制利用，并留存通知。",
        "确需从历史中删除的，可以改写历史（如 git filter-repo），代价是此后的提交编号全部改变，"
        "已发布结果的核验从此断开：kaohe verify 会指出不符。改写之前应经批准，留存书面记录和改写前的加密副本。",
    )
