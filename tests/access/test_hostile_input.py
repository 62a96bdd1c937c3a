"""Whatever people and machines send, the answer is a sentence, never a failure; and nothing kept comes alive on a page."""

import uuid
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.backends.django import Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from encounters.models import Contribution
from participants.models import Participation
from practices.models import PRACTICE_LABELS, SYNTHESIS_LABELS, Practice, Revision, SectionError, check_section

from .addresses import our_addresses, url_of
from .world import World, rolled_back

pytestmark = pytest.mark.django_db

Fields = dict[str, Any]


def doors(world: World) -> dict[str, tuple[str, str, Fields]]:
    """Every address that takes a form: who may use it, where, and a form that would do."""
    own, member = world.own, world.own.member
    key = {"client_key": str(uuid.uuid4())}
    pick_list = world.programme.pick_list_items.filter(list="object").first()
    prompt = world.programme.prompts.first()
    assert pick_list is not None and prompt is not None
    row = f"{member.pk}-"
    found: dict[str, tuple[str, str, Fields]] = {}

    def door(actor: str, name: str, fields: Fields, **numbers: Any) -> None:
        url = url_of(world, name, **numbers)
        found[f"{name} {url}"] = (actor, url, fields)

    organisation = {"name": "Un lieu", "kind": "other", "territory": "Ville", "territory_type": ""}
    person = {
        "name": "Une personne",
        "email": "a@exemple.fr",
        "function": "f",
        "new_organisation": "n",
        "organisation": "",
    }
    answer = {"choice": "agree_with_remark", "remark": "r", "section": "title", **key}
    programme = {
        "title": "t",
        "department": "d",
        "edition": "e",
        "review_days": "15",
        "time_zone": "Europe/Paris",
        "licence": "cc-by",
    }
    meeting = {"title": "t", "day": "12/10/2026", "begins": "14h", "ends": "15h", "place": "p", "practical_notes": "n"}
    words = {"story": "s", "table": "t", "speaker": f"person:{member.pk}"}
    voice = {"seen": "1", "base": "b"}

    door("anonymous", "set_language", {"language": "fr", "next": "/"})
    door("anonymous", "link_request", {"email": "a@exemple.fr"})
    door("anonymous", "slip_code", {"code": "ACDEFGHJ"})
    door("anonymous", "link_open", {"remember": "on"}, token="mort")
    door("anonymous", "demonstration_enter", {"email": "coordination@demo.example"})
    door("participant_own", "notice", {"next": "/"})
    door(
        "participant_own",
        "my_page",
        {"may_be_named": "yes", "name": "n", "contact_email": "a@exemple.fr", "language": "fr"},
    )
    door("guest", "my_erasure", {})
    door("coordinator", "programme_create", {**programme, "groups": "Un\nDeux"})
    door("coordinator", "programme_edit", {**programme, "language": "fr"})
    door("coordinator", "programme_copy", {"title": "t", "edition": "x", "people": str(member.pk)})
    door("coordinator", "group_create", {"name": "g", "shape": "diamond"})
    door("coordinator", "group_edit", {"name": "g", "shape": "circle"}, pk=own.group.pk)
    door("coordinator", "group_remove", {}, pk=own.group.pk)
    door("coordinator", "organisation_create", organisation)
    door("coordinator", "organisation_edit", organisation, pk=world.partner_organisation.pk)
    door("coordinator", "pick_list_edit", {"added": "a\nb", f"label_{pick_list.pk}": "l"}, key="object")
    door("coordinator", "participation_create", {**person, "group": str(own.group.pk)})
    door("coordinator", "participation_edit", {**person, "group": str(own.group.pk)}, pk=member.pk)
    door("coordinator", "participation_roles", {"is_facilitator": "on"}, pk=member.pk)
    door("coordinator", "participation_leave", {}, pk=member.pk)
    door("coordinator", "participation_erase", {}, pk=member.pk)
    door("coordinator", "roster_import", {"default_group": str(own.group.pk)})
    door("coordinator", "roster_import_confirm", {"parcel": "p"})
    door("coordinator", "access_send", {"people": str(member.pk)})
    door("coordinator", "access_revoke", {}, pk=member.pk)
    door("coordinator", "meetings_prepare", {})
    door("coordinator", "meeting_create", {**meeting, "stage": "spring", "group": str(own.group.pk), **key})
    door("coordinator", "meeting_edit", meeting, pk=own.spring.pk)
    door("facilitator_own", "meeting_open", {}, pk=own.autumn.pk)
    door("facilitator_own", "meeting_close", {}, pk=own.spring.pk)
    attended = {
        f"{row}seen": "present",
        f"{row}status": "excused",
        f"{row}function_then": "f",
        f"{row}organisation_then": "o",
    }
    door("facilitator_own", "attendance", attended, pk=own.spring.pk)
    door(
        "facilitator_own",
        "contribution_add",
        {**words, "brakes-text": "a", "brakes-lifting": "b", "brakes-client_key": "k"},
        pk=own.spring.pk,
    )
    door("facilitator_own", "contribution_edit", {**words, "text": "t", "version": "1"}, pk=own.contribution.pk)
    door("facilitator_own", "contribution_move", {"prompt": str(prompt.pk)}, pk=own.contribution.pk)
    door(
        "facilitator_own",
        "contribution_cut",
        {"first": "a", "second": "b", "version": "1", **key},
        pk=own.contribution.pk,
    )
    door("facilitator_own", "contribution_delete", {"version": "1"}, pk=own.contribution.pk)
    door("facilitator_own", "contribution_restore", {}, pk=own.deleted.pk)
    door("coordinator", "prompt_list", {f"{prompt.pk}-label": "l", f"{prompt.pk}-hint": "h", "up": str(prompt.pk)})
    grouped = {"contribution": str(own.contribution.pk), "title": "t", "query": "show=all", "into": "", **key}
    door("facilitator_own", "feed", grouped, group=own.group.pk)
    door("facilitator_own", "unfeed", {"feeding": "1", "query": "q"}, group=own.group.pk)
    door("facilitator_own", "pile_undo", {"query": "q"}, group=own.group.pk)
    door("facilitator_own", "practice_create", {"title": "t", **key}, group=own.group.pk)
    door("facilitator_own", "synthesis_open", {}, group=own.group.pk)
    door("facilitator_own", "production_lead", {"led_by": str(member.pk)}, pk=own.draft.pk)
    for section, fields in SECTIONS.items():
        seen = {"seen": str(own.draft.head_id), "used": str(own.contribution.pk), **key}
        door("facilitator_own", "section_edit", {**fields, **seen}, pk=own.draft.pk, section=section)
    for section in ("works", "quotes"):
        seen = {"seen": str(own.synthesis.head_id), **key}
        door(
            "facilitator_own",
            "section_edit",
            {**SECTIONS.get(section, {"0-text": "t"}), **seen},
            pk=own.synthesis.pk,
            section=section,
        )
    door("facilitator_own", "review_start", {"seen": str(own.draft.head_id)}, pk=own.draft.pk)
    door("facilitator_own", "review_start_many", {"sheet": f"{own.draft.pk}:{own.draft.head_id}"}, group=own.group.pk)
    door("facilitator_own", "review_return", {"seen": str(own.reading.head_id)}, pk=own.reading.pk)
    door("participant_own", "answer", {**answer, "seen": str(own.reading.head_id)}, pk=own.reading.pk)
    door(
        "participant_own", "answer_lot", {"choice": "agree", "sheet": f"{own.reading.pk}:{own.reading.head_id}", **key}
    )
    recorded = {**answer, "participation": str(member.pk), "seen": str(own.reading.head_id)}
    door("facilitator_own", "answers_record", recorded, pk=own.reading.pk)
    round_ = {"present": str(member.pk), "sheet": f"{own.reading.pk}:{own.reading.head_id}", **key}
    door("facilitator_own", "round_table", round_, group=own.group.pk)
    door("participant_own", "form_contest", {"seen": str(own.reading.head_id)}, pk=own.reading.pk)
    door("facilitator_own", "validate", {"seen": str(own.reading.head_id)}, pk=own.reading.pk)
    door("facilitator_own", "formalise", {"support": "paper", "seen": str(own.validated.head_id)}, pk=own.validated.pk)
    door("facilitator_own", "approve", {"seen": str(own.formalised.head_id)}, pk=own.formalised.pk)
    door("facilitator_own", "withdraw", {"reason": "r"}, pk=own.validated.pk)
    door("facilitator_own", "restore_withdrawn", {}, pk=own.withdrawn.pk)
    door("coordinator", "booklet_practices", {"practice": str(own.validated.pk)})
    door("coordinator", "booklet_item_shift", {"to": "up"}, pk=world.booklet.items.first().pk)  # type: ignore[union-attr]
    texts = (
        "title",
        "subtitle",
        "approach",
        "next_words",
        "publisher",
        "printer",
        "director",
        "legal_deposit",
        "colophon",
    )
    door("coordinator", "booklet_words", {**dict.fromkeys(texts, "t"), **voice})
    said = {f"voice{n}-{name}": "t" for n in (1, 2) for name in ("title", "text", "signature", "function")}
    door("coordinator", "booklet_forewords", {**said, **voice})
    door("coordinator", "booklet_glossary", {"lines": "CLAS : contrat", **voice})
    door("coordinator", "booklet_pictures", {"kind": "logo", "logo-alt": "a"})
    door("coordinator", "booklet_cover_remove", {})
    door("coordinator", "booklet_logo_remove", {}, pk=world.logo.pk)
    door("coordinator", "run_create", {"kind": "proof", **key})
    door("coordinator", "run_retry", {}, pk=world.run.pk)
    door("coordinator", "run_publish", {}, pk=world.run.pk)
    door("coordinator", "booklet_unpublish", {})
    door("coordinator", "slips_pdf", {"people": ""})
    return found


