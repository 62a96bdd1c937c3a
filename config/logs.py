"""What logs may not say: the secrets that addresses carry."""

import logging
import re
from typing import Any

# Tokens hold capitals or one long run; slugs are made of short lowercase words.
SECRET = re.compile(r"(?<=[/=])(?=[\w-]*[A-Z]|[\w-]*[^\W_]{20})[\w-]{20,}(?=$|[/?&#\s\"'])")


def mask_secrets(text: str) -> str:
    """The text with every token of an address replaced by an ellipsis."""
    return SECRET.sub("…", text)


def without_secrets(event: Any, _hint: Any = None) -> Any:
    """An error report in which every text is masked, before it leaves the machine."""
    if isinstance(event, dict):
        return {key: without_secrets(value) for key, value in event.items()}
    if isinstance(event, list | tuple):
        return [without_secrets(value) for value in event]
    return mask_secrets(event) if isinstance(event, str) else event


class MaskSecrets(logging.Filter):
    """Writes each record as its masked sentence; the exception it carries stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = mask_secrets(record.getMessage())
        record.args = ()
        return True
