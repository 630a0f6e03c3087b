"""Pictures made for tests."""
import struct
import zlib


def png(width, height):
    """A PNG of one blue."""
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data +
                struct.pack('>I', zlib.crc32(kind + data)))
    rows = (b'\0' + b'\x40\x80\xc0' * width) * height
    header = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
