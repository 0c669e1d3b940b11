"""What an assessor is given, as arithmetic over plain values: names of files, manifest, offline pages."""
