package io.antipode.replication.link.vertx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.link.Links;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real TCP on loopback. */
class VertxLinksTest {
  private static final Region EU = new Region("eu-west-1");
  private static final Region US = new Region("us-east-1");
  private static final int PATIENCE_S = 20;
  private static final byte[] NONE = {};

  private final Vertx vertx = Vertx.vertx();
  private final List<VertxLinks> all = new ArrayList<>();

  /** Writes down what it hears. */
  private static final class Ear implements Links.Listener {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

    @Override
    public void up(Region peer) {
      heard.add("up " + peer);
    }

    @Override
    public void down(Region peer) {
      heard.add("down " + peer);
    }

    @Override
    public void frame(Region peer, byte[] frame) {
      frames.add(frame);
    }

    @Nullable String next() throws InterruptedException {
      return heard.poll(PATIENCE_S, TimeUnit.SECONDS);
    }

    byte @Nullable [] nextFrame() throws InterruptedException {
      return frames.poll(PATIENCE_S, TimeUnit.SECONDS);
    }
  }

  private VertxLinks links(Region region, String cluster, int shards, int port) throws Exception {
    return opened(
        new VertxLinks(
            vertx,
            new VertxLinks.Settings(
                region, cluster, shards, VertxLinks.Settings.LOOPBACK, port, all.size())));
  }

  /** One that loses patience twenty times as soon. */
  private VertxLinks hasty(Region region) throws Exception {
    return opened(
        new VertxLinks(
            vertx,
            new VertxLinks.Settings(region, "c", 4, VertxLinks.Settings.LOOPBACK, 0, all.size()),
            25));
  }

  private VertxLinks opened(VertxLinks links) throws Exception {
    all.add(links);
    links.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    return links;
  }

  private static void introduce(VertxLinks a, Region aRegion, VertxLinks b, Region bRegion) {
    a.peer(bRegion, VertxLinks.Settings.LOOPBACK, b.listenPort());
    b.peer(aRegion, VertxLinks.Settings.LOOPBACK, a.listenPort());
  }

