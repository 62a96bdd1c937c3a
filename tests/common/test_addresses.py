"""Our shorter way gives Django's own addresses."""

import pytest
from django.urls import NoReverseMatch, reverse

from common.templatetags.addresses import address


@pytest.mark.parametrize(
    ("name", "numbers"), [("practice_list", []), ("contribution_edit", [12]), ("attachment", [3, 71])]
)
def test_address(name: str, numbers: list[int]) -> None:
    assert address(name, "val-d-oriane", *numbers) == reverse(name, args=["val-d-oriane", *numbers])


def test_address_follows_its_programme() -> None:
    assert address("contribution_edit", "a", 1) != address("contribution_edit", "b", 1)


def test_unknown_address_fails() -> None:
    with pytest.raises(NoReverseMatch):
        address("nowhere", "val-d-oriane", 12)
