"""A site that is not as a clean build's tells in what it differs."""

import pytest

pytest.register_assert_rewrite("tests.support.edited_site")
