package io.antipode.load.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.antipode.load.fault.Loopback;
import io.antipode.load.http.ControlClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * One container for each region's node. Each is in its region's own network, through which its port
 * is published on loopback, and in the one network between the regions, where it is found by its
 * region's name; leaving that network cuts the region off and nothing else.
 */
final class ContainerCluster implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final String JVM =
      "-Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxDirectMemorySize=256m";

  private final DockerClient docker = DockerClientFactory.instance().client();
  private final Network between = Network.newNetwork();
  private final Map<String, Network> networks = new LinkedHashMap<>();
  private final Map<String, GenericContainer<?>> nodes = new LinkedHashMap<>();
  private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();

  /** Starts them, and waits until all serve. */
  ContainerCluster(List<String> regions, int firstPort) {
    for (String region : regions) {
      int port = firstPort + nodes.size();
      networks.put(region, Network.newNetwork());
      nodes.put(region, node(region, regions, port));
      addresses.put(region, Loopback.port(port));
    }
    nodes.values().parallelStream().forEach(GenericContainer::start);
    regions.forEach(this::join);
  }

  private GenericContainer<?> node(String region, List<String> regions, int port) {
    String peers =
        regions.stream()
            .filter(other -> !other.equals(region))
            .map(other -> other + "=" + other + ":" + AntipodeImage.REPLICATION_PORT)
            .collect(Collectors.joining(","));
    return new GenericContainer<>(DockerImageName.parse(AntipodeImage.NAME))
        .withImagePullPolicy(image -> false)
        .withNetwork(Objects.requireNonNull(networks.get(region)))
        .withEnv("ANTIPODE_REGION", region)
        .withEnv("ANTIPODE_PEERS", peers)
        .withEnv("ANTIPODE_SHARD_COUNT", "2")
        .withEnv("ANTIPODE_DURABILITY", "os")
        .withEnv("JAVA_TOOL_OPTIONS", JVM)
        .withExposedPorts(AntipodeImage.PORT)
        .withCreateContainerCmdModifier(
            command ->
                Objects.requireNonNull(command.getHostConfig())
                    .withPortBindings(
                        new PortBinding(
                            Ports.Binding.bindIpAndPort("127.0.0.1", port),
                            new ExposedPort(AntipodeImage.PORT))))
        .waitingFor(
            Wait.forHttp("/_antipode/ready").forPort(AntipodeImage.PORT).withStartupTimeout(START));
  }

  /** Puts a region on the network between the regions. */
  void join(String region) {
    docker
        .connectToNetworkCmd()
        .withNetworkId(between.getId())
        .withContainerId(id(region))
        .withContainerNetwork(new ContainerNetwork().withAliases(List.of(region)))
        .exec();
  }

  /** Takes it off: its clients still reach it. */
  void cut(String region) {
    docker
        .disconnectFromNetworkCmd()
        .withNetworkId(between.getId())
        .withContainerId(id(region))
        .exec();
  }

  /** SIGKILL. */
  void kill(String region) {
    docker.killContainerCmd(id(region)).exec();
  }

  /** The same container again, with its files. */
  void restart(String region) {
    docker.startContainerCmd(id(region)).exec();
  }

  void pause(String region) {
    docker.pauseContainerCmd(id(region)).exec();
  }

  void resume(String region) {
    docker.unpauseContainerCmd(id(region)).exec();
  }

  InetSocketAddress address(String region) {
    return Objects.requireNonNull(addresses.get(region));
  }

  ControlClient control(String region) {
    return new ControlClient(address(region), region);
  }

  private String id(String region) {
    return Objects.requireNonNull(nodes.get(region)).getContainerId();
  }

  /** With Testcontainers' own cleaner off, nobody else removes what a test leaves. */
  @Override
  public void close() {
    nodes.values().parallelStream().forEach(GenericContainer::stop);
    networks.values().forEach(Network::close);
    between.close();
  }
}
