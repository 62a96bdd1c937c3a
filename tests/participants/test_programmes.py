"""Setting a programme up: in one form, from last year, group by group."""

import uuid

import pytest

from participants.models import DEFAULT_PICK_LISTS, Organisation, Participation, PickListItem, Programme
from participants.services import GroupInUseError, add_organisation, copy_programme, create_programme, remove_group
from tests.factories import make_group, make_participation, make_person

FORM = {
    "title": "Ensemble",
    "department": "Val-d’Oriane",
    "edition": "2019–2020",
    "groups": "Centres sociaux\r\n\r\nÉcoles",
    "review_days": "15",
    "time_zone": "Europe/Paris",
    "licence": "cc-by-sa",
}


def test_one_form_makes_a_whole_programme(house, client_of):
    response = client_of(house.coordinator).post("/programmes/nouveau/", FORM)

    programme = Programme.objects.get(edition="2019–2020")
    assert response["Location"] == f"/p/{programme.slug}/personnes/" == "/p/val-d-oriane-2019-2020/personnes/"
    assert list(programme.groups.values_list("name", "shape")) == [("Centres sociaux", "circle"), ("Écoles", "square")]
    assert programme.pick_list_items.count() == sum(len(items) for items in DEFAULT_PICK_LISTS.values())
    assert [(p.person, p.is_coordinator) for p in programme.participations.all()] == [(house.coordinator.person, True)]


def test_the_same_post_twice_makes_one_programme(house, client_of):
    client = client_of(house.coordinator)
    key = {"client_key": str(uuid.uuid4())}

    places = [client.post("/programmes/nouveau/", FORM | key)["Location"] for _time in range(2)]
    next_ones = [
        client.post(
            house.url("reglages/edition-suivante/"), {"title": "E", "edition": "2020", "client_key": str(place)}
        )
        for place in [uuid.uuid4()] * 2
    ]

    assert len(set(places)) == 1
    assert len({response["Location"] for response in next_ones}) == 1
    assert Programme.objects.count() == 3


def test_a_key_gives_nobody_somebody_else_s_programme(house):
    key, other = uuid.uuid4(), make_person(may_create_programmes=True)
    fields = {"title": "T", "department": "D", "edition": "E", "groups": ["A", "B"], "client_key": key}
    create_programme(by=house.coordinator.person, **fields)

    made = create_programme(by=other, **fields)

    assert made.created_by == other


@pytest.mark.parametrize("groups", ["Seul", "A\nB\nC\nD\nE", "Deux\ndeux", "", "x" * 81 + "\nB"])
def test_groups_are_two_to_four_and_told_apart(house, client_of, groups):
    response = client_of(house.coordinator).post("/programmes/nouveau/", FORM | {"groups": groups})

    assert response.context["form"].errors["groups"]
    assert Programme.objects.count() == 1


def test_only_those_the_operator_named_create_programmes(house, client_of):
    for who in (house.facilitator, house.participant, house.guest):
        assert client_of(who).post("/programmes/nouveau/", FORM).status_code == 403
    assert Programme.objects.count() == 1


def test_the_same_edition_twice_takes_the_next_address(house):
    fields = {"title": "T", "department": "Val-d’Oriane", "edition": "2018–2019", "groups": ["A", "B"]}

    slugs = [create_programme(by=house.coordinator.person, **fields).slug for _time in range(2)]

    assert slugs == ["val-d-oriane-2018-2019-2", "val-d-oriane-2018-2019-3"]


def test_next_edition_takes_up_the_people_ticked_and_asks_their_consents_anew(house):
    organisation = add_organisation(house.programme, name="CS L’Étoupe", kind="social_centre")
    Participation.objects.filter(pk=house.facilitator.pk).update(organisation=organisation)
    PickListItem.objects.filter(programme=house.programme, key="clas").update(label="CLAS")

    copied = copy_programme(
        house.programme,
        by=house.coordinator.person,
        title="Encore",
        edition="2019–2020",
        people=list(Participation.objects.filter(pk__in=[house.facilitator.pk, house.guest.pk])),
    )

    places = list(
        copied.participations.order_by("pk").values_list(
            "person__name", "group__name", "organisation__name", "is_facilitator", "may_be_named"
        )
    )
    assert places == [
        ("Maïwenn Le Goff", "Centres sociaux", "CS L’Étoupe", True, None),
        ("Claire Vasseur", None, None, False, None),
    ]
    assert Organisation.objects.filter(programme=copied).get().kind == "social_centre"
    assert copied.pick_list_items.get(key="clas").label == "CLAS"
    assert house.programme.participations.count() == 5


