"""Sources beside the night's collecting: found, declared, asked once, answered for by a folder, read from archives."""
