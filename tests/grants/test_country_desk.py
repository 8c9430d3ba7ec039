"""A coordinator follows the grants of their country: money and days, no text, no receipt, no other country."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.models import Report
from tests.factories.agreements import agreement_in
from tests.factories.grants import open_call_now
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/grants/country/"


def agreed(name, country, state="in_force", **terms):
    return agreement_in(state, OrganisationFactory(name=name, country_code=country), **terms)


def test_coordinator_follows_the_signed_grants_of_their_country(
    client_for, coordinator, django_assert_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):  # the room opens then
        call = open_call_now()
    mine = agreed("Here", "RS", call=call)
    agreed("Not yet signed", "RS", "draft", call=call)
    agreed("Elsewhere", "BA", call=call)
    agreed("For practice", "RS", call=open_call_now(is_practice=True))
    Report.objects.filter(agreement=mine).update(due_on=timezone.localdate() - timedelta(days=3))
    browser = client_for(coordinator)

    page = browser.get(PAGE)

    for seen in ("Here", mine.title, mine.number, "€5,136", "Late", "Final report", "Rooms of the calls"):
        assert seen in page.text, seen
    for hidden in ("Not yet signed", "Elsewhere", "For practice", mine.get_absolute_url(), "/desk/grants/agreements/"):
        assert hidden not in page.text, hidden
    assert (page.context["figures"]["agreed"], page.context["figures"]["in_force"]) == (mine.amount, 1)
    assert [room.title for room in page.context["rooms"]] == [str(call.title)]
    assert browser.get(mine.get_absolute_url()).status_code == 404  # followed here, not read
    queue = next(one for one in browser.get("/en/desk/").context["queues"] if one.url == PAGE)
    assert (queue.label, queue.count) == ("Grants in your country", 1)

    agreed("Here too", "RS", call=open_call_now())
    with django_assert_num_queries(10):
        assert "Here too" in browser.get(PAGE).text


def test_nobody_else_follows(client, client_for, grants_manager, secretariat, stranger, assessor, coordinator):
    others = (client_for(who) for who in (grants_manager, secretariat, stranger, assessor))

    assert [browser.get(PAGE).status_code for browser in (client, *others)] == [302, 404, 404, 404, 404]
    assert client_for(coordinator, second_factor=False).get(PAGE).status_code == 302
    assert "No agreements yet" in client_for(coordinator).get(reverse("desk-grants-country")).text
