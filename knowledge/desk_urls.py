"""What coordinators and editors do with knowledge; lies below /desk/."""

from django.urls import path

from .views import library_desk, readers, report_desk, response_desk, study_desk

urlpatterns = [
    path("case-studies/", study_desk.study_desk, name="study-desk"),
    path("case-studies/comments/", readers.comment_desk, name="comment-desk"),
    path("case-studies/comments/<uuid:comment_id>/hide/", readers.comment_hide, name="comment-hide"),
    path("case-studies/comments/<uuid:comment_id>/show/", readers.comment_show, name="comment-show"),
    path("case-studies/<uuid:study_id>/", study_desk.study_desk_detail, name="study-desk-detail"),
    path("case-studies/<uuid:study_id>/screen/", study_desk.study_screen, name="study-screen"),
    path("case-studies/<uuid:study_id>/return/", study_desk.study_return, name="study-return"),
    path("case-studies/<uuid:study_id>/ask/", study_desk.study_ask_peer, name="study-ask-peer"),
    path("case-studies/<uuid:study_id>/publish/", study_desk.study_publish, name="study-publish"),
    path("case-studies/<uuid:study_id>/confirm/", study_desk.study_confirm, name="study-confirm"),
    path("case-studies/<uuid:study_id>/archive/", study_desk.study_archive, name="study-archive"),
    path("library/", library_desk.library_desk, name="library-desk"),
    path("library/new/", library_desk.resource_start, name="resource-start"),
    path("library/<uuid:resource_id>/", library_desk.resource_desk_detail, name="resource-desk-detail"),
    path("library/<uuid:resource_id>/versions/", library_desk.version_add, name="version-add"),
    path("library/<uuid:resource_id>/lessons/new/", library_desk.lesson_write, name="lesson-start"),
    path(
        "library/<uuid:resource_id>/lessons/<slug:language>/<int:position>/",
        library_desk.lesson_write,
        name="lesson-write",
    ),
    path("library/<uuid:resource_id>/questions/new/", library_desk.question_write, name="question-start"),
    path(
        "library/<uuid:resource_id>/questions/<slug:language>/<int:position>/",
        library_desk.question_write,
        name="question-write",
    ),
    path("library/<uuid:resource_id>/publish/", library_desk.resource_publish, name="resource-publish"),
    path("library/<uuid:resource_id>/withdraw/", library_desk.resource_withdraw, name="resource-withdraw"),
    path("reports/", report_desk.report_desk, name="report-desk"),
    path("reports/new/", report_desk.report_start, name="report-start"),
    path("reports/<uuid:report_id>/", report_desk.report_desk_detail, name="report-desk-detail"),
    path("reports/<uuid:report_id>/write/", report_desk.report_write, name="report-write"),
    path("reports/<uuid:report_id>/correct/", report_desk.report_correct, name="report-correct"),
    path("reports/<uuid:report_id>/findings/new/", report_desk.finding_write, name="finding-start"),
    path("reports/<uuid:report_id>/findings/<int:number>/", report_desk.finding_write, name="finding-write"),
    path(
        "reports/<uuid:report_id>/recommendations/new/", report_desk.recommendation_write, name="recommendation-start"
    ),
    path(
        "reports/<uuid:report_id>/recommendations/<slug:code>/",
        report_desk.recommendation_write,
        name="recommendation-write",
    ),
    path(
        "reports/<uuid:report_id>/recommendations/<slug:code>/remove/",
        report_desk.recommendation_remove,
        name="recommendation-remove",
    ),
    path("reports/<uuid:report_id>/assessments/<slug:code>/", report_desk.assessment_write, name="assessment-write"),
    path("reports/<uuid:report_id>/review/", report_desk.report_review, name="report-review"),
    path("reports/<uuid:report_id>/sign-off/", report_desk.report_sign_off, name="report-sign-off"),
    path("reports/<uuid:report_id>/embargo/", report_desk.report_embargo, name="report-embargo"),
    path("reports/<uuid:report_id>/publish/", report_desk.report_publish, name="report-publish"),
    path("reports/<uuid:report_id>/return/", report_desk.report_return, name="report-return"),
    path("reports/<uuid:report_id>/withdraw/", report_desk.report_withdraw, name="report-withdraw"),
    path("reports/<uuid:report_id>/recommendations.csv", response_desk.edition_csv, name="report-table"),
    path("reports/<uuid:report_id>/import/", response_desk.table_import, name="report-table-import"),
    path("recommendations/<slug:code>/response/", response_desk.response_record, name="response-record"),
    path("recommendations/<slug:code>/ask/", response_desk.response_ask, name="response-ask"),
]
