from django.urls import path

from . import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/notifications/read/", views.notifications_read, name="notifications-read"),
    path("desk/log/", views.log, name="desk-log"),
]
