from django.urls import path

from .views import committee, letters

urlpatterns = [
    path("calls/<uuid:key>/decision/", committee.decision, name="desk-grants-decision"),
    path("calls/<uuid:key>/meetings/begin/", committee.begin, name="desk-grants-meeting-begin"),
    path("meetings/<uuid:uuid>/", committee.meeting, name="desk-grants-meeting"),
    path("meetings/<uuid:uuid>/members/", committee.add_member, name="desk-grants-member-add"),
    path(
        "meetings/<uuid:uuid>/members/<int:member>/remove/", committee.remove_member, name="desk-grants-member-remove"
    ),
    path("meetings/<uuid:uuid>/notes/", committee.notes, name="desk-grants-meeting-notes"),
    path("meetings/<uuid:uuid>/proposals/<uuid:application>/", committee.propose, name="desk-grants-propose"),
    path("meetings/<uuid:uuid>/sign/", committee.sign, name="desk-grants-meeting-sign"),
    path("meetings/<uuid:uuid>/minutes.pdf", committee.minutes, name="desk-grants-minutes"),
    path("meetings/<uuid:uuid>/evaluation.pdf", committee.evaluation, name="desk-grants-evaluation"),
    path("calls/<uuid:key>/letters/", letters.letter_list, name="desk-grants-letters"),
    path("calls/<uuid:key>/letters/prepare/", letters.prepare, name="desk-grants-letters-prepare"),
    path("calls/<uuid:key>/letters/send/", letters.send_all, name="desk-grants-letters-send"),
    path("letters/<uuid:uuid>/", letters.letter, name="desk-grants-letter"),
    path("letters/<uuid:uuid>/letter.pdf", letters.letter_paper, name="desk-grants-letter-pdf"),
    path("letters/<uuid:uuid>/send/", letters.send, name="desk-grants-letter-send"),
    path("calls/<uuid:key>/complaints/<uuid:uuid>/answer/", letters.answer, name="desk-grants-complaint-answer"),
]
