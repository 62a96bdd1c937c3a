"""The addresses of this floor. Those of readings, answers and validation stand in ``review``."""

from django.urls import path, register_converter

from ..models import PRACTICE_LABELS, SYNTHESIS_LABELS
from ..views import attachment, pile, production, revision, section
from .review import review_urls


class SectionConverter:
    """The key of a section, of a practice or of a synthesis: nothing else is an address."""

    regex = "|".join(sorted({*PRACTICE_LABELS, *SYNTHESIS_LABELS}))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SectionConverter, "section")

GROUP = "p/<slug:slug>/groupes/<int:group>"
ONE = "p/<slug:slug>/pratiques/<int:pk>"

writing_urls = [
    path(f"{GROUP}/regrouper/", pile.pile, name="pile"),
    path(f"{GROUP}/regrouper/mettre/", pile.feed, name="feed"),
    path(f"{GROUP}/regrouper/retirer/", pile.unfeed, name="unfeed"),
    path(f"{GROUP}/regrouper/annuler/", pile.pile_undo, name="pile_undo"),
    path(f"{GROUP}/pratiques/nouvelle/", production.practice_create, name="practice_create"),
    path(f"{GROUP}/ce-quon-retient/", production.synthesis_open, name="synthesis_open"),
    path("p/<slug:slug>/pratiques/", production.practice_list, name="practice_list"),
    path(f"{ONE}/", production.production_detail, name="production_detail"),
    path(f"{ONE}/porter/", production.production_lead, name="production_lead"),
    path(f"{ONE}/versions/", revision.revision_list, name="revision_list"),
    path(f"{ONE}/versions/<int:number>/", revision.revision_detail, name="revision_detail"),
    path(f"{ONE}/fichiers/<int:file>/", attachment.attachment, name="attachment"),
    path(f"{ONE}/<section:section>/", section.section_detail, name="section_detail"),
    path(f"{ONE}/<section:section>/modifier/", section.section_edit, name="section_edit"),
]

urlpatterns = [*writing_urls, *review_urls]
