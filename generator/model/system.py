"""The operating system: what it refuses, in Chinese, with its own word in brackets for whoever must look it up, and
what it can be asked for at once.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹，请核对路径",
    errno.EEXIST: "这里已有同名的文件或文件夹，请换一个位置",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹，请换一个位置",
    errno.EISDIR: "这是文件夹，不是文件，请核对路径",
    errno.ENOTEMPTY: "文件夹不是空的，请换一个位置",
    errno.EACCES: "没有权限，请检查文件和所在文件夹的访问权限",
    errno.EPERM: "系统不允许，请检查文件和所在文件夹的访问权限",
    errno.EROFS: "这个位置只能读、不能写，请换一个位置",
    errno.ENOSPC: "磁盘已满，请腾出空间再试",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间再试",
    errno.EFBIG: "文件太大，这个磁盘存不下",
    errno.EIO: "磁盘读写出错，请检查磁盘",
    errno.EBUSY: "正被其他程序占用，请关闭后再试",
    errno.ETXTBSY: "正被其他程序占用，请关闭后再试",
    errno.EMFILE: "打开的文件太多，请关闭一些程序再试",
    errno.ENFILE: "打开的文件太多，请关闭一些程序再试",
    errno.ENAMETOOLONG: "路径或文件名太长，请换一个短的",
    errno.ELOOP: "符号链接绕成了圈，请换成普通的文件夹",
    errno.EINVAL: "系统不接受这个名字或操作，请换一个位置",
    errno.EXDEV: "两个位置不在同一个磁盘上，请换一个位置",
    errno.ENOMEM: "内存不足，请关闭一些程序再试",
    errno.EPIPE: "接收输出的程序已经退出",
    errno.EADDRINUSE: "端口已被占用，请换一个端口",
}


_PIECE = 1 << 16  # bytes of a file that are read at once
# What a system says that does not know a call, or does not let this program make it.
_NOT_ASKED = (errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EOPNOTSUPP)


def explain_refusal(error: OSError) -> str:
    """Why the system refused and what to do: 没有权限，请检查… (Permission denied), without a full stop."""
    said = error.strerror or type(error).__name__
    return f"{_WORDS.get(error.errno or 0, '系统没有完成这个操作')}（{said}）"


def list_files(folder: Path) -> list[str]:
    """The paths of all files below `folder`, sorted, with `/` between their parts."""
    start = len(os.path.join(folder, ""))
    found = (os.path.join(base, name)[start:] for base, _, names in os.walk(folder) for name in names)
    return sorted(path.replace(os.sep, "/") for path in found)


def digest_file(path: Path, algorithm: str = "sha256") -> str:
    """The digest of a file in hexadecimal, which is never whole in memory; OSError where it cannot be read."""
    return digest_by_each(path, (algorithm,))[algorithm]


def digest_by_each(path: Path, algorithms: Iterable[str]) -> dict[str, str]:
    """As `digest_file` by each of `algorithms`, of one reading of the file."""
    from hashlib import new  # brings OpenSSL, which most commands never need

    digests = {algorithm: new(algorithm) for algorithm in algorithms}
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            for digest in digests.values():
                digest.update(piece)
    return {algorithm: digest.hexdigest() for algorithm, digest in digests.items()}


def reach_disk(folder: Path) -> bool:
    """Has the file system of `folder` written out whole, where the system can (Linux, syncfs(2)); whether it was.

    Many files one by one wait for the disk's journal each: ten seconds for a site of ten years, half a second so.
    Raises OSError where the disk did not take it.
    """
    import ctypes  # few commands write so much

    if not sys.platform.startswith("linux"):
        return False
    try:
        sync = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError):  # another C library
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if sync(handle):
            number = ctypes.get_errno()
            if number in _NOT_ASKED:
                return False
            raise OSError(number, os.strerror(number))
    finally:
        os.close(handle)
    return True
