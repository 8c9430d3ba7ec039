from .case_studies import CaseStudy, PeerCheck, Verdict
from .following import Follow, ResponseRequest
from .pages import CaseStudyIndexPage, CaseStudyPage, KnowledgePage, ReportIndexPage, ShadowReportPage
from .recommendations import Assessment, GovernmentResponse, Recommendation, Wording
from .reports import Finding, ReportSeries, ShadowReport

__all__ = [
    "Assessment",
    "CaseStudy",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "Finding",
    "Follow",
    "GovernmentResponse",
    "KnowledgePage",
    "PeerCheck",
    "Recommendation",
    "ReportIndexPage",
    "ReportSeries",
    "ResponseRequest",
    "ShadowReport",
    "ShadowReportPage",
    "Verdict",
    "Wording",
]
