"""What the people of the journey say and write."""

CAFE, NOTEBOOK = "Le café du vendredi", "Une fiche qui passe de main en main"

FAVOURS = [
    "On se croise au portail tous les matins.",
    "La directrice connaît le centre social depuis dix ans.",
]
WORKS = ["Le café est servi toujours le même jour.", "On vient en tenue de travail, sans rendez-vous."]
# A facilitator pastes what a table wrote: ten lines, ten contributions.
PASTED = [
    "Une thermos et douze tasses",
    "Le préau quand il pleut",
    "Une référente familles une heure par semaine",
    "La salle du centre le vendredi matin",
    "La fiche de liaison, une demi-page",
    "Trois lignes par personne, pas plus",
    "Remise en main propre, jamais dans le cartable",
    "Vingt minutes à côté du conseil des maîtres",
    "Un cahier où l’on note les idées des parents",
    "Des gâteaux apportés par qui veut",
]
BRAKE, LIFTING = "Le plan Vigipirate ferme la grille", "une liste simple tenue par la directrice"

CAFE_SECTIONS = {
    "summary": "Chaque vendredi, un café attend les parents devant la maternelle ; on y parle de tout, et l’école s’ouvre.",
    "steps": [
        "Le jeudi, la référente familles prévient la directrice et prépare les thermos.",
        "Le vendredi à huit heures vingt, on sert le café devant la grille, sans ordre du jour.",
        "Une fois par mois, l’équipe de l’école reste dix minutes et l’on choisit une idée à faire ensemble.",
    ],
    "levers": ["Personne ne prend de notes.", "Des parents en invitent d’autres, deux par deux."],
    "origin": "Les parents restaient derrière la grille. Une mère a dit : « On ne sait même pas à quoi ressemble la classe. »",
    "means": ["Une heure par semaine de la référente familles"],
    "enablers": ["La directrice sort dire bonjour.", "Le centre est à cent mètres."],
}
NOTEBOOK_SECTIONS = {
    "summary": "Trois fois par an, une demi-page circule entre l’école, le centre social et les parents, qui la lisent ensemble.",
    "steps": [
        "En octobre, on choisit ensemble les élèves, avec l’accord de leurs parents.",
        "Chacun écrit trois lignes : ce qui avance, ce qui aide, un seul but.",
        "La fiche est remise en main propre et lue à trois.",
    ],
    "levers": ["Elle est courte.", "Elle est lue à trois.", "On n’y parle que de progrès."],
}
WHO = {
    CAFE: ("Centre social L’Éveil", "École des Tilleuls", "Valombrée", "parents de la maternelle"),
    NOTEBOOK: (
        "Centre social Le Tisonnier",
        "Collège des Trois-Rivières",
        "Corvières",
        "élèves de 6e et leurs parents",
    ),
}
LINK = {
    CAFE: (
        "café ou espace parents",
        "rendez-vous régulier",
        "hebdomadaire",
        "On se tutoie, et on s’appelle avant qu’il y ait un souci.",
    ),
    NOTEBOOK: (
        "accompagnement à la scolarité (CLAS)",
        "outil partagé",
        "trimestrielle",
        "On se parle des enfants devant leurs parents.",
    ),
}
SYNTHESIS = {
    "favours": [
        "La proximité des lieux et des visages favorise la rencontre.",
        "Une directrice qui sort dire bonjour change tout.",
        "On vient d’abord pour le café.",
    ],
    "works": ["Un rendez-vous qui ne change pas de jour.", "Des outils courts, lus ensemble."],
    "resources": ["Une heure par semaine suffit pour commencer."],
    "opportunities": ["La rentrée, et chaque vendredi matin."],
    "tools": ["La fiche de liaison d’une demi-page."],
    "brakes": ["La grille fermée : une liste simple l’a rouverte."],
}
OBJECTION = "On dirait que tout le monde vient : les familles du quartier haut ne sont jamais venues."
SECRET = "Parole gardée : on a peur de la réunion de mars."
