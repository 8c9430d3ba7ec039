"""The one door for states, tried with a model that exists only here and with threads that want the same thing."""

import threading

import pytest
from django.db import connection, connections, models, transaction

from network.core import transitions
from network.core.errors import DomainError, TransitionError
from network.core.models import AuditEntry
from network.core.transitions import transition, transitioned

pytestmark = pytest.mark.django_db

STATES = [("draft", "Draft"), ("submitted", "Submitted"), ("closed", "Closed")]
TABLE = {"draft": frozenset({"submitted"}), "submitted": frozenset({"draft", "closed"}), "closed": frozenset()}


class Petition(models.Model):
    """Something with a state."""

    TRANSITIONS = TABLE
    state = models.CharField(max_length=20, choices=STATES, default="draft")
    note = models.CharField(max_length=20, blank=True)

    class Meta:
        app_label = "core"
        managed = False

    def __str__(self):
        return f"Petition {self.pk}"


@pytest.fixture
def table(_django_db_helper):
    with connection.cursor() as cursor:
        key = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
        cursor.execute(f"CREATE TABLE core_petition (id {key}, state varchar(20), note varchar(20))")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE core_petition")


@pytest.fixture
def petition(table):
    return Petition.objects.create()


@pytest.fixture
def heard():
    """What `transitioned` said, in order."""
    said = []

    def listen(sender, obj, before, to, by, reason, **kwargs):
        said.append((sender, obj.pk, before, to, by, reason))

    transitioned.connect(listen, weak=False)
    yield said
    transitioned.disconnect(listen)


@pytest.mark.parametrize("before", TABLE)
@pytest.mark.parametrize("to", [*TABLE, "nonsense"])
def test_only_listed_changes_happen(table, before, to):
    petition = Petition.objects.create(state=before)

    if to in TABLE[before]:
        transition(petition, to, by=None)
        expected = to
    else:
        with pytest.raises(TransitionError):
            transition(petition, to, by=None)
        expected = before

    assert (petition.state, Petition.objects.get().state) == (expected, expected)
    assert AuditEntry.objects.count() == (1 if expected != before else 0)


def test_change_is_stored_with_what_belongs_to_it_and_logged(petition, member):
    transition(petition, "submitted", by=member, reason="It is complete.", note="in time")

    entry = AuditEntry.objects.get()
    assert Petition.objects.values_list("state", "note").get() == ("submitted", "in time")
    assert (petition.state, petition.note) == ("submitted", "in time")
    assert (entry.verb, entry.actor_id, entry.actor_name, entry.reason, entry.before, entry.after) == (
        "petition.submitted",
        str(member.pk),
        "Mila Member",
        "It is complete.",
        {"state": "draft"},
        {"state": "submitted"},
    )


def test_change_is_announced_after_commit_only(petition, member, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        transition(petition, "submitted", by=member, reason="why")
        assert heard == []

    assert heard == [(Petition, petition.pk, "draft", "submitted", member, "why")]


def test_refusal_is_a_sentence_with_the_names_of_the_states(petition):
    with pytest.raises(DomainError) as caught:
        transition(petition, "closed", by=None)

    assert str(caught.value) == "This is “Draft” now and cannot become “Closed”."


def test_state_is_read_from_the_database_not_from_the_hand(petition):
    stale = Petition.objects.get()
    transition(petition, "submitted", by=None)

    assert stale.state == "draft"
    with pytest.raises(TransitionError):
        transition(stale, "submitted", by=None)


def test_check_sees_the_stored_object_and_can_stop_the_change(petition):
    def refuse(locked):
        raise DomainError(f"{locked} is not complete.")

    with pytest.raises(DomainError, match="is not complete"):
        transition(petition, "submitted", by=None, check=refuse)

    assert (Petition.objects.get().state, AuditEntry.objects.count()) == ("draft", 0)


def test_action_that_fails_later_takes_the_change_back(petition, heard):
    @transaction.atomic
    def act():
        transition(petition, "submitted", by=None)
        raise LookupError

    with pytest.raises(LookupError):
        act()

    assert (Petition.objects.get().state, AuditEntry.objects.count(), heard) == ("draft", 0, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs row locks and threads")
def test_concurrent_changes_happen_once(petition):
    outcomes, at_once = [], threading.Barrier(5)

    def work():
        at_once.wait()
        try:
            transition(Petition.objects.get(), "submitted", by=None)
            outcomes.append("done")
        except TransitionError:
            outcomes.append("refused")
        connections.close_all()

    threads = [threading.Thread(target=work) for _thread in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", *["refused"] * 4]
    assert AuditEntry.objects.count() == 1


def test_tables_of_all_models_name_only_their_own_states():
    from django.apps import apps

    wrong = []
    for model in apps.get_models():
        table = getattr(model, "TRANSITIONS", None)
        if table is not None:
            known = {value for value, _label in model._meta.get_field("state").flatchoices}
            wrong += [(model.__name__, state) for state in set(table).union(*table.values()) - known]

    assert wrong == []
    assert transitions.Transitions
