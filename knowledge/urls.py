from django.urls import path, re_path

from . import feeds
from .views import case_studies, landing, reports, responses, tracker, writing

CITE = r"cite\.(?P<form>json|bib|ris)$"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"

urlpatterns = [
    path("", landing.knowledge, name="knowledge"),
    path("feed.atom", feeds.everything, name="knowledge-feed"),
    path("case-studies/", case_studies.case_study_list, name="case-study-list"),
    path("case-studies/feed.atom", feeds.case_studies_atom, name="case-study-feed"),
    path("case-studies/feed.rss", feeds.case_studies_rss, name="case-study-feed-rss"),
    path("case-studies/mine/", writing.study_mine, name="study-mine"),
    path("case-studies/mine/new/", writing.study_start, name="study-start"),
    path("case-studies/mine/<uuid:study_id>/", writing.study_write, name="study-write"),
    path("case-studies/mine/<uuid:study_id>/autosave/", writing.study_autosave, name="study-autosave"),
    path("case-studies/mine/<uuid:study_id>/preview/", writing.study_preview, name="study-preview"),
    path("case-studies/mine/<uuid:study_id>/submit/", writing.study_submit, name="study-submit"),
    path("case-studies/mine/<uuid:study_id>/update/", writing.study_update, name="study-update"),
    path("case-studies/mine/<uuid:study_id>/restore/", writing.study_restore, name="study-restore"),
    path("case-studies/mine/<uuid:study_id>/discard/", writing.study_discard, name="study-discard"),
    path("case-studies/checks/<uuid:study_id>/", writing.study_check, name="study-check"),
    path("case-studies/<slug:slug>/", case_studies.case_study, name="case-study"),
    re_path(rf"^case-studies/{SLUG}/{CITE}", case_studies.cite_study, name="case-study-cite"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/feed.atom", feeds.reports_atom, name="report-feed"),
    path("reports/<slug:slug>/", reports.shadow_report, name="shadow-report"),
    re_path(rf"^reports/{SLUG}/{CITE}", reports.cite_report, name="shadow-report-cite"),
    path("tracker/", tracker.tracker, name="tracker"),
    path("tracker/feed.atom", feeds.tracker_atom, name="tracker-feed"),
    path("tracker/recommendations.csv", tracker.tracker_csv, name="tracker-csv"),
    path("tracker/recommendations.json", tracker.tracker_json, name="tracker-json"),
    path("tracker/countries/", tracker.tracker_countries, name="tracker-countries"),
    path("tracker/followed/", responses.tracker_followed, name="tracker-followed"),
    path("tracker/answer/<str:secret>/", responses.response_by_link, name="response-by-link"),
    path("tracker/<slug:code>/answer/", responses.response_give, name="response-give"),
    path("tracker/<slug:code>/follow/", responses.recommendation_follow, name="recommendation-follow"),
    path("tracker/<slug:code>/unfollow/", responses.recommendation_unfollow, name="recommendation-unfollow"),
    path("tracker/<slug:code>/", tracker.recommendation, name="recommendation"),
]
