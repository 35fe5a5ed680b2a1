"""The site as a whole: the MkDocs plugin, the list of products, and the build, the only writer of its folder."""
