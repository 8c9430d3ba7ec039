from .certificates import Certificate
from .events import Event
from .feeds import CalendarFeed
from .pages import EventPage, EventsIndexPage
from .seats import Registration, SeatPool
from .stops import Stop

__all__ = ["CalendarFeed", "Certificate", "Event", "EventPage", "EventsIndexPage", "Registration", "SeatPool", "Stop"]
