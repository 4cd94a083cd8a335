package io.antipode.load.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chaos image}: makes the container image that the container layer runs. */
@Command(
    name = "image",
    description = "Builds the container image " + AntipodeImage.NAME + " without any registry.",
    mixinStandardHelpOptions = true)
public final class ImageCommand implements Callable<Integer> {
  @Option(names = "--home", hidden = true)
  private Path home = Path.of(System.getProperty("antipode.home", "."));

  @Override
  public Integer call() throws IOException {
    AntipodeImage.build(home.toAbsolutePath().normalize());
    System.out.println("built " + AntipodeImage.NAME);
    return 0;
  }
}
