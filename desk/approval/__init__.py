"""An article waits for a yes, has it or is sent back: who may press what, and what is written."""
