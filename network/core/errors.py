"""The ways in which a person can ask for something that the rules do not allow."""


class DomainError(Exception):
    """A rule of the network stands against what was asked; `str(error)` is a sentence for the person who asked."""


class TransitionError(DomainError):
    """The object cannot go from the state it is in to the one asked for."""


class NotAllowed(DomainError):
    """The person may see the object but not do this to it."""
