"""A frozen booklet to print in tests: long, middling and short sheets, none of them anybody's real words."""

from typing import Any

GROUPS = [
    {"key": "centres", "name": "Centres sociaux", "shape": "circle", "people": 14},
    {"key": "ecoles", "name": "Établissements scolaires", "shape": "square", "people": 13},
]

PROGRAMME = {
    "slug": "val-d-oriane-2018-2019",
    "title": "Écoles et centres sociaux, trois rencontres",
    "department": "Val-d’Oriane",
    "edition": "2018–2019",
    "site": "https://rencontres.example",
    "licence": {"label": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"},
}

TITLES = [
    (
        "Une fiche de liaison qui circule vraiment",
        "Valombrée",
        "quartier prioritaire (QPV)",
        "accompagnement à la scolarité (CLAS)",
    ),
    (
        "Des semaines d’accueil prévues d’avance pour collégiens exclus",
        "Corvières",
        "quartier prioritaire (QPV)",
        "accueil d’élèves exclus temporairement",
    ),
    ("Le café du vendredi devant la maternelle", "Pontélan", "urbain hors QPV", "café ou espace parents"),
    (
        "Deux ans, trois marches : la passerelle vers la petite section",
        "Rochemeure",
        "bourg-centre",
        "passerelle petite enfance–maternelle",
    ),
    ("L’été du passage en 6e", "Valombrée", "quartier prioritaire (QPV)", "passage CM2-6e"),
    (
        "Apprendre le français au collège, faire garder les petits à côté",
        "Corvières",
        "quartier prioritaire (QPV)",
        "ouvrir l’école aux parents (OEPRE)",
    ),
    ("La caravane devant trois écoles de village", "Haut-Plateau", "rural", "parentalité"),
    ("Un animateur dans la cour le midi", "Pontélan", "périurbain", "pause de midi, présence dans l’établissement"),
    (
        "Théâtre-forum contre le harcèlement, avec les parents le soir",
        "Rochemeure",
        "bourg-centre",
        "climat scolaire, harcèlement",
    ),
    (
        "La rentrée dans le quartier : accueillir les nouveaux enseignants",
        "Valombrée",
        "quartier prioritaire (QPV)",
        "accueil des nouveaux enseignants, connaissance du quartier",
    ),
    (
        "La quinzaine du jeu, un prétexte pour ouvrir les portes",
        "Corvières",
        "urbain hors QPV",
        "culture, lecture, jeu, jardin",
    ),
    (
        "Trouver un stage de 3e quand on n’a pas de réseau",
        "Valombrée",
        "quartier prioritaire (QPV)",
        "orientation, stages",
    ),
]

LONG: dict[str, Any] = {
    "summary": "Une fiche d’une page, trois lignes par rubrique, remise en main propre : l’enseignante, l’animatrice "
    "et la famille lisent la même chose, et chacune y écrit.",
    "organisations": ["Centre social L’Étoupe", "École élémentaire Jean-Moulin"],
    "audience": "CE1 à CM2, 24 enfants et leurs parents",
    "since": "septembre 2015",
    "quality": "On se téléphone avant que les choses se gâtent ; on ne se découvre plus en réunion.",
    "origin": "Pendant des années, le cahier de liaison partait le lundi et ne revenait pas. L’école pensait que le centre "
    "social faisait les devoirs à la place des enfants ; le centre social pensait que l’école ne voulait rien dire. Une "
    "maman a posé la question tout haut au conseil d’école : « Vous parlez de mon fils chacun de votre côté, et moi je suis "
    "où ? » Nous avons posé une feuille blanche sur la table, et nous avons décidé ensemble de ce qui avait le droit d’y "
    "figurer, et surtout de ce qui n’en avait pas le droit.",
    "steps": [
        {
            "text": "En octobre, chaque enseignante propose trois enfants et un seul objectif par enfant.",
            "who": "l’école",
        },
        {
            "text": "L’animatrice rencontre la famille, présente la fiche et demande son accord.",
            "who": "le centre social",
        },
        {
            "text": "La fiche est remise en main propre, à la sortie, jamais glissée dans le cartable.",
            "who": "les deux",
        },
        {
            "text": "Avant chaque vacance, trois lignes de chacun : ce qui avance, ce qui aide, ce qu’on essaie.",
            "who": "les trois",
        },
        {"text": "En juin, on relit les fiches avec les parents et on décide de la suite.", "who": "tout le monde"},
    ],
    "means": [
        "Vingt minutes accolées au conseil des maîtres, trois fois dans l’année",
        "Une référente à l’école, une référente au centre social",
        "Quatre bénévoles formées par la fédération, 600 € de photocopies et de goûters",
    ],
    "enablers": [
        "L’école et le centre social sont à deux cents mètres : on se croise.",
        "La directrice a présenté l’animatrice à toute l’équipe, dès la prérentrée.",
        "Les parents sont là à 16 h 30, et c’est là que tout se passe.",
    ],
    "levers": [
        "Une fiche courte : trois lignes chacun, pas une de plus.",
        "Lue par trois personnes, et par personne d’autre.",
        "Remise en main propre : elle oblige à se parler.",
        "On n’y écrit que des progrès et un seul objectif.",
    ],
    "brakes": [
        {
            "brake": "Les enseignantes n’avaient pas le temps d’une réunion de plus.",
            "answer": "Vingt minutes collées au conseil des maîtres, à date fixe, et pas une de plus.",
            "is_lifted": True,
        },
        {
            "brake": "La peur du double jugement : l’école dit, le centre répète.",
            "answer": "On n’écrit que des progrès et un objectif ; le reste se dit de vive voix.",
            "is_lifted": True,
        },
        {"brake": "Certaines familles ne lisent pas le français.", "answer": "", "is_lifted": False},
    ],
    "effects": [
        {
            "audience": "Enfants et jeunes",
            "text": "Ils voient que les adultes se parlent ; plusieurs demandent leur fiche.",
        },
        {"audience": "Parents", "text": "Ils entrent dans l’école pour une bonne nouvelle."},
        {"audience": "Équipes", "text": "Moins d’appels dans l’urgence, un vocabulaire commun."},
        {"audience": "Territoire", "text": "Deux autres écoles de la ville l’ont reprise."},
    ],
    "other_views": [
        {
            "organisation": "École élémentaire Jean-Moulin",
            "text": "Ce qui nous a décidées, c’est qu’on ne nous demandait "
            "pas de remplir un dossier. Trois lignes, on peut. Et quand la fiche revient, on apprend des choses que l’on ne "
            "voit pas en classe.",
        }
    ],
    "tools": [
        {
            "label": "La fiche de liaison, à photocopier",
            "kind": "file",
            "url": "https://rencontres.example/o/fiche",
            "short_url": "rencontres.example/o/fiche",
        },
        {"label": "La lettre aux familles, en cinq langues", "kind": "request", "url": "", "short_url": ""},
    ],
    "advice": [
        "Commencer avec trois enfants et une seule classe, celle où quelqu’un en a envie.",
        "Faire lire la première fiche aux parents avant l’école.",
    ],
    "quotes": [
        {"text": "Avant, quand l’école appelait, j’avais mal au ventre.", "function": "une maman, parente d’élève"},
        {"text": "On s’est rendu compte qu’on parlait du même enfant.", "function": "professeure des écoles"},
    ],
    "open_questions": [
        "Que devient la fiche quand l’enfant passe au collège ?",
        "Qui la traduit, et avec quels moyens ?",
    ],
    "contact": {
        "organisation": "Centre social L’Étoupe",
        "function": "animation CLAS",
        "email": "contact@etoupe.example",
    },
    "video": {
        "short_url": "rencontres.example/v/3",
        "url": "https://rencontres.example/v/3",
        "still": None,
        "caption": "Quatre minutes, sous-titrées",
        "stands_for_sheet": False,
    },
}

MIDDLE: dict[str, Any] = {
    **LONG,
    "quality": "On se tutoie, on se prévient.",
    "origin": "Les parents restaient derrière la grille. Nous sommes sorties avec un thermos, un vendredi de novembre, et "
    "nous sommes revenues le vendredi d’après. Personne n’avait rien demandé ; au bout de trois semaines, on nous "
    "attendait.",
    "steps": LONG["steps"][:4],
    "means": LONG["means"][:2],
    "enablers": LONG["enablers"][:2],
    "levers": LONG["levers"][:3],
    "brakes": LONG["brakes"][:2],
    "effects": LONG["effects"][:3],
    "tools": LONG["tools"][:1],
    "quotes": LONG["quotes"][:1],
    "video": None,
}

SHORT: dict[str, Any] = {
    "summary": "Une caravane, trois villages, un mardi sur deux.",
    "organisations": ["Espace de vie sociale Le Fil"],
    "audience": "familles de trois villages",
    "since": "2016",
    "quality": "",
    "origin": "",
    "steps": LONG["steps"][1:4],
    "means": [],
    "enablers": [],
    "levers": LONG["levers"][:3],
    "brakes": [],
    "effects": [],
    "other_views": [],
    "tools": [],
    "advice": LONG["advice"][:1],
    "quotes": [],
    "open_questions": LONG["open_questions"][:1],
    "contact": LONG["contact"],
    "video": None,
}

PROMPTS = [
    ("favours", "Ce qui favorise la rencontre"),
    ("works", "Ce qui fait que ça marche"),
    ("resources", "Les ressources"),
    ("opportunities", "Les opportunités de travail"),
    ("tools", "Les outils"),
    ("brakes", "Les freins à lever"),
]

SENTENCES = [
    "Un lieu où l’on passe sans avoir à prendre rendez-vous.",
    "Une personne repérée de chaque côté, qui reste plus d’une année et que l’on peut appeler.",
    "Des parents à qui l’on demande de faire quelque chose, pas seulement de venir.",
    "Le calendrier posé en juin, avant que les agendas ne se remplissent.",
    "Une direction qui ouvre la porte et qui le dit à son équipe.",
]


def sample_sheet(
    number: int = 1, *, words: dict[str, Any] = LONG, picture: str | None = None, **changes: Any
) -> dict[str, Any]:
    title, place, territory, subject = TITLES[(number - 1) % len(TITLES)]
    content = {key: value for key, value in words.items() if key != "quality"}
    pictures = (
        [
            {
                "file": picture,
                "caption": "La table est déjà sortie.",
                "alt": "Dessin : une table devant une grille.",
                "credit": "Dessin pour le livret",
                "width": 1200,
                "height": 800,
            }
        ]
        if picture
        else []
    )
    return {
        "number": number, "id": number, "group": GROUPS[number % 2]["key"], "title": title, **content,
        "pictures": pictures, "place": place, "territory_type": territory,
        "link": {"object": subject, "form": "outil partagé", "frequency": "trimestrielle", "quality": words["quality"]},
        "status_label": "En relecture", "version": 7, "is_draft": False, **changes,
    }  # fmt: skip


def sample_booklet(practices: int = 12, *, picture: str | None = None) -> dict[str, Any]:
    kinds = (LONG, MIDDLE, SHORT)
    sheets = [sample_sheet(n, words=kinds[n % 3], picture=picture) for n in range(1, practices + 1)]
    subjects = sorted({sheet["link"]["object"] for sheet in sheets})
    return {
        "format": 1, "language": "fr", "kind": "booklet", "run": {"number": 1, "made_on": "2019-01-18"},
        "programme": PROGRAMME,
        "cover": {"title": "Ce qui marche quand on se rencontre", "subtitle": "Douze démarches réussies entre écoles et "
                  "centres sociaux", "picture": None, "logos": []},
        "colophon": {"publisher": "Fédération des centres sociaux du Val-d’Oriane", "printer": "", "legal_deposit": "janvier 2019",
                     "director": "la présidente de la fédération", "text": "Écriture collective des deux groupes."},
        "forewords": [
            {"title": "Du côté des centres sociaux", "text": ("On s’est parlé. " * 30 + "\n\n") * 2, "signature": "Mireille Astier",
             "function": "déléguée fédérale"},
            {"title": "Du côté de l’école", "text": ("On a ouvert la porte. " * 25 + "\n\n") * 2, "signature": "Paul Verdeil",
             "function": "inspecteur de l’Éducation nationale"},
        ],
        "groups": GROUPS,
        "meetings": [
            {"stage": "spring", "group": "centres", "title": "Printemps", "date": "2018-03-22", "place": "L’Étoupe", "present": 12},
            {"stage": "spring", "group": "ecoles", "title": "Printemps", "date": "2018-03-29", "place": "Corvières", "present": 11},
            {"stage": "autumn", "group": "centres", "title": "Automne", "date": "2018-10-11", "place": "L’Étoupe", "present": 12},
            {"stage": "autumn", "group": "ecoles", "title": "Automne", "date": "2018-10-18", "place": "Corvières", "present": 10},
            {"stage": "departmental", "group": None, "title": "Rencontre", "date": "2019-01-24", "place": "Oriane", "present": 0},
        ],
        "approach": "Deux groupes se sont réunis séparément, puis ensemble, pour dire ce qui marche.",
        "syntheses": {"prompts": [
            {"key": key, "label": label, "columns": [
                {"group": "centres", "sentences": SENTENCES[: 3 + number % 3]},
                {"group": "ecoles", "sentences": SENTENCES[1 : 4 + number % 2]}]}
            for number, (key, label) in enumerate(PROMPTS)]},
        "parts": [{"key": f"part-{n}", "label": subject, "practices": [s for s in sheets if s["link"]["object"] == subject]}
                  for n, subject in enumerate(subjects)],
        "toolbox": [{"label": tool["label"], "practice": sheet["title"], "number": sheet["number"], "url": tool["url"],
                     "kind": tool["kind"]} for sheet in sheets for tool in sheet["tools"]],
        "quotes": [{**quote, "number": sheet["number"], "group": sheet["group"]} for sheet in sheets[:8] for quote in sheet["quotes"]],
        "open_questions": [{"text": text, "number": sheet["number"], "group": sheet["group"]}
                           for sheet in sheets[:6] for text in sheet["open_questions"]],
        "glossary": [{"acronym": "CLAS", "meaning": "contrat local d’accompagnement à la scolarité"},
                     {"acronym": "QPV", "meaning": "quartier prioritaire de la politique de la ville"},
                     {"acronym": "REP", "meaning": "réseau d’éducation prioritaire"}],
        "contacts": [{**sheet["contact"], "number": sheet["number"]} for sheet in sheets],
        "thanks": {"organisations": ["Centre social L’Étoupe", "École Jean-Moulin", "Espace de vie sociale Le Fil"],
                   "people": [{"name": "Ludivine Authier", "function": "référente familles"}]},
        "next": "Se retrouver à l’automne, inviter une école de plus.",
    }  # fmt: skip
