"""A dossier as a folder of pages that open from a disk, without a network and without a script from elsewhere."""
