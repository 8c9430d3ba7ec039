from django.urls import path, register_converter
from django.urls.converters import StringConverter

from . import many_urls as many
from .views import (
    accounts,
    application_documents,
    application_papers,
    application_wizard,
    applications,
    desk,
    desk_organisations,
    desk_people,
    directory,
    my_data,
    organisations,
    people,
)


class StepConverter(StringConverter):
    regex = "organisation|work|licences|contact|documents|review"


class RoleConverter(StringConverter):
    regex = "representative|editor|member"


register_converter(StepConverter, "application_step")
register_converter(RoleConverter, "affiliation_role")

BODY = "desk/organisations/<uuid:organisation>/"
APPLICATION = "desk/applications/<uuid:application>/"
OWN = "organisations/<uuid:organisation>/"
LICENCE = "licences/<slug:service>/<slug:country>/"
PEOPLE = "organisations/<uuid:organisation>/people/"

urlpatterns = [
    path("account/", accounts.account_settings, name="account-settings"),
    path("account/notifications/", accounts.account_notifications, name="account-notifications"),
    path("account/my-data/", my_data.my_data, name="my-data"),
    path("account/my-data/copy.zip", my_data.download, name="my-data-download"),
    path("account/my-data/consent/<slug:purpose>/give/", my_data.give_consent, name="consent-give"),
    path("account/my-data/consent/<slug:purpose>/withdraw/", my_data.withdraw_consent, name="consent-withdraw"),
    path("account/close/", my_data.close_account, name="account-close"),
    path("account/keep/", my_data.keep_account, name="account-keep"),
    path("account/end-session/", my_data.end_session, name="session-end"),
    path("directory/", directory.directory, name="directory"),
    path("directory/export.csv", directory.directory_csv, name="directory-csv"),
    path("directory/export.json", directory.directory_json, name="directory-json"),
    path("directory/<slug:slug>/", directory.profile, name="directory-profile"),
    path("directory/<slug:slug>/logo/", directory.logo, name="directory-logo"),
    path("register/", application_wizard.start, name="application-start"),
    path("register/<uuid:application>/", applications.status, name="application-status"),
    path("register/<uuid:application>/letter.pdf", application_papers.letter, name="application-letter"),
    path("register/<uuid:application>/submit/", application_wizard.submit, name="application-submit"),
    path("register/<uuid:application>/withdraw/", applications.withdraw, name="application-withdraw"),
    path(
        "register/<uuid:application>/add-document/", application_documents.add_document, name="application-document-add"
    ),
    path(
        "register/<uuid:application>/remove-document/<uuid:document>/",
        application_documents.remove_document,
        name="application-document-remove",
    ),
    path("register/<uuid:application>/<application_step:key>/", application_wizard.step, name="application-step"),
    path(f"{OWN}edit/", organisations.edit, name="organisation-edit"),
    path(f"{OWN}edit/again/", organisations.edit_again, name="organisation-edit-again"),
    path(f"{OWN}edit/preview/", organisations.preview, name="organisation-preview"),
    path(f"{OWN}logo/", organisations.set_logo, name="organisation-logo"),
    path(f"{OWN}logo/remove/", organisations.remove_logo, name="organisation-logo-remove"),
    path(f"{OWN}licences/", organisations.licences, name="organisation-licences"),
    path(f"{OWN}{LICENCE}", organisations.licence, name="organisation-licence"),
    path(f"{OWN}{LICENCE}remove/", organisations.remove_licence, name="organisation-licence-remove"),
    path(f"{OWN}renew/", organisations.renew, name="organisation-renew"),
    path(PEOPLE, people.people, name="organisation-people"),
    path(f"{PEOPLE}<uuid:person>/end/", people.end_affiliation, name="affiliation-end"),
    path(f"{PEOPLE}<uuid:person>/make-<affiliation_role:role>/", people.change_role, name="affiliation-change"),
    path(f"{PEOPLE}<uuid:person>/hand-over/", people.hand_over, name="affiliation-hand-over"),
    path(f"{PEOPLE}invite/", people.invite, name="organisation-invite"),
    path(
        f"{PEOPLE}invitations/<uuid:invitation>/withdraw/",
        people.withdraw_invitation,
        name="invitation-withdraw",
    ),
    path("invitations/<uuid:invitation>/", people.invitation, name="invitation"),
    path("register/<uuid:application>/endorse/", applications.endorse, name="application-endorse"),
    path("desk/people/", desk_people.people, name="desk-people"),
    path("desk/people/<uuid:person>/", desk_people.person, name="desk-person"),
    path("desk/people/<uuid:person>/grant-role/", desk_people.grant_role, name="desk-person-grant"),
    path("desk/people/<uuid:person>/end-role/<int:grant>/", desk_people.end_role, name="desk-person-end"),
    path("desk/organisations/", desk_organisations.organisations, name="desk-organisations"),
    path("desk/organisations/new/", desk_organisations.add, name="desk-organisation-new"),
    path(f"{BODY}registration/", desk_organisations.registration, name="desk-organisation-registration"),
    path(f"{BODY}{LICENCE}confirm/", desk_organisations.confirm_licence, name="desk-licence-confirm"),
    path(f"{BODY}end/", desk_organisations.end, name="desk-organisation-end"),
    path(f"{BODY}readmit/", desk_organisations.readmit, name="desk-organisation-readmit"),
    path(BODY, desk_organisations.organisation, name="desk-organisation"),
    path(f"{BODY}renew/", desk_organisations.renew, name="desk-organisation-renew"),
    path(f"{BODY}suspend/", desk_organisations.suspend, name="desk-organisation-suspend"),
    path(
        f"{BODY}lift-suspension/",
        desk_organisations.lift_suspension,
        name="desk-organisation-lift",
    ),
    path("desk/applications/", desk.applications, name="desk-applications"),
    path(APPLICATION, desk.application, name="desk-application"),
    path(f"{APPLICATION}take-over/", desk.take_over, name="desk-application-take-over"),
    path(f"{APPLICATION}documents/<uuid:document>/", application_papers.preview, name="desk-application-document"),
    path(f"{APPLICATION}start/", desk.start_verification, name="desk-application-start"),
    path(f"{APPLICATION}check/<slug:item>/", desk.check, name="desk-application-check"),
    path(f"{APPLICATION}ask/", desk.ask, name="desk-application-ask"),
    path(f"{APPLICATION}approve/", desk.approve, name="desk-application-approve"),
    path(f"{APPLICATION}reject/", desk.reject, name="desk-application-reject"),
]

urlpatterns += many.urlpatterns
