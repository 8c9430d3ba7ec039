from .pages import CountryPage, HomePage, NewsIndexPage, NewsPage, StandardPage

__all__ = ["CountryPage", "HomePage", "NewsIndexPage", "NewsPage", "StandardPage"]
