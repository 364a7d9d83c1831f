"""What the office keeps. Rows never leave this room: what comes out is a frozen dataclass."""