  @AfterEach
  void close() throws Exception {
    all.forEach(VertxLinks::close);
    vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Test
  void framesArriveWholeAndInOrderBothWays() throws Exception {
    VertxLinks eu = links(EU, "c", 4, 0);
    VertxLinks us = links(US, "c", 4, 0);
    introduce(eu, EU, us, US);
    Ear euEar = new Ear();
    Ear usEar = new Ear();
    eu.start(euEar);
    us.start(usEar);
    assertEquals("up " + US, euEar.next());
    assertEquals("up " + EU, usEar.next());

    byte[] large = new byte[3 << 20];
    large[12_345] = 42;
    eu.send(US, text("first"));
    eu.send(US, large);
    eu.send(US, new byte[0]);
    us.send(EU, text("back"));
    assertArrayEquals(text("first"), usEar.nextFrame());
    assertArrayEquals(large, usEar.nextFrame());
    assertArrayEquals(new byte[0], usEar.nextFrame());
    assertArrayEquals(text("back"), euEar.nextFrame());
  }

  @Test
  void aPeerThatComesBackGetsANewSession() throws Exception {
    VertxLinks eu = links(EU, "c", 4, 0);
    VertxLinks us = links(US, "c", 4, 0);
    introduce(eu, EU, us, US);
    Ear euEar = new Ear();
    eu.start(euEar);
    us.start(new Ear());
    assertEquals("up " + US, euEar.next());
    int port = us.listenPort();
    us.close();
    assertEquals("down " + US, euEar.next());
    eu.send(US, text("into the void"));

    VertxLinks usAgain = rebind(port);
    usAgain.peer(EU, VertxLinks.Settings.LOOPBACK, eu.listenPort());
    Ear usEar = new Ear();
    usAgain.start(usEar);
    assertEquals("up " + EU, usEar.next());
    assertEquals("up " + US, euEar.next());
    eu.send(US, text("heard"));
    assertArrayEquals(text("heard"), usEar.nextFrame());
  }

  /** The port is free as soon as its last owner has closed, which happens on another thread. */
  private VertxLinks rebind(int port) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        return links(US, "c", 4, port);
      } catch (ExecutionException e) {
        if (attempt == 1_000) {
          throw e;
        }
      }
    }
  }

  @Test
  void anotherClusterOrShardCountIsRefused() throws Exception {
    VertxLinks eu = links(EU, "c", 4, 0);
    VertxLinks stranger = links(US, "another", 4, 0);
    introduce(eu, EU, stranger, US);
    Ear euEar = new Ear();
    Ear strangerEar = new Ear();
    eu.start(euEar);
    stranger.start(strangerEar);
    assertNull(euEar.heard.poll(500, TimeUnit.MILLISECONDS));
    assertNull(strangerEar.heard.poll());

    VertxLinks proper = links(US, "c", 4, 0);
    introduce(eu, EU, proper, US);
    proper.start(new Ear());
    assertEquals("up " + US, euEar.next(), "it goes on trying, at the newest address");
  }

  @Test
  void whatIsInTheWayIsTold() throws Exception {
    VertxLinks eu = links(EU, "c", 4, 0);
    VertxLinks gone = links(US, "c", 4, 0);
    VertxLinks other = links(US, "c", 8, 0);
    introduce(eu, EU, other, US);
    other.start(new Ear());
    eu.start(new Ear());
    awaitTrouble(eu, "it has 8 shards, this region 4");
    int port = gone.listenPort();
    gone.close();
    eu.peer(US, "127.0.0.1", port);
    awaitTrouble(eu, "can't reach 127.0.0.1:" + port);

    Ear ear = new Ear();
    VertxLinks proper = links(US, "c", 4, 0);
    introduce(eu, EU, proper, US);
    proper.start(ear);
    assertEquals("up " + EU, ear.next());
    awaitTrouble(eu, "");
  }

  /** Waits until the trouble with US contains a text; "" for no trouble. */
  private static void awaitTrouble(VertxLinks links, String text) {
    long startNs = System.nanoTime();
    while (text.isEmpty()
        ? links.troubles().containsKey(US)
        : !links.troubles().getOrDefault(US, "").contains(text)) {
      assertTrue(System.nanoTime() - startNs < PATIENCE_S * 1_000_000_000L, links::toString);
      Thread.onSpinWait();
    }
  }

  @Test
  void aSecondProcessIsNotTheSameRegionAndHearsOfTheFirst() throws Exception {
    for (Region here : List.of(EU, US)) {
      Region there = here.equals(EU) ? US : EU;
      VertxLinks peer = hasty(here);
      VertxLinks first = hasty(there);
      introduce(peer, here, first, there);
      Ear ear = new Ear();
      peer.start(ear);
      first.start(new Ear());
      assertEquals("up " + there, ear.next());

      VertxLinks second = hasty(there);
      CompletableFuture<String> told = new CompletableFuture<>();
      second.onDoubled(told::complete);
      second.peer(here, VertxLinks.Settings.LOOPBACK, peer.listenPort());
      Ear unheard = new Ear();
      second.start(unheard);
      String why = told.get(PATIENCE_S, TimeUnit.SECONDS);
      assertTrue(why.startsWith(here + " says that another process is " + there), why);
      assertNull(ear.heard.poll(), "the first one's session goes on");
      assertNull(unheard.heard.poll());

      first.close();
      assertEquals("down " + there, ear.next());
      assertEquals("up " + there, ear.next(), "it takes the place of one that is gone");
    }
  }

  @Test
  void whoeverIsNotCalledCalls() throws Exception {
    VertxLinks eu = hasty(EU);
    VertxLinks us = hasty(US);
    eu.peer(US, VertxLinks.Settings.LOOPBACK, 1);
    us.peer(EU, VertxLinks.Settings.LOOPBACK, eu.listenPort());
    Ear ear = new Ear();
    eu.start(ear);
    us.start(new Ear());
    assertEquals("up " + US, ear.next(), "though EU looks for US elsewhere");
    assertNull(ear.heard.poll(500, TimeUnit.MILLISECONDS), "and the session stays");
  }

  @Test
  void aSilentPeerIsGivenUp() throws Exception {
    CompletableFuture<NetSocket> accepted = new CompletableFuture<>();
    int port =
        vertx
            .createNetServer()
            .connectHandler(
                socket -> {
                  socket.write(
                      TcpFrame.encode(
                          TcpFrame.Kind.HELLO,
                          new Hello(Hello.PROTOCOL, 4, "c", US.name(), 9).encode()));
                  accepted.complete(socket);
                })
            .listen(0, VertxLinks.Settings.LOOPBACK)
            .toCompletionStage()
            .toCompletableFuture()
            .get(PATIENCE_S, TimeUnit.SECONDS)
            .actualPort();
    VertxLinks eu = links(EU, "c", 4, 0);
    Ear ear = new Ear();
    eu.peer(US, VertxLinks.Settings.LOOPBACK, port);
    eu.start(ear);
    assertEquals("up " + US, ear.next());
    accepted.get(PATIENCE_S, TimeUnit.SECONDS);
    assertEquals("down " + US, ear.next());
  }

  @Test
  void strangersHoldNobodyUp() throws Exception {
    VertxLinks eu = links(EU, "c", 4, 0);
    VertxLinks us = links(US, "c", 4, 0);
    us.start(new Ear());
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket stranger = new Socket(InetAddress.getLoopbackAddress(), us.listenPort());
        stranger.setSoTimeout(PATIENCE_S * 1_000);
        if (i % 2 == 0) {
          stranger.getOutputStream().write(TcpFrame.encode(TcpFrame.Kind.PING, NONE).getBytes());
        }
        strangers.add(stranger);
      }
      introduce(eu, EU, us, US);
      Ear ear = new Ear();
      eu.start(ear);
      assertEquals("up " + US, ear.next());
      for (Socket stranger : strangers) {
        try {
          assertEquals(0, stranger.getInputStream().readAllBytes().length, "not a word");
        } catch (SocketException reset) {
          // The end all the same: what it had sent was not read to the last byte.
        }
      }
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
