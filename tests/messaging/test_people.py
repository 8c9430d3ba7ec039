"""Finding somebody to write to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from messaging.actions import block_person
from messaging.finding import people_to_write_to
from tests.factories.members import AffiliationFactory

pytestmark = pytest.mark.django_db


def test_people_of_one_name_are_told_apart_by_where_they_work(member):
    north = AffiliationFactory(organisation__name="Sever", person__full_name="Besa Shembull")
    south = AffiliationFactory(organisation__name="Jug", person__full_name="Besa Shembull")
    gone = AffiliationFactory(organisation__name="Istok", person=south.person)
    gone.until = gone.valid_from
    gone.save()

    found = people_to_write_to(member, "besa")

    assert [(one, [str(place.organisation) for place in one.places]) for one in found] == [
        (north.person, ["Sever"]),
        (south.person, ["Jug"]),
    ]


def test_neither_who_blocked_nor_whom_one_blocked_is_offered(member, representative):
    block_person(representative, by=member)
    other, blocker = AffiliationFactory().person, AffiliationFactory().person
    block_person(member, by=blocker)

    assert list(people_to_write_to(member)) == [other]


def test_who_only_has_an_account_is_found_by_their_address_alone(member, stranger, assessor):
    hidden = AffiliationFactory(organisation__is_listed=False, person__full_name="Skrivena Example").person

    assert list(people_to_write_to(member)) == [assessor]
    assert list(people_to_write_to(member, "stana")) == list(people_to_write_to(member, "skrivena")) == []
    assert list(people_to_write_to(member, stranger.email.upper())) == [stranger]
    assert list(people_to_write_to(member, hidden.email)) == [hidden]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(client_for, member, number):
    for _one in range(number):
        AffiliationFactory()
    client = client_for(member)
    client.get("/en/rooms/write/")

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/en/rooms/write/")

    assert (answer.status_code, len(asked)) == (200, 9)
