"""The pictures of numbers and places, drawn on the server."""

from django import template

register = template.Library()
