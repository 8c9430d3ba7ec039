"""Standards written one by one: in a draft by its keepers, and nowhere else."""

import pytest

from knowledge.actions import standard_parts as actions
from knowledge.models import Indicator, Remark, Section, Standard
from network.core.errors import DomainError, NotAllowed
from tests.factories.reviews import adopted_version, draft_version

pytestmark = pytest.mark.django_db

DESK = "/en/desk/standards/house-standards/2025"


def test_keeper_writes_a_standard_from_the_section_to_the_requirement(client_for, editor):
    draft_version()
    browser = client_for(editor)
    steps = [
        ("add/", {"number": "3", "title": "Complaints"}),
        ("add/3/", {"code": "3.1", "title": "A complaint is heard", "text": ""}),
        ("add/3/3.1/", {"code": "3.1.a", "text": "Somebody from outside hears it.", "logic": "ALL"}),
        ("add/3/3.1/3.1.a/", {"number": "1", "text": "Days", "direction": "at_most", "unit": "d", "rs": "10.5"}),
        ("write/3/3.1/", {"code": "3.2", "title": "Every complaint is heard", "text": "In a week."}),
    ]

    answers = [browser.post(f"{DESK}/{path}", {"language": "en", **data}).status_code for path, data in steps]

    made = Remark.objects.get(indicator__standard__code="3.2")
    assert answers == [302] * 5
    assert (made.thresholds, made.indicator.standard.titles) == ({"RS": "10.5"}, {"en": "Every complaint is heard"})


def test_text_in_one_language_leaves_the_others(client_for, editor):
    draft_version()
    client_for(editor).post(
        f"{DESK}/write/1/1.1/", {"language": "sr", "code": "1.1", "title": "Врата су отворена", "text": ""}
    )

    assert Standard.objects.get(code="1.1").titles == {"en": "People get in", "sr": "Врата су отворена"}


@pytest.mark.parametrize(
    ("path", "data", "wrong"),
    [
        ("add/", {"number": "1", "title": "Twice"}, "__all__"),
        ("add/1/", {"code": "1.1", "title": "Twice"}, "__all__"),
        ("add/1/1.1/1.1.a/", {"number": "9", "text": "x", "direction": "at_most", "rs": "many"}, "rs"),
        ("add/1/1.1/1.1.a/", {"number": "9", "text": "x", "direction": "yes", "ba": "3"}, "ba"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client_for, editor, path, data, wrong):
    draft_version()
    page = client_for(editor).post(f"{DESK}/{path}", {"language": "en", **data})

    assert (page.status_code, list(page.context["form"].errors)) == (200, [wrong])


def test_part_goes_with_all_below_it(client_for, editor):
    draft_version()
    client_for(editor).post(f"{DESK}/remove/1/1.1/")

    assert list(Standard.objects.values_list("code", flat=True)) == ["2.1"]
    assert not Indicator.objects.filter(code="1.1.a").exists()


@pytest.mark.parametrize(
    "path", ["add/", "add/1/", "write/1/", "write/1/1.1/1.1.a/", "write/9/", "write/x/", "add/1/1.1/1.1.a/1/1/"]
)
def test_adopted_version_and_places_that_are_none_have_no_form(client_for, editor, path):
    adopted_version()

    assert client_for(editor).get(f"{DESK}/{path}").status_code == 404


def test_adopted_version_refuses_the_actions(editor, member):
    version = adopted_version()
    standard = Standard.objects.first()

    for act in (
        lambda: actions.add_part(Section, version, version=version, by=editor, number=9, titles={"en": "x"}),
        lambda: actions.change_part(standard, version=version, by=editor, titles={"en": "x"}),
        lambda: actions.remove_part(standard, version=version, by=editor),
    ):
        with pytest.raises(DomainError):
            act()
    with pytest.raises(NotAllowed):
        actions.change_part(standard, version=version, by=member, titles={"en": "x"})
