"""Searching from any page: suggestions by keyboard, and the same field where no script runs."""

from playwright.sync_api import expect


def test_suggestions_are_walked_by_keyboard(visit) -> None:
    page = visit(width=360).page
    page.goto("/sr-latn/about/")
    field = page.get_by_role("combobox", name="Pretražite mrežu")

    field.press_sequentially("азил", delay=30)
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(field).to_be_focused()
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    expect(options).to_have_count(0)
    assert (field.get_attribute("aria-expanded"), field.input_value()) == ("false", "азил")

    field.press_sequentially("a", delay=30)
    field.press("Backspace")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    target = options.first.get_attribute("href")
    field.press("Enter")
    page.wait_for_url(f"**{target}")


def test_leaving_the_field_puts_suggestions_away_and_enter_asks_for_all(visit) -> None:
    page = visit().page
    page.goto("/en/")
    field = page.locator("#site-search")

    field.press_sequentially("asylum", delay=30)
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("option")).to_have_count(0)
    field.press("Enter")
    page.wait_for_url("**/en/search/?q=asylum")


def test_the_field_searches_without_scripts(visit) -> None:
    page = visit(javascript=False).page
    page.goto("/en/")

    page.fill("#site-search", "azil")
    page.press("#site-search", "Enter")

    page.wait_for_url("**/en/search/?q=azil")
    assert page.locator("#search-results li").count() > 0
