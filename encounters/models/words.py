"""What was typed in one box, cleaned, before it is a row."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from participants.models import Participation

from .contribution import Attribution
from .prompt import Prompt


@dataclass(frozen=True)
class Words:
    """One contribution as it was typed, cleaned."""

    prompt: Prompt
    text: str
    lifting: str = ""
    story: str = ""
    table: str = ""
    attribution: str = Attribution.NONE
    attributed_to: Participation | None = None

    def digest(self) -> str:
        said_by = str(self.attributed_to.pk) if self.attributed_to else ""
        parts = [str(self.prompt.pk), self.text, self.lifting, self.story, self.table, self.attribution, said_by]
        return salted_hmac("trois-rencontres.contribution", "\x1f".join(parts), algorithm="sha256").hexdigest()
