package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeparturesTest {
  private final Departures departures = new Departures();
  private SocketChannel client;
  private SocketChannel server;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = SocketChannel.open(listening.getLocalAddress());
      server = listening.accept();
    }
    server.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    departures.close();
  }

  private void request() throws IOException {
    client.write(ByteBuffer.wrap(new byte[] {1}));
    ByteBuffer read = ByteBuffer.allocate(1);
    while (server.read(read) == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoStaysIsNotInterrupted() throws IOException {
    for (int requests = 0; requests < 20_000; requests++) {
      request(); // may still look readable to who was told of it before it was read
      try (Departures.Watch _ = departures.watch(server)) {
        for (int i = 0; i < 200; i++) {
          Thread.onSpinWait();
        }
        assertThat(Thread.currentThread().isInterrupted()).as("request %d", requests).isFalse();
      }
    }
  }

  @Test
  void whoLeavesIsInterruptedUntilTheWorkEnds() throws Exception {
    request();
    CountDownLatch never = new CountDownLatch(1);
    int interrupts = 0;
    try (Departures.Watch _ = departures.watch(server)) {
      client.close();
      while (interrupts < 3) {
        try {
          never.await();
        } catch (InterruptedException e) {
          interrupts++;
        }
      }
    }
    assertThat(Thread.currentThread().isInterrupted()).as("interrupted afterwards").isFalse();
  }

  @Test
  void aNextRequestThatWaitsIsNoDeparture() throws Exception {
    request();
    try (Departures.Watch _ = departures.watch(server)) {
      client.write(ByteBuffer.wrap(new byte[] {2}));
      for (int i = 0; i < 1_000_000; i++) {
        Thread.onSpinWait();
      }
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }
}
