"""Addresses for machines and files, without a language before them."""

from django.urls import path

from . import views
from .search.views import api_search

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("api/search/", api_search, name="api-search"),
    path("files/<uuid:file_id>/", views.private_file, name="private-file"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
