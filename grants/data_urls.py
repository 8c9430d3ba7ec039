"""Addresses for programs, without a language before them."""

from django.urls import path

from .views import awards

urlpatterns = [
    path("grants/360giving.json", awards.open_data, name="grants-360giving"),
]
