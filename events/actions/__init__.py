from .certificates import issue_certificate, issue_certificates, revoke_certificate
from .events import cancel_event, change_event, close_past_events, plan_event, postpone_event, set_seats, set_time
from .feeds import calendar_feed_of, renew_calendar_feed, revoke_calendar_feed
from .registrations import (
    accept_seat,
    cancel_registration,
    decline_seat,
    promote_waitlist,
    record_attendance,
    register,
    reject_registration,
    select_registration,
)
from .texts import write_text

__all__ = [
    "accept_seat",
    "calendar_feed_of",
    "cancel_event",
    "cancel_registration",
    "change_event",
    "close_past_events",
    "decline_seat",
    "issue_certificate",
    "issue_certificates",
    "plan_event",
    "postpone_event",
    "promote_waitlist",
    "record_attendance",
    "register",
    "reject_registration",
    "renew_calendar_feed",
    "revoke_calendar_feed",
    "revoke_certificate",
    "select_registration",
    "set_seats",
    "set_time",
    "write_text",
]
