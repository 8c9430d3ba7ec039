from .agreements import Addendum, AgreedHeading, Agreement, Instalment, Payment
from .applications import Application, ApplicationFile, ApplicationPart, BudgetLine, KeptText, Submission
from .assessments import Assignment, EligibilityCheck
from .audits import AuditorSeat, Dossier
from .awards import Award
from .calls import Call, CallForm
from .decisions import Complaint, Letter, Meeting, MeetingMember, Proposal
from .dues import DueFeed, DueReminder
from .notices import CallQuestion, Corrigendum
from .pages import CallPage, GrantsIndexPage
from .partners import Partner
from .reports import Expenditure, Report, ReportNote, ReportVersion
from .scoring import Assessment, AssessorDeclaration, KeptScores, RankingRecord

__all__ = [
    "Addendum",
    "AgreedHeading",
    "Agreement",
    "Application",
    "ApplicationFile",
    "ApplicationPart",
    "Assessment",
    "AssessorDeclaration",
    "Assignment",
    "AuditorSeat",
    "Award",
    "BudgetLine",
    "Call",
    "CallForm",
    "CallPage",
    "CallQuestion",
    "Complaint",
    "Corrigendum",
    "Dossier",
    "DueFeed",
    "DueReminder",
    "EligibilityCheck",
    "Expenditure",
    "GrantsIndexPage",
    "Instalment",
    "KeptScores",
    "KeptText",
    "Letter",
    "Meeting",
    "MeetingMember",
    "Partner",
    "Payment",
    "Proposal",
    "RankingRecord",
    "Report",
    "ReportNote",
    "ReportVersion",
    "Submission",
]