def test_a_programme_is_not_copied_with_somebody_elses_people(house):
    stranger = make_participation(make_group(), name="Ailleurs")

    copied = copy_programme(house.programme, by=house.coordinator.person, title="E", edition="X", people=[stranger])

    assert list(copied.participations.values_list("person__name", flat=True)) == ["Claire Vasseur"]


@pytest.mark.parametrize(
    "path",
    [
        "reglages/",
        "reglages/edition-suivante/",
        "reglages/groupes/nouveau/",
        "reglages/structures/",
        "reglages/structures/nouvelle/",
        "reglages/listes/form/",
    ],
)
def test_settings_are_the_coordinations(house, client_of, path):
    assert client_of(house.coordinator).get(house.url(path)).status_code == 200
    assert [
        client_of(who).get(house.url(path)).status_code for who in (house.facilitator, house.participant, house.guest)
    ] == [403, 403, 403]
    assert client_of(make_person()).get(house.url(path)).status_code == 404


def test_settings_are_kept(house, client_of):
    values = {
        "title": "Nouveau",
        "department": "V",
        "edition": "E",
        "review_days": "10",
        "time_zone": "Indian/Reunion",
        "language": "fr",
        "licence": "cc-by",
    }

    client_of(house.coordinator).post(house.url("reglages/"), values)

    house.programme.refresh_from_db()
    assert (house.programme.title, house.programme.review_days, house.programme.time_zone) == (
        "Nouveau",
        10,
        "Indian/Reunion",
    )


def test_a_bad_setting_is_refused_with_what_was_typed(house, client_of):
    response = client_of(house.coordinator).post(house.url("reglages/"), {"title": "Gardé", "review_days": "0"})

    house.programme.refresh_from_db()
    assert "Gardé" in response.content.decode()
    assert house.programme.title == "Ensemble"


def test_a_group_is_added_changed_and_removed_while_empty(house, client_of):
    client = client_of(house.coordinator)
    client.post(house.url("reglages/groupes/nouveau/"), {"name": "Familles", "shape": "triangle"})
    families = house.programme.groups.get(name="Familles")

    client.post(house.url(f"reglages/groupes/{families.pk}/"), {"name": "Parents", "shape": "diamond"})
    families.refresh_from_db()
    assert (families.name, families.shape) == ("Parents", "diamond")
    client.post(house.url(f"reglages/groupes/{families.pk}/retirer/"))
    assert house.programme.groups.count() == 2
    with pytest.raises(GroupInUseError):
        remove_group(house.centres)
    assert house.programme.groups.count() == 2


def test_two_groups_never_bear_one_sign_or_one_name(house, client_of):
    client = client_of(house.coordinator)

    sign = client.post(house.url("reglages/groupes/nouveau/"), {"name": "Familles", "shape": "circle"})
    name = client.post(house.url("reglages/groupes/nouveau/"), {"name": "Écoles", "shape": "diamond"})

    assert sign.context["form"].errors["shape"] and name.context["form"].errors["name"]
    assert house.programme.groups.count() == 2


def test_an_organisation_is_named_once(house, client_of):
    client = client_of(house.coordinator)
    values = {"name": "CS L’Étoupe", "kind": "social_centre", "territory": "Valombrée", "territory_type": "qpv"}

    client.post(house.url("reglages/structures/nouvelle/"), values)
    again = client.post(house.url("reglages/structures/nouvelle/"), values | {"name": "cs l'etoupe"})

    assert again.context["form"].errors["name"]
    assert list(Organisation.objects.values_list("name", "territory_type")) == [("CS L’Étoupe", "qpv")]


def test_words_change_and_keys_do_not(house, client_of):
    items = list(house.programme.pick_list_items.filter(list="form"))
    posted = {f"label_{item.pk}": item.label.upper() for item in items} | {
        f"offered_{item.pk}": "on" for item in items[1:]
    }

    client_of(house.coordinator).post(house.url("reglages/listes/form/"), posted | {"added": "en visio\nen visio"})

    after = list(house.programme.pick_list_items.filter(list="form"))
    assert [item.key for item in after] == [*(item.key for item in items), "en-visio"]
    assert (after[0].label, after[0].is_offered, after[1].is_offered) == ("INFORMEL", False, True)
