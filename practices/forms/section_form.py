"""A form for one section: filled from what is stored, giving back what may be stored."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from common.http import as_number
from common.images import clean_image
from common.uploads import CleanFile, UploadError, clean_document, shown_name
from encounters.models import Contribution

from ..models import Attachment, Production, SectionLabel

Kept = Callable[[CleanFile, str], Attachment]


class SectionForm(forms.Form):
    """``template`` draws the fields; ``uploads`` names the fields that take a file, and the kind each keeps."""

    template = "practices/_section_fields.html"
    takes_files = False
    takes_documents = False

    def __init__(self, *args: Any, section: SectionLabel, production: Production, value: Any, **kwargs: Any) -> None:
        self.section, self.production, self.value = section, production, value
        self.kept_files: dict[str, Attachment] = {}
        super().__init__(*args, auto_id=f"{section.key}-%s", **kwargs)
        self.build()
        for name, initial in self.initial_values().items():
            if name in self.fields:
                self.initial.setdefault(name, initial)

    def build(self) -> None:
        """Add the fields of this section."""

    def initial_values(self) -> Mapping[str, Any]:
        return self.value or {}

    def as_section(self) -> Any:
        """The section as it will be checked and stored; only once the form is valid."""
        return dict(self.cleaned_data)

    def typed(self) -> Any:
        """The section as it was typed, valid or not: nothing is lost when the form is shown again."""
        return {name: self._raw(name) for name in self.fields}

    def with_words_of(self, contribution: Contribution) -> Any:
        """What was typed or stored, with this contribution's words added where they go."""
        return self.typed() if self.is_bound else self.value

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """What the boxes propose, by the id of their list."""
        return {}

    def uploaded(self) -> Iterator[tuple[str, UploadedFile]]:
        for name in self.files:
            if name in self.fields and isinstance(self.fields[name], forms.FileField):
                yield name, self.files[name]

    def keep_uploads(self, keep: Kept) -> list[str]:
        """Keep every file that can be kept, whatever else is missing; returns the sentences of the others."""
        refused = []
        for name, file in self.uploaded():
            try:
                clean = self._clean(file)
            except UploadError as error:
                refused.append(str(error))
                self._refuse(name, str(error))
                continue
            self.kept_files[name] = keep(clean, shown_name(file, clean.extension))
        return refused

    def _clean(self, file: UploadedFile) -> CleanFile:
        if not self.takes_documents:
            return clean_image(file)
        try:
            return clean_document(file)
        except UploadError:
            return self._picture_or_document_error(file)

    @staticmethod
    def _picture_or_document_error(file: UploadedFile) -> CleanFile:
        """A picture is a fine tool too; what is neither gets the sentence about documents."""
        try:
            return clean_image(file)
        except UploadError:
            return clean_document(file)

    def _refuse(self, name: str, sentence: str) -> None:
        if self.is_bound:
            self.errors  # noqa: B018  the fields are cleaned first, so that this sentence stays
            self.add_error(name, sentence)

    def kept_pk(self, name: str) -> int | None:
        """The file just sent, or else the one kept before unless it was removed."""
        if name in self.kept_files:
            return self.kept_files[name].pk
        prefix = name.removesuffix("file")
        if self._raw(f"{prefix}remove"):
            return None
        before = str(self._raw(f"{prefix}kept") or "")
        return as_number(before)

    def attachment(self, pk: int | None) -> Attachment | None:
        return self._attachments().get(pk) if pk else None

    def _attachments(self) -> dict[int | None, Attachment]:
        if not hasattr(self, "_own"):
            self._own: dict[int | None, Attachment] = {a.pk: a for a in self.production.attachments.all()}
        return self._own | {a.pk: a for a in self.kept_files.values()}

    def _raw(self, name: str) -> Any:
        field = self.fields.get(name)
        if field is None:
            return None
        if not self.is_bound:
            return self.initial.get(name)
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def need_words_for_pictures(self, name: str, alt: str) -> None:
        """A picture without words is lost for those who do not see it."""
        if not (self.cleaned_data.get(alt) or "").strip():
            self.add_error(alt, _("Please say in a few words what the picture shows, for those who do not see it."))
