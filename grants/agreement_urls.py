from django.urls import path

from .views import agreements, audits, dues, letters, reports

urlpatterns = [
    path("agreements/<uuid:uuid>/", agreements.agreement, name="grants-agreement"),
    path("agreements/<uuid:uuid>/balance/", agreements.balance, name="grants-agreement-balance"),
    path("agreements/<uuid:uuid>/agreement.pdf", agreements.pdf, name="grants-agreement-pdf"),
    path("reports/<uuid:uuid>/", reports.report, name="grants-report"),
    path("reports/<uuid:uuid>/versions/<int:number>/", reports.version, name="grants-report-version"),
    path("reports/<uuid:uuid>/narrative/", reports.narrative, name="grants-report-narrative"),
    path("reports/<uuid:uuid>/submit/", reports.submit, name="grants-report-submit"),
    path("reports/<uuid:uuid>/expenditures/add/", reports.add_expenditure, name="grants-expenditure-add"),
    path("reports/<uuid:uuid>/expenditures/<uuid:line>/", reports.edit_expenditure, name="grants-expenditure"),
    path("reports/<uuid:uuid>/expenditures/<uuid:line>/remove/", reports.remove, name="grants-expenditure-remove"),
    path("letters/<uuid:uuid>/", letters.read, name="grants-letter"),
    path("letters/<uuid:uuid>/complain/", letters.complain, name="grants-letter-complain"),
    path("audit/", audits.my_seats, name="grants-audit"),
    path("audit/calls/<uuid:uuid>/", audits.call, name="grants-audit-call"),
    path("audit/calls/<uuid:uuid>/dossier/", audits.call_dossier, name="grants-audit-dossier"),
    path("audit/calls/<uuid:uuid>/grants.xlsx", audits.call_table, name="grants-audit-table"),
    path("audit/applications/<uuid:uuid>/", audits.application, name="grants-audit-application"),
    path("audit/meetings/<uuid:uuid>/evaluation.pdf", audits.evaluation, name="grants-audit-evaluation"),
    path("dossiers/<uuid:uuid>/", audits.dossier, name="grants-dossier"),
    path("due/", dues.due_list, name="grants-due"),
    path("due/calendar/", dues.open_feed, name="grants-due-feed-open"),
    path("due/calendar/renew/", dues.renew_feed, name="grants-due-feed-renew"),
    path("due/calendar/revoke/", dues.revoke_feed, name="grants-due-feed-revoke"),
    path("due/<str:token>.ics", dues.feed, name="grants-due-feed"),
]
