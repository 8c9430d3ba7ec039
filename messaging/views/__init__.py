"""The web boundary of rooms: each view fetches through the reader's rights, calls one query or action, and answers."""
