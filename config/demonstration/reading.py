"""The words of the demonstration as they stand in the files."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def programme() -> dict[str, Any]:
    return read("programme.toml")


@cache
def practices() -> list[dict[str, Any]]:
    return [read(f"practices/{path.name}") for path in sorted((HERE / "practices").glob("*.toml"))]


@cache
def syntheses() -> list[dict[str, Any]]:
    return [read(f"syntheses/{path.name}") for path in sorted((HERE / "syntheses").glob("*.toml"))]


def picture(name: str) -> Path:
    return HERE / "pictures" / name
