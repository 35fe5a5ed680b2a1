"""What holds of a publication and how it is shown: verification, witnesses, manifests, bags."""
