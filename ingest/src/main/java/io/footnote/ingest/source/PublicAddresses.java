package io.footnote.ingest.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the internet from those of this machine, its networks, and special purposes,
 * as the IANA registries of special-purpose addresses list them (RFC 6890).
 */
final class PublicAddresses {
  private static final List<Block> SPECIAL =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 4),
          Block.of("240.0.0.0", 4));

  /** All unicast addresses of the internet are in here. */
  private static final Block GLOBAL_UNICAST = Block.of("2000::", 3);

  /** Parts of it that are not, or that carry an IPv4 address which could be any. */
  private static final List<Block> SPECIAL_6 =
      List.of(
          Block.of("2001::", 23),
          Block.of("2001:db8::", 32),
          Block.of("2002::", 16),
          Block.of("3fff::", 20));

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    return address instanceof Inet4Address
        ? SPECIAL.stream().noneMatch(block -> block.contains(address))
        : GLOBAL_UNICAST.contains(address)
            && SPECIAL_6.stream().noneMatch(block -> block.contains(address));
  }

  /** All addresses that begin as {@code prefix} does. */
  private static final class Block {
    private final byte[] prefix;
    private final int bits;

    private Block(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Block of(String address, int bits) {
      try {
        return new Block(
            InetAddress.getByName(address).getAddress(), bits); // a literal: no look-up
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(address, e);
      }
    }

    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      if (bytes.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = (0xff << (8 - bits % 8)) & 0xff;
      return Arrays.equals(bytes, 0, whole, prefix, 0, whole)
          && (bits % 8 == 0 || (bytes[whole] & mask) == (prefix[whole] & mask));
    }
  }
}
