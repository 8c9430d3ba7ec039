from .case_studies import CaseStudy, PeerCheck, Verdict
from .following import Follow, ResponseRequest
from .library import Collection, Completion, LanguageVersion, Lesson, Question, Resource
from .pages import CaseStudyIndexPage, CaseStudyPage, KnowledgePage, ReportIndexPage, ShadowReportPage
from .readers import Adaptation, Bookmark, Comment
from .recommendations import Assessment, GovernmentResponse, Recommendation, Wording
from .reports import Finding, ReportSeries, ShadowReport

__all__ = [
    "Adaptation",
    "Assessment",
    "Bookmark",
    "CaseStudy",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "Collection",
    "Comment",
    "Completion",
    "Finding",
    "Follow",
    "GovernmentResponse",
    "KnowledgePage",
    "LanguageVersion",
    "Lesson",
    "PeerCheck",
    "Question",
    "Recommendation",
    "ReportIndexPage",
    "ReportSeries",
    "Resource",
    "ResponseRequest",
    "ShadowReport",
    "ShadowReportPage",
    "Verdict",
    "Wording",
]
