"""Pictures made for tests."""
import struct
import zlib


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{credit}">'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt>'
    '</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>')


def png(width, height, caption='', credit=''):
    """A PNG of one blue, which says of itself what an agency would have written into it."""
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data +
                struct.pack('>I', zlib.crc32(kind + data)))
    rows = (b'\0' + b'\x40\x80\xc0' * width) * height
    header = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    xmp = b'XML:com.adobe.xmp\0\0\0\0\0' + XMP.format(caption=caption, credit=credit).encode()
    texts = chunk(b'iTXt', xmp) if caption or credit else b''
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + texts +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
