"""What a broken request leaves in the log."""

import json
import logging
import logging.config

import pytest

from network.settings.logs import logging_config


class Told:
    """Something that is asked for its words only by those who look into it."""

    def __repr__(self):
        raise AssertionError("The log looked at what the code held.")


@pytest.fixture
def lines(capsys):
    """Log with a style of ours and hear what came out; afterwards the test's own logging is back."""
    before = logging.getLogger().handlers[:]

    def lines(style):
        logging.config.dictConfig(logging_config(style))
        told = Told()
        try:
            raise ValueError("It broke.")
        except ValueError:
            logging.getLogger("network.tests").exception("Internal Server Error: %s", "/en/")
        del told
        return capsys.readouterr().err

    yield lines
    logging.getLogger().handlers[:] = before


def test_console_shows_where_it_broke_and_nothing_that_was_held(lines):
    text = lines("console")

    assert "Internal Server Error: /en/" in text
    assert "ValueError: It broke." in text
    assert "test_logs.py" in text
    assert "told = " not in text


def test_json_holds_the_traceback_as_text(lines):
    (line,) = lines("json").splitlines()
    event = json.loads(line)

    assert (event["event"], event["level"], event["logger"]) == (
        "Internal Server Error: /en/",
        "error",
        "network.tests",
    )
    assert event["exception"].splitlines()[-1] == "ValueError: It broke."
