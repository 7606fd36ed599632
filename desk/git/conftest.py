"""Two desks that send each other their texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.git.testing import Office, make_office
from desk.shell.desk import Desk


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path)


@pytest.fixture
def lan(office: Office) -> Desk:
    return office.clone("Lan")


@pytest.fixture
def minh(office: Office) -> Desk:
    return office.clone("Minh")
