"""The test settings for a server process of its own; RELIABILITY_LAYER names a hostile channel layer."""

import os

from network.settings.test import *  # noqa: F403

if layer := os.environ.get("RELIABILITY_LAYER"):
    CHANNEL_LAYERS = {"default": {"BACKEND": layer}}
