"""Whatever an office has (Word, portals, pastes, captured text) becomes an article."""
