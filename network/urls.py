"""Every address of the platform: pages in a language under its prefix, machine addresses without one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from knowledge.oai.views import oai
from members.views.accounts import admin_login
from network.core.views import page
from network.site import discovery

urlpatterns = [
    path("admin/login/", admin_login),  # SECURITY: Wagtail's own form would let people in without their second factor
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("network.core.urls")),
    path("", include("grants.data_urls")),
    path("oai", oai, name="oai"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("robots.txt", discovery.robots, name="robots"),
]

urlpatterns += i18n_patterns(
    path("account/", include("allauth.urls")),
    path("", include("network.core.search.urls")),
    path("", include("members.urls")),
    path("rooms/", include("messaging.urls")),
    path("knowledge/", include("knowledge.urls")),
    path("desk/", include("knowledge.desk_urls")),
    path("desk/grants/", include("grants.desk_urls")),
    path("grants/", include("grants.urls")),
    path("", include("events.urls")),
    path("", include("network.programme.urls")),
    path("", include("network.site.urls")),
    path("_util/login/", admin_login),  # SECURITY: as above, for pages that only some may read
    path("", include(wagtail_urls.urlpatterns[:-1])),
    re_path(wagtail_urls.serve_pattern, page, name="wagtail_serve"),  # Wagtail's last, in fewer queries
)

if settings.DEBUG:
    from django.conf.urls.static import static  # development only

    from network.core.views_styleguide import styleguide

    urlpatterns = [
        *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
        *i18n_patterns(path("styleguide/", styleguide, name="styleguide")),
        *urlpatterns,
    ]

handler400 = "network.core.views.bad_request"
handler403 = "network.core.views.forbidden"
handler404 = "network.core.views.not_found"
handler500 = "network.core.views.server_error"
