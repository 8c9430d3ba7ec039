"""Addresses of what the secretariat does with many at once."""

from django.urls import path, re_path

from .views import desk_audit, desk_imports, desk_mailings, desk_merges, desk_stakeholders

IMPORT = "desk/imports/<uuid:registry_import>/"
MAILING = "desk/mailings/<uuid:mailing>/"

urlpatterns = [
    path("desk/imports/", desk_imports.imports, name="desk-imports"),
    re_path(r"^desk/imports/template\.(?P<kind>csv|xlsx)$", desk_imports.template, name="desk-import-template"),
    path(IMPORT, desk_imports.registry_import, name="desk-import"),
    path(f"{IMPORT}progress/", desk_imports.progress, name="desk-import-progress"),
    path(f"{IMPORT}enter/", desk_imports.enter, name="desk-import-enter"),
    path(f"{IMPORT}undo/", desk_imports.undo, name="desk-import-undo"),
    path(
        "desk/organisations/<uuid:organisation>/merge/",
        desk_merges.choose_organisation,
        name="desk-merge-organisation",
    ),
    path(
        "desk/organisations/<uuid:kept>/merge/<uuid:gone>/",
        desk_merges.merge_organisations,
        name="desk-merge-organisation-into",
    ),
    path("desk/organisations/<uuid:organisation>/merged/<uuid:gone>/undo/", desk_merges.undo, name="desk-merge-undo"),
    path("desk/people/<uuid:person>/merge/", desk_merges.choose_person, name="desk-merge-person"),
    path("desk/people/<uuid:kept>/merge/<uuid:gone>/", desk_merges.merge_people, name="desk-merge-person-into"),
    path("desk/organisations/<uuid:organisation>/log/", desk_audit.organisation_log, name="desk-organisation-log"),
    path("desk/contacts/", desk_stakeholders.contacts, name="desk-contacts"),
    path("desk/contacts/<uuid:person>/", desk_stakeholders.contact, name="desk-contact"),
    path("desk/mailings/", desk_mailings.mailings, name="desk-mailings"),
    path("desk/mailings/new/", desk_mailings.write, name="desk-mailing-new"),
    path(MAILING, desk_mailings.mailing, name="desk-mailing"),
    path(f"{MAILING}edit/", desk_mailings.edit, name="desk-mailing-edit"),
    path(f"{MAILING}queue/", desk_mailings.queue, name="desk-mailing-queue"),
    path(f"{MAILING}stop/", desk_mailings.stop, name="desk-mailing-stop"),
]
