"""How much of everything: one place, so that the numbers can be read together."""

from datetime import timedelta

MESSAGE_LENGTH = 8_000  # characters of one message
ATTACHMENTS = 5  # files of one message
ATTACHMENT_BYTES = 10 * 1024 * 1024
PINS = 20  # pinned messages of one room
POLL_OPTIONS = 12
REACTIONS = ("👍", "❤️", "🎉", "😂", "😢", "👀", "✅")

# One person may send so many messages in so much time, over all rooms together.
RATE_MESSAGES = 30
RATE_WINDOW = timedelta(seconds=10)

EDITING = timedelta(hours=24)  # how long authors may change what they wrote
PAGE = 50  # messages on one page of history
CATCH_UP = 100  # messages in one answer to somebody who was away

FRAME_BYTES = 1_024  # of what a socket may say to us, which is next to nothing
WIRE_BYTES = 4 * FRAME_BYTES  # the same as it comes in, before it is read: four bytes to a letter at most
FRAMES_IN_WINDOW = 60  # frames from one socket …
FRAME_WINDOW = 10.0  # … in so many seconds
UNREAD_BYTES = 256 * 1024  # sent to one socket and not acknowledged; beyond it the reader is told to start anew
KERNEL_BYTES = 64 * 1024  # asked of the kernel for what it sends on one socket; Linux gives twice that
SOCKETS_PER_PERSON = 20  # in one process

SWEEP = 3.0  # seconds between looks for doorbells that were missed
HEARTBEAT = 15.0  # seconds between signs of life to every socket
PRESENCE = 2.0  # seconds between looks at who is here
PRESENT_SHOWN = 50  # people named as being here
TYPING_PAUSE = 2.0  # seconds in which a person is said to be writing once
WHISPERS = 8  # about presence and typing on their way at once; more are dropped
RECHECK = 30.0  # seconds between looks at the rights of sockets in rooms where nothing happens
RING_TIMEOUT = 2.0  # seconds that a doorbell may take before the sweepers have to do
