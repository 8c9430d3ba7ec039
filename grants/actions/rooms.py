"""Two rooms of a call: of those who conduct it, from its opening on; and, once all is decided, of its assessors with them.

Assessors share no room while they assess: each judges alone, and nobody sees another's scores before handing in their
own. A room would undo that.
"""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from grants.models import Call
from grants.queries.rooms import ASSESSORS, CONDUCT, conductors, heard_assessors, room_key
from grants.states import TO_BE_DECIDED
from members.models import User
from messaging.actions import archive_room, open_room, set_people
from messaging.models import Room
from messaging.states import RoomKind


@transaction.atomic
def keep_rooms_of(call: Call) -> None:
    """Open the rooms of a call whose time has come; let in who belongs there, and out who does not. Idempotent.

    Nothing changes any more once the results are out: then the rooms are closed and stay readable to those in them.
    A practice call has nobody who conducts it.
    """
    if call.results_published_at or call.is_practice:
        return
    people = {person.pk: person for person in conductors(call)}
    keep_room(call, CONDUCT, dict(call.form.definition.titles), people)
    if assessors_may_talk(call):
        people |= {person.pk: person for person in heard_assessors(call)}
        keep_room(call, ASSESSORS, titles_for_assessors(call), people)


def keep_all_rooms() -> None:
    """The same for every call without results, after roles have changed or a date has come."""
    for call in Call.objects.filter(results_published_at=None):
        keep_rooms_of(call)


def assessors_may_talk(call: Call) -> bool:
    """Nothing that an assessor says can change a decision any more, and who applied is no secret from them."""
    if call.is_anonymous or not call.meetings.filter(signed_at__isnull=False).exists():
        return False
    return not call.applications.filter(state__in=TO_BE_DECIDED).exists()


def keep_room(call: Call, name: str, titles: dict[str, str], people: dict[int, User]) -> None:
    key = room_key(call, name)
    if not people and not Room.objects.filter(key=key).exists():
        return
    room = open_room(kind=RoomKind.CALL, titles=titles, by=people.get(call.opened_by_id or 0), key=key)
    set_people(room, people.values())


def titles_for_assessors(call: Call) -> dict[str, str]:
    found = {}
    for language, title in call.form.definition.titles.items():
        with translation.override(language):
            found[language] = _("%(call)s: after the assessment") % {"call": title}
    return found


@transaction.atomic
def close_rooms_of(call: Call) -> None:
    """The results are out: what was said stays readable to those who were in it."""
    for room in Room.objects.filter(key__in=[room_key(call, name) for name in (CONDUCT, ASSESSORS)]):
        archive_room(room, by=None)
