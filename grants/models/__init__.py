from .applications import Application, ApplicationFile, ApplicationPart, BudgetLine, KeptText, Submission
from .assessments import Assignment, EligibilityCheck
from .awards import Award
from .calls import Call, CallForm
from .pages import CallPage, GrantsIndexPage

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationPart",
    "Assignment",
    "Award",
    "BudgetLine",
    "Call",
    "CallForm",
    "CallPage",
    "EligibilityCheck",
    "GrantsIndexPage",
    "KeptText",
    "Submission",
]
