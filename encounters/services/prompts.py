"""Changing the words of the prompts and their order; never their keys."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from participants.models import Programme

from ..models import Prompt


@transaction.atomic
def change_prompts(programme: Programme, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """``changes``: prompt pk → the fields that changed, and no other."""
    for pk, fields in changes.items():
        if fields:
            programme.prompts.filter(pk=pk).update(**fields)


@transaction.atomic
def move_prompt(prompt: Prompt, *, up: bool) -> None:
    """One place up or down among the prompts of its moment; at the end of the list nothing happens."""
    siblings = list(prompt.programme.prompts.filter(moment=prompt.moment).order_by("position", "pk"))
    here = siblings.index(prompt)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(siblings):
        return
    siblings[here], siblings[there] = siblings[there], siblings[here]
    for position, sibling in enumerate(siblings):
        Prompt.objects.filter(pk=sibling.pk).update(position=position)
