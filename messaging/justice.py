"""Who may report, judge, object and answer. Each "may I?" has its "which ones?" beside it.

A report goes to those who moderate the room, never to the one it is about. Where nobody else moderates it (a direct
conversation, a room whose only moderator is accused) the secretariat decides, and sees the sealed evidence only.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from members.roles import Role

from .models import Measure, Message, Participation, Report, Room
from .models.moderation import ReportQuerySet
from .permissions import can_moderate_room, can_read_room
from .states import COMMON_KINDS, MODERATING, AppealState, ParticipationState, RoomKind, Sensitivity

OBJECTION = timedelta(days=90)  # after a measure, in which one may object


def can_report_message(user: Any, message: Message) -> bool:
    """Whoever may read a message may report it, unless it is their own."""
    return not message.is_deleted and message.author_id != user.pk and can_read_room(user, message.room)


def can_judge_report(user: Any, report: Report) -> bool:
    if not user.is_authenticated or report.accused_id == user.pk:
        return False
    return judges(user, report.room, report.accused_id)


def judges(user: Any, room: Room, concerned: Any) -> bool:
    """Whether `user` decides in `room` where the person with id `concerned` is not heard as a judge."""
    if can_moderate_room(user, room):
        return True
    return user.has_role(Role.SECRETARIAT) and (room.is_direct or not moderators(room.pk, concerned).exists())


def moderators(room: Any, but: Any) -> QuerySet[Participation]:
    there = Participation.objects.filter(room=room, state=ParticipationState.ACTIVE, role__in=MODERATING)
    return there.exclude(person=but)


def in_judged_rooms(user: Any, concerned: str) -> Q:
    """The twin of `judges`, for rows with a `room` and with the person concerned in the column `concerned`."""
    mine = Participation.objects.filter(
        room=OuterRef("room"), person=user, state=ParticipationState.ACTIVE, role__in=MODERATING
    )
    readable = Room.objects.visible_to(user).exclude(kind=RoomKind.DIRECT)
    found: Any = Q(Exists(mine)) & Q(room__in=readable)
    if user.has_role(Role.SECRETARIAT):
        common = Q(room__kind__in=COMMON_KINDS) & ~Q(room__sensitivity=Sensitivity.CONFIDENTIAL)
        found |= common | Q(room__kind=RoomKind.DIRECT) | ~Exists(moderators(OuterRef("room"), OuterRef(concerned)))
    return found


def reports_before(user: Any) -> ReportQuerySet:
    """The reports that `user` may decide about, and those they decided; the twin of `can_judge_report`."""
    if not user.is_authenticated:
        return Report.objects.none()
    return Report.objects.complete().filter(in_judged_rooms(user, "accused")).exclude(accused=user)


def can_see_measure(user: Any, measure: Measure) -> bool:
    """The person concerned, those who decide in the room, and the secretariat once there is an objection."""
    if measure.person_id == user.pk or judges(user, measure.room, measure.person_id):
        return True
    return measure.state != AppealState.NONE and user.has_role(Role.SECRETARIAT)


def can_appeal(user: Any, measure: Measure) -> bool:
    """The person concerned objects once, within three months."""
    recent = timezone.now() - measure.taken_at < OBJECTION
    return measure.person_id == user.pk and measure.state == AppealState.NONE and recent


def can_answer_appeal(user: Any, measure: Measure) -> bool:
    """Somebody who decides in the room, or the secretariat, but neither the person concerned nor who took the measure."""
    if (
        not user.is_authenticated
        or measure.state != AppealState.OPEN
        or user.pk in (measure.person_id, measure.taken_by_id)
    ):
        return False
    return user.has_role(Role.SECRETARIAT) or judges(user, measure.room, measure.person_id)


def measures_before(user: Any) -> QuerySet[Measure]:
    """The measures whose log `user` may read, because they decide in the room; the secretariat also sees objections."""
    if not user.is_authenticated:
        return Measure.objects.none()
    seen = in_judged_rooms(user, "person")
    if user.has_role(Role.SECRETARIAT):
        seen |= ~Q(state=AppealState.NONE)
    measures = Measure.objects.select_related(
        "room", "room__organisation", "person", "taken_by", "message", "answered_by"
    )
    return measures.filter(seen).exclude(person=user)


def appeals_before(user: Any) -> QuerySet[Measure]:
    """The objections that `user` may answer; the twin of `can_answer_appeal`."""
    return measures_before(user).filter(state=AppealState.OPEN).exclude(taken_by=user).order_by("appealed_at")


def has_to_judge(user: Any) -> bool:
    """Whether the moderators' page is for `user` at all: they decide in some room, or anywhere."""
    return (
        user.has_role(Role.SECRETARIAT)
        or Participation.objects.active().filter(person=user, role__in=MODERATING).exists()
    )
