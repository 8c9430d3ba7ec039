"""The registry's part of the demo network: organisations, people, and an application in every state."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from members import actions
from members.days import days_from, today
from members.models import Kind, Organisation, Precision, ServiceType, TargetGroup, Theme, User, WorkLanguage
from members.models.facts import MEMBER_KINDS
from network.core.models import Municipality, OutboxMessage

from .accounts import account
from .applications import fill_applications
from .crowd import fill_crowd
from .organisations import INVENTED, PARTNERS, Row
from .people import PEOPLE, Person
from .stakeholders import fill_stakeholders
from .standings import fill_standings

DEMO_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  (of people who do not exist; the code 000000 works too)
LANGUAGE_OF = {"RS": "sr", "BA": "bs", "MK": "mk", "AL": "sq", "ME": "cnr"}


def fill(world: Any) -> None:
    """Idempotent: what is there already is left as it is."""
    for row in (*PARTNERS, *INVENTED):
        world.organisations[row.key] = organisation(row, world)
    for person in PEOPLE:
        user = cast_member(person, world)
        if person.introduced:
            world.introduce(person.key, user, person.who)
        world.users[person.key] = user
    fill_standings(world)
    fill_applications(world)
    fill_stakeholders(world)
    if world.scale == "large":
        fill_crowd(world)
    OutboxMessage.objects.filter(sent_at=None, given_up_at=None).update(sent_at=timezone.now())  # nobody is written to


def organisation(row: Row, world: Any) -> Organisation:
    known = Organisation.objects.filter(name=row.name).first()
    if known:
        return known
    made = actions.register_organisation(
        by=None,
        kind=row.kind,
        name=row.name,
        name_en=row.name_en,
        acronym=row.acronym,
        country=world.countries[row.country],
        municipality=Municipality.objects.get(slug=row.town),
        summaries={"en": row.summary_en, **row.summary},
        consents_to_listing=True,
        **{"precision": Precision.MUNICIPALITY, **row.more},
        words={
            "themes": Theme.objects.filter(slug__in=row.themes.split()),
            "target_groups": TargetGroup.objects.filter(slug__in=row.groups.split()),
            "services": ServiceType.objects.filter(slug__in=row.services.split()),
            "work_languages": WorkLanguage.objects.filter(slug__in=row.languages.split()),
        },
    )
    if Kind(row.kind) in MEMBER_KINDS:
        begin = days_from(today(), -150)
        actions.add_membership(made, by=None, valid_from=begin, valid_until=days_from(begin, 364))
    return made


def cast_member(person: Person, world: Any) -> User:
    """Somebody who can sign in: address verified, and a second factor where the role demands one."""
    email = f"{person.key.replace('_', '.')}@example.org"
    user = account(email, person.name, person.language, world)
    if person.role:
        country = world.countries[person.country] if person.country else None
        actions.grant_role(user, role=person.role, country=country, by=None)
    if person.organisation and not user.affiliations.exists():
        body = world.organisations[person.organisation]
        actions.affiliate(user, body, role=person.affiliation, title=person.title, by=None)
    if user.needs_second_factor and not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, DEMO_SECRET)
        RecoveryCodes.activate(user)
    return user
