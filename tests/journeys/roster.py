"""The Excel file of a roster, as somebody types it in French: accents, capitals here and there, two slips."""

from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

HEADINGS = ["NOM", "Prénom", "Structure", "Type de structure", "Territoire", "Fonction", "Groupe", "Courriel", "Rôle"]
CENTRES, SCHOOLS = "Centres sociaux", "Établissements scolaires"


@dataclass(frozen=True)
class Row:
    last: str
    first: str
    organisation: str
    kind: str
    town: str
    function: str
    group: str
    email: str = ""
    role: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def cells(self) -> list[str]:
        return [
            self.last,
            self.first,
            self.organisation,
            self.kind,
            self.town,
            self.function,
            self.group,
            self.email,
            self.role,
        ]


def _centre(last: str, first: str, organisation: str, function: str, email: str = "", role: str = "") -> Row:
    return Row(last, first, organisation, "Centre social", "Valombrée", function, CENTRES, email, role)


def _school(last: str, first: str, organisation: str, function: str, email: str = "", role: str = "") -> Row:
    return Row(last, first, organisation, "Collège", "Corvières", function, SCHOOLS, email, role)


FACILITATOR = _centre(
    "Aubry", "Noëlle", "Centre social L’Éveil", "référente familles", "noelle.aubry@eveil.example", "Animation"
)
READER = _centre("Meftah", "Sabrina", "Centre social L’Éveil", "bénévole", "sabrina.meftah@poste.example")
OBJECTOR = _centre(
    "Lefèvre", "Youssef", "Centre social Le Tisonnier", "coordination jeunesse", "youssef@tisonnier.example"
)
OTHER_FACILITATOR = _school(
    "Ferrandi", "Anaïs", "Collège des Trois-Rivières", "CPE", "anais.ferrandi@rivieres.example", "Animation"
)
OTHER_READER = _school(
    "Çelik", "Hélène", "Collège des Trois-Rivières", "professeure principale", "helene@rivieres.example"
)

PEOPLE = [
    FACILITATOR,
    READER,
    OBJECTOR,
    _centre("Dubois", "Cécile", "Centre social L’Éveil", "directrice", "cecile.dubois@eveil.example"),
    _centre("N’Diaye", "Fatou", "Centre social L’Éveil", "animation CLAS"),
    _centre("Gérard", "Loïc", "Centre social Le Tisonnier", "directeur", "loic@tisonnier.example"),
    _centre("Œuvrard", "Maëlle", "Centre social Le Tisonnier", "administratrice"),
    _centre("Benali", "Karim", "Centre social La Girolle", "animation CLAS", "accueil@girolle.example"),
    _centre("Petit", "Zoé", "Centre social La Girolle", "coordination enfance", "accueil@girolle.example"),
    _centre("Rossi", "Élio", "Centre social La Girolle", "bénévole"),
    _centre("Traoré", "Aïssata", "Centre social Archipel-Nord", "référente familles", "aissata@archipel.example"),
    _centre("Le Goff", "Yann", "Centre social Archipel-Nord", "directeur", "yann@archipel.example"),
    _centre("Moreau", "Inès", "Centre social Archipel-Nord", "animation CLAS"),
    _centre("Da Silva", "João", "Espace Le Fil", "coordination", "joao@lefil.example"),
    OTHER_FACILITATOR,
    OTHER_READER,
    _school("Marchand", "François", "Collège des Trois-Rivières", "principal", "francois@rivieres.example"),
    _school("Haddad", "Leïla", "Collège Les Hautes-Bordes", "CPE", "leila@bordes.example"),
    _school("Simon", "Benoît", "Collège Les Hautes-Bordes", "professeur", "benoit@bordes.example"),
    _school("Nguyen", "Mai-Lan", "Collège Les Hautes-Bordes", "AED"),
    _school("Roux", "Agnès", "École des Tilleuls", "directrice", "agnes@tilleuls.example"),
    _school("Bonnet", "Jérôme", "École des Tilleuls", "professeur des écoles"),
    _school("Kaya", "Elif", "École des Tilleuls", "déléguée de parents", "elif@poste.example"),
    _school("Girard", "Solène", "École Jean-Macé", "directrice", "solene@mace.example"),
    _school("Perrin", "Gaël", "École Jean-Macé", "professeur des écoles", "gael@mace.example"),
    _school("Colin", "Raphaëlle", "Collège du Val-Sourd", "principale", "raphaelle@valsourd.example"),
    _school("Diop", "Moussa", "Collège du Val-Sourd", "coordination REP", "moussa@valsourd.example"),
]
# Two slips of the hand: a group nobody knows, an address that is none.
SLIPS = {
    "Le Goff": {"group": "Maisons de quartier"},
    "Colin": {"email": "raphaelle(at)valsourd.example"},
}


def excel(*, with_slips: bool) -> bytes:
    """A title above the headings, as in most files that go round."""
    content = BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = workbook.add_worksheet("Inscriptions")
    sheet.write(0, 0, "Trois rencontres : personnes inscrites")
    sheet.write_row(2, 0, HEADINGS)
    for number, person in enumerate(PEOPLE, start=3):
        slips = SLIPS.get(person.last, {}) if with_slips else {}
        sheet.write_row(number, 0, Row(**(vars(person) | slips)).cells)
    workbook.close()
    return content.getvalue()
