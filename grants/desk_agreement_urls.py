from django.urls import path

from .views import audits
from .views import desk_agreements as agreements
from .views import desk_reports as reports

urlpatterns = [
    path("country/", agreements.country, name="desk-grants-country"),
    path("agreements/", agreements.agreement_list, name="desk-agreements"),
    path("awards/<uuid:uuid>/agreement/", agreements.prepare, name="desk-agreement-prepare"),
    path("agreements/<uuid:uuid>/", agreements.agreement, name="desk-agreement"),
    path("agreements/<uuid:uuid>/period/", agreements.period, name="desk-agreement-period"),
    path("agreements/<uuid:uuid>/headings/", agreements.headings, name="desk-agreement-headings"),
    path("agreements/<uuid:uuid>/instalments/", agreements.instalments, name="desk-agreement-instalments"),
    path("agreements/<uuid:uuid>/sign/", agreements.sign, name="desk-agreement-sign"),
    path("agreements/<uuid:uuid>/copy/", agreements.signed_copy, name="desk-agreement-copy"),
    path("agreements/<uuid:uuid>/addendum/", agreements.addendum, name="desk-agreement-addendum"),
    path("agreements/<uuid:uuid>/balance/", agreements.pay_balance, name="desk-agreement-balance"),
    path("agreements/<uuid:uuid>/recovery/", agreements.recover, name="desk-agreement-recovery"),
    path("agreements/<uuid:uuid>/terminate/", agreements.terminate, name="desk-agreement-terminate"),
    path("agreements/<uuid:uuid>/close/", agreements.close, name="desk-agreement-close"),
    path("instalments/<uuid:uuid>/release/", agreements.release, name="desk-grants-instalment-release"),
    path("instalments/<uuid:uuid>/cancel/", agreements.cancel, name="desk-grants-instalment-cancel"),
    path("instalments/<uuid:uuid>/pay/", agreements.pay, name="desk-grants-instalment-pay"),
    path("reports/<uuid:uuid>/", reports.report, name="desk-grants-report"),
    path("reports/<uuid:uuid>/accept/", reports.accept_remaining, name="desk-grants-report-accept"),
    path("reports/<uuid:uuid>/ask/", reports.ask, name="desk-grants-report-ask"),
    path("reports/<uuid:uuid>/approve/", reports.approve, name="desk-grants-report-approve"),
    path("reports/<uuid:uuid>/reject/", reports.reject, name="desk-grants-report-reject"),
    path("reports/<uuid:uuid>/lines/<uuid:line>/accept/", reports.accept_line, name="desk-grants-line-accept"),
    path("reports/<uuid:uuid>/lines/<uuid:line>/review/", reports.review_line, name="desk-grants-line-review"),
    path("calls/<uuid:key>/auditors/", audits.seats, name="desk-grants-seats"),
    path("calls/<uuid:key>/auditors/give/", audits.give_seat, name="desk-grants-seat-give"),
    path("seats/<uuid:uuid>/end/", audits.end_seat, name="desk-grants-seat-end"),
    path("calls/<uuid:key>/dossier/", audits.desk_call_dossier, name="desk-grants-call-dossier"),
    path("agreements/<uuid:uuid>/dossier/", audits.agreement_dossier, name="desk-agreement-dossier"),
    path("calls/<uuid:key>/grants.xlsx", audits.desk_call_table, name="desk-grants-table"),
]
