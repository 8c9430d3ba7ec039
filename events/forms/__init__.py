from .desk import FactsForm, NoteForm, PlanForm, ReasonForm, SeatsForm, TextForm, spoken_languages
from .public import WHEN, CalendarForm, RegisterForm
from .times import TimeForm

__all__ = [
    "WHEN",
    "CalendarForm",
    "FactsForm",
    "NoteForm",
    "PlanForm",
    "ReasonForm",
    "RegisterForm",
    "SeatsForm",
    "TextForm",
    "TimeForm",
    "spoken_languages",
]
