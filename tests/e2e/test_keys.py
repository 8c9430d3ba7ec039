"""A conversation by keyboard alone."""

from playwright.sync_api import expect


def test_a_conversation_is_walked_and_acted_on_by_keyboard(visit) -> None:
    page = visit().sign_in("member.ba@example.org").page
    page.goto("/en/rooms/referral-mechanisms/")
    field = page.get_by_placeholder("Write a message")

    field.press_sequentially("By keyboard")
    field.press("Enter")
    mine = page.locator("[data-messages] > .message", has_text="By keyboard")
    expect(mine).to_be_visible()

    field.press("ArrowUp")
    expect(mine).to_be_focused()
    page.keyboard.press("+")
    expect(mine.locator(".reaction[aria-pressed=true]")).to_contain_text("👍")
    expect(mine).to_be_focused()
    page.keyboard.press("k")
    expect(mine).not_to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("r")
    expect(field).to_be_focused()
    expect(page.locator("[data-answering-text]")).to_have_text("By keyboard")

    field.press("Escape")
    field.press("ArrowUp")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys in a conversation")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(mine).to_be_focused()
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")


def test_letters_typed_into_a_message_are_letters(visit) -> None:
    page = visit().sign_in("member.ba@example.org").page
    page.goto("/en/rooms/referral-mechanisms/")
    field = page.get_by_placeholder("Write a message")

    field.press_sequentially("rebkumj?+w")

    expect(field).to_have_value("rebkumj?+w")
    expect(page.get_by_role("dialog")).to_have_count(0)
