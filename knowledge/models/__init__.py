from .case_studies import CaseStudy, PeerCheck, Verdict
from .chapters import Chapter, ReportVersion
from .evidence import Evidence
from .following import Follow, ResponseRequest
from .library import Collection, Completion, LanguageVersion, Lesson, Question, Resource
from .pages import CaseStudyIndexPage, CaseStudyPage, KnowledgePage, ReportIndexPage, ShadowReportPage
from .peer_reviews import FollowUp, ImprovementAction, Instrument, InstrumentItem, PeerReview, Rating, Reviewer
from .readers import Adaptation, Bookmark, Comment
from .recommendations import Assessment, GovernmentResponse, Recommendation, Wording
from .reports import Finding, ReportSeries, ShadowReport
from .standards import (
    Crosswalk,
    Framework,
    FrameworkVersion,
    Indicator,
    LicensingRequirement,
    Remark,
    Section,
    Standard,
)

__all__ = [
    "Adaptation",
    "Assessment",
    "Bookmark",
    "CaseStudy",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "Chapter",
    "Collection",
    "Comment",
    "Completion",
    "Crosswalk",
    "Evidence",
    "Finding",
    "Follow",
    "FollowUp",
    "Framework",
    "FrameworkVersion",
    "GovernmentResponse",
    "ImprovementAction",
    "Indicator",
    "Instrument",
    "InstrumentItem",
    "KnowledgePage",
    "LanguageVersion",
    "Lesson",
    "LicensingRequirement",
    "PeerCheck",
    "PeerReview",
    "Question",
    "Rating",
    "Recommendation",
    "Remark",
    "ReportIndexPage",
    "ReportSeries",
    "ReportVersion",
    "Resource",
    "ResponseRequest",
    "Reviewer",
    "Section",
    "ShadowReport",
    "ShadowReportPage",
    "Standard",
    "Verdict",
    "Wording",
]
