"""The memory of the network: complete, readable by whom it concerns, and never changed."""

import pytest

from network.core import audit
from network.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_entry_says_who_did_what_to_what_and_why(member, organisation):
    audit.record(
        "organisation.renamed", organisation, by=member, reason="New statute", before={"name": "a"}, after={"name": "b"}
    )

    entry = AuditEntry.objects.values().get()
    del entry["id"], entry["at"]
    assert entry == {
        "actor_id": str(member.pk),
        "actor_name": "Mila Member",
        "verb": "organisation.renamed",
        "object_type": "members.organisation",
        "object_id": str(organisation.pk),
        "object_name": "Primer centar",
        "reason": "New statute",
        "before": {"name": "a"},
        "after": {"name": "b"},
        "country_code": "RS",
    }


def test_entry_outlives_the_person_and_the_object(stranger):
    audit.record("account.closed", stranger, by=stranger)
    key = str(stranger.pk)

    stranger.delete()

    assert AuditEntry.objects.values_list("actor_id", "actor_name", "object_id").get() == (key, "Stana Stranger", key)


def test_system_acts_without_a_name(organisation):
    entry = audit.record("organisation.checked", organisation, by=None)

    assert (entry.actor_id, entry.actor_name) == ("", "")


def test_log_is_only_added_to(organisation):
    entry = audit.record("organisation.checked", organisation, by=None)

    for change in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb="nothing"),
    ):
        with pytest.raises(TypeError):
            change()

    assert AuditEntry.objects.values_list("verb", flat=True).get() == "organisation.checked"


def test_history_is_of_one_object_newest_first(organisation, member):
    for verb in ("a.first", "a.second"):
        audit.record(verb, organisation, by=None)
    audit.record("a.other", member, by=None)

    assert list(audit.history(organisation).values_list("verb", flat=True)) == ["a.second", "a.first"]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("stranger", []),
        ("member", []),
        ("assessor", []),
        ("coordinator", ["in.rs"]),
        ("coordinator_ba", ["in.ba"]),
        ("secretariat", ["in.ba", "in.region", "in.rs"]),
    ],
)
def test_log_is_read_by_whom_it_concerns(who, seen, request, organisation):
    audit.record("in.rs", organisation, by=None)
    audit.record("in.ba", organisation, by=None, country="BA")
    audit.record("in.region", request.getfixturevalue("secretariat"), by=None)

    entries = AuditEntry.objects.visible_to(request.getfixturevalue(who))

    assert sorted(entries.values_list("verb", flat=True)) == seen
