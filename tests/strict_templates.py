"""What a template of ours gets for a variable nobody gave it: a failing test."""

import sys
from pathlib import Path

from django.template.base import Node

OURS = Path(__file__).resolve().parent.parent / "templates"


class UnknownVariableError(Exception):
    """A template names a variable that its view did not give."""


class UnknownVariableFails(str):
    """Django's ``string_if_invalid``: empty in the templates of others (they count on it), an error in ours.

    Django asks whether it is true, whether it contains ``%s``, then fills it in; each is answered here.
    """

    def __bool__(self) -> bool:
        return _template_of_ours() is not None

    def __contains__(self, part: object) -> bool:
        return bool(self)

    def __mod__(self, name: object) -> str:
        raise UnknownVariableError(f"{_template_of_ours()}: nobody gave “{name}”.")


def _template_of_ours() -> Path | None:
    """The template being rendered, when it is one of ours: the origin of the nearest node on the stack."""
    frame = sys._getframe(2)
    while frame is not None:
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None) if isinstance(node, Node) else None
        if origin is not None:
            path = Path(str(origin.name))
            return path.relative_to(OURS) if path.is_relative_to(OURS) else None
        frame = frame.f_back  # type: ignore[assignment]
    return None
