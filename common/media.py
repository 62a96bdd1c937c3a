"""Serving a kept file, once the view has said that this person may: whole, in part, or not again."""

import re
from collections.abc import Iterator
from typing import IO

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_SHOWN_IN_PAGE = frozenset({"image/jpeg", "image/png", "image/webp", "video/mp4"})


def serve_file(
    request: HttpRequest, file: File, *, content_type: str, name: str, digest: str, is_private: bool = True
) -> HttpResponseBase:
    """Answers 200, 206, 304 or 416. A private file is asked for again each time, so that a right taken away is gone."""
    etag = f'"{digest}"'
    if request.headers.get("If-None-Match") == etag:
        return _dressed(HttpResponseNotModified(), etag, content_type, name, is_private)
    size = file.size
    span = _asked_range(request, etag, size)
    if span is None:
        return _dressed(_unsatisfiable(size), etag, content_type, name, is_private)
    start, end = span
    response = StreamingHttpResponse(_read(file, start, end), content_type=content_type)
    response.headers["Content-Length"] = str(end - start)
    if "Range" in request.headers and (start, end) != (0, size):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _dressed(response, etag, content_type, name, is_private)


def _asked_range(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """The bytes to send, end excluded; the whole file when no single range is asked; None when it lies outside."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or asked[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return 0, size
    first, last = asked[1][:19], asked[2][:19]
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    start, end = int(first), min(int(last) + 1 if last else size, size)
    return (start, end) if start < end else None


def _unsatisfiable(size: int) -> HttpResponse:
    response = HttpResponse(status=416)
    response.headers["Content-Range"] = f"bytes */{size}"
    return response


def _read(file: File, start: int, end: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from _pieces(opened, start, end)


def _pieces(opened: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    opened.seek(start)
    left = end - start
    while left > 0 and (piece := opened.read(min(CHUNK, left))):
        left -= len(piece)
        yield piece


def _dressed(response: HttpResponseBase, etag: str, content_type: str, name: str, is_private: bool) -> HttpResponseBase:
    in_page = content_type in _SHOWN_IN_PAGE
    for header, value in {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache" if is_private else "public, max-age=86400",
        "Content-Disposition": content_disposition_header(not in_page, name) or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
    }.items():
        response.headers[header] = value
    return response
