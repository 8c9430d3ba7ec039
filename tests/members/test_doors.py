"""Who gets through which door of this app: every address with every role."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from members import actions
from members.models import MembershipApplication, Organisation
from members.permissions import (
    can_see_application,
    can_see_at_desk,
    can_see_organisation,
    can_speak_for,
    organisations_spoken_for,
)
from tests.factories.members import (
    MembershipApplicationFactory,
    OrganisationFactory,
    UserFactory,
    person_with_role,
    submitted_application,
)

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "anonymous",
    "stranger",
    "member",
    "representative",
    "coordinator",
    "coordinator_ba",
    "secretariat",
    "grants_manager",
    "editor",
    "assessor",
]
LOGIN = 302
DESK = {"anonymous": LOGIN, "coordinator": 200, "secretariat": 200, "coordinator_ba": 200}
CASE = {"anonymous": LOGIN, "coordinator": 200, "secretariat": 200}
GET = {
    "directory": dict.fromkeys(EVERYBODY, 200),
    "directory-csv": dict.fromkeys(EVERYBODY, 200),
    "directory-json": dict.fromkeys(EVERYBODY, 200),
    "directory-profile": dict.fromkeys(EVERYBODY, 200),
    "unlisted-profile": dict.fromkeys(
        ["member", "representative", "coordinator", "secretariat", "grants_manager"], 200
    ),
    "account-settings": {**dict.fromkeys(EVERYBODY, 200), "anonymous": LOGIN},
    "application-start": {**dict.fromkeys(EVERYBODY, 200), "anonymous": LOGIN},
    "application-status": {"anonymous": LOGIN},
    "application-step": {"anonymous": LOGIN},
    "organisation-edit": {
        **dict.fromkeys(EVERYBODY, 403),
        "anonymous": LOGIN,
        "representative": 200,
        "coordinator": 200,
        "secretariat": 200,
    },
    "organisation-people": {
        **dict.fromkeys(EVERYBODY, 403),
        "anonymous": LOGIN,
        **dict.fromkeys(["member", "representative", "coordinator", "secretariat"], 200),
    },
    "desk-applications": DESK,
    "desk-application": CASE,
}
POST = {
    "desk-application-start": {"anonymous": LOGIN, "coordinator": 302, "secretariat": 302},
    "desk-application-ask": CASE,
    "desk-application-reject": CASE,
    "desk-application-approve": {"anonymous": LOGIN, "coordinator": 302, "secretariat": 302},
    "application-submit": {"anonymous": LOGIN},
    "application-withdraw": {"anonymous": LOGIN},
}


@pytest.fixture
def case(organisation):
    return submitted_application()


def address(name, organisation, case):
    if name == "unlisted-profile":
        Organisation.objects.filter(pk=organisation.pk).update(is_listed=False)
        return organisation.get_absolute_url()
    arguments = {
        "directory-profile": [organisation.slug],
        "organisation-edit": [organisation.uuid],
        "organisation-people": [organisation.uuid],
        "application-status": [case.uuid],
        "application-step": [case.uuid, "work"],
        "application-submit": [case.uuid],
        "application-withdraw": [case.uuid],
    }
    return reverse(
        name,
        args=arguments.get(
            name, [case.uuid] if name.startswith("desk-application") and name != "desk-applications" else []
        ),
    )


def browser(who, request, client_for):
    return Client() if who == "anonymous" else client_for(request.getfixturevalue(who))


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", GET)
def test_door_opens_only_for_whom_the_table_says(name, who, request, client_for, organisation, case):
    response = browser(who, request, client_for).get(address(name, organisation, case))

    assert response.status_code == GET[name].get(who, 404)
    if response.status_code == LOGIN:
        assert "/account/login/" in response.url


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", POST)
def test_post_only_door_opens_only_for_whom_the_table_says(name, who, request, client_for, organisation, case):
    client = browser(who, request, client_for)

    assert client.post(address(name, organisation, case)).status_code == POST[name].get(who, 404)
    if who == "coordinator" and name.startswith("desk"):
        assert client.get(address(name, organisation, case)).status_code == 405


@pytest.mark.parametrize("who", EVERYBODY[1:])
def test_predicates_and_querysets_agree(who, request, organisation, case):
    user = request.getfixturevalue(who)
    hidden = OrganisationFactory(listed=False)
    abroad = OrganisationFactory(listed=False, country_code="BA")
    draft = MembershipApplicationFactory()
    bodies = [organisation, hidden, abroad]
    cases = [case, draft]

    assert set(Organisation.objects.visible_to(user)) == {b for b in bodies if can_see_organisation(user, b)}
    assert set(organisations_spoken_for(user)) == {b for b in bodies if can_speak_for(user, b)}
    assert set(MembershipApplication.objects.visible_to(user)) == {c for c in cases if can_see_application(user, c)}
    assert set(MembershipApplication.objects.with_coordinators(user)) == {c for c in cases if can_see_at_desk(user, c)}


def test_document_is_read_by_applicant_and_coordinator_only(case, client_for, coordinator, coordinator_ba, stranger):
    from network.core.models import PrivateFile

    url = PrivateFile.objects.first().get_absolute_url()

    assert client_for(case.applicant).get(url).status_code == 200
    assert client_for(coordinator).get(url).status_code == 200
    assert client_for(coordinator_ba).get(url).status_code == 404
    assert client_for(stranger).get(url).status_code == 404
    assert Client().get(url).status_code == 404


# --- The second factor and the admin ------------------------------------------------------------------------------

ADMIN = ["/admin/", "/admin/pages/", "/admin/users/", "/admin/images/", "/admin/api/main/pages/"]


@pytest.mark.parametrize("path", [*ADMIN, "/en/desk/applications/"])
@pytest.mark.parametrize("who", ["coordinator", "secretariat"])
def test_staff_without_second_factor_are_sent_to_set_one_up(path, who, request, client_for):
    response = client_for(request.getfixturevalue(who), second_factor=False).get(path)

    assert (response.status_code, response.url) == (302, reverse("mfa_index"))


def test_staff_who_have_a_factor_but_did_not_use_it_are_asked_for_it(coordinator, client_for):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(coordinator, "JBSWY3DPEHPK3PXP")

    response = client_for(coordinator, second_factor=False).get("/en/desk/applications/")

    assert response.status_code == 302
    assert response.url == f"{reverse('mfa_reauthenticate')}?next=%2Fen%2Fdesk%2Fapplications%2F"


def test_superuser_needs_a_second_factor_too(stranger, client_for):
    stranger.is_superuser = stranger.is_staff = True
    stranger.save()

    assert client_for(stranger, second_factor=False).get("/admin/").url == reverse("mfa_index")


def test_factor_of_somebody_else_in_the_same_browser_does_not_count(coordinator, secretariat, client_for):
    client = client_for(secretariat)
    session = client.session
    session["account_authentication_methods_user"] = str(coordinator.pk)
    session.save()

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/admin/pages/"])
def test_admin_has_no_sign_in_of_its_own(path):
    response = Client().post(path, {"username": "x", "password": "x"})

    assert response.status_code == 302
    assert response.url.startswith("/en/account/login/?next=/admin/")


def test_admin_has_no_password_reset_of_its_own():
    assert Client().get("/admin/password_reset/").status_code in (302, 404)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("secretariat", 200),
        ("editor", 200),
        ("grants_manager", 200),
        ("assessor", 404),
        ("stranger", 404),
        ("representative", 404),
    ],
)
def test_admin_opens_for_its_roles(who, status, request, client_for, secretariat):
    from members.groups import ensure_groups, sync_groups

    ensure_groups()
    user = request.getfixturevalue(who)
    sync_groups(user)

    assert client_for(user).get("/admin/").status_code == status


def test_ended_role_closes_the_admin_at_once_and_leaves_the_group(editor, secretariat, client_for):
    from members.groups import ensure_groups

    ensure_groups()
    grant = editor.role_grants.get()

    actions.end_role(grant, by=secretariat)

    assert client_for(type(editor).objects.get(pk=editor.pk)).get("/admin/").status_code == 404
    assert not Group.objects.filter(user=editor).exists()


def test_granting_a_role_puts_into_its_groups(stranger, secretariat):
    from network.core.models import Country

    actions.grant_role(stranger, role="coordinator", country=Country.objects.get(pk="RS"), by=secretariat)

    assert sorted(stranger.groups.values_list("name", flat=True)) == ["Coordinators", "Coordinators RS"]
    assert actions.grant_role(stranger, role="coordinator", country=Country.objects.get(pk="RS"), by=secretariat)
    assert stranger.role_grants.count() == 1


@pytest.mark.parametrize("role", ["", "secretariat", "coordinator", "grants_manager", "editor", "assessor"])
def test_the_way_to_the_admin_is_shown_to_whom_it_is_open(db, role):
    """`enters_admin` asks the roles; the admin asks the groups that follow from them."""
    from members.groups import ensure_groups, sync_groups

    ensure_groups()
    person = person_with_role(role, "RS" if role == "coordinator" else None) if role else UserFactory()
    sync_groups(person)
    person = type(person).objects.get(pk=person.pk)

    assert person.enters_admin == person.has_perm("wagtailadmin.access_admin")
    assert person.enters_admin == (role not in ("", "assessor"))
