"""What a picture is, what its codes say and what is wrong with it. Pure: bytes in, a value out.

Nothing here opens a file, a network or a clock; limits on memory and time are `bot.reader_process`.
"""
