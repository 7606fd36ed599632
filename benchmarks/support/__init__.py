"""A publisher sees what builds cost: a made-up site, its builds, and the same site in Hugo."""
