"""Shows every hour on the reader's own clock: the one in their profile, or the region's for those we do not know."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class ReaderClockMiddleware:
    """Stands after authentication. Visitors without a session cost it nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(zone_of(request)):
            return self.get_response(request)


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The zone of the signed-in person, as long as it names a place that exists."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        try:
            return ZoneInfo(request.user.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            pass
    return ZoneInfo(settings.LOCAL_TIME_ZONE)
