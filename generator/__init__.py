"""kaohe: a government office's annual assessment of its departments, from YAML in git to a public site."""

__version__ = "0.1.0"
