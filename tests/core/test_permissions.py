"""The decorators on our doors, tried by everybody of the cast."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from network.core.permissions import Door, desk, machine, public, require, signed_in

PLAIN = [{"method": "password"}]
WITH_FACTOR = [*PLAIN, {"method": "mfa", "type": "totp"}]


def inside(request):
    return HttpResponse("inside")


def visit(view, user, proofs=WITH_FACTOR):
    """What happens to `user` at the door: "inside", 404, or the beginning of where they are sent."""
    request = RequestFactory().get("/en/desk/?page=2")
    request.user = user
    request.session = {
        "account_authentication_methods": proofs,
        "account_authentication_methods_user": str(user.pk),
    }
    try:
        response = view(request)
    except Http404:
        return 404
    return response.content.decode() if response.status_code == 200 else response["Location"].partition("?")[0]


CAST = ["stranger", "member", "coordinator", "secretariat", "assessor"]
LOGIN, FACTORS = "/en/account/login/", "/en/account/2fa/"


@pytest.mark.parametrize(
    ("view", "allowed"),
    [
        (public(inside), {"anonymous", *CAST}),
        (machine(inside), {"anonymous", *CAST}),
        (signed_in(inside), set(CAST)),
        (desk("coordinator")(inside), {"coordinator"}),
        (desk("coordinator", "secretariat")(inside), {"coordinator", "secretariat"}),
    ],
    ids=["public", "machine", "signed_in", "one role", "two roles"],
)
@pytest.mark.parametrize("who", ["anonymous", *CAST])
def test_door_opens_for(view, allowed, who, request, db):
    user = AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)

    outcome = visit(view, user)

    otherwise = LOGIN if who == "anonymous" else 404
    assert outcome == ("inside" if who in allowed else otherwise)


def test_desk_sends_a_role_without_second_factor_to_set_one_up(coordinator):
    assert visit(desk("coordinator")(inside), coordinator, PLAIN) == FACTORS


def test_second_factor_of_whoever_sat_here_before_does_not_count(coordinator, secretariat):
    request = RequestFactory().get("/en/desk/")
    request.user = coordinator
    request.session = {
        "account_authentication_methods": WITH_FACTOR,
        "account_authentication_methods_user": str(secretariat.pk),
    }

    assert desk("coordinator")(inside)(request)["Location"] == FACTORS


def test_desk_does_not_tell_others_that_it_exists(stranger):
    assert visit(desk("coordinator")(inside), stranger, PLAIN) == 404


def test_sign_in_leads_back_to_where_one_wanted_to_go():
    request = RequestFactory().get("/en/desk/?page=2")
    request.user = AnonymousUser()

    assert signed_in(inside)(request)["Location"] == f"{LOGIN}?next=/en/desk/%3Fpage%3D2"


def test_doors_say_who_may_come_in():
    views = [public(inside), signed_in(inside), desk("editor")(inside)]

    assert [view.door for view in views] == [Door("public"), Door("signed_in"), Door("desk", ("editor",))]


def test_require_stops_with_403():
    require(True)
    with pytest.raises(PermissionDenied):
        require(False)


def test_arguments_of_the_address_reach_the_view(member):
    def view(request, slug):
        return HttpResponse(slug)

    request = SimpleNamespace(user=member, session={}, get_full_path=lambda: "/")

    assert signed_in(view)(request, slug="x").content == b"x"
