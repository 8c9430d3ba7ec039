"""What a reader's address asks of a list, cleaned: what could not be a choice of ours counts as not asked for."""

from typing import Any

from django import forms
from django.http import QueryDict


class Filter(forms.Form):
    def chosen(self) -> dict[str, Any]:
        """The choices that were made and could be ours."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StudyFilter(Filter):
    country = forms.SlugField(max_length=2, required=False)
    theme = forms.SlugField(max_length=60, required=False)
    group = forms.SlugField(max_length=60, required=False)
    level = forms.SlugField(max_length=20, required=False)
    standard = forms.RegexField(r"^[-\w]{1,80}(:[-.\w]{1,20})?$", required=False)


class TrackerFilter(Filter):
    country = forms.SlugField(max_length=2, required=False)
    addressee = forms.SlugField(max_length=80, required=False)
    theme = forms.SlugField(max_length=60, required=False)
    status = forms.SlugField(max_length=20, required=False)
    overdue = forms.BooleanField(required=False)


def study_choices(query: QueryDict) -> dict[str, Any]:
    return StudyFilter(query).chosen()


def tracker_choices(query: QueryDict) -> dict[str, Any]:
    return TrackerFilter(query).chosen()


class ResourceFilter(Filter):
    kind = forms.SlugField(max_length=20, required=False)
    theme = forms.SlugField(max_length=60, required=False)
    audience = forms.SlugField(max_length=20, required=False)
    level = forms.SlugField(max_length=20, required=False)
    collection = forms.SlugField(max_length=80, required=False)


def resource_choices(query: QueryDict) -> dict[str, Any]:
    return ResourceFilter(query).chosen()


class ComparisonFilter(Filter):
    year = forms.IntegerField(min_value=2000, max_value=2100, required=False)


def comparison_choices(query: QueryDict) -> dict[str, Any]:
    return ComparisonFilter(query).chosen()


class LicensingFilter(Filter):
    service = forms.SlugField(max_length=60, required=False)


def licensing_choices(query: QueryDict) -> dict[str, Any]:
    return LicensingFilter(query).chosen()
