"""A private file is answered whole, in part, or not again; never cached for others, never run."""

import pytest
from django.core.files.base import ContentFile
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from common.media import serve_file

CONTENT = bytes(range(256)) * 4


def answer(content_type: str = "video/mp4", method: str = "get", **headers: str) -> HttpResponseBase:
    request = getattr(RequestFactory(), method)("/fichier/", headers=headers)
    return serve_file(request, ContentFile(CONTENT), content_type=content_type, name="vidéo d’été.mp4", digest="abc")


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_the_whole_file_with_its_guards() -> None:
    response = answer()

    assert (response.status_code, body(response)) == (200, CONTENT)
    assert response.headers["Content-Length"] == "1024"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Disposition"].startswith("inline; filename*=utf-8''vid%C3%A9o")


def test_what_is_not_a_picture_or_a_video_is_downloaded() -> None:
    assert answer("application/pdf").headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=1000-", 1000, 1024), ("bytes=-24", 1000, 1024), ("bytes=1000-99999", 1000, 1024)],
)
def test_a_part_of_it(asked: str, start: int, end: int) -> None:
    response = answer(Range=asked)

    assert (response.status_code, body(response)) == (206, CONTENT[start:end])
    assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/1024"
    assert response.headers["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0", "bytes=9-3"])
def test_a_part_that_lies_outside(asked: str) -> None:
    response = answer(Range=asked)

    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize("asked", ["", "items=1-2", "bytes=-", "bytes=0-1,4-5", "bytes=" + "9" * 500 + "x"])
def test_a_range_that_means_nothing_gives_the_whole(asked: str) -> None:
    response = answer(Range=asked)

    assert (response.status_code, body(response)) == (200, CONTENT)


def test_the_same_file_is_not_sent_again() -> None:
    response = answer(**{"If-None-Match": '"abc"'})

    assert response.status_code == 304
    assert answer(**{"If-None-Match": '"other"'}).status_code == 200


def test_a_part_of_another_version_gives_the_whole_of_this_one() -> None:
    assert answer(Range="bytes=0-9", **{"If-Range": '"other"'}).status_code == 200
