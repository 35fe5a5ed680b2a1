"""Addresses of sites as people write them (RFC 3986): their host and path, and whether a site can lie there."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit


class WebAddress(NamedTuple):
    """The host, in small letters, and the path; both empty where what is written cannot be taken apart."""

    host: str
    path: str


def take_apart(address: str) -> WebAddress:
    """Host and path of `address`, whatever is written."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is never closed, signs that are others once they are normalised
        return WebAddress("", "")
    return WebAddress(parts.hostname or "", parts.path)


def is_for_a_site(address: str) -> bool:
    """Whether pages can be put below `address`: of http or https, with a host, and a slash at its end."""
    return address.startswith(("https://", "http://")) and address.endswith("/") and take_apart(address).host != ""
