"""In which languages a site speaks, and what its articles may say of theirs."""

from __future__ import annotations

from pathlib import Path

from plugins.frontmatter.schema import Schema
from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError, Settings
from plugins.shared.slugs import Slugs
from plugins.shared.strings import languages_of, strings_folders
from plugins.site.identity import read_sections
from plugins.site.words import Words, read_language
from plugins.vietnamese.slugs import slugify


def read_languages(settings: Settings) -> dict[str, Words]:
    """By code, the site's own first; addresses are in its language on all pages.

    Raises SettingError where its own has no words.
    """
    folders = strings_folders(settings["PLUGINS"], Path(settings["THEME"]))
    own, known = settings["DEFAULT_LANG"], languages_of(folders)
    if own not in known:
        raise SettingError(
            gettext(
                "DEFAULT_LANG: không có lời của ngôn ngữ “{own}”; các ngôn ngữ có: "
                "{known}. Muốn thêm một ngôn ngữ, hãy dịch các tệp strings.vi.toml.",
                own=own,
                known=", ".join(known),
            )
        )
    words = read_language(own, folders)
    slugs = {"slugs": words.slugs.as_dict()}
    others = (code for code in known if code != own)
    return {own: words, **{code: read_language(code, folders, slugs) for code in others}}


def read_slugs(words: Words) -> Slugs:
    """Raises SettingError for one that is missing, no address, or there twice."""
    table = words.slugs
    kinds, answers = table.kinds.as_dict(), table.answers.as_dict()
    names = [name for name in Slugs.__annotations__ if name not in ("kinds", "answers")]
    slugs = Slugs(**{name: table[name] for name in names}, kinds=kinds, answers=answers)
    at_root = [table[name] for name in names]
    _refuse_unusable(at_root)
    _refuse_unusable([*kinds.values(), *answers.values()])
    return slugs


def schema_of(settings: Settings) -> Schema:
    """Of settings that no plugin has seen. Raises SettingError."""
    languages = read_languages(settings)
    slugs = read_slugs(languages[settings["DEFAULT_LANG"]])
    sections = read_sections(settings.get("SECTIONS", ()), slugs, languages)
    return Schema(sections, slugs=slugs, languages=tuple(languages))


def _refuse_unusable(slugs: list[str]) -> None:
    for slug in slugs:
        if slug != slugify(slug) or not slug or slugs.count(slug) > 1:
            raise SettingError(
                gettext(
                    "bảng [slugs] của các tệp strings: “{slug}” không dùng làm địa chỉ được, "
                    "hoặc có hai lần; hãy ghi chữ thường không dấu, số và gạch nối, mỗi "
                    "trang một tên.",
                    slug=slug,
                )
            )
