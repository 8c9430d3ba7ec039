"""The one way to tell somebody something: on the site and by e-mail, in their language and script.

`notify` only writes rows, in the transaction of the act it speaks of; `outbox` sends them once that is committed.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template import Context, TemplateDoesNotExist, loader
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import outbox
from .context import under_prefix
from .languages import LANGUAGES
from .models import Notification, NotificationChoice, OutboxMessage
from .text import convert, convert_html

UNSUBSCRIBE_SALT = "network.core.mail.unsubscribe"


@dataclass(frozen=True)
class Kind:
    """A sort of message that a person can decline as a whole, unless it is `required`."""

    name: str
    label: str | Promise
    required: bool = False


KINDS: dict[str, Kind] = {}


def register_kind(name: str, label: str | Promise, required: bool = False) -> Kind:
    """Make a kind of message known, from `apps.ready()`; `label` stands on the page of preferences."""
    KINDS[name] = Kind(name, label, required)
    return KINDS[name]


def known_kind(name: str) -> Kind:
    """The kind of that name; one nobody registered is optional and bears its bare name (a test finds such)."""
    return KINDS.get(name) or Kind(name, name)


register_kind("account", _("Your account and your sign-ins"), required=True)


@transaction.atomic
def notify(recipients: Any, template: str, context: dict[str, Any], *, kind: str, link: str = "") -> None:
    """Tell each of `recipients` (a person or many) once what `template` says about `context`.

    Writes a notification and, unless the person declined the kind, a message into the outbox; both are part of the
    surrounding transaction. `<template>.txt` holds the subject in its first line, `<template>.html` is optional.
    `link` is a path of ours; the reader gets it under the prefix of their own language.
    """
    wanted = known_kind(kind)
    people = distinct_people(recipients)
    declined = set() if wanted.required else who_declined(people, kind)
    for person in people:
        with in_language_of(person) as language:
            path = address_for(link, language)
            letter = compose(template, {**context, "person": person}, language=language, kind=wanted, link=path)
            Notification.objects.create(recipient=person, kind=kind, title=letter.subject, link=path)
            if person.pk not in declined:
                post(letter, address=person.email, language=language, kind=kind, recipient=person)


@transaction.atomic
def write_to(address: str, template: str, context: dict[str, Any], *, kind: str, language: str, link: str = "") -> None:
    """As `notify`, to an address that belongs to no account: an invitation, a newsletter, a receipt for a visitor."""
    language = known_language(language)
    with translation.override(language):
        letter = compose(template, context, language=language, kind=known_kind(kind), link=address_for(link, language))
    post(letter, address=address, language=language, kind=kind)


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


def compose(template: str, context: dict[str, Any], *, language: str, kind: Kind, link: str) -> Letter:
    """Render both bodies under the active language and bring them into its script."""
    person = context.get("person")
    everything = {
        "site_name": settings.ORGANISATION_NAME,
        "site_url": settings.SITE_URL,
        "language": language,
        "html_lang": LANGUAGES[language].html_lang,
        "kind": kind,
        "link": absolute(link) if link else "",
        "unsubscribe_url": unsubscribe_url(person, kind.name) if person and not kind.required else "",
        **context,
    }
    source = loader.get_template(f"{template}.txt").template  # type: ignore[attr-defined]
    plain = in_script_text(source.render(Context(everything, autoescape=False)).strip(), language)
    subject, _newline, text = plain.partition("\n")
    everything |= {"subject": " ".join(subject.split())[:255], "text": text.strip()}
    footer = loader.get_template("core/mail/footer.txt").template  # type: ignore[attr-defined]
    signed = (
        everything["text"]
        + "\n\n-- \n"
        + in_script_text(footer.render(Context(everything, autoescape=False)).strip(), language)
    )
    try:
        body = loader.get_template(f"{template}.html")
    except TemplateDoesNotExist:
        body = loader.get_template("core/mail/plain.html")
    return Letter(everything["subject"], signed + "\n", in_script_html(body.render(everything), language))


def post(letter: Letter, *, address: str, language: str, kind: str, recipient: Any = None) -> OutboxMessage:
    message = OutboxMessage.objects.create(
        kind=kind,
        recipient=recipient,
        address=address,
        language=language,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )
    outbox.deliver_after_commit()
    return message


def distinct_people(recipients: Any) -> list[Any]:
    people: Iterable[Any] = recipients if isinstance(recipients, Iterable) else [recipients]
    return [person for person in {person.pk: person for person in people}.values() if person.is_active]


def who_declined(people: list[Any], kind: str) -> set[Any]:
    choices = NotificationChoice.objects.filter(person__in=people, kind=kind, email=False)
    return set(choices.values_list("person_id", flat=True))


def set_choice(person: Any, kind: str, *, email: bool) -> None:
    """Remember whether `person` wants e-mail of `kind`. Idempotent."""
    NotificationChoice.objects.update_or_create(person=person, kind=kind, defaults={"email": email})


@contextmanager
def in_language_of(person: Any) -> Iterator[str]:
    """Speak the person's language and clock inside; gives the language."""
    language = known_language(person.language)
    with translation.override(language), timezone.override(person.time_zone or settings.LOCAL_TIME_ZONE):
        yield language


def known_language(code: str) -> str:
    return code if code in LANGUAGES else settings.LANGUAGE_CODE


def in_script_html(markup: str, language: str) -> str:
    """The markup in Latin for those who read Serbian or Montenegrin in it."""
    return convert_html(markup, "Latn") if reads_latin(language) else markup


def in_script_text(text: str, language: str) -> str:
    return convert(text, "Latn") if reads_latin(language) else text


def reads_latin(language: str) -> bool:
    """Letters are only ever brought into Latin: the other way, an English title in them would become Cyrillic nonsense."""
    return LANGUAGES[language].converts and LANGUAGES[language].script == "Latn"


def address_for(link: str, language: str) -> str:
    """`link` under the prefix of `language`, if it had one of another."""
    has_prefix = translation.get_language_from_path(link) is not None
    return under_prefix(link, language) if has_prefix else link


def absolute(link: str) -> str:
    return link if "://" in link else settings.SITE_URL + link


def unsubscribe_url(person: Any, kind: str) -> str:
    token = signing.Signer(salt=UNSUBSCRIBE_SALT).sign_object([str(person.uuid), kind])
    return absolute(reverse("unsubscribe", args=[token]))


def read_unsubscribe_token(token: str) -> tuple[Any, str] | None:
    """The person and kind that a token of ours speaks of; None for anything else."""
    from django.contrib.auth import get_user_model  # inline: this module is imported while models load

    try:
        key, kind = signing.Signer(salt=UNSUBSCRIBE_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    person = get_user_model().objects.filter(uuid=UUID(key)).first()
    return (person, kind) if person else None
