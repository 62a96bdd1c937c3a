"""What anyone may read: one entry for each practice of the published run, kept small for searching."""

import re

from django.db import models
from django.db.models import Exists, OuterRef, Q

from common.text import fold
from practices.models import HANDED_ON, Attachment, Production, ProductionStatus, Revision

from .booklet import Booklet
from .print_run import PrintRun

FILTERS = ("object", "form", "frequency", "territory_type")
MOST_WORDS = 8


class PublicEntryQuerySet(models.QuerySet["PublicEntry"]):
    def readable(self) -> "PublicEntryQuerySet":
        """A practice withdrawn or reopened leaves the public pages with that very act."""
        return self.filter(production__status=ProductionStatus.PUBLISHED)

    def with_page(self) -> "PublicEntryQuerySet":
        return self.select_related("production__programme", "production__group")

    def saying(self, words: str) -> "PublicEntryQuerySet":
        """Every word asked for, without accents, in the singular or the plural."""
        found = self
        for word in re.findall(r"[\w-]+", fold(words))[:MOST_WORDS]:
            found = found.filter(words__contains=_singular(word))
        return found


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


class PublicEntry(models.Model):
    """Written at publication. ``revision`` holds the words that were printed: a later correction waits for its run."""

    production = models.OneToOneField(Production, on_delete=models.CASCADE, related_name="public_entry")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(PrintRun, on_delete=models.CASCADE, related_name="entries")
    picture = models.ForeignKey(Attachment, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=120)
    sort_title = models.CharField(max_length=200)
    summary = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=120, blank=True)
    object_label = models.CharField(max_length=120, blank=True)
    object = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=40, blank=True)
    frequency = models.CharField(max_length=40, blank=True)
    territory_type = models.CharField(max_length=40, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)

    objects = PublicEntryQuerySet.as_manager()

    class Meta:
        ordering = ["sort_title", "pk"]
        indexes = [models.Index(fields=["sort_title"], name="public_entries_in_order")]

    def __str__(self) -> str:
        return self.title


def published_booklets() -> models.QuerySet[Booklet]:
    """``is_whole``: nobody has taken back words or a name that the run prints, so its file may still be given."""
    published = Booklet.objects.published().select_related("programme", "published_run")
    return published.defer("published_run__content").annotate(is_whole=~_has_gone())


def whole_booklets() -> models.QuerySet[Booklet]:
    return Booklet.objects.published().select_related("published_run").filter(~_has_gone())


def _has_gone() -> Q:
    """A practice or a synthesis withdrawn since, or somebody thanked who no longer agrees to be named."""
    withdrawn = Production.objects.filter(status=ProductionStatus.WITHDRAWN)
    practices = withdrawn.filter(public_entry__run=OuterRef("published_run"))
    syntheses = withdrawn.syntheses().filter(
        programme=OuterRef("programme"),
        withdrawn_from__in=HANDED_ON,
        withdrawn_at__gt=OuterRef("published_run__requested_at"),
    )
    names = PrintRun.named.through.objects.filter(printrun=OuterRef("published_run"))
    gone = names.exclude(participation__may_be_named=True)
    return Q(Exists(practices)) | Q(Exists(syntheses)) | Q(Exists(gone))
