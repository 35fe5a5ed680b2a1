"""The MkDocs plugin and the build: the only writers of the site."""
