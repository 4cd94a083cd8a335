package io.antipode.load.seeded;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The whole program once more, with one bug in it: a class loader that has classes of its own for
 * everything of Antipode, so that patched and sound copies run side by side in one JVM.
 */
public final class BuggyProduct extends ClassLoader {
  private static final String OURS = "io.antipode.";

  private final SeededBug bug;
  private final byte[] patched;

  public BuggyProduct(SeededBug bug) {
    super("seeded bug " + bug.name(), BuggyProduct.class.getClassLoader());
    this.bug = bug;
    patched = Patcher.patched(bug);
  }

  /**
   * Calls a static method of the buggy copy.
   *
   * @throws IllegalStateException where there is none, or it throws
   */
  public @Nullable Object call(String className, String method, Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i] instanceof Long ? long.class : arguments[i].getClass();
    }
    try {
      return loadClass(className).getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(bug.name() + " broke the harness itself", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = name.equals(bug.className()) ? patched : bytesOf(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static byte[] bytesOf(String name) throws ClassNotFoundException {
    try {
      return Patcher.original(name);
    } catch (IllegalStateException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
