"""What the network holds about a person is declared, can be taken along, and goes when they go."""

import pytest

from members import holdings
from members.holdings import Fate
from members.models import User
from members.queries.my_data import everything_about

pytestmark = pytest.mark.django_db


def test_every_foreign_key_to_a_person_is_decided():
    assert holdings.undecided() == []


def test_nothing_is_declared_that_is_not_there():
    keys = {f"{model._meta.label}.{field.name}" for model, field in holdings.keys_to(User)}

    assert holdings.declared_keys() - keys == set()


def test_every_declared_column_can_be_read(stranger):
    everything_about(stranger)


def test_detached_columns_can_be_empty():
    stuck = [
        held.key
        for held in holdings.holdings()
        if held.fate == Fate.DETACHED and not held.model._meta.get_field(held.field).null
    ]

    assert stuck == []


@pytest.mark.parametrize(
    ("key", "fate"),
    [
        ("messaging.Message.author", Fate.KEPT),
        ("events.CalendarFeed.person", Fate.DELETED),
        ("mfa.Authenticator.user", Fate.DELETED),
        ("members.RoleGrant.given_by", Fate.KEPT),
        ("wagtailcore.Page.locked_by", Fate.DETACHED),
    ],
)
def test_conventions_and_declarations_decide(key, fate):
    assert {held.key: held.fate for held in holdings.holdings()}[key] == fate


def test_key_that_no_convention_covers_would_be_found():
    from django.db import models

    field = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    field.set_attributes_from_name("reader")

    assert holdings.held_by(User, field) is None
