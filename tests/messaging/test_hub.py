"""What the one ear of a process holds, and what it lets go."""

from typing import Any

import pytest
from django.db import connection, connections

from messaging.hub import Hub

pytestmark = pytest.mark.django_db(transaction=True)


def the_threads_own() -> Any:
    """The connection of the thread that asks, opened."""
    connection.ensure_connection()
    return connections[connection.alias]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a database in memory is never let go")
async def test_each_time_the_last_socket_goes_the_connection_is_given_back():
    """A process has few connections; one that were kept each time would after some times leave none for anybody."""
    hub, held = Hub(), []

    for _time in range(3):
        held.append(await hub.ask(the_threads_own))
        assert held[-1].connection is not None
        thread = hub.thread
        hub.stop()
        thread.shutdown(wait=True)

    assert [one.connection for one in held] == [None, None, None]
