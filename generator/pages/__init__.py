"""The pages of the site: what each shows, and where its articles come from."""
