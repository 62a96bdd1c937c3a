"""Reading a roster typed elsewhere: which column is which, and what each line says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.text import sort_key
from participants.models import OrganisationKind


class FileError(Exception):
    """A sentence that says why nothing can be read from this file."""


@dataclass(frozen=True)
class Line:
    number: int  # as the spreadsheet shows it
    name: str
    email: str = ""
    group: str = ""
    organisation: str = ""
    kind: str = ""
    territory: str = ""
    territory_type: str = ""
    function: str = ""
    role: str = ""


# Headings as people type them; compared without accents, capitals nor punctuation.
COLUMNS: dict[str, set[str]] = {
    "full_name": {
        "nom complet",
        "nom et prenom",
        "nom prenom",
        "prenom nom",
        "prenom et nom",
        "personne",
        "name",
        "full name",
    },
    "last_name": {"nom", "nom de famille", "nom d usage", "last name", "surname"},
    "first_name": {"prenom", "prenoms", "first name"},
    "email": {
        "courriel",
        "e mail",
        "email",
        "mel",
        "mail",
        "adresse e mail",
        "adresse mail",
        "adresse email",
        "adresse electronique",
        "adresse courriel",
        "courriel professionnel",
    },
    "group": {"groupe", "groupe de pairs", "group", "peer group"},
    "organisation": {
        "structure",
        "etablissement",
        "organisme",
        "organisation",
        "centre social",
        "ecole",
        "nom de la structure",
        "structure ou etablissement",
        "organization",
    },
    "kind": {"type de structure", "type structure", "type", "type d etablissement", "kind"},
    "territory": {"territoire", "commune", "ville", "territory"},
    "territory_type": {"type de territoire", "type territoire", "territory type"},
    "function": {"fonction", "poste", "metier", "function"},
    "role": {"role", "roles"},
}

KINDS: dict[str, set[str]] = {
    "social_centre": {"centre social", "cs", "centre social et culturel", "centre socioculturel"},
    "social_life_space": {"espace de vie sociale", "evs"},
    "federation": {"federation", "federation des centres sociaux"},
    "nursery_school": {"ecole maternelle", "maternelle"},
    "elementary_school": {"ecole elementaire", "elementaire"},
    "primary_school": {"ecole primaire", "ecole", "primaire", "groupe scolaire"},
    "middle_school": {"college"},
    "high_school": {"lycee"},
    "rep_network": {
        "rep",
        "rep+",
        "reseau rep",
        "reseau rep rep+",
        "reseau rep/rep+",
        "reseau d education prioritaire",
    },
    "school_district": {"circonscription", "ien"},
    "dsden": {"dsden", "education nationale", "inspection academique"},
    "caf": {"caf"},
    "msa": {"msa"},
    "municipality": {
        "commune",
        "mairie",
        "ville",
        "intercommunalite",
        "commune intercommunalite",
        "commune, intercommunalite",
    },
    "department": {"departement", "conseil departemental"},
    "parents_association": {
        "association de parents",
        "parents d eleves",
        "association de parents d eleves",
        "fcpe",
        "peep",
    },
    "partner_association": {"association partenaire", "association"},
    "pre": {"pre", "programme de reussite educative", "programme de reussite educative (pre)"},
    "early_childhood": {"pmi", "laep", "creche", "petite enfance", "pmi, laep, creche"},
    "prevention": {"prevention specialisee", "prevention"},
    "local_mission": {"mission locale"},
    "other": {"autre"},
}

ROLES: dict[str, set[str]] = {
    "participant": {"", "participant", "participante", "participante participant", "membre", "personne"},
    "facilitator": {
        "anime",
        "animation",
        "facilitatrice",
        "facilitateur",
        "facilitation",
        "personne qui anime",
        "co animation",
        "animation du groupe",
        "anime le groupe",
        "animatrice du groupe",
        "animateur du groupe",
        "facilitator",
    },
    "coordinator": {
        "coordination",
        "coordinatrice",
        "coordinateur",
        "coordonnatrice",
        "coordonnateur",
        "coordonne",
        "coordinator",
    },
    "guest": {"invite", "invitee", "invite e", "personne invitee", "guest"},
}


def plain(text: str) -> str:
    """Without accents, capitals, punctuation: « E-mail » and « e mail » are one heading."""
    kept = "".join(c if c.isalnum() or c == "+" else " " for c in sort_key(text))
    return " ".join(kept.split())


def _find(table: dict[str, set[str]], text: str) -> str | None:
    said = plain(text)
    return next((key for key, words in table.items() if said in {plain(word) for word in words}), None)


def find_kind(text: str) -> str | None:
    """By the words of the list, French or the page's language."""
    labels = {value: {str(label)} for value, label in OrganisationKind.choices}
    return _find(KINDS, text) or _find(labels, text)


def find_role(text: str) -> str | None:
    return _find(ROLES, text)


def read_roster(table: Sequence[Sequence[str]]) -> list[Line]:
    """Every line that says something below the headings, wherever the headings stand in the first ten lines."""
    start, columns = _headings(table)
    cells = ((number, _cells(row, columns)) for number, row in enumerate(table[start + 1 :], start=start + 2))
    lines = [_line(number, said) for number, said in cells if any(said.values())]
    if not lines:
        raise FileError(_("Nobody stands below the headings of this file."))
    return lines


def _headings(table: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(table[:10]):
        columns: dict[str, int] = {}
        for position, heading in enumerate(row):
            key = _find(COLUMNS, heading)
            if key is not None:
                columns.setdefault(key, position)
        if columns.keys() & {"full_name", "last_name"} and len(columns) > 1:
            return number, columns
    raise FileError(
        _(
            "The headings were not recognised. The first line should say: Nom, Prénom, Courriel, Groupe, Structure, Fonction."
        )
    )


def _cells(row: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    return {key: " ".join(row[at].split()) if at < len(row) else "" for key, at in columns.items()}


def _line(number: int, said: dict[str, str]) -> Line:
    name = said.pop("full_name", "")
    parts = [said.pop("first_name", ""), said.pop("last_name", "")]
    written = name or " ".join(part for part in parts if part)
    said["email"] = said.get("email", "").removeprefix("mailto:").lower()
    return Line(number=number, name=written, **said)
