"""What the calendar does to the registry, a little after each midnight."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from network.core.jobs import periodic

from .actions import lapse_application, refresh_listing
from .days import today
from .groups import sync_groups
from .models import MEMBER_KINDS, MembershipApplication, Organisation, User
from .states import IN_GOOD_STANDING, WITH_APPLICANT

PATIENCE = timedelta(days=90)


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
