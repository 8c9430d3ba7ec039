"""Telling people: in their language and script, once, whatever dies in between."""

import copy
import os
import signal
import smtplib
import subprocess
import sys
import threading
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from network.core import mail, outbox
from network.core.models import Notification, NotificationChoice, OutboxMessage
from tests.factories.members import UserFactory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def letter(tmp_path, settings):
    """A template of an app, and a kind that people may decline."""
    (tmp_path / "letter.txt").write_text(
        "{% translate 'Page not found' %}: {{ title }}\n\n{{ person.full_name }} & {{ text }}\n{{ link }}\n"
    )
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [tmp_path]
    settings.TEMPLATES = templates
    mail.register_kind("news", "News of the network")
    yield
    del mail.KINDS["news"]


def tell(people, **kwargs):
    mail.notify(people, "letter", {"title": "Љубав <b>", "text": "два"}, kind="news", **kwargs)


def as_tuples(queryset, *fields):
    return list(queryset.order_by("id").values_list(*fields))


@pytest.mark.django_db
def test_notify_writes_the_readers_language_and_script(django_capture_on_commit_callbacks):
    people = [
        UserFactory(full_name="Ana Primer", email=f"{code}@example.org", language=code)
        for code in ("en", "sr", "sr-latn")
    ]

    with django_capture_on_commit_callbacks(execute=True):
        tell([*people, people[0]], link="/en/directory/primer/")

    assert as_tuples(OutboxMessage.objects, "address", "language", "subject") == [
        ("en@example.org", "en", "Page not found: Љубав <b>"),
        ("sr@example.org", "sr", OutboxMessage.objects.get(language="sr").subject),
        ("sr-latn@example.org", "sr-latn", OutboxMessage.objects.get(language="sr-latn").subject),
    ]
    latin = OutboxMessage.objects.get(language="sr-latn")
    assert latin.subject.endswith(": Ljubav <b>")
    assert "Ana Primer & dva\nhttp://127.0.0.1:8000/sr-latn/directory/primer/" in latin.text
    assert "Ana Primer &amp; dva" in latin.html
    assert '<html lang="sr-Latn">' in latin.html
    assert as_tuples(Notification.objects, "recipient__language", "link") == [
        ("en", "/en/directory/primer/"),
        ("sr", "/sr/directory/primer/"),
        ("sr-latn", "/sr-latn/directory/primer/"),
    ]
    assert [message.to for message in django_mail.outbox] == [[person.email] for person in people]


@pytest.mark.django_db
def test_notify_keeps_what_people_wrote_out_of_the_markup(member):
    mail.notify(member, "letter", {"title": "x\r\nBcc: all@example.org", "text": "<script>"}, kind="news")

    message = OutboxMessage.objects.get()
    assert message.subject == "Page not found: x"
    assert "<script>" in message.text
    assert "<script>" not in message.html


