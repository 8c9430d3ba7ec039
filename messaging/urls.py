from django.urls import path

from .views import conversation, finding, rooms

urlpatterns = [
    path("", rooms.room_list, name="room-list"),
    path("search/", finding.message_search, name="message-search"),
    path("write/", finding.people_to_write_to, name="people-to-write-to"),
    path("group/", finding.group_open, name="group-open"),
    path("people/<uuid:person>/write/", finding.direct_open, name="direct-open"),
    path("people/<uuid:person>/block/", finding.person_block, name="person-block"),
    path("people/<uuid:person>/unblock/", finding.person_unblock, name="person-unblock"),
    path("<slug:slug>/", conversation.room, name="room"),
    path("<slug:slug>/messages", conversation.room_messages, name="room-messages"),
    path("<slug:slug>/send", conversation.message_send, name="message-send"),
    path("<slug:slug>/read", conversation.room_read, name="room-read"),
    path("<slug:slug>/react", conversation.message_react, name="message-react"),
    path("<slug:slug>/join", rooms.room_join, name="room-join"),
    path("<slug:slug>/decline", rooms.room_decline, name="room-decline"),
    path("<slug:slug>/leave", rooms.room_leave, name="room-leave"),
    path("<slug:slug>/level", rooms.room_level, name="room-level"),
    path("<slug:slug>/posting", rooms.room_posting, name="room-posting"),
    path("<slug:slug>/close", rooms.room_archive, name="room-archive"),
    path("<slug:slug>/people/", rooms.room_people, name="room-people"),
    path("<slug:slug>/people/<uuid:person>/remove/", rooms.person_remove, name="person-remove"),
    path("<slug:slug>/people/<uuid:person>/readmit/", rooms.person_readmit, name="person-readmit"),
    path("<slug:slug>/<int:seq>/", conversation.message, name="message"),
    path("<slug:slug>/<int:seq>/edit/", conversation.message_edit, name="message-edit"),
    path("<slug:slug>/<int:seq>/delete/", conversation.message_delete, name="message-delete"),
    path("<slug:slug>/<int:seq>/history/", conversation.message_history, name="message-history"),
]
