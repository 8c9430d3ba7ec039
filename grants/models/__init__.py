from .applications import Application, ApplicationFile, ApplicationPart, BudgetLine, KeptText, Submission
from .assessments import Assignment, EligibilityCheck
from .awards import Award
from .calls import Call, CallForm
from .notices import CallQuestion, Corrigendum
from .pages import CallPage, GrantsIndexPage
from .partners import Partner
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
    "CallQuestion",
    "Corrigendum",
    "EligibilityCheck",
    "GrantsIndexPage",
    "KeptText",
    "Partner",
    "RankingRecord",
    "Submission",
]