@pytest.mark.django_db
def test_sent_message_says_who_it_is_and_how_to_end_it(member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(member)

    message = OutboxMessage.objects.get()
    sent = django_mail.outbox[0]
    assert sent.extra_headers == {
        "Message-ID": f"<{message.uuid}@127.0.0.1>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en",
        "List-Unsubscribe": f"<{mail.unsubscribe_url(member, 'news')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert [kind for _content, kind in sent.alternatives] == ["text/html"]
    assert mail.unsubscribe_url(member, "news") in sent.body
    assert (message.sent_at is not None, message.attempts) == (True, 1)


@pytest.mark.django_db
def test_required_kinds_offer_no_way_out(member, django_capture_on_commit_callbacks):
    mail.set_choice(member, "account", email=False)

    with django_capture_on_commit_callbacks(execute=True):
        mail.notify(member, "letter", {}, kind="account")

    assert "List-Unsubscribe" not in django_mail.outbox[0].extra_headers
    assert "/unsubscribe/" not in django_mail.outbox[0].body


@pytest.mark.django_db
def test_one_click_ends_the_mails_but_not_the_notifications(member):
    address = mail.unsubscribe_url(member, "news").removeprefix("http://127.0.0.1:8000")
    browser = Client(enforce_csrf_checks=True)

    asked = browser.get(address)
    assert (asked.status_code, NotificationChoice.objects.count()) == (200, 0)
    posted = [browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code for _time in (1, 2)]
    tell(member)

    assert posted == [200, 200]
    assert as_tuples(NotificationChoice.objects, "person", "kind", "email") == [(member.pk, "news", False)]
    assert (Notification.objects.count(), OutboxMessage.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "W10:1:x", "a" * 2000, "%00"])
def test_forged_unsubscribe_links_lead_nowhere(token, client):
    assert client.post(f"/unsubscribe/{token}/").status_code == 404


@pytest.mark.django_db
def test_what_is_rolled_back_is_never_told(member):
    @transaction.atomic
    def act():
        tell(member)
        raise LookupError

    with pytest.raises(LookupError):
        act()

    assert (OutboxMessage.objects.count(), Notification.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_inactive_people_are_not_written_to(member):
    member.is_active = False
    member.save()

    tell(member)

    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
def test_notify_asks_the_database_as_often_for_many_as_for_one_to_decline(django_assert_num_queries):
    """Two rows a person are written; what is asked beforehand does not grow."""
    for count in (1, 3):
        people = UserFactory.create_batch(count)
        with django_assert_num_queries(3 + 2 * count):  # savepoint, who declined, release
            tell(people)


@pytest.mark.django_db
def test_address_without_account_is_written_to_in_its_language():
    mail.write_to("visitor@example.org", "letter", {"title": "Љ"}, kind="news", language="sr-latn")

    assert as_tuples(OutboxMessage.objects, "address", "language", "recipient") == [
        ("visitor@example.org", "sr-latn", None)
    ]


class Refusing(EmailBackend):
    """A mail server that does not take one recipient, or is away."""

    away = False

    def send_messages(self, messages):
        if self.away:
            raise ConnectionRefusedError("nobody there")
        if messages[0].to == ["refused@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"refused@example.org": (550, b"no such person")})
        return super().send_messages(messages)


@pytest.mark.django_db
def test_refused_message_waits_longer_each_time_and_is_given_up(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    tell([UserFactory(email="refused@example.org"), UserFactory(email="taken@example.org")])
    refused = OutboxMessage.objects.get(address="refused@example.org")
    now = start = timezone.now()
    waits = []

    assert outbox.send_outbox(now=now) == 1  # the other one is not held up
    while True:
        refused.refresh_from_db()
        if refused.given_up_at:
            break
        waits.append(refused.due_at - now)
        assert outbox.send_outbox(now=refused.due_at - timedelta(seconds=1)) == 0
        now = refused.due_at
        outbox.send_outbox(now=now)

    assert waits == outbox.WAITS
    assert (refused.attempts, refused.sent_at) == (len(outbox.WAITS) + 1, None)
    assert "no such person" in refused.problem
    assert now - start == sum(outbox.WAITS, timedelta())
    assert outbox.send_outbox(now=now + timedelta(days=30)) == 0


@pytest.mark.django_db
def test_absent_server_is_asked_once_and_the_rest_waits(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "away", True)
    tell(UserFactory.create_batch(3))

    assert outbox.send_outbox() == 0

    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [0, 0, 1]


# --- Processes that die -------------------------------------------------------------------------------------------


PROLOGUE = """
import os, signal, sys, django
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = sys.argv[1]
settings.TEMPLATES[0]["DIRS"] = [sys.argv[2]]
django.setup()
from django.db import transaction
from django.core.mail.backends import filebased
from network.core import audit, mail, outbox
from members.models import User
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
person = User.objects.get(email="killed@example.org")
"""
ACT = """
with transaction.atomic():
    {before}
    audit.record("account.greeted", person, by=None)
    mail.notify(person, "letter", {{"title": "x"}}, kind="account")
    {after}
"""
SEND = "print(outbox.send_outbox())"
DIE_SENDING = "filebased.EmailBackend.send_messages = lambda self, messages: die()\noutbox.send_outbox()"


@pytest.fixture
def elsewhere(transactional_db, tmp_path):
    """`elsewhere(program)` runs it in another process on a database that survives that process."""
    UserFactory(email="killed@example.org")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "network.settings.test", "PYTHONPATH": str(ROOT)}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'copy.sqlite3'}"
    else:
        base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        environment["DATABASE_URL"] = f"{base}/{connection.settings_dict['NAME']}"
    letters = tmp_path / "letters"
    letters.mkdir()

    def start(program):
        command = [sys.executable, "-c", PROLOGUE + program, str(letters), str(tmp_path)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(program):
        process = start(program)
        output, problems = process.communicate(timeout=120)
        assert process.returncode in (0, -signal.SIGKILL), problems
        return process.returncode, output.strip()

    run.start = start
    run.letters = lambda: [message_from_bytes(file.read_bytes()) for file in sorted(letters.iterdir())]
    return run


def test_letter_of_a_process_killed_after_commit_is_sent_exactly_once(elsewhere):
    act = ACT.format(before="transaction.on_commit(die)", after="")

    assert elsewhere(act) == (-signal.SIGKILL, "")
    assert elsewhere.letters() == []
    assert elsewhere(SEND) == (0, "1")
    assert elsewhere(SEND) == (0, "0")
    assert [letter["To"] for letter in elsewhere.letters()] == ["killed@example.org"]


def test_letter_of_a_process_killed_before_commit_was_never_written(elsewhere):
    assert elsewhere(ACT.format(before="", after="die()")) == (-signal.SIGKILL, "")

    assert elsewhere(SEND) == (0, "0")
    assert elsewhere.letters() == []


def test_letter_of_a_worker_killed_while_sending_is_sent_by_the_next(elsewhere):
    elsewhere(ACT.format(before="transaction.on_commit(die)", after=""))

    assert elsewhere(DIE_SENDING) == (-signal.SIGKILL, "")
    assert elsewhere.letters() == []
    assert elsewhere(SEND) == (0, "1")
    assert len(elsewhere.letters()) == 1


def test_two_workers_at_once_send_one_letter(elsewhere):
    elsewhere(ACT.format(before="transaction.on_commit(die)", after=""))

    workers = [elsewhere.start(SEND) for _worker in (1, 2)]
    outputs = sorted(worker.communicate(timeout=120)[0].strip() for worker in workers)

    assert outputs == ["0", "1"]
    assert len(elsewhere.letters()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer; two processes are tested above")
@pytest.mark.postgres
def test_threads_share_the_outbox_without_sending_twice():
    tell(UserFactory.create_batch(30))
    django_mail.outbox.clear()
    OutboxMessage.objects.update(sent_at=None, attempts=0)
    sent = []

    def work():
        sent.append(outbox.send_outbox())
        connections.close_all()

    threads = [threading.Thread(target=work) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    identities = [message.extra_headers["Message-ID"] for message in django_mail.outbox]
    assert (sum(sent), len(identities), len(set(identities))) == (30, 30, 30)


# --- The kinds ----------------------------------------------------------------------------------------------------


def test_every_kind_that_is_used_is_registered():
    """A kind nobody registered has no name on the page of preferences."""
    import re

    used = {
        match
        for app in ("network", "members", "messaging", "knowledge", "grants", "events")
        for file in (ROOT / app).rglob("*.py")
        if "notify(" in (source := file.read_text()) or "write_to(" in source
        for match in re.findall(r"\bkind=\"([a-z_.]+)\"", "".join(re.findall(r"(?:notify|write_to)\([^)]*\)", source)))
    }

    assert used - mail.KINDS.keys() == set()
