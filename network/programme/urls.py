from django.urls import path

from . import views

urlpatterns = [
    path("about/projects/", views.index, name="projects"),
    path("about/projects/<slug:slug>/", views.detail, name="project-detail"),
]
