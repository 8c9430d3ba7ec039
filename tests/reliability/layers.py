"""A channel layer as bad as they get: it loses, repeats and reorders."""

import asyncio
import random
from typing import Any

from channels.layers import InMemoryChannelLayer

LOST, REPEATED, LATE = 0.3, 0.2, 0.3
chance = random.Random(7)


class HostileLayer(InMemoryChannelLayer):
    """Of what is sent to a group 30 % never arrives, 20 % arrives twice, and 30 % long after what followed it."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        if chance.random() < LOST:
            return
        for _copy in range(2 if chance.random() < REPEATED else 1):
            if chance.random() < LATE:
                asyncio.get_running_loop().call_later(
                    chance.uniform(0.02, 0.8), lambda: asyncio.ensure_future(self.deliver(group, message))
                )
            else:
                await self.deliver(group, message)

    async def deliver(self, group: str, message: dict[str, Any]) -> None:
        await super().group_send(group, message)