TEXT = {"text": "t"}
SECTIONS: dict[str, Fields] = {
    **dict.fromkeys(("title", "summary", "origin"), TEXT),
    **{f"{key}": {"0-text": "t", "1-text": "u"} for key in ("means", "enablers", "levers", "advice", "open_questions")},
    "steps": {"0-text": "t", "0-who": "w"},
    "brakes": {"0-brake": "b", "0-answer": "a", "0-is_lifted": "on"},
    "effects": {"0-audience": "children", "0-text": "t"},
    "quotes": {"0-text": "t", "0-function": "f"},
    "tools": {"0-label": "l", "0-url": "https://exemple.fr", "0-kept": "", "0-remove": ""},
    "pictures": {"0-kept": "1", "0-alt": "a", "0-caption": "c", "0-credit": "c"},
    "who": {"0-name": "n", "0-role": "acting", "place": "p", "territory_type": "urban", "audience": "a", "since": "s"},
    "link": {"object": "clas", "form": "informal", "frequency": "daily", "quality": "q"},
    "contact": {"organisation": "o", "function": "f", "email": "a@exemple.fr"},
    "video": {"url": "https://exemple.fr", "caption": "c", "transcript": "t", "kept": "1", "stands_for_sheet": "on"},
}

# What is done to every field of every form

