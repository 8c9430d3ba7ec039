from .certificates import Certificate
from .events import Event, Stop
from .feeds import CalendarFeed
from .pages import EventPage, EventsIndexPage
from .seats import Registration, SeatPool

__all__ = ["CalendarFeed", "Certificate", "Event", "EventPage", "EventsIndexPage", "Registration", "SeatPool", "Stop"]
