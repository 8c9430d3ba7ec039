from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.core import audit
from network.core.models import Notification
from tests.factories.members import OrganisationFactory, submitted_application

pytestmark = pytest.mark.django_db

ROLES = ["stranger", "member", "representative", "coordinator", "secretariat", "grants_manager", "editor", "assessor"]


@pytest.mark.parametrize("role", ROLES)
def test_desk_opens_for_everybody_with_an_account(role: str, request: pytest.FixtureRequest, client_for) -> None:
    person = request.getfixturevalue(role)

    response = client_for(person).get("/en/desk/")

    assert response.status_code == 200
    assert person.full_name in response.content.decode()


def test_desk_sends_others_to_sign_in(client) -> None:
    response = client.get("/en/desk/")

    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next=/en/desk/"


def test_desk_of_a_coordinator_without_second_factor_stays_shut(coordinator, client_for) -> None:
    response = client_for(coordinator, second_factor=False).get("/en/desk/")

    assert response.status_code == 302
    assert "/2fa/" in response["Location"]


@pytest.mark.parametrize(
    ("role", "queues"),
    [
        ("stranger", []),
        ("representative", []),
        ("assessor", []),
        ("editor", ["Case studies", "Reported comments", "Library", "Standards"]),
        ("grants_manager", ["Grant applications to check", "Reports to review"]),
        (
            "coordinator",
            [
                "Membership applications",
                "Case studies",
                "Reported comments",
                "Shadow reports",
                "Peer reviews",
                "Grants in your country",
                "Registrations to decide",
            ],
        ),
    ],
)
def test_desk_shows_a_role_its_queues_and_no_other(role, queues, request, client_for) -> None:
    response = client_for(request.getfixturevalue(role)).get("/en/desk/")

    assert [queue.label for queue in response.context["queues"]] == queues


@pytest.mark.parametrize("role", ROLES)
def test_every_queue_on_the_desk_opens(role: str, request: pytest.FixtureRequest, client_for) -> None:
    client = client_for(request.getfixturevalue(role))

    queues = client.get("/en/desk/").context["queues"]

    assert [queue.url for queue in queues if client.get(queue.url).status_code != 200] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_costs_the_same_however_much_waits(rows: int, secretariat, client_for, django_assert_num_queries) -> None:
    for number in range(rows):
        Notification.objects.create(recipient=secretariat, kind="test", title=f"News {number}")
    client = client_for(secretariat)
    client.get("/en/desk/")

    with django_assert_num_queries(DESK_QUERIES):
        response = client.get("/en/desk/")

    assert len(response.context["notifications"]) == rows


DESK_QUERIES = 35


def test_news_on_the_desk_goes_away_once_seen_and_only_mine(member, representative, client_for) -> None:
    mine = Notification.objects.create(recipient=member, kind="test", title="Mine")
    theirs = Notification.objects.create(recipient=representative, kind="test", title="Theirs")

    client_for(member).post("/en/desk/notifications/read/")

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.read_at is not None
    assert timezone.now() - mine.read_at < timedelta(minutes=1)
    assert theirs.read_at is None


@pytest.mark.parametrize(
    ("role", "lines"), [("secretariat", ["BA", "RS"]), ("coordinator", ["RS"]), ("coordinator_ba", ["BA"])]
)
def test_log_shows_a_coordinator_their_own_country(role, lines, request, client_for) -> None:
    for code in ("RS", "BA"):
        audit.record("organisation.tested", OrganisationFactory(country_id=code), by=None)

    response = client_for(request.getfixturevalue(role)).get("/en/desk/log/")

    shown = [entry.country_code for entry in response.context["page_of_log"] if entry.verb == "organisation.tested"]
    assert sorted(shown) == lines


@pytest.mark.parametrize("role", ["stranger", "member", "grants_manager", "editor", "assessor"])
def test_log_does_not_exist_for_others(role, request, client_for) -> None:
    assert client_for(request.getfixturevalue(role)).get("/en/desk/log/").status_code == 404


def test_desk_counts_what_lies_in_the_queues_as_waiting(coordinator, client_for) -> None:
    for _number in range(2):
        submitted_application()

    response = client_for(coordinator).get("/en/desk/")

    assert response.context["waiting"] == 2
    assert "2 things wait for you." in response.content.decode()