ODD = {
    "a NUL": "a\x00b",
    "a lone surrogate": "a\ud800b",
    "right to left": "a\u202eb\u2066",
    "decomposed": "e\u0301te\u0301",
    "emoji": "👩🏽‍🏫🏳️‍🌈" * 3,
    "a huge number": "9" * 30,
    "a number no machine reads": "9" * 5000,
    "a digit that is none": "²",
    "arabic digits": "٣",
    "a negative number": "-1",
    "a sign": "%00%ff../..\\'\";--",
    "nothing": "",
    "a broken key": "pas-une-clef",
}


def send(world: World, actor: str, url: str, fields: Fields, **headers: str) -> Any:
    """As a browser that does not check anything; lone surrogates cannot be encoded, so they are sent raw."""
    body = "&".join(
        f"{quote(name, errors='surrogatepass')}={quote(str(value), errors='surrogatepass')}"
        for name, value in fields.items()
    )
    request = RequestFactory().post(
        url, body, content_type="application/x-www-form-urlencoded", headers=headers or None
    )
    with rolled_back():
        return world.ask(actor, request)


@pytest.fixture
def pages_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of forms come back; how they look with odd words in them is the next tests' matter."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


def failures(world: World, cases: Iterator[tuple[str, Callable[[], Any]]]) -> list[str]:
    return [f"{said}: {status}" for said, act in cases if (status := act().status_code) >= 500]


