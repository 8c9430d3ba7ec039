"""The door for a WSGI server, which serves pages several times faster than ASGI where sockets live elsewhere."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.production")
application = get_wsgi_application()

from network.core.memory import settle  # noqa: E402  (it needs the apps)

settle()
