"""A plugin of this portal works in any site of Pelican's: what each needs for that."""
