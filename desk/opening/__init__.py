"""What a double click starts: “Soạn bài” at the project's top, for each system in its own form."""
