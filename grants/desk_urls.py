from django.urls import include, path

from .views import assessment_desk, desk, notices

urlpatterns = [
    path("", include("grants.desk_agreement_urls")),
    path("", include("grants.desk_decision_urls")),
    path("", desk.call_list, name="desk-grants"),
    path("calls/<uuid:key>/", desk.call_detail, name="desk-grants-call"),
    path("calls/<uuid:key>/open/", desk.open_now, name="desk-grants-open"),
    path("calls/<uuid:key>/publish-results/", desk.publish, name="desk-grants-publish"),
    path("calls/<uuid:key>/applications.<str:kind>", desk.export, name="desk-grants-export"),
    path("applications/<uuid:uuid>/", desk.application, name="desk-grants-application"),
    path("applications/<uuid:uuid>/eligibility/", desk.eligibility, name="desk-grants-eligibility"),
    path("applications/<uuid:uuid>/move/", desk.move, name="desk-grants-move"),
    path("applications/<uuid:uuid>/award/", desk.award, name="desk-grants-award"),
    path("applications/<uuid:uuid>/assign/", desk.assign, name="desk-grants-assign"),
    path("calls/<uuid:key>/assessors/", assessment_desk.assessors, name="desk-grants-assessors"),
    path("calls/<uuid:key>/assessors/assign/", assessment_desk.assign_as_planned, name="desk-grants-assign-evenly"),
    path("calls/<uuid:key>/assessors/remind/", assessment_desk.remind, name="desk-grants-remind"),
    path("calls/<uuid:key>/ranking/", assessment_desk.ranking, name="desk-grants-ranking"),
    path("calls/<uuid:key>/ranking/close/", assessment_desk.close, name="desk-grants-close-assessment"),
    path("calls/<uuid:key>/ranking/promote/", assessment_desk.promote, name="desk-grants-promote"),
    path("calls/<uuid:key>/notices/", notices.notices, name="desk-grants-notices"),
    path("calls/<uuid:key>/notices/correct/", notices.correct, name="desk-grants-correct"),
    path("calls/<uuid:key>/notices/<uuid:question>/answer/", notices.answer, name="desk-grants-answer"),
    path("calls/<uuid:key>/agreement/", assessment_desk.agreement_of_assessors, name="desk-grants-agreement"),
    path(
        "applications/<uuid:uuid>/assignments/<int:assignment>/release/",
        assessment_desk.release,
        name="desk-grants-release",
    ),
    path(
        "applications/<uuid:uuid>/assessments/<uuid:assessment>/reopen/",
        assessment_desk.reopen,
        name="desk-grants-reopen",
    ),
]