def test_every_address_that_takes_a_form_is_tried(world: World) -> None:
    """A page that takes posts answers neither 405 nor 404 to the form of whoever may send it; no such page is left out."""
    tried = {label.split()[0] for label in doors(world)}
    untried = set(our_addresses()) - tried

    answers = {name: world.post("coordinator", url, {}).status_code for name, url in _somewhere(world, untried)}

    assert {name for name, status in answers.items() if status != 405} <= READ_ONLY


READ_ONLY = {"sign_in", "privacy", "roster", "organisation_list", "access_list", "roster_example", "my_data"}


def _somewhere(world: World, names: set[str]) -> Iterator[tuple[str, str]]:
    from .addresses import TARGETS
    from .table import TABLE
    from .test_truth_table import lines

    for _method, name, target in lines(TABLE):
        if name in names:
            yield name, url_of(world, name, **TARGETS[target](world))


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_words_in_all_fields_at_once(world: World, pages_are_not_drawn: None, odd: str) -> None:
    cases = (
        (label, lambda a=actor, u=url, f=fields: send(world, a, u, dict.fromkeys(f, odd)))
        for label, (actor, url, fields) in doors(world).items()
    )

    assert failures(world, cases) == []


NUMBERS = ("a huge number", "a number no machine reads", "a digit that is none")


def test_odd_words_in_one_field_of_a_good_form(world: World, pages_are_not_drawn: None) -> None:
    """The others being right, the odd one reaches further."""
    cases = (
        (
            f"{label} {name} = {kind}",
            lambda a=actor, u=url, f=fields, n=name, k=kind: send(world, a, u, {**f, n: ODD[k]}),
        )
        for label, (actor, url, fields) in doors(world).items()
        for name in fields
        for kind in NUMBERS
    )

    assert failures(world, cases) == []


def test_missing_fields_and_other_methods(world: World, pages_are_not_drawn: None) -> None:
    cases = (
        (f"{label} {method}", lambda a=actor, u=url, m=method: world.ask(a, getattr(RequestFactory(), m)(u)))
        for label, (actor, url, _fields) in doors(world).items()
        for method in ("get", "head", "post", "put", "delete", "options")
    )

    with rolled_back():
        assert failures(world, cases) == []


def test_too_much(world: World, pages_are_not_drawn: None) -> None:
    """A megabyte in a field, thousands of fields, another charset, a body that is no form."""
    many, long = {f"champ{n}": "v" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}, "a" * 1_000_000
    shown = dict(list(doors(world).items()))
    for label, (actor, url, fields) in shown.items():
        charset = RequestFactory().post(
            url, b"a=+AGE-", content_type="application/x-www-form-urlencoded; charset=utf-7"
        )
        broken = RequestFactory().post(url, b"--x\r\nrien", content_type="multipart/form-data; boundary=x")
        with rolled_back():
            assert world.ask(actor, charset).status_code == 400, label
            assert world.ask(actor, broken).status_code < 500, label
        if name := next(iter(fields), ""):
            assert send(world, actor, url, {**fields, name: long}).status_code < 500, label
    for actor, url, fields in list(shown.values())[::12]:
        assert send(world, actor, url, {**fields, **many}).status_code < 500, url


def test_odd_files(world: World, pages_are_not_drawn: None) -> None:
    files = {
        "empty": b"",
        "text": b"<svg onload=alert(1)>",
        "zip": b"PK\x03\x04 rien",
        "png": b"\x89PNG\r\n\x1a\n",
        "csv": "nom;pr\u00e9nom\n\x00;".encode("latin-1"),
    }
    for label, (actor, url, fields) in doors(world).items():
        names = {"roster_import": "file", "booklet_pictures": "logo-picture", "section_edit": "0-file"}
        if name := names.get(label.split()[0]):
            for kind, content in files.items():
                posted = {**fields, name: SimpleUploadedFile(f"\u202e{kind}\x00.png", content)}
                with rolled_back():
                    assert world.post(actor, url, posted).status_code < 500, (label, kind)


