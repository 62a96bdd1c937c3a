"""What is true of booklets, of their print runs and of what is public."""

from .booklet import Booklet, BookletItem, BookletLogo, Foreword, GlossaryEntry
from .print_run import PrintRun, RunState
from .public import FILTERS, PublicEntry, published_booklets, whole_booklets
from .short_address import ShortAddress, TargetKind

__all__ = [
    "FILTERS",
    "Booklet",
    "BookletItem",
    "BookletLogo",
    "Foreword",
    "GlossaryEntry",
    "PrintRun",
    "PublicEntry",
    "RunState",
    "ShortAddress",
    "TargetKind",
    "published_booklets",
    "whole_booklets",
]
