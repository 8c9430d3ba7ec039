"""What comes by e-mail, when, and what never does; what a room lets go of; what its owners take along."""

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from messaging.actions import block_person, let_go_of_old_messages, mark_read, pin_message
from messaging.digests import may_write_now, send_digests
from messaging.holidays import eastern_easter, is_free_day, western_easter
from messaging.models import Attention, Message, Participation
from network.core.models import Country, OutboxMessage
from tests.factories.messaging import ParticipationFactory, room_with, say

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def room(member, representative):
    """Mila wants to hear everything of it."""
    room = room_with(representative, titles={"en": "Referral"})
    ParticipationFactory(room=room, person=member, level="all")
    return room


def said(room, author, text="Are the forms ready?", minutes=30):
    message = say(room, author, text)
    Message.objects.filter(pk=message.pk).update(sent_at=WEDNESDAY - timedelta(minutes=minutes))
    return message


def mails_to(person):
    return list(OutboxMessage.objects.filter(recipient=person, kind="room-digest").order_by("pk"))


def test_a_digest_brings_what_was_not_read_once(room, member, representative):
    said(room, representative)
    said(room, representative, "For @Mila Member")

    assert [send_digests(WEDNESDAY), send_digests(WEDNESDAY)] == [1, 0]
    [mail] = mails_to(member)
    assert mail.subject == "2 messages you have not read"
    assert "Rade Representative: Are the forms ready?" in mail.text
    assert "@ Rade Representative: For @Mila Member" in mail.text
    assert f"/en/rooms/{room.slug}/" in mail.text
    assert "unsubscribe" in mail.text


def test_links_of_a_digest_lead_into_the_readers_language(room, member, representative):
    member.language = "sq"
    member.save()
    said(room, representative)

    send_digests(WEDNESDAY)

    [mail] = mails_to(member)
    assert [f"/{language}/rooms/{room.slug}/1/" in mail.text for language in ("en", "sq")] == [False, True]


def test_what_changed_meanwhile_decides(room, member, representative):
    def read():
        mark_read(room, by=member, seq=99)

    def remove():
        Participation.objects.filter(person=member).update(state="removed")

    def mute():
        Participation.objects.filter(person=member).update(level="none")

    def block():
        block_person(representative, by=member)

    def suspend():
        type(member).objects.filter(pk=member.pk).update(is_active=False)

    def decline():
        Attention.objects.create(person=member, rhythm="never")

    for change in (read, remove, mute, block, suspend, decline):
        said(room, representative)
        change()
        assert send_digests(WEDNESDAY) == 0, change.__name__
        Attention.objects.all().delete()
        member.blocks.all().delete()
        type(member).objects.filter(pk=member.pk).update(is_active=True)
        Participation.objects.filter(person=member).update(state="active", level="all", last_read_seq=0, notified_seq=0)
    assert send_digests(WEDNESDAY) == 1


def test_mentions_only_is_what_it_says(room, member, representative):
    Participation.objects.filter(person=member).update(level="mentions")
    said(room, representative, "Good morning")
    assert send_digests(WEDNESDAY) == 0

    said(room, representative, "@all please read")

    assert send_digests(WEDNESDAY) == 1
    assert "Good morning" not in mails_to(member)[0].text


def test_a_message_just_sent_is_not_worth_a_mail(room, representative):
    said(room, representative, minutes=1)

    assert send_digests(WEDNESDAY) == 0


@pytest.mark.parametrize(
    "fields", [{"sensitivity": "confidential", "kind": "working_group"}, {"kind": "direct", "titles": {}}]
)
def test_what_is_said_in_confidence_never_leaves_by_mail(member, representative, fields):
    room = room_with(representative, **fields)
    ParticipationFactory(room=room, person=member, level="all")
    said(room, representative, "Her name is a secret")

    assert send_digests(WEDNESDAY) == 1
    [mail] = mails_to(member)
    assert "secret" not in mail.subject + mail.text + mail.html


HOURS = [
    # local time in Belgrade (UTC+1 in November), rhythm, free days too, written to?
    ((2026, 11, 25, 10), "soon", False, True),
    ((2026, 11, 25, 19), "soon", False, False),  # 20:00 there
    ((2026, 11, 25, 6), "soon", False, False),  # 07:00 there
    ((2026, 11, 25, 7), "soon", False, True),
    ((2026, 11, 28, 10), "soon", False, False),  # Saturday
    ((2026, 11, 28, 10), "soon", True, True),
    ((2026, 11, 11, 10), "soon", False, False),  # Armistice Day
    ((2026, 11, 25, 7), "daily", False, True),
    ((2026, 11, 25, 10), "daily", False, False),
    ((2026, 11, 25, 10), "never", False, False),
]