def test_odd_addresses_and_questions(world: World, pages_are_not_drawn: None) -> None:
    slug, huge = world.programme.slug, "9" * 30
    paths = [f"/p/{slug}%00/", "/p/%00/", "/l/%00/", "/l/%ff/", "/v/%00/", "/v/zzzzzz/", f"/p/{slug}/pratiques/{huge}/"]
    paths += [
        f"/p/{slug}/rencontres/{huge}/",
        f"/p/{slug}/contributions/{huge}/modifier/",
        f"/p/{slug}/personnes/{huge}/",
    ]
    paths += [
        f"/p/{slug}/groupes/{huge}/regrouper/",
        f"/bibliotheque/{slug}/{huge}/",
        f"/p/{slug}/livret/tirages/{huge}/",
    ]
    paths += [f"/p/{slug}/pratiques/{world.own.draft.pk}/versions/{huge}/", f"/p/{slug}/livret/logos/{huge}/"]
    asked = [f"/bibliotheque/?{name}=" for name in ("q", "page", "object", "edition")]
    asked += [f"/p/{slug}/pratiques/?{name}=" for name in ("page", "group", "status")]
    pile = url_of(world, "pile", group=world.own.group.pk)
    asked += [f"{pile}?{name}=" for name in ("show", "prompt", "meeting", "story", "table", "q", "page")]
    asked += [
        url_of(world, "meeting_detail", pk=world.own.spring.pk) + "?enleve=",
        "/entrer/?next=",
        "/information/?next=",
    ]
    asked += [
        url_of(world, "capture", pk=world.own.spring.pk) + "?enleve=",
        url_of(world, "participation_create") + "?groupe=",
    ]
    asked += [url_of(world, "round_table", group=world.own.group.pk) + "?sheet="]
    asked += [url_of(world, "section_edit", pk=world.own.draft.pk, section="steps") + "?insert="]
    asked += [url_of(world, "revision_list", pk=world.own.draft.pk) + "?page="]
    odd = [
        "%00",
        "%ff",
        "%ed%a0%80",
        huge,
        "9" * 5000,
        "-1",
        "%C2%B2",
        "%E2%80%AE",
        "%0d%0aSet-Cookie:%20a=b",
        "javascript:alert(1)",
    ]

    urls = paths + [question + value for question in asked for value in odd]

    assert [url for url in urls if world.get("facilitator_own", url).status_code >= 500] == []


# What is kept stays words


