"""What the calendar does to the registry, a little after each midnight."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from network.core.jobs import periodic
from network.core.models import OutboxMessage

from .actions import (
    erase_due_accounts,
    forget_ways_back,
    lapse_application,
    refresh_listing,
    remind_applicant,
    remind_of_end,
    send_due_mailings,
)
from .days import days_from, today
from .groups import sync_groups
from .models import MEMBER_KINDS, MembershipApplication, Organisation, User
from .states import IN_GOOD_STANDING, WITH_APPLICANT, MembershipState

PATIENCE = timedelta(days=90)
REMINDED_AFTER = timedelta(days=60)
TO_REMIND = (MembershipState.DUE, MembershipState.GRACE, MembershipState.LAPSED)
LONG_OVER = 90
"""Whoever lapsed so many days ago is not written to any more."""


@periodic(every=timedelta(hours=1))
def refresh_listings() -> int:
    """List and unlist the members whose dates have come; gives how many changed."""
    day = today()
    standing = Organisation.objects.filter(kind__in=MEMBER_KINDS, consents_to_listing=True).with_effective_state(day)
    wrong = standing.filter(
        Q(is_listed=False, effective__in=IN_GOOD_STANDING) | (Q(is_listed=True) & ~Q(effective__in=IN_GOOD_STANDING))
    )
    changed = list(wrong)
    for organisation in changed:
        refresh_listing(organisation, day=day)
    return len(changed)


@periodic(every=timedelta(hours=1))
def sync_admin_groups() -> int:
    """Bring groups in line with roles that begin or end by their dates."""
    people = User.objects.filter(Q(role_grants__isnull=False) | Q(groups__isnull=False)).distinct()
    for person in people:
        sync_groups(person)
    return len(people)


@periodic(every=timedelta(days=1))
def lapse_forgotten_applications() -> int:
    """Close the applications that their applicants have not touched for three months."""
    forgotten = MembershipApplication.objects.filter(state__in=WITH_APPLICANT, saved_at__lt=timezone.now() - PATIENCE)
    for application in forgotten:
        lapse_application(application)
    return len(forgotten)


@periodic(every=timedelta(hours=6))
def remind_of_forgotten_applications() -> int:
    """Tell applicants a month before that their untouched application will be closed."""
    now = timezone.now()
    waiting = MembershipApplication.objects.filter(
        state__in=WITH_APPLICANT, saved_at__lt=now - REMINDED_AFTER, saved_at__gte=now - PATIENCE
    ).filter(Q(reminded_at=None) | Q(reminded_at__lt=F("saved_at")))
    return sum(remind_applicant(application) for application in waiting)


@periodic(every=timedelta(hours=6))
def remind_members() -> int:
    """Tell representatives that their membership is due, in its last week, in grace or over."""
    day = today()
    members = Organisation.objects.filter(kind__in=MEMBER_KINDS).with_effective_state(day)
    concerned = members.filter(effective__in=TO_REMIND, last_until__gte=days_from(day, -LONG_OVER))
    return sum(remind_of_end(organisation, day=day) is not None for organisation in concerned)


@periodic(every=timedelta(hours=1))
def close_accounts() -> int:
    """Empty the accounts whose owners asked for it and had their time to think."""
    return erase_due_accounts()


@periodic(every=timedelta(days=1))
def forget_old_letters() -> int:
    """Letters are kept for three months, to answer "did you write to me?", and then forgotten."""
    old = timezone.now() - PATIENCE
    return OutboxMessage.objects.filter(Q(sent_at__lt=old) | Q(given_up_at__lt=old)).delete()[0]


@periodic(every=timedelta(days=1))
def make_merges_final() -> int:
    """Forget how two organisations were before they were made one, once that cannot be undone any more."""
    return forget_ways_back(timezone.now())


@periodic(every=timedelta(minutes=1))
def send_mailings() -> int:
    """Send the letters to press and officials whose time to be stopped is over."""
    return send_due_mailings()
