"""What a plugin gives the others and needs of them, and whether PLUGINS puts them in that order."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import plugins
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.settings import SettingError, Settings

THEMES_FILE = "contract.toml"
THEME = "THEME"
# Plugins from elsewhere that would spoil the site, or do again what it has: docs/plugins.md.
REFUSED = {
    "minify": gettext_noop("nó làm hỏng JavaScript, mà plugins.assets đã thu gọn các trang"),
    "more_categories": gettext_noop("mỗi bài ở đây có một chuyên mục, khai báo trong SECTIONS"),
    "precompress": gettext_noop("lệnh publish đã nén từng tệp và đối chiếu bản nén với trang"),
    "search": gettext_noop(
        "nó cần chương trình Stork, mà plugins.search đã tìm được chữ có dấu lẫn không dấu"
    ),
    "seo": gettext_noop(
        "nó ghi đè thẻ tiêu đề và để lại tệp bên ngoài thư mục kết quả, mà "
        "plugins.metadata đã ghi dữ liệu cho máy tìm kiếm"
    ),
    "series": gettext_noop("đầu bài ở đây không có khóa series"),
    "sitemap": gettext_noop(
        "plugins.metadata đã ghi sitemap.xml, và ghi ngày của bài chứ không phải giờ dựng"
    ),
    "webassets": gettext_noop(
        "plugins.assets đã gộp và thu gọn, còn tệp do nó ghi thì lần dựng sau không biết"
    ),
}
OWN = "plugins."
# The module of a plugin that registers it where there is no portal.
STANDALONE = "standalone"


@dataclass(frozen=True)
class Contract:
    """Names of Portal's fields and steps, of globals and filters for templates, of attributes of
    articles.

    needs: given by a plugin that stands before this one; uses: if one gives it, it stands before.
    """

    gives: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


def contract_of(plugin: str) -> Contract:
    """Of a plugin that is loaded; one from elsewhere may have none."""
    contract: Contract = getattr(sys.modules.get(plugin), "CONTRACT", Contract())
    return contract


def own_contracts() -> dict[str, Contract]:
    """Of all plugins of this project, which it loads, by their names."""
    rooms = [room.name for room in pkgutil.iter_modules(plugins.__path__, "plugins.") if room.ispkg]
    modules = [importlib.import_module(room) for room in rooms]
    return {module.__name__: module.CONTRACT for module in modules if hasattr(module, "CONTRACT")}


def contract_of_theme(theme: Path) -> Contract:
    """What its templates cannot do without; a theme from elsewhere says nothing."""
    file = theme / THEMES_FILE
    if not file.is_file():
        return Contract()
    return Contract(needs=tuple(tomllib.loads(file.read_text("utf-8"))["needs"]))


def refuse_wrong_plugins(settings: Settings) -> None:
    """Raises SettingError: which plugin needs which other one, and what line to add, to move or to
    take out."""
    names: list[str] = settings.get("PLUGINS") or []
    for name in names:
        reason = REFUSED.get(name.rpartition(".")[2])
        if reason and not name.startswith(OWN):
            raise SettingError(
                gettext(
                    "PLUGINS: “{name}” không dùng được ở đây: {reason}; bỏ dòng này.",
                    name=name,
                    reason=gettext(reason),
                )
            )
    contracts = {name: contract_of(name) for name in names}
    contracts[THEME] = contract_of_theme(Path(settings["THEME"]))
    if fault := next(_faults(contracts), ""):
        raise SettingError(f"PLUGINS: {fault} {_elsewhere(names)}".rstrip())


def _elsewhere(names: list[str]) -> str:
    """What to write in a site of others, which all of ours that `names` has work in, or ""."""
    own = [name for name in names if name.startswith(OWN)]
    files = [Path(sys.modules[name].__file__ or "") for name in own]
    if not own or not all(file.with_name(f"{STANDALONE}.py").is_file() for file in files):
        return ""
    return gettext(
        "Ở một trang Pelican khác, hãy ghi “{standalone}” thay cho “{plugin}” (docs/parts.md).",
        plugin=own[0],
        standalone=f"{own[0]}.{STANDALONE}",
    )


def _faults(contracts: Mapping[str, Contract]) -> Iterator[str]:
    giver_of = _givers(contracts)
    given: set[str] = set()
    for plugin, contract in contracts.items():
        for name in (*contract.needs, *contract.uses):
            giver = giver_of.get(name)
            if giver and name not in given:
                yield gettext(
                    "“{plugin}” đứng trước “{giver}” mà nó dùng; chuyển dòng “{giver}” lên trước "
                    "dòng “{plugin}”.",
                    plugin=plugin,
                    giver=giver,
                )
            elif not giver and name in contract.needs:
                missing = _givers(own_contracts()).get(name, name)
                if plugin == THEME:
                    yield gettext(
                        "thiếu “{missing}”, mà giao diện (THEME) cần; thêm dòng “{missing}”.",
                        missing=missing,
                    )
                else:
                    yield gettext(
                        "thiếu “{missing}”, mà “{plugin}” cần; thêm dòng “{missing}” vào trước "
                        "dòng “{plugin}”.",
                        missing=missing,
                        plugin=plugin,
                    )
        given.update(contract.gives)


def _givers(contracts: Mapping[str, Contract]) -> dict[str, str]:
    return {name: plugin for plugin, contract in contracts.items() for name in contract.gives}
