"""A coordinator edits only their country's section, tried through the admin's own addresses."""

import pytest
from wagtail.models import GroupPagePermission

from members import actions
from members.groups import ensure_groups, sync_groups
from network.site.models import CountryPage, NewsIndexPage, NewsPage, StandardPage
from tests.factories.members import country, person_with_role
from tests.factories.site import add_page, plant_homes

pytestmark = pytest.mark.django_db

PAGES = ["own", "own_serbian", "other", "home", "text", "news"]
SEES_FORM, SENT_AWAY = 200, 302


@pytest.fixture
def tree():
    homes = plant_homes()
    own = add_page(homes["en"], CountryPage(title="Serbia", slug="rs", country=country("RS"), lead="Lead."))
    index = add_page(homes["en"], NewsIndexPage(title="News", slug="news"))
    return {
        "home": homes["en"],
        "own": own,
        "own_serbian": add_page(
            homes["sr"],
            CountryPage(title="Србија", slug="rs", country=country("RS"), lead="Увод."),
            translation_of=own,
        ),
        "other": add_page(homes["en"], CountryPage(title="Albania", slug="al", country=country("AL"), lead="Lead.")),
        "text": add_page(homes["en"], StandardPage(title="About", slug="about", body="<p>Text</p>")),
        "news": add_page(index, NewsPage(title="One", slug="one", summary="S", body="<p>B</p>")),
    }


def staff(role: str, code: str | None = None):
    ensure_groups()
    person = person_with_role(role, code)
    sync_groups(person)
    return person


def form_of(page: CountryPage, **changes: str) -> dict[str, str]:
    return {
        "title": page.title,
        "slug": page.slug,
        "country": page.country_id,
        "lead": "New lead.",
        "body": "null",
    } | changes


@pytest.mark.parametrize(
    ("role", "code", "opens"),
    [
        ("coordinator", "RS", {"own", "own_serbian"}),
        ("coordinator", "AL", {"other"}),
        ("coordinator", "BA", set()),
        ("editor", None, set(PAGES)),
        ("secretariat", None, set(PAGES)),
        ("grants_manager", None, set()),
    ],
)
def test_edit_form_opens_only_in_ones_own_section(role, code, opens, tree, client_for):
    client = client_for(staff(role, code))

    seen = {name: client.get(f"/admin/pages/{tree[name].pk}/edit/").status_code for name in PAGES}

    assert seen == {name: SEES_FORM if name in opens else SENT_AWAY for name in PAGES}


def test_coordinator_publishes_their_page_and_no_other(tree, client_for):
    client = client_for(staff("coordinator", "RS"))

    for name in ("own", "other"):
        data = form_of(tree[name], **{"action-publish": "1"})
        client.post(f"/admin/pages/{tree[name].pk}/edit/", data)

    assert CountryPage.objects.get(pk=tree["own"].pk).lead == "New lead."
    assert CountryPage.objects.get(pk=tree["other"].pk).lead == "Lead."


@pytest.mark.parametrize("act", ["delete", "unpublish", "move", "copy", "history", "workflow/status"])
def test_admin_offers_nothing_else_on_a_foreign_page(act, tree, client_for):
    client = client_for(staff("coordinator", "RS"))

    response = client.post(f"/admin/pages/{tree['other'].pk}/{act}/")

    assert response.status_code in (302, 403, 404, 405)
    assert CountryPage.objects.get(pk=tree["other"].pk).live


def test_nothing_is_added_outside_ones_own_section(tree, client_for):
    client = client_for(staff("coordinator", "RS"))

    parents = {"home": tree["home"], "news": tree["news"].get_parent(), "other": tree["other"]}
    for parent in parents.values():
        response = client.get(f"/admin/pages/{parent.pk}/add_subpage/")
        assert response.status_code == SENT_AWAY
    response = client.get(f"/admin/pages/add/site/standardpage/{tree['home'].pk}/")

    assert response.status_code == SENT_AWAY


def test_explorer_shows_only_ones_own_section(tree, client_for):
    client = client_for(staff("coordinator", "RS"))

    listed = client.get("/admin/api/main/pages/", {"child_of": tree["home"].pk, "for_explorer": 1}).json()

    assert [item["title"] for item in listed["items"]] == ["Serbia"]


def test_section_closes_with_the_role(tree, client_for, secretariat):
    person = staff("coordinator", "RS")
    actions.end_role(person.role_grants.get(), by=secretariat)

    assert client_for(person).get(f"/admin/pages/{tree['own'].pk}/edit/").status_code == 404


def test_page_that_changes_its_country_changes_hands(tree):
    page = tree["other"]
    page.country = country("ME")
    page.save()

    groups = GroupPagePermission.objects.filter(page_id=page.pk).values_list("group__name", flat=True)

    assert set(groups) == {"Coordinators ME"}
