from django.urls import path

from .views import desk

urlpatterns = [
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
]
