from .applications import Application, ApplicationFile, ApplicationPart, BudgetLine, KeptText, Submission
from .assessments import Assignment, EligibilityCheck
from .awards import Award
from .calls import Call, CallForm
from .pages import CallPage, GrantsIndexPage
from .scoring import Assessment, AssessorDeclaration, RankingRecord

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationPart",
    "Assessment",
    "AssessorDeclaration",
    "Assignment",
    "Award",
    "BudgetLine",
    "Call",
    "CallForm",
    "CallPage",
    "EligibilityCheck",
    "GrantsIndexPage",
    "KeptText",
    "RankingRecord",
    "Submission",
]
