from django.urls import path

from .views import applications, assessing, awards, budget, calls, documents, notices, partners, submissions

urlpatterns = [
    path("awards/", awards.award_list, name="grants-awards"),
    path("awards/awards.csv", awards.award_csv, name="grants-awards-csv"),
    path("calls/<slug:slug>/check/", calls.check, name="grants-check"),
    path("calls/<slug:slug>/ask/", notices.ask, name="grants-ask"),
    path("calls/<slug:slug>/form.pdf", notices.blank, name="grants-blank-form"),
    path("calls/<slug:slug>/apply/", calls.apply, name="grants-apply"),
    path("assess/", assessing.to_assess, name="grants-assess"),
    path("assess/calls/<slug:slug>/", assessing.call_declaration, name="grants-assess-declaration"),
    path("assess/<uuid:uuid>/", assessing.assess, name="grants-assess-application"),
    path("assess/<uuid:uuid>/declare/", assessing.declare, name="grants-assess-declare"),
    path("assess/<uuid:uuid>/conflict/", assessing.conflict, name="grants-assess-conflict"),
    path("assess/<uuid:uuid>/files/<uuid:file>/", assessing.document, name="grants-assess-file"),
    path("mine/", applications.mine, name="grants-mine"),
    path("applications/<uuid:uuid>/", applications.overview, name="grants-application"),
    path("applications/<uuid:uuid>/project/", applications.project, name="grants-application-project"),
    path("applications/<uuid:uuid>/budget/", budget.edit, name="grants-application-budget"),
    path("applications/<uuid:uuid>/partners/", partners.partner_list, name="grants-application-partners"),
    path("applications/<uuid:uuid>/partners/<int:partner>/remove/", partners.remove, name="grants-partner-remove"),
    path("applications/<uuid:uuid>/documents/", documents.document_list, name="grants-application-documents"),
    path("applications/<uuid:uuid>/documents/<str:key>/", documents.attach, name="grants-document-attach"),
    path("applications/<uuid:uuid>/files/<uuid:file>/remove/", documents.remove, name="grants-document-remove"),
    path("applications/<uuid:uuid>/preview/", submissions.preview, name="grants-application-preview"),
    path("applications/<uuid:uuid>/submit/", submissions.submit, name="grants-application-submit"),
    path("applications/<uuid:uuid>/withdraw/", submissions.withdraw, name="grants-application-withdraw"),
    path("applications/<uuid:uuid>/receipt/", submissions.receipt, name="grants-application-receipt"),
    path("applications/<uuid:uuid>/kept/<uuid:kept>/", applications.kept_text, name="grants-kept-text"),
    path("applications/<uuid:uuid>/kept/<uuid:kept>/use/", applications.use_kept, name="grants-kept-use"),
    path("applications/<uuid:uuid>/kept/<uuid:kept>/discard/", applications.discard_kept, name="grants-kept-discard"),
]
