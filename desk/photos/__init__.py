"""Photos and files that an editor drops, pastes or chooses become files of content/."""
