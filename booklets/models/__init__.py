"""What is true of booklets, of their print runs and of what is public."""

from .booklet import Booklet, BookletItem, BookletLogo, Foreword, GlossaryEntry
from .print_run import PrintRun, RunState
from .short_address import ShortAddress, TargetKind

__all__ = [
    "Booklet",
    "BookletItem",
    "BookletLogo",
    "Foreword",
    "GlossaryEntry",
    "PrintRun",
    "RunState",
    "ShortAddress",
    "TargetKind",
]
