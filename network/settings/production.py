"""A site on the internet: everything that matters must come from the environment."""

from urllib.parse import urlsplit

from . import environment as env
from .base import *  # noqa: F403
from .base import SENTRY_DSN, SITE_URL

SECRET_KEY = env.text("SECRET_KEY", at_least=50)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", [urlsplit(env.origin("SITE_URL", schemes=("https",))).hostname])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
env.database("DATABASE_URL")  # no silent SQLite in production
env.mail("EMAIL_URL")  # no mail that is printed and lost

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # a health check from inside speaks plain HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

if SENTRY_DSN:
    import sentry_sdk  # only where it is used

    sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=False, max_request_body_size="never")
