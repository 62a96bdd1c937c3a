"""What may be typed on a sheet, at the pile and about a production."""

from .pile import FeedForm, PileFilterForm
from .production import LeaderForm, PracticeFilterForm, PracticeForm
from .rows import RowsForm
from .section_form import SectionForm
from .sections import section_form

__all__ = [
    "FeedForm",
    "LeaderForm",
    "PileFilterForm",
    "PracticeFilterForm",
    "PracticeForm",
    "RowsForm",
    "SectionForm",
    "section_form",
]
