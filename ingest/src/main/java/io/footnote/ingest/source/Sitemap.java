package io.footnote.ingest.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A list of addresses as of sitemaps.org, packed with gzip or not.
 *
 * @param ofSitemaps whether the addresses are those of other sitemaps
 */
record Sitemap(boolean ofSitemaps, List<URI> locations) {
  /** As the protocol allows. */
  static final int MAX_LOCATIONS = 50_000;

  private static final int GZIP_MAGIC = 0x1f8b;

  Sitemap {
    locations = List.copyOf(locations);
  }

  /**
   * @param maxBytes of the unpacked text; what lies behind is not read
   * @return empty if it is something else
   */
  static Optional<Sitemap> read(Path file, long maxBytes) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = unpacked(file, maxBytes)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.next() != XMLStreamConstants.START_ELEMENT) {
        // up to the root
      }
      boolean ofSitemaps = xml.getLocalName().equals("sitemapindex");
      return ofSitemaps || xml.getLocalName().equals("urlset")
          ? Optional.of(new Sitemap(ofSitemaps, locations(xml)))
          : Optional.empty();
    } catch (XMLStreamException e) {
      return Optional.empty(); // no XML; parsing it as a document says what is wrong
    }
  }

  private static List<URI> locations(XMLStreamReader xml) throws XMLStreamException {
    List<URI> locations = new ArrayList<>();
    while (xml.hasNext() && locations.size() < MAX_LOCATIONS) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("loc")) {
        address(xml.getElementText()).ifPresent(locations::add);
      }
    }
    return locations;
  }

  /** Empty for what is no address: there is nothing to fetch. */
  private static Optional<URI> address(String text) {
    try {
      return Optional.of(new URI(text.strip()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static InputStream unpacked(Path file, long maxBytes) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    int magic = (in.read() << 8) | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new Limited(new GZIPInputStream(in), maxBytes) : in;
  }

  /** Ends early rather than unpack without bounds. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long limit) {
      super(in);
      left = limit;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? super.read() : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int read = super.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }
  }
}
