"""What a build is made with, as digests: values, settings, the theme, code from anywhere."""
