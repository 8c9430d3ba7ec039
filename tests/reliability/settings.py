"""The test settings for a server process of its own, with the connections to the database as production has them.

RELIABILITY_LAYER names a hostile channel layer.
"""

import os
from copy import deepcopy

from network.settings.base import DATABASES

AS_IN_PRODUCTION = deepcopy(DATABASES["default"]["OPTIONS"])
from network.settings.test import *  # noqa: E402, F403

DATABASES["default"]["OPTIONS"] = AS_IN_PRODUCTION  # a test's own process has no pool

if layer := os.environ.get("RELIABILITY_LAYER"):
    CHANNEL_LAYERS = {"default": {"BACKEND": layer}}
