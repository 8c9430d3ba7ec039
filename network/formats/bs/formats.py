"""Bosnian writes dates and numbers as Serbian does."""

from network.formats.sr.formats import *  # noqa: F403
