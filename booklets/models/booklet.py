"""A booklet being composed: what it holds, in which order, and the words around it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participants.models import Actor, Person, Programme
from practices.models import Production


def cover_name(booklet: "Booklet", filename: str) -> str:
    return f"booklets/{booklet.pk}/{uuid.uuid4().hex}.{filename.rsplit('.', 1)[-1]}"


def logo_name(logo: "BookletLogo", filename: str) -> str:
    return f"booklets/{logo.booklet_id}/{uuid.uuid4().hex}.{filename.rsplit('.', 1)[-1]}"


class BookletQuerySet(models.QuerySet["Booklet"]):
    def visible_to(self, actor: Actor) -> "BookletQuerySet":
        """While it is composed: the coordination and the people of the groups, never guests."""
        here = actor.participations().filter(is_guest=False)
        return self.filter(programme__in=here.values("programme_id"))

    def published(self) -> "BookletQuerySet":
        return self.filter(published_at__isnull=False)


class Booklet(models.Model):
    """One per programme. ``version`` grows at each change of its words: a stale form is told, never obeyed."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="booklet")
    title = models.CharField(_("title"), max_length=120)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    cover = models.FileField(_("cover picture"), upload_to=cover_name, max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    printer = models.CharField(_("printer"), max_length=200, blank=True)
    director = models.CharField(_("director of publication"), max_length=120, blank=True)
    legal_deposit = models.CharField(_("legal deposit"), max_length=120, blank=True)
    colophon = models.TextField(_("other lines of the colophon"), max_length=2000, blank=True)
    approach = models.TextField(_("the approach, in your words"), max_length=4000, blank=True)
    next_words = models.TextField(_("and now?"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_run = models.ForeignKey("PrintRun", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = BookletQuerySet.as_manager()

    class Meta:
        verbose_name = _("booklet")
        verbose_name_plural = _("booklets")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_run__isnull=False),
                name="published_booklet_is_a_print_run",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class BookletItem(models.Model):
    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="items")
    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="booklet_items")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["booklet", "production"], name="practice_stands_once_in_a_booklet")
        ]

    def __str__(self) -> str:
        return str(self.production)


class Foreword(models.Model):
    """One of the two voices: text in light Markdown."""

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="forewords")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    signature = models.CharField(_("signature"), max_length=120, blank=True)
    function = models.CharField(_("function"), max_length=160, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["booklet", "position"], name="one_foreword_per_voice")]

    def __str__(self) -> str:
        return self.signature or self.title


class BookletLogo(models.Model):
    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="logos")
    file = models.FileField(upload_to=logo_name, max_length=200)
    alt = models.CharField(_("whose logo"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.alt


class GlossaryEntry(models.Model):
    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="glossary")
    acronym = models.CharField(_("acronym"), max_length=30)
    meaning = models.CharField(_("meaning"), max_length=200)
    sort_acronym = models.CharField(max_length=200, editable=False)

    class Meta:
        ordering = ["sort_acronym"]
        constraints = [models.UniqueConstraint(fields=["booklet", "sort_acronym"], name="acronym_is_explained_once")]

    def __str__(self) -> str:
        return self.acronym
