"""The test settings for a server process of its own.

RELIABILITY_LAYER names a hostile channel layer. Connections to the database are production's.
"""

import os
from copy import deepcopy

from network.settings.base import DATABASES

OF_PRODUCTION = deepcopy(DATABASES["default"].get("OPTIONS", {}))
from network.settings.test import *  # noqa: E402, F403

DATABASES["default"]["OPTIONS"] = OF_PRODUCTION  # with the pool, which a test's own process has not

if layer := os.environ.get("RELIABILITY_LAYER"):
    CHANNEL_LAYERS = {"default": {"BACKEND": layer}}