class Living(HTMLParser):
    """Whatever a page would run: scripts without an address, handlers, addresses that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script" and "src" not in named and named.get("type") != "application/json":
            self.found.append("<script>")
        if tag in {"iframe", "object", "embed", "base"} or "zqvivant" in tag:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name == "srcdoc":
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and (value or "").strip().lower().startswith(
                ("javascript:", "data:text")
            ):
                self.found.append(f"{tag} {name}={value}")
            if "zqvivant" in name:
                self.found.append(f"{tag} {name}")


def living(page: str) -> list[str]:
    parser = Living()
    parser.feed(page)
    return parser.found


PAYLOAD = "\"'></textarea></title></script><script>zqvivant()</script><zqvivant onload=x zqvivant=1><img src=x onerror=zqvivant()>"
SHORT = "'\"><zqvivant onload=x>"
ADDRESS = "javascript:zqvivant()"


def _poison(world: World) -> None:
    """Every text that is kept, wherever people may type one, beyond what the forms would let through."""
    own, sheet = world.own, dict(world.own.validated.sections)
    poisoned: Any = {
        Contribution: ("text", "lifting", "story", "table"),
        Participation: ("function",),
    }
    for model, fields in poisoned.items():
        model.objects.update(**dict.fromkeys(fields, SHORT))
    for place in (own.member, own.leader, own.facilitator):
        type(place.person).objects.filter(pk=place.person_id).update(name=SHORT)
    type(own.group).objects.filter(pk=own.group.pk).update(name=SHORT)
    type(own.spring).objects.update(title=SHORT, place=SHORT, practical_notes=PAYLOAD)
    world.programme.prompts.update(label=SHORT, hint=SHORT)
    world.programme.organisations.update(name=SHORT, territory=SHORT)
    world.programme.pick_list_items.update(label=SHORT)
    type(world.programme).objects.filter(pk=world.programme.pk).update(title=SHORT, edition=SHORT, department=SHORT)
    type(world.booklet).objects.update(title=SHORT, subtitle=SHORT, approach=PAYLOAD, colophon=PAYLOAD, publisher=SHORT)
    world.booklet.forewords.update(text=f"{PAYLOAD} [lien]({ADDRESS}) <{ADDRESS}>", title=SHORT, signature=SHORT)
    own.reading.answers.update(remark=PAYLOAD)
    for revision in Revision.objects.all():
        revision.sections = _poisoned({**SHEET_IN_FULL, **sheet, **revision.sections})
        revision.save(update_fields=["sections"])
    Practice.objects.update(title=SHORT)


SHEET_IN_FULL: dict[str, Any] = {
    "means": [""], "enablers": [""], "advice": [""], "open_questions": [""], "works": [""], "favours": [""],
    "brakes": [{"brake": "", "answer": "", "is_lifted": False}],
    "effects": [{"audience": "children", "text": ""}],
    "quotes": [{"text": "", "function": ""}],
    "tools": [{"label": "", "kind": "link", "url": "https://exemple.fr", "file": None}],
    "video": {"url": "https://exemple.fr", "still": None, "caption": "", "transcript": "", "stands_for_sheet": False},
}  # fmt: skip
KEPT_AS_IS = {"id", "role", "kind", "audience", "territory_type", "object", "form", "frequency", "url"}


def _poisoned(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _poisoned(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner) for inner in value]
    return PAYLOAD if isinstance(value, str) and name not in KEPT_AS_IS else value


def _reread(world: World) -> list[str]:
    from .test_visibility import pages

    return [url for url in pages(world) if not url.endswith((".pdf", ".xlsx", ".ics"))]


def test_nothing_kept_comes_alive(world: World) -> None:
    urls = _reread(world)
    _poison(world)

    found = {}
    for actor in ("coordinator", "facilitator_own"):
        for url in urls:
            with rolled_back():
                response = world.get(actor, url)
            assert response.status_code < 500, url
            if "html" in response.headers.get("Content-Type", "") and (alive := living(response.said.decode())):
                found[actor, url] = alive

    assert found == {}


def test_what_comes_back_in_a_refused_form_stays_words(world: World) -> None:
    found = {}
    for label, (actor, url, fields) in doors(world).items():
        for script in ({}, {"HX-Request": "true"}):
            response = send(world, actor, url, dict.fromkeys(fields, PAYLOAD), **script)
            assert response.status_code < 500, label
            if alive := living(response.said.decode("utf-8", "replace")):
                found[label] = alive

    assert found == {}


@pytest.mark.parametrize(
    "address", [ADDRESS, "JaVaScRiPt:alert(1)", "data:text/html,<script>", " javascript:x", "vbscript:x"]
)
def test_an_address_that_is_code_is_never_kept(address: str) -> None:
    tool = {"label": "l", "kind": "link", "url": address, "file": None}
    video = {"url": address, "still": None, "caption": "", "transcript": "", "stands_for_sheet": False}

    for section, value in {"tools": [tool], "video": video}.items():
        with pytest.raises(SectionError):
            check_section("practice", section, value)


# Its failing power


def test_negative_control_a_page_that_trusts_its_words_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    url = url_of(world, "meeting_detail", pk=world.own.spring.pk)
    _poison(world)
    monkeypatch.setattr(Contribution, "from_db", classmethod(_trusting), raising=False)

    assert living(world.get("facilitator_own", url).said.decode())


def _trusting(cls: Any, db: str | None, names: Any, values: Any) -> Any:
    row = super(Contribution, cls).from_db(db, names, values)
    row.text = mark_safe(row.text)
    return row


def test_negative_control_a_failure_is_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from encounters.views import contributions

    monkeypatch.setattr(contributions, "_seen", lambda request: int(request.POST["version"]))
    door = next(door for label, door in doors(world).items() if label.startswith("contribution_delete"))

    cases = iter([("delete", lambda: send(world, door[0], door[1], {"version": "²"}))])

    assert failures(world, cases) == ["delete: 500"]


def test_every_section_is_tried() -> None:
    assert set(SECTIONS) == set(PRACTICE_LABELS)
    assert "works" in SYNTHESIS_LABELS
