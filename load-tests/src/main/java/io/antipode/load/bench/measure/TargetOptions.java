package io.antipode.load.bench.measure;

import io.antipode.load.target.Addresses;
import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.DynamoDbLocal;
import io.antipode.load.target.Target;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is measured: mixed into commands that take any DynamoDB endpoint. */
public final class TargetOptions {
  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "The endpoint; without it an Antipode of one region is started.")
  private @Nullable URI target;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "That requests are signed for; default ${DEFAULT-VALUE}.")
  public String region = "us-east-1";

  @Option(
      names = "--durability",
      defaultValue = "os",
      description = "Of the Antipode that is started, os or fsync; default ${DEFAULT-VALUE}.")
  private String durability = "os";

  /** Whether {@link #start} starts one. */
  public boolean isOwn() {
    return target == null;
  }

  /** Starts an Antipode, or takes the one that was named. */
  public Target start(Path home, Scratch scratch) {
    if (target != null) {
      return new Target.Running(target.toString(), Addresses.of(target));
    }
    String data = scratch.data("up").toString();
    return AntipodeUp.start(
        home,
        scratch.log(),
        List.of("--regions", region, "--data", data, "--durability", durability));
  }

  /**
   * A second target.
   *
   * @param against {@code dynamodb-local}, or a URL
   */
  public static Target startOther(String against, Path home) {
    return against.equals("dynamodb-local")
        ? DynamoDbLocal.start(home)
        : new Target.Running(against, Addresses.of(URI.create(against)));
  }
}
