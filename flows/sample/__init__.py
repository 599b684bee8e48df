"""The bundled sample: invented outlets and events, written for this project."""
