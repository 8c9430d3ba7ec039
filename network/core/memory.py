"""What a server process holds from its beginning to its end."""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load what the first requests would load, and take all there is out of the garbage collector's rounds.

    Code, models and addresses are some 300,000 objects that live as long as the process. Looking through them finds
    nothing and takes 200 ms, in which nobody is answered and no message handed out; now and then it would happen in the
    middle of a conversation.
    """
    get_resolver().url_patterns  # noqa: B018  (asking imports every view)
    gc.collect()
    gc.freeze()
