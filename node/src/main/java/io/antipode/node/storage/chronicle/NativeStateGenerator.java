package io.antipode.node.storage.chronicle;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import net.openhft.chronicle.values.ValueModel;

/**
 * A step of the build: Chronicle Map looks for the class that lays out the state at the head of its
 * files, and where it finds none it writes one and runs the Java compiler, which would be half of
 * what the start of a node costs. So the build lets Chronicle write it, and packs it.
 */
final class NativeStateGenerator {
  private static final String STATE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";

  private NativeStateGenerator() {}

  /**
   * Generates and compiles the class.
   *
   * @param arguments the folder for the source, the folder for the class
   */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    Class<?> state = Class.forName(STATE);
    String simpleName = state.getSimpleName() + ValueModel.$$NATIVE;
    Method generator =
        Class.forName("net.openhft.chronicle.values.Generators")
            .getDeclaredMethod("generateNativeClass", ValueModel.class, String.class);
    generator.setAccessible(true);
    String source = (String) generator.invoke(null, ValueModel.acquire(state), simpleName);
    Path file =
        Path.of(arguments[0])
            .resolve(state.getPackageName().replace('.', '/'))
            .resolve(simpleName + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                arguments[1],
                file.toString());
    if (status != 0) {
      throw new IllegalStateException(file + " does not compile");
    }
  }
}