@pytest.mark.parametrize(("moment", "rhythm", "free_days", "expected"), HOURS)
def test_hours_are_kept(member, moment, rhythm, free_days, expected):
    member.time_zone = "Europe/Belgrade"
    attention = Attention(
        person=member, rhythm=rhythm, writes_on_free_days=free_days, country=Country.objects.get(code="RS"),
        quiet_from=time(20), quiet_until=time(8),
    )  # fmt: skip

    assert may_write_now(attention, member, datetime(*moment, tzinfo=UTC)) is expected


def test_holidays_by_the_calendar():
    assert [eastern_easter(year) for year in (2024, 2025, 2026)] == [
        date(2024, 5, 5),
        date(2025, 4, 20),
        date(2026, 4, 12),
    ]
    assert [western_easter(year) for year in (2024, 2025, 2026)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
    ]
    good_friday = date(2026, 4, 10)
    assert {code: is_free_day(good_friday, code) for code in ("RS", "BA", "MK", "AL", "ME", "")} == {
        "RS": True, "BA": False, "MK": False, "AL": False, "ME": False, "": False,
    }  # fmt: skip


def test_the_page_of_hours_keeps_what_one_says(client_for, member):
    answer = client_for(member).post(
        "/en/rooms/attention/",
        {"rhythm": "daily", "quiet_from": "18:00", "quiet_until": "09:00", "country": "RS", "is_seen": ""},
    )

    mine = Attention.objects.get(person=member)
    assert answer.status_code == 302
    assert (mine.rhythm, mine.quiet_from, mine.quiet_until, mine.country_id, mine.is_seen) == (
        "daily", time(18), time(9), "RS", False,
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_finding_who_to_write_to_asks_once(room, member, representative, number, django_assert_num_queries):
    Attention.objects.create(person=member, rhythm="never")
    for _number in range(number):
        said(room, representative)

    with django_assert_num_queries(1):
        send_digests(WEDNESDAY)


# --- Letting go, and taking along --------------------------------------------------------------------------------


def test_a_room_lets_go_of_what_it_does_not_keep(room, member, representative):
    old, pinned, new = (
        say(room, representative, "Old"),
        say(room, representative, "Pinned"),
        say(room, representative, "New"),
    )
    Participation.objects.filter(person=representative).update(role="owner")
    pin_message(pinned, by=representative)
    Message.objects.exclude(pk=new.pk).update(sent_at=timezone.now() - timedelta(days=31))
    type(room).objects.filter(pk=room.pk).update(retention_days=30)
    room.refresh_from_db()

    assert [let_go_of_old_messages(room), let_go_of_old_messages(room)] == [1, 0]
    assert [(one.seq, one.text) for one in room.messages.in_order()] == [(1, ""), (2, "Pinned"), (3, "New")]
    old.refresh_from_db()
    assert (old.is_deleted, old.deleted_by) == (True, None)


def test_an_export_is_whole_and_says_nothing_of_what_was_withdrawn(
    client_for, room, member, representative, audit_lines
):
    from messaging.actions import delete_message  # inline: used here only

    Participation.objects.filter(person=representative).update(role="owner")
    first, second = say(room, member, "Здраво *svima*"), say(room, member, "A secret")
    delete_message(second, by=member)
    client = client_for(representative)

    data = json.loads(client.get(f"/en/rooms/{room.slug}/export.json").content)
    page = client.get(f"/en/rooms/{room.slug}/export.html")

    assert [one["seq"] for one in data["messages"]] == [1, 2]
    assert data["messages"][0]["text"] == "Здраво *svima*"
    assert data["messages"][0]["html"] == first.html
    assert set(data["messages"][1]) == {"seq", "author", "sent_at", "deleted_at"}
    assert "Здраво <em>svima</em>" in page.content.decode()
    assert (
        f">{date_format(localtime(first.sent_at, ZoneInfo(representative.time_zone)), 'DATETIME_FORMAT')}</time>"
        in page.content.decode()
    )
    assert "secret" not in page.content.decode()
    assert [line[0] for line in audit_lines()].count("room.exported") == 2


@pytest.mark.parametrize(
    ("day", "free_in"),
    [
        (date(2026, 3, 20), {"AL", "MK"}),  # Ramazan Bayram, a Friday
        (date(2026, 5, 27), {"AL"}),  # Kurban Bayram, a Wednesday
        (date(2033, 12, 23), {"AL", "MK"}),  # the second one of that year
        (date(2026, 3, 23), set()),
    ],
)
def test_the_bayrams_are_free_where_they_are_for_everybody(day, free_in):
    assert {country for country in ("RS", "BA", "MK", "AL", "ME") if is_free_day(day, country)} == free_in


def test_the_bayrams_are_a_lunar_year_apart():
    from messaging.holidays import KURBAN_BAYRAM, RAMAZAN_BAYRAM

    for feast in (RAMAZAN_BAYRAM, KURBAN_BAYRAM):
        days = [date(*one) for one in feast]
        assert {(after - before).days for before, after in pairwise(days)} <= {354, 355}
    both = zip(RAMAZAN_BAYRAM[:7], KURBAN_BAYRAM[:7], strict=True)
    assert {(date(*second) - date(*first)).days for first, second in both} <= {68, 69}
